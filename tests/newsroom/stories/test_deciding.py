"""What editors decide about stories: done with a right and a reason, kept in a history, undone exactly."""

from datetime import UTC, datetime, timedelta

import pytest

from tearsheet.newsroom.intake.models import Article, Revision
from tearsheet.newsroom.stories import actions
from tearsheet.newsroom.stories.errors import (
    EmptyStory,
    NoCopy,
    NoName,
    NoReason,
    NotAllowed,
    NothingChanges,
    NothingChosen,
    NothingStays,
    SameStory,
    UndoRefused,
)
from tearsheet.newsroom.stories.models import Copy, Decision, Placement, Stance, Story
from tests.newsroom.factories import make_article, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def make_told(count, first=0, name="Paper"):
    """A story told by so many sources, one an hour; counted as the machine counts."""
    articles = [
        make_article(source=make_source(f"{name} {first + n}"), at=NOON + timedelta(hours=first + n))
        for n in range(count)
    ]
    story = make_story(*articles)
    actions.recount_stories(story_ids=[story.pk])
    story.refresh_from_db()
    return story


def articles_of(story):
    rows = Placement.objects.filter(story=story).order_by("article__sorted_at", "article_id")
    return list(rows.values_list("article_id", flat=True))


def membership():
    """Who is where and why, and what is counted: what an undo has to restore."""
    places = Placement.objects.order_by("article_id").values_list(
        "article_id", "story_id", "score", "reason", "is_pinned", "origin__article_id", "origin_reason"
    )
    stories = Story.objects.order_by("pk").values_list(
        "pk", "headline", "article_count", "origin_count", "first_at", "last_at", "merged_into"
    )
    return (
        list(places),
        [row for row in stories if row[2]],
        list(Copy.objects.order_by("pk").values_list("article", "of")),
    )


@pytest.fixture
def one():
    return make_told(3)


@pytest.fixture
def two():
    return make_told(2, 10)


def test_merged_articles_stand_in_one_story_and_the_other_leads_there(editor, one, two):
    theirs = articles_of(two)
    decision = actions.merge_stories(actor=editor, story=one, other=two, reason="one fire")
    one.refresh_from_db()
    two.refresh_from_db()
    assert articles_of(one)[3:] == theirs
    assert (one.article_count, two.article_count, two.home) == (5, 0, one)
    assert set(Story.objects.live()) == {one}
    assert not Placement.objects.filter(is_pinned=False).exists()
    assert (decision.actor, decision.reason, decision.kind) == (editor, "one fire", "merge")
    assert "(2 articles)" in decision.what


def test_what_was_merged_before_leads_to_the_last_story(editor, one, two):
    three = make_told(1, 20)
    first = actions.merge_stories(actor=editor, story=two, other=three, reason="same")
    second = actions.merge_stories(actor=editor, story=one, other=two, reason="same")
    assert Story.objects.get(pk=three.pk).home == one
    actions.undo_decision(actor=editor, decision=second)
    assert Story.objects.get(pk=three.pk).home == two
    actions.undo_decision(actor=editor, decision=first)
    assert Story.objects.get(pk=three.pk).home == three


def test_a_story_is_not_merged_with_itself_or_with_an_empty_one(editor, one, two):
    with pytest.raises(SameStory):
        actions.merge_stories(actor=editor, story=one, other=one, reason="why not")
    actions.merge_stories(actor=editor, story=one, other=two, reason="same")
    for story, other in ((one, two), (two, one)):
        with pytest.raises(EmptyStory):
            actions.merge_stories(actor=editor, story=story, other=other, reason="again")


def test_a_split_makes_a_story_of_what_left(editor, one):
    leaving = articles_of(one)[1:]
    decision = actions.split_story(actor=editor, story=one, articles=leaving, reason="another ferry", headline="")
    new = decision.stories.exclude(pk=one.pk).get()
    assert articles_of(new) == leaving
    assert new.headline == Placement.objects.get(article=leaving[0]).article.headline
    assert (new.article_count, new.merged_into, Story.objects.get(pk=one.pk).article_count) == (2, None, 1)


