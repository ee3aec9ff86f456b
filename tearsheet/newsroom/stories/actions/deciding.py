"""What editors decide about stories. Every decision has an actor, a reason and a history row, and can be undone.

The machine never overrules a decision: what an editor placed is pinned, what an editor said of an origin is kept in
every count, and a copy that was denied is not looked for again.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.actions.facts import write_facts
from tearsheet.newsroom.stories.actions.recording import (
    AT_THE_DESK,
    MAY_DECIDE,
    check_reason,
    check_right,
    record_decision,
)
from tearsheet.newsroom.stories.errors import (
    EmptyStory,
    NoCopy,
    NoName,
    NothingChosen,
    NothingStays,
    SameStory,
)
from tearsheet.newsroom.stories.models import Copy, Decision, OriginRuling, Placement, Stance, Story

Kind = Decision.Kind


@transaction.atomic
def merge_stories(*, actor: Any, story: Story, other: Story, reason: str) -> Decision:
    """Put all articles of another story into this one; whoever asks for the other one is led here.

    The articles of both are pinned: the machine does not take apart what an editor put together.

    Raises:
        NotAllowed, NoReason, SameStory: nothing was changed.
        EmptyStory: one of the two has no articles.
    """
    check_right(actor, MAY_DECIDE)
    story, other = _lock(story, other)
    if story.pk == other.pk:
        raise SameStory
    theirs = _articles_in(other)
    if not theirs or not story.article_count:
        raise EmptyStory
    shadows = [other.pk, *Story.objects.filter(merged_into=other).values_list("pk", flat=True)]

    return _rehouse(
        actor=actor,
        kind=Kind.MERGE,
        stories=[story, other],
        what=f"Merged “{other.headline}” ({_count(theirs)}) into “{story.headline}”.",
        reason=reason,
        moved=theirs,
        home=story,
        how="merged in",
        pinned=_articles_in(story),
        shadows=shadows,
        lead_to=story,
    )


@transaction.atomic
def split_story(*, actor: Any, story: Story, articles: Collection[int], reason: str, headline: str = "") -> Decision:
    """Take articles, with their copies in this story, out into a new story.

    The articles of both stories are pinned: the machine does not put together again what an editor took apart.

    Args:
        actor, story, reason: who, of what, why.
        articles: keys of articles; others than this story's are passed over.
        headline: of the new story; its first article's if empty.

    Raises:
        NotAllowed, NoReason, NothingChosen: nothing was changed.
        NothingStays: no article would be left.
    """
    check_right(actor, MAY_DECIDE)
    (story,) = _lock(story)
    leaving = _with_copies(story, articles)
    everybody = _articles_in(story)
    if len(leaving) == len(everybody):
        raise NothingStays
    check_reason(reason)
    new = _found_story(leaving, headline, shadow_of=story)

    return _rehouse(
        actor=actor,
        kind=Kind.SPLIT,
        stories=[story, new],
        what=f"Split {_count(leaving)} off “{story.headline}” into “{new.headline}”.",
        reason=reason,
        moved=leaving,
        home=new,
        how="split off",
        pinned=everybody,
        shadows=[new.pk],
        lead_to=None,
    )


@transaction.atomic
def move_articles(*, actor: Any, story: Story, articles: Collection[int], to: Story, reason: str) -> Decision:
    """Move articles, with their copies in this story, into another story, and pin them there.

    A story that loses its last article leads to where that went.

    Raises:
        NotAllowed, NoReason, NothingChosen, SameStory: nothing was changed.
        EmptyStory: the other story was merged away.
    """
    check_right(actor, MAY_DECIDE)
    story, to = _lock(story, to)
    if story.pk == to.pk:
        raise SameStory
    if not to.article_count:
        raise EmptyStory
    moving = _with_copies(story, articles)
    return _rehouse(
        actor=actor,
        kind=Kind.MOVE,
        stories=[story, to],
        what=f"Moved {_name(moving)} from “{story.headline}” to “{to.headline}”.",
        reason=reason,
        moved=moving,
        home=to,
        how="moved here",
        shadows=[story.pk] if len(moving) == len(_articles_in(story)) else [],
        lead_to=to,
    )


@transaction.atomic
def pin_articles(
    *, actor: Any, story: Story, articles: Collection[int], reason: str, is_pinned: bool = True
) -> Decision:
    """Say that articles stay in this story whatever the machine thinks; or, unpinned, that it may think again.

    Raises:
        NotAllowed, NoReason, NothingChosen, NothingChanges: nothing was changed.
    """
    check_right(actor, MAY_DECIDE)
    (story,) = _lock(story)
    chosen = _chosen(story, articles)
    return record_decision(
        actor=actor,
        kind=Kind.PIN if is_pinned else Kind.UNPIN,
        stories=[story],
        what=f"{'Pinned' if is_pinned else 'Unpinned'} {_name(chosen)}.",
        reason=reason,
        keys={"places": chosen},
        change=lambda: Placement.objects.filter(article__in=chosen).update(is_pinned=is_pinned),
    )


@transaction.atomic
def rename_story(*, actor: Any, story: Story, headline: str, reason: str) -> Decision:
    """Give a story a name of the desk's own.

    Raises:
        NotAllowed, NoReason, NoName, NothingChanges: nothing was changed.
    """
    check_right(actor, MAY_DECIDE)
    (story,) = _lock(story)
    name = " ".join(headline.split())
    if not name:
        raise NoName
    return record_decision(
        actor=actor,
        kind=Kind.RENAME,
        stories=[story],
        what=f"Renamed “{story.headline}” to “{name}”.",
        reason=reason,
        keys={"headlines": [story.pk]},
        change=lambda: Story.objects.filter(pk=story.pk).update(headline=name),
    )


@transaction.atomic
def deny_copies(*, actor: Any, story: Story, articles: Collection[int], reason: str) -> Decision:
    """Say that articles are no copies of what they were taken for.

    Raises:
        NotAllowed, NoReason, NothingChosen: nothing was changed.
        NoCopy: none of them is marked as a copy.
    """
    check_right(actor, MAY_DECIDE)
    (story,) = _lock(story)
    copies = list(Copy.objects.filter(article__in=_chosen(story, articles)).values_list("article_id", flat=True))
    if not copies:
        raise NoCopy
    return record_decision(
        actor=actor,
        kind=Kind.NOT_A_COPY,
        stories=[story],
        what=f"Not a copy: {_name(copies)}.",
        reason=reason,
        keys={"copies": copies},
        change=lambda: Copy.objects.filter(article__in=copies).delete(),
    )


@transaction.atomic
def join_origins(*, actor: Any, story: Story, articles: Collection[int], reason: str) -> Decision:
    """Say that articles have one origin: that of the earliest among them.

    Raises:
        NotAllowed, NoReason: nothing was changed.
        NothingChosen: fewer than two articles.
    """
    check_right(actor, MAY_DECIDE)
    (story,) = _lock(story)
    first, *others = _chosen(story, articles)
    if not others:
        raise NothingChosen("One origin needs at least two articles.")
    what = f"One origin: {_name([first, *others])}."
    return _rule(actor, story, kind=Kind.ONE_ORIGIN, articles=others, of=first, what=what, reason=reason)


@transaction.atomic
def part_origins(*, actor: Any, story: Story, articles: Collection[int], reason: str) -> Decision:
    """Say that articles are each an origin of their own, whatever they share with others.

    Raises:
        NotAllowed, NoReason, NothingChosen, NothingChanges: nothing was changed.
    """
    check_right(actor, MAY_DECIDE)
    (story,) = _lock(story)
    chosen = _chosen(story, articles)
    what = f"An origin of its own: {_name(chosen)}."
    return _rule(actor, story, kind=Kind.OWN_ORIGIN, articles=chosen, of=None, what=what, reason=reason)


@transaction.atomic
def take_stance(*, actor: Any, story: Story, kind: str | None, reason: str = "") -> Decision:
    """Follow or mute a story, or neither (None): for this editor only. A reason is welcome and not asked for.

    Raises:
        NotAllowed: without access to the desk.
        NothingChanges: it is so already.
    """
    check_right(actor, AT_THE_DESK)
    (story,) = _lock(story)
    words = {Stance.Kind.FOLLOW.value: "Followed", Stance.Kind.MUTE.value: "Muted", None: "Neither followed nor muted"}
    key = f"{actor.pk} {story.pk}"
    return record_decision(
        actor=actor,
        kind=Kind.STANCE,
        stories=[story],
        what=f"{words[kind]}: “{story.headline}”.",
        reason=reason,
        keys={"stances": [key]},
        change=lambda: write_facts({"stances": {key: kind}}),
        needs_reason=False,
    )


def _lock(*stories: Story) -> list[Story]:
    """The stories as they are now, held until the transaction ends; always in the same order, so that none wait in a ring."""
    rows = {
        row.pk: row for row in Story.objects.select_for_update().filter(pk__in=[s.pk for s in stories]).order_by("pk")
    }
    return [rows[story.pk] for story in stories]


def _articles_in(story: Story) -> list[int]:
    rows = Placement.objects.filter(story=story).order_by("article__sorted_at", "article_id")
    return list(rows.values_list("article_id", flat=True))


def _chosen(story: Story, articles: Collection[int]) -> list[int]:
    wanted = set(articles)
    if not (chosen := [article for article in _articles_in(story) if article in wanted]):
        raise NothingChosen
    return chosen


def _with_copies(story: Story, articles: Collection[int]) -> list[int]:
    """The chosen articles and, as they are shown folded beneath them, their copies in this story; in time order."""
    chosen, here = set(_chosen(story, articles)), _articles_in(story)
    copies = dict(Copy.objects.filter(article__placement__story=story).values_list("article_id", "of_id"))
    beneath: dict[int, list[int]] = {}
    for article, of in copies.items():
        beneath.setdefault(of, []).append(article)
    waiting = list(chosen)
    while waiting:
        found = [article for article in beneath.get(waiting.pop(), ()) if article not in chosen]
        chosen.update(found)
        waiting.extend(found)
    return [article for article in here if article in chosen]


def _rehouse(
    *,
    actor: Any,
    kind: str,
    stories: Sequence[Story],
    what: str,
    reason: str,
    moved: Sequence[int],
    home: Story,
    how: str,
    pinned: Sequence[int] = (),
    shadows: Sequence[int],
    lead_to: Story | None,
) -> Decision:
    """Put articles into a story and pin them, with others that stay where they are; as one decision.

    Args:
        actor, kind, stories, what, reason: as the history will say.
        moved, home, how: which articles, where to, and in a word how they came there.
        pinned: articles that are pinned where they stand.
        shadows, lead_to: stories, and where whoever asks for them is led from now on; None: to themselves.
    """

    def change() -> None:
        Placement.objects.filter(article__in=pinned).update(is_pinned=True)
        Placement.objects.filter(article__in=moved).update(
            story=home, score=1.0, reason=f"{how} by an editor: {reason}", is_pinned=True
        )
        Story.objects.filter(pk__in=shadows).update(merged_into=lead_to)

    places = list(dict.fromkeys([*pinned, *moved]))
    return record_decision(
        actor=actor,
        kind=kind,
        stories=stories,
        what=what,
        reason=reason,
        keys={"places": places, "shadows": shadows},
        change=change,
    )


def _found_story(articles: Sequence[int], headline: str, *, shadow_of: Story) -> Story:
    """A new story for these articles, which still has none: until then it is the old one's shadow."""
    first = Article.objects.select_related("current").get(pk=articles[0])
    return Story.objects.create(
        headline=" ".join(headline.split()) or first.headline,
        language=first.language,
        first_at=first.sorted_at,
        last_at=first.sorted_at,
        merged_into=shadow_of,
    )


def _rule(
    actor: Any, story: Story, *, kind: str, articles: Sequence[int], of: int | None, what: str, reason: str
) -> Decision:
    def change() -> None:
        OriginRuling.objects.filter(article__in=[*articles, of] if of else articles).delete()
        OriginRuling.objects.bulk_create(
            OriginRuling(article_id=article, of_id=of, reason=" ".join(reason.split())) for article in articles
        )

    touched = [*articles, of] if of else articles
    return record_decision(
        actor=actor, kind=kind, stories=[story], what=what, reason=reason, keys={"rulings": touched}, change=change
    )


def _count(articles: Sequence[int]) -> str:
    return f"{len(articles)} article{'' if len(articles) == 1 else 's'}"


def _name(articles: Sequence[int]) -> str:
    """One article by its headline and source, several by the first and their number."""
    first = Article.objects.select_related("current", "source").get(pk=articles[0])
    name = f"“{first.headline}” ({first.source.name})"
    return name if len(articles) == 1 else f"{name} and {_count(articles[1:]).replace(' ', ' more ', 1)}"
