"""What an editor finds in the inbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from tearsheet.newsroom.desk.charts import SPARK_BINS, count_by_time, draw_shares
from tearsheet.newsroom.sources.models import Feed
from tearsheet.newsroom.stories.actions import record_visit
from tearsheet.newsroom.stories.models import Placement
from tests.newsroom.factories import make_article, make_feed, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def inbox(desk, **query):
    return desk.get(reverse("desk:inbox"), query).content.decode()


def shown(desk, **query):
    response = desk.get(reverse("desk:inbox"), query)
    return [glance.story.headline for glance in response.context["glances"]]


def test_an_empty_inbox_teaches_the_next_step(desk):
    assert "Follow a source" in inbox(desk)
    assert "Nothing followed yet" in inbox(desk)


def test_an_inbox_that_waits_for_its_feeds_says_so(desk):
    make_feed()
    assert "being polled" in inbox(desk)


def test_a_row_says_who_was_first_how_many_articles_and_how_many_origins(desk):
    first = make_article(source=make_source("Tide Blog"), at=NOON)
    story = make_story(first, make_article(at=NOON + timedelta(hours=1)), make_article(at=NOON + timedelta(hours=2)))
    story.origin_count = 1
    story.save()
    page = strip_tags(inbox(desk))
    assert "3 articles · 1 origin" in page
    assert "Tide Blog, first of 2 sources" in page


def test_unknown_origins_are_not_counted(desk):
    story = make_story()
    story.origin_count = 0
    story.save()
    assert "1 article · origins unknown" in strip_tags(inbox(desk))


def test_stories_come_freshest_first(desk):
    make_story(make_article(at=NOON), headline="Older")
    make_story(make_article(at=NOON + timedelta(days=1)), headline="Newer")
    assert shown(desk) == ["Newer", "Older"]


def test_all_is_new_in_a_story_nobody_opened(desk):
    make_story(make_article(), make_article())
    assert "2 new" in inbox(desk)
    assert "is-unread" in inbox(desk)


def test_only_what_came_since_the_last_visit_is_new(desk, editor):
    story = make_story(make_article(), make_article())
    record_visit(actor=editor, story=story)
    assert "is-unread" not in inbox(desk)
    Placement.objects.create(article=make_article(), story=story)
    assert "1 new" in inbox(desk)


def test_another_editors_visit_does_not_count(desk):
    record_visit(actor=make_user("second", is_superuser=True), story=make_story())
    assert "1 new" in inbox(desk)


def test_the_number_of_queries_does_not_grow_with_the_stories(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    for _ in range(5):
        make_story(make_article(), make_article())
    inbox(desk)
    with django_assert_max_num_queries(40) as few:
        inbox(desk)
    for _ in range(45):
        make_story(make_article(), make_article())
    with django_assert_num_queries(len(few)):
        inbox(desk)


def test_filters_narrow_the_stories(desk, editor):
    seen = make_story(make_article(headline="Seen"), headline="Seen")
    record_visit(actor=editor, story=seen)
    arabic = make_source("Al Mina", language="ar")
    make_story(make_article(headline="المرفأ", source=arabic, language="ar", at=timezone.now()), headline="المرفأ")
    make_story(make_article(headline="Lighthouse lamp"), headline="Lighthouse lamp")
    assert shown(desk, language="ar") == ["المرفأ"]
    assert shown(desk, source=arabic.pk) == ["المرفأ"]
    assert shown(desk, days="1") == ["المرفأ"]
    assert "Seen" not in shown(desk, news="mine")
    assert shown(desk, q="lamp lighthouse") == ["Lighthouse lamp"]
    assert shown(desk, q="nowhere") == []
    assert "No story matches" in inbox(desk, q="nowhere")


def test_a_wrong_filter_is_left_out(desk):
    make_story(headline="Still here")
    assert shown(desk, source="999999", days="x", p="99") == ["Still here"]


def test_the_filters_fetch_rows_only(desk):
    make_story()
    response = desk.get(reverse("desk:inbox_results"))
    assert b"desk-stories" in response.content
    assert b"<html" not in response.content


def test_markup_in_a_headline_is_text(desk):
    make_story(headline="<script>alert(1)</script>")
    assert "<script>alert(1)" not in inbox(desk)


def test_the_first_page_of_the_admin_shows_the_inbox(desk):
    make_story(headline="Ships wait")
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Ships wait" in page
    assert page.index("desk-inbox") < page.index("recent") if "recent" in page else True


def test_the_menu_begins_with_the_inbox(desk):
    page = inbox(desk)
    assert page.index('"desk-inbox"') < page.index('"explorer"')
    assert "/desk/documents/" not in page


@pytest.mark.parametrize("name", ["inbox", "articles", "sources", "health", "entries", "follow"])
def test_the_desk_asks_for_a_login(client, name):
    response = client.get(reverse(f"desk:{name}"))
    assert response.status_code == 302
    assert "/login/" in response.url


def test_somebody_without_access_sees_nothing(client, outsider):
    client.force_login(outsider)
    assert client.get(reverse("desk:inbox")).status_code == 302


def test_moments_are_counted_into_spans_that_end_now():
    counts = count_by_time(
        [NOON, NOON - timedelta(hours=5), NOON - timedelta(days=4, hours=23), NOON - timedelta(9)], until=NOON
    )
    assert len(counts) == SPARK_BINS
    assert counts[-1] == 2
    assert counts[0] == 1
    assert sum(counts) == 3


def test_a_bar_of_nothing_is_drawn_empty():
    assert "<rect" not in draw_shares([("is-a", "A", 0)], label="nothing")


def test_no_feed_is_made_by_looking(desk):
    inbox(desk)
    assert not Feed.objects.exists()