def test_copies_leave_with_what_they_repeat(editor, one):
    first, second, third = articles_of(one)
    Copy.objects.create(article_id=third, of_id=second, share=1.0, kind="whole")
    decision = actions.split_story(actor=editor, story=one, articles=[second], reason="other")
    assert articles_of(decision.stories.exclude(pk=one.pk).get()) == [second, third]
    assert articles_of(one) == [first]


def test_splitting_all_or_nothing_is_refused(editor, one, two):
    with pytest.raises(NothingStays):
        actions.split_story(actor=editor, story=one, articles=articles_of(one), reason="all")
    for articles in ([], articles_of(two), [987654]):
        with pytest.raises(NothingChosen):
            actions.split_story(actor=editor, story=one, articles=articles, reason="none")


def test_a_moved_article_stands_elsewhere_and_an_emptied_story_leads_there(editor, one, two):
    actions.move_articles(actor=editor, story=one, articles=articles_of(one)[:1], to=two, reason="belongs there")
    assert Story.objects.get(pk=one.pk).merged_into is None
    last = actions.move_articles(actor=editor, story=one, articles=articles_of(one), to=two, reason="all of it")
    assert Story.objects.get(pk=one.pk).home == two
    actions.undo_decision(actor=editor, decision=last)
    assert Story.objects.get(pk=one.pk).home == one
    with pytest.raises(SameStory):
        actions.move_articles(actor=editor, story=one, articles=articles_of(one), to=one, reason="round")


def test_pins_are_set_and_taken_away(editor, one):
    chosen = articles_of(one)[:2]
    actions.pin_articles(actor=editor, story=one, articles=chosen, reason="sure")
    assert set(Placement.objects.filter(is_pinned=True).values_list("article_id", flat=True)) == set(chosen)
    with pytest.raises(NothingChanges):
        actions.pin_articles(actor=editor, story=one, articles=chosen, reason="sure")
    actions.pin_articles(actor=editor, story=one, articles=chosen, reason="not so sure", is_pinned=False)
    assert not Placement.objects.filter(is_pinned=True).exists()


def test_a_renamed_story_keeps_the_desks_name_when_it_is_counted_anew(editor, one):
    actions.rename_story(actor=editor, story=one, headline="  The   ferry strike ", reason="clearer")
    actions.recount_stories(story_ids=[one.pk])
    assert Story.objects.get(pk=one.pk).headline == "The ferry strike"
    with pytest.raises(NoName):
        actions.rename_story(actor=editor, story=one, headline=" ", reason="clearer")


def test_what_was_no_copy_counts_for_itself(editor, one):
    first, second, _ = articles_of(one)
    Copy.objects.create(article_id=second, of_id=first, share=0.9, kind="whole")
    decision = actions.deny_copies(actor=editor, story=one, articles=[second], reason="both quote one decree")
    assert not Copy.objects.exists()
    with pytest.raises(NoCopy):
        actions.deny_copies(actor=editor, story=one, articles=[second], reason="again")
    actions.undo_decision(actor=editor, decision=decision)
    assert Copy.objects.values_list("article", "of", "share").get() == (second, first, 0.9)


def test_following_is_each_editors_own(editor, one):
    reader = make_user("reader", is_superuser=True)
    actions.take_stance(actor=editor, story=one, kind="follow")
    decision = actions.take_stance(actor=reader, story=one, kind="mute")
    assert list(Story.objects.with_stance_of(editor).unmuted()) == [one]
    assert list(Story.objects.with_stance_of(reader).unmuted()) == []
    assert [row.kind for row in Decision.objects.on_board_for(editor)] == ["stance"]
    with pytest.raises(NotAllowed):
        actions.undo_decision(actor=editor, decision=decision)
    actions.undo_decision(actor=reader, decision=decision)
    assert Stance.objects.get().user == editor


def every_verb(actor, one, two):
    """All verbs that change what others see, ready to be called."""
    first = articles_of(one)[:1]
    Copy.objects.get_or_create(article_id=articles_of(one)[2], of_id=first[0], defaults={"share": 1.0, "kind": "whole"})
    actions.recount_stories(story_ids=[one.pk])
    told = {"actor": actor, "story": one}
    return [
        lambda **more: actions.merge_stories(**told, other=two, **more),
        lambda **more: actions.split_story(**told, articles=first, **more),
        lambda **more: actions.move_articles(**told, articles=first, to=two, **more),
        lambda **more: actions.pin_articles(**told, articles=first, **more),
        lambda **more: actions.rename_story(**told, headline="Another", **more),
        lambda **more: actions.deny_copies(**told, articles=articles_of(one), **more),
        lambda **more: actions.join_origins(**told, articles=articles_of(one), **more),
        lambda **more: actions.part_origins(**told, articles=first, **more),
    ]


