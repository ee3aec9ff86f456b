"""A story, as an editor reads it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tearsheet.newsroom.desk.folding import fold_copies
from tearsheet.newsroom.intake.models import Article, Revision, Sourcing
from tearsheet.newsroom.stories.actions import recount_stories
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
    for cited in ("Paper 0", "The harbour office"):
        Sourcing.objects.create(revision=three[1].current, cites=cited, cue="citing", start=0, end=4)
    page = open_story(desk, story).content.decode()
    assert "Same origin as Paper 0: citing Paper 0" in page
    assert "cites the harbour office" in page
    assert "cites Paper 0" not in page  # said already, as the reason
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


def fill(story, count, *, copy_of=None):
    """Many articles at once, an hour apart, all of one source; copies of an article, if one is given."""
    template = Placement.objects.filter(story=story).first().article
    articles = Article.objects.bulk_create(
        Article(
            canonical_url=f"https://many.example/{n}", source=template.source, language="en",
            sorted_at=NOON + timedelta(hours=n), published_at=NOON + timedelta(hours=n),
        )
        for n in range(count)
    )  # fmt: skip
    revisions = Revision.objects.bulk_create(
        Revision(article=article, snapshot=template.current.snapshot, number=1, headline=f"Report {n}", text="x")
        for n, article in enumerate(articles)
    )
    for article, revision in zip(articles, revisions, strict=True):
        article.current = revision
    Article.objects.bulk_update(articles, ["current"], batch_size=200)
    Placement.objects.bulk_create(Placement(article=article, story=story, reason="shares: x") for article in articles)
    if copy_of:
        Copy.objects.bulk_create(Copy(article=article, of=copy_of, share=1.0, kind="whole") for article in articles)
    recount_stories(story_ids=[story.pk])
    return articles


def test_a_story_of_a_thousand_copies_is_one_fold_that_opens(desk, three, django_assert_max_num_queries):
    story = make_story(three[0])
    fill(story, 1000, copy_of=three[0])
    with django_assert_max_num_queries(30):
        page = open_story(desk, story)
    said = page.content.decode()
    assert [fold.copy_count for fold in page.context["folds"]] == [1000]
    assert "1,000 copies of this text, in 1 source" in said
    assert len(said) < 150_000
    whole = desk.get(reverse("desk:story", args=[story.pk]), {"copies_of": three[0].pk, "page": "26"})
    assert whole.content.decode().count('<article class="desk-entry') == 1001 - 25 * 40
    assert desk.get(reverse("desk:story", args=[story.pk]), {"copies_of": "4711"}).status_code == 200


def test_a_story_of_five_hundred_articles_comes_in_pages(desk, three, django_assert_max_num_queries):
    story = make_story(three[0])
    fill(story, 500)
    with django_assert_max_num_queries(30):
        page = open_story(desk, story)
    assert len(page.context["folds"]) == 40
    assert "Page 1 of 13" in page.content.decode()
    last = desk.get(reverse("desk:story", args=[story.pk]), {"page": "last"})
    assert last.status_code == 200
    assert len(page.content) < 200_000


def test_the_first_new_article_is_found_on_its_page_and_stays_new_while_paging(desk, three):
    story = make_story(three[0])
    fill(story, 60)
    open_story(desk, story)
    late = make_article(at=NOON + timedelta(days=9))
    Placement.objects.create(article=late, story=story)
    first = open_story(desk, story)
    since = first.context["board"].since
    assert first.context["board"].first_new() == (late.pk, 2)
    assert f"#article-{late.pk}" in first.content.decode()
    second = desk.get(reverse("desk:story", args=[story.pk]), {"page": "2", "since": since})
    assert second.context["board"].new == {late.pk}
    for nonsense in ("x", "2026-99-99T00:00:00Z", "2026-03-02"):
        assert desk.get(reverse("desk:story", args=[story.pk]), {"since": nonsense}).status_code == 200


def test_a_story_of_one_article_says_one_of_everything(desk, three):
    story = make_story(three[0])
    recount_stories(story_ids=[story.pk])
    said = open_story(desk, story).content.decode()
    assert "1 article · 1 source · 1 origin" in said
    assert "1 origin behind 1 article" in said


def test_a_story_without_articles_says_so(desk, three):
    story = make_story(three[0])
    Placement.objects.all().delete()
    recount_stories(story_ids=[story.pk])
    assert "no articles any more" in open_story(desk, story).content.decode()


def test_a_page_dated_in_the_future_is_marked_and_sorted_by_when_it_was_read(desk, three):
    article = three[2]
    article.published_at = timezone.now() + timedelta(days=400)
    article.save()
    said = open_story(desk, make_story(*three)).content.decode()
    assert said.count("later than it was read") == 1


def test_headlines_from_right_to_left_keep_their_direction(desk):
    story = make_story(make_article(headline="النهر والحدود", language="ar", source=make_source("صدى")))
    said = open_story(desk, story).content.decode()
    assert 'lang="ar" dir="rtl">النهر والحدود' in said


def test_the_reason_why_an_article_is_here_stands_beside_it(desk, three):
    story = make_story(*three)
    Placement.objects.filter(article=three[1]).update(score=0.4, reason="shares: ferry, alder")
    said = open_story(desk, story).content.decode()
    assert "In this story: shares: ferry, alder; 60 minutes after the article before" in said
