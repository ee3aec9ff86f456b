"""A story, as an editor reads it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tearsheet.newsroom.desk.folding import fold_copies
from tearsheet.newsroom.intake.models import Sourcing
from tearsheet.newsroom.stories.models import Copy, Origin, Placement, StoryVisit
from tests.newsroom.factories import make_article, make_source, make_story

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def open_story(desk, story):
    return desk.get(reverse("desk:story", args=[story.pk]))


def copy(article, of):
    Copy.objects.create(article=article, of=of, share=0.97, kind="whole")


@pytest.fixture
def three():
    return [make_article(source=make_source(f"Paper {n}"), at=NOON + timedelta(hours=n)) for n in range(3)]


def folded(page):
    return [
        (fold.row.placement.article, [row.placement.article for row in fold.copies]) for fold in page.context["folds"]
    ]


def test_copies_are_folded_under_the_article_they_repeat(desk, three):
    story = make_story(*three)
    copy(three[1], three[0])
    copy(three[2], three[1])
    assert folded(open_story(desk, story)) == [(three[0], three[1:])]


def test_a_copy_of_an_article_elsewhere_stands_for_itself(desk, three):
    copy(three[2], three[0])
    make_story(three[0])
    story = make_story(*three[1:])
    page = open_story(desk, story)
    assert folded(page) == [(article, []) for article in three[1:]]
    assert "the whole text of Paper 0" in page.content.decode()


def test_copies_in_a_circle_lose_nobody():
    assert fold_copies({1: 2, 2: 1, 3: 2}) == {1: [2, 3]}
    assert fold_copies({1: 3, 2: 3, 3: 2}) == {2: [1, 3]}
    assert fold_copies({1: 1, 2: 9, 3: 2}) == {1: [], 2: [3]}
    assert fold_copies({}) == {}


def test_opening_a_story_records_the_visit_and_marks_what_was_new(desk, editor, three):
    story = make_story(*three[:2])
    assert open_story(desk, story).context["board"].new == {article.pk for article in three[:2]}
    Placement.objects.create(article=three[2], story=story)
    again = open_story(desk, story)
    assert again.context["board"].new == {three[2].pk}
    assert "1 new article" in again.content.decode()
    assert StoryVisit.objects.filter(user=editor, story=story).count() == 1


def test_origins_come_with_their_reason(desk, three):
    story = make_story(*three)
    origin = Origin.objects.create(story=story, article=three[0])
    Placement.objects.filter(article=three[0]).update(origin=origin)
    Placement.objects.filter(article=three[1]).update(origin=origin, origin_reason="citing Paper 0")
    Sourcing.objects.create(revision=three[1].current, cites="Paper 0", cue="citing", start=0, end=4)
    page = open_story(desk, story).content.decode()
    assert "Same origin as Paper 0: citing Paper 0" in page
    assert "cites Paper 0" in page
    assert "Origin unknown" in page


def test_a_story_that_is_not_there_is_missing(desk):
    assert desk.get(reverse("desk:story", args=[4711])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_articles(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    story = make_story(*[make_article() for _ in range(5)])
    open_story(desk, story)
    with django_assert_max_num_queries(40) as few:
        open_story(desk, story)
    for _ in range(30):
        Placement.objects.create(article=make_article(), story=story)
    with django_assert_num_queries(len(few)):
        open_story(desk, story)
