"""What the machine groups, and that it never overrules an editor."""

from datetime import UTC, datetime, timedelta

import pytest

from tearsheet.engine.copies import fingerprint_text
from tearsheet.newsroom.intake.models import Entry, Sourcing
from tearsheet.newsroom.sources.models import OwnerFamily
from tearsheet.newsroom.stories import actions
from tearsheet.newsroom.stories.errors import BadThreshold, NoReason, NotAllowed, NothingChanges
from tearsheet.newsroom.stories.mapping import threshold_in_force
from tearsheet.newsroom.stories.models import Copy, Decision, Placement, Story, Threshold
from tests.newsroom.factories import make_article, make_feed, make_source, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FERRY = "The ferry to Norrholm is suspended because the pilots of Selby Bay are on strike, says the port authority."
FERRY_AGAIN = (
    "Pilots of Selby Bay go on with their strike; the Norrholm ferry stays suspended, the port authority says."
)
BRIDGE = "Engineers found cracks under arches at Alder viaduct; lorries take long detours via Brenn until repairs end."


def arrive(text, *, hours=0, source="Harbour Post", family=None, headline=None, **fields):
    """An article as the pipeline stores it, not grouped yet."""
    outlet = make_source(source)
    if family:
        outlet.owner_family, _ = OwnerFamily.objects.get_or_create(name=family)
        outlet.save()
    return make_article(
        text, headline=headline or text[:40], source=outlet, at=NOON + timedelta(hours=hours),
        fingerprint=fingerprint_text(text).to_bytes(), **fields,
    )  # fmt: skip


def group():
    actions.group_articles(language="en")


def story_of(article):
    return Placement.objects.get(article=article).story


def test_an_article_that_was_moved_stays_and_new_ones_follow_its_story(editor):
    ferry, bridge = arrive(FERRY), arrive(BRIDGE, hours=1)
    group()
    assert story_of(ferry) != story_of(bridge)
    home = story_of(bridge)
    actions.move_articles(actor=editor, story=story_of(ferry), articles=[ferry.pk], to=home, reason="one report")
    late = arrive(FERRY_AGAIN, hours=3, source="Island News")
    group()
    assert story_of(ferry) == home
    assert story_of(late) == home


def test_what_was_split_off_is_not_put_together_again(editor):
    first, second = arrive(FERRY), arrive(FERRY_AGAIN, hours=1, source="Island News")
    group()
    story = story_of(first)
    assert story_of(second) == story
    actions.split_story(actor=editor, story=story, articles=[second.pk], reason="another strike")
    arrive(FERRY_AGAIN.replace("go on with", "continue"), hours=2, source="Coast Daily")
    group()
    actions.change_threshold(actor=editor, value=0.01, reason="try", until=NOON + timedelta(days=1), regroup_days=7)
    assert story_of(first) == story != story_of(second)


def test_a_denied_copy_is_not_found_again(editor):
    first, second = arrive(FERRY * 3), arrive(FERRY * 3, hours=1, source="Island News")
    group()
    assert Copy.objects.get().article == second
    actions.deny_copies(actor=editor, story=story_of(first), articles=[second.pk], reason="one decree, printed twice")
    Placement.objects.filter(article=second).delete()
    group()
    assert not Copy.objects.exists()
    assert story_of(second) == story_of(first)


def origins(story):
    """Each article's source with the source that its origin is named for."""
    rows = Placement.objects.filter(story=story).order_by("article__sorted_at")
    return {row.article.source.name: row.origin.article.source.name for row in rows.select_related("article__source")}


def test_what_an_editor_says_of_origins_is_kept_in_every_later_count(editor):
    a = arrive(FERRY, family="North Group")
    b = arrive(FERRY_AGAIN, hours=1, source="Island News", family="Isle Group")
    c = arrive(FERRY_AGAIN.replace("go on", "carry on"), hours=2, source="Coast Daily", family="North Group")
    group()
    story = story_of(a)
    assert {story_of(article) for article in (a, b, c)} == {story}
    assert origins(story) == {
        "Harbour Post": "Harbour Post",
        "Island News": "Island News",
        "Coast Daily": "Harbour Post",
    }
    actions.join_origins(actor=editor, story=story, articles=[a.pk, b.pk], reason="both were at the same briefing")
    actions.part_origins(actor=editor, story=story, articles=[c.pk], reason="its own reporter was there")
    ruled = {"Harbour Post": "Harbour Post", "Island News": "Harbour Post", "Coast Daily": "Coast Daily"}
    assert origins(story) == ruled
    said = Placement.objects.get(article=b).origin_reason
    assert said == "one origin with Harbour Post, says an editor: both were at the same briefing"
    arrive(FERRY_AGAIN.replace("go on", "press on"), hours=3, source="Alder Echo", family="Alder House")
    group()
    story.refresh_from_db()
    assert origins(story) == {**ruled, "Alder Echo": "Alder Echo"}
    assert (story.article_count, story.origin_count) == (4, 3)


@pytest.fixture
def three_days():
    """A strike told over some hours, a bridge between, all grouped at the threshold that ships."""
    told = [
        arrive(FERRY),
        arrive(FERRY_AGAIN, hours=1, source="Island News"),
        arrive(BRIDGE, hours=2, source="Alder Echo"),
        arrive(FERRY_AGAIN.replace("go on with", "end"), hours=20, source="Coast Daily"),
    ]
    group()
    return told


def places():
    return list(Placement.objects.order_by("article").values_list("article", "story", "score", "reason", "is_pinned"))


def plan(threshold):
    return actions.plan_regrouping(threshold=threshold, since=NOON - timedelta(days=1), until=NOON + timedelta(days=3))


