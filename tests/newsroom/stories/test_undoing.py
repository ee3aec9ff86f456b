"""Laws of undoing, over any decisions in any order."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.newsroom.stories import actions
from tearsheet.newsroom.stories.errors import StoryError, UndoRefused
from tearsheet.newsroom.stories.models import Copy, Decision, OriginRuling, Placement, Story
from tests.newsroom.factories import make_article, make_source, make_story

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VERBS = ["merge", "split", "move", "pin", "unpin", "rename", "deny", "join", "part", "mute"]

# A verb, which of the live stories, which other one, and which of its articles.
steps = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 5), st.sets(st.integers(0, 6), max_size=4)),
    min_size=1,
    max_size=5,
)


class RollBack(Exception):
    """The end of an example."""


@contextlib.contextmanager
def own_rows():
    """Every example begins with the same rows."""
    with contextlib.suppress(RollBack), transaction.atomic():
        yield
        raise RollBack


@pytest.fixture
def stories():
    made = []
    for n, count in enumerate((4, 2, 1)):
        articles = [
            make_article(source=make_source(f"Paper {n}{m}"), at=NOON + timedelta(hours=m)) for m in range(count)
        ]
        made.append(make_story(*articles))
    articles = list(Placement.objects.filter(story=made[0]).values_list("article_id", flat=True))
    Copy.objects.create(article_id=articles[1], of_id=articles[0], share=0.9371, kind="whole")
    Placement.objects.filter(article_id=articles[2]).update(score=0.1234567, reason="shares: ferry", is_pinned=True)
    actions.recount_stories(story_ids=[story.pk for story in made])
    return made


def read_rows():
    """Everything that decisions change. Stories that hold nothing are no part of it: a split leaves one behind."""
    return {
        "places": list(
            Placement.objects.order_by("article_id").values_list(
                "article_id", "story_id", "score", "reason", "is_pinned", "origin__article_id", "origin_reason"
            )
        ),
        "stories": list(
            Story.objects.live()
            .order_by("pk")
            .values_list("pk", "headline", "article_count", "origin_count", "first_at", "last_at", "merged_into")
        ),
        "copies": list(Copy.objects.order_by("article_id").values_list("article_id", "of_id", "share", "kind", "at")),
        "rulings": list(OriginRuling.objects.order_by("article_id").values_list("article_id", "of_id", "reason")),
    }


def decide(actor, verb, which, other, picks):
    """Do what a step says with what there is now; None where it is refused."""
    live = list(Story.objects.live().order_by("pk"))
    story, to = live[which % len(live)], live[other % len(live)]
    here = list(Placement.objects.filter(story=story).order_by("article_id").values_list("article_id", flat=True))
    told = {"actor": actor, "story": story, "reason": f"{verb} {which}"}
    chosen = {**told, "articles": [here[pick % len(here)] for pick in picks]}
    verbs = {
        "merge": lambda: actions.merge_stories(**told, other=to),
        "split": lambda: actions.split_story(**chosen),
        "move": lambda: actions.move_articles(**chosen, to=to),
        "pin": lambda: actions.pin_articles(**chosen),
        "unpin": lambda: actions.pin_articles(**chosen, is_pinned=False),
        "rename": lambda: actions.rename_story(**told, headline=f"Name {other}"),
        "deny": lambda: actions.deny_copies(**chosen),
        "join": lambda: actions.join_origins(**chosen),
        "part": lambda: actions.part_origins(**chosen),
        "mute": lambda: actions.take_stance(**told, kind="mute"),
    }
    before = read_rows()
    try:
        return verbs[verb]()
    except StoryError:
        assert read_rows() == before
        return None


@given(steps=steps)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_from_the_last_restores_every_row(editor, stories, steps):
    with own_rows():
        states = [read_rows()]
        made = []
        for step in steps:
            if decision := decide(editor, *step):
                made.append(decision)
                states.append(read_rows())
        for decision, state in zip(reversed(made), reversed(states[:-1]), strict=True):
            actions.undo_decision(actor=editor, decision=decision)
            assert read_rows() == state
        assert not Decision.objects.standing().exists()


@given(steps=steps, pick=st.integers(0, 6))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_any_decision_restores_its_articles_or_changes_nothing(editor, stories, steps, pick):
    with own_rows():
        made = [decision for step in steps if (decision := decide(editor, *step))]
        if not made:
            return
        decision = made[pick % len(made)]
        before = read_rows()
        try:
            actions.undo_decision(actor=editor, decision=decision)
        except UndoRefused:
            assert read_rows() == before
            return
        touched = decision.before.get("places", {})
        was, now = ({str(row[0]): list(row[1:5]) for row in rows["places"]} for rows in (before, read_rows()))
        assert now == {**was, **touched}