@pytest.mark.parametrize("verb", range(8))
def test_nothing_is_decided_without_the_right_or_a_reason(front, one, two, verb):
    contributor, colleague = make_user("contributor", role="Contributors"), make_user("colleague", role="Editors")
    decide = every_verb(contributor, one, two)[verb]
    before = membership()
    with pytest.raises(NotAllowed):
        decide(reason="because")
    decide = every_verb(colleague, one, two)[verb]
    with pytest.raises(NoReason):
        decide(reason="  ")
    assert (membership(), Decision.objects.count()) == (before, 0)
    decision = decide(reason="because")
    with pytest.raises(NotAllowed):
        actions.undo_decision(actor=contributor, decision=decision)
    assert membership() != before
    actions.undo_decision(actor=colleague, decision=decision)
    assert membership() == before


def test_somebody_without_access_to_the_desk_follows_nothing(outsider, one):
    with pytest.raises(NotAllowed):
        actions.take_stance(actor=outsider, story=one, kind="follow")


def test_undoing_after_later_changes_is_refused_in_words(editor, one, two):
    merged = actions.merge_stories(actor=editor, story=one, other=two, reason="same")
    moved = articles_of(one)[-1:]
    split = actions.split_story(actor=editor, story=one, articles=moved, reason="not that one")
    before = membership()
    with pytest.raises(UndoRefused, match=r"Since then editor decided: Split 1 article off .* Undo that first\."):
        actions.undo_decision(actor=editor, decision=merged)
    assert membership() == before
    actions.undo_decision(actor=editor, decision=split)
    actions.undo_decision(actor=editor, decision=merged)
    with pytest.raises(UndoRefused, match="undone it already"):
        actions.undo_decision(actor=editor, decision=merged)


def test_what_came_after_a_merge_stays_when_the_merge_is_undone(editor, one, two):
    decision = actions.merge_stories(actor=editor, story=one, other=two, reason="same")
    theirs = articles_of(one)[3:]
    late = make_article(source=make_source("Late News"), at=NOON + timedelta(days=1))
    Placement.objects.create(article=late, story=one)
    actions.undo_decision(actor=editor, decision=decision)
    assert articles_of(two) == theirs
    assert articles_of(one)[3:] == [late.pk]


def test_a_split_off_story_that_took_more_articles_lives_on_when_the_split_is_undone(editor, one):
    decision = actions.split_story(actor=editor, story=one, articles=articles_of(one)[:1], reason="other")
    new = decision.stories.exclude(pk=one.pk).get()
    late = make_article(at=NOON + timedelta(days=1))
    Placement.objects.create(article=late, story=new)
    actions.undo_decision(actor=editor, decision=decision)
    new.refresh_from_db()
    assert (articles_of(new), new.article_count, new.merged_into) == ([late.pk], 1, None)
    assert len(articles_of(one)) == 3


def test_a_merge_of_a_thousand_articles_is_one_decision_in_few_queries(editor, django_assert_max_num_queries):
    one, two = make_told(2), make_story(make_article())
    source, at = make_source(), NOON
    template = Placement.objects.get(story=two).article
    rows = Article.objects.bulk_create(
        Article(canonical_url=f"https://a.example/{n}", source=source, language="en", sorted_at=at) for n in range(1000)
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=row, snapshot=template.current.snapshot, number=1, headline="x", text="x") for row in rows
    )
    for row, revision in zip(rows, revisions, strict=True):
        row.current = revision
    Article.objects.bulk_update(rows, ["current"], batch_size=200)
    Placement.objects.bulk_create(Placement(article=row, story=two) for row in rows)
    with django_assert_max_num_queries(60):
        decision = actions.merge_stories(actor=editor, story=one, other=two, reason="same")
    with django_assert_max_num_queries(60):
        actions.undo_decision(actor=editor, decision=decision)
    assert Placement.objects.filter(story=two).count() == 1001