def test_a_dry_run_shows_what_would_change_and_changes_nothing(three_days):
    before, stories = places(), Story.objects.count()
    strict = plan(1.0)
    assert (strict.article_count, strict.is_cut) == (4, False)
    assert [move.article for move in strict.moves] == [three_days[1].pk, three_days[3].pk]
    assert strict.split == {story_of(three_days[0]).pk: 2}
    assert (strict.new_count, strict.merged) == (2, {})
    assert (places(), Story.objects.count()) == (before, stories)


def test_the_threshold_in_force_changes_nothing(three_days):
    assert plan(threshold_in_force()).moves == ()


def test_a_lower_threshold_puts_stories_together(three_days, editor):
    actions.change_threshold(actor=editor, value=1.0, reason="stricter", until=NOON + timedelta(days=3), regroup_days=4)
    assert Story.objects.live().count() == 4
    loose = plan(0.08)
    assert set(loose.merged) == {story_of(three_days[1]).pk, story_of(three_days[3]).pk}
    assert set(loose.merged.values()) == {story_of(three_days[0]).pk}


def test_an_applied_threshold_does_what_the_dry_run_showed_and_is_undone_exactly(three_days, editor):
    before = places()
    planned = plan(1.0)
    threshold, decision = actions.change_threshold(
        actor=editor, value=1.0, reason="stricter", until=NOON + timedelta(days=3), regroup_days=4
    )
    assert threshold_in_force() == threshold.value == 1.0
    now = {article: story for article, story, *_ in places()}
    was = {article: story for article, story, *_ in before}
    assert {article for article in now if now[article] != was[article]} == {move.article for move in planned.moves}
    assert plan(1.0).moves == ()
    actions.undo_decision(actor=editor, decision=decision)
    assert places() == before


def test_grouping_uses_the_threshold_that_is_set(editor):
    actions.change_threshold(actor=editor, value=1.0, reason="nothing is alike", until=NOON)
    first, second = arrive(FERRY), arrive(FERRY_AGAIN, hours=1, source="Island News")
    group()
    assert story_of(first) != story_of(second)


def test_a_threshold_is_set_by_chief_editors_with_a_reason_and_in_range(front, three_days):
    told = {"value": 0.2, "until": NOON}
    for role in ("Contributors", "Editors"):
        with pytest.raises(NotAllowed):
            actions.change_threshold(actor=make_user(role, role=role), reason="so", **told)
    chief = make_user("chief", role="Chief editors")
    with pytest.raises(NoReason):
        actions.change_threshold(actor=chief, reason="", **told)
    for value in (0, -1, 1.5, float("nan")):
        with pytest.raises(BadThreshold):
            actions.change_threshold(actor=chief, reason="so", value=value, until=NOON)
    with pytest.raises(NothingChanges):
        actions.change_threshold(actor=chief, reason="so", value=threshold_in_force(), until=NOON)
    assert not Threshold.objects.exists()
    actions.change_threshold(actor=chief, reason="so", **told)
    assert not Decision.objects.exists()


def test_pinned_articles_stay_in_a_dry_run(three_days, editor):
    story = story_of(three_days[0])
    actions.pin_articles(actor=editor, story=story, articles=[three_days[1].pk], reason="sure")
    assert [move.article for move in plan(1.0).moves] == [three_days[0].pk, three_days[3].pk]


def test_copies_go_where_their_original_goes(editor):
    first, second = arrive(FERRY), arrive(FERRY_AGAIN * 2, hours=1, source="Island News")
    copy = arrive(FERRY_AGAIN * 2, hours=2, source="Coast Daily")
    group()
    assert Copy.objects.get().article == copy
    assert story_of(first) == story_of(second) == story_of(copy)
    # The story goes on where most of its articles are: with the copy and what it repeats.
    assert [(move.article, move.opens) for move in plan(1.0).moves] == [(first.pk, True)]


def test_a_dry_run_costs_the_same_queries_for_more_articles(three_days, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        plan(1.0)
    for n in range(10):
        arrive(FERRY, hours=21 + n)
    group()
    with django_assert_max_num_queries(4):
        plan(0.9)


def test_whom_a_feed_names_as_the_source_is_no_second_origin():
    first = arrive(FERRY, source="Harbour Post", family="Post Group")
    second = arrive(FERRY_AGAIN, hours=1, source="Island News", family="Island House")
    Entry.objects.create(
        feed=make_feed(second.source), guid="1", guid_sha256="1", digest="d", url=second.canonical_url,
        source_title="Harbour Post", article=second, outcome="stored",
    )  # fmt: skip
    group()
    assert story_of(first) == story_of(second)
    assert origins(story_of(first)) == {"Harbour Post": "Harbour Post", "Island News": "Harbour Post"}
    assert "its feed names Harbour Post as the source" in Placement.objects.get(article=second).origin_reason


def test_citing_an_outlet_makes_one_origin_and_citing_a_person_none(editor):
    a = arrive(FERRY, family="North Group")
    b = arrive(FERRY_AGAIN, hours=1, source="Island News", family="Isle Group")
    c = arrive(FERRY_AGAIN.replace("go on", "carry on"), hours=2, source="Coast Daily", family="Coast Group")
    Sourcing.objects.create(revision=b.current, cites="Ines Varga", cue="according to", start=0, end=4)
    Sourcing.objects.create(
        revision=c.current, outlet="Harbour Post", cites="harbour sources", cue="reported", start=0, end=4
    )
    group()
    assert origins(story_of(a)) == {
        "Harbour Post": "Harbour Post",
        "Island News": "Island News",
        "Coast Daily": "Harbour Post",
    }
