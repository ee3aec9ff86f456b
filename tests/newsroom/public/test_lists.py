"""Front page, sections, days: what is published, newest first, and what came since."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tearsheet.newsroom.items.models import SectionPage, Update
from tearsheet.newsroom.stories.actions import merge_stories
from tests.newsroom import factories
from tests.newsroom.public.conftest import AT, PLAIN

pytestmark = pytest.mark.django_db


def test_a_section_lists_its_items_newest_first(publish, read):
    for number in range(3):
        publish(f"Item {number}", at=AT + timedelta(hours=number))
    assert [node.text() for node in read("/world/").css(".entry__headline")] == ["Item 2", "Item 1", "Item 0"]


def test_an_entry_says_what_came_since(publish, read):
    story = factories.make_story()
    story.article_count, story.origin_count = 14, 3
    story.save()
    updates = [Update(at=AT + timedelta(hours=hours), source_name="", headline="More") for hours in (1, 9.5)]
    publish(updates=updates, story=story)
    since = " ".join(read("/world/").css_first(".entry__since").text().split())
    assert "2 updates, last at 18:30" in since
    assert "14 articles, 3 origins" in since


def test_an_item_about_a_story_that_was_merged_counts_the_story_it_went_into(publish, read, editor):
    old, into = factories.make_story(), factories.make_story()
    item = publish(story=old)
    merge_stories(actor=editor, story=into, other=old, reason="one event")
    assert "2 articles, 1 origin" in " ".join(read("/world/").css_first(".entry__since").text().split())
    assert "2 articles on this" in " ".join(read(item.url).css_first(".margin__count").text().split())


def test_an_entry_shows_picture_caption_and_credit_on_two_lines(full_item, read):
    full_item()
    figure = read("/world/").css_first(".entry .picture")
    assert figure.css_first("img").attributes["alt"] == "Waves over a mole"
    assert figure.css_first(".caption").text() == "The mole on Sunday"
    assert figure.css_first(".by").text() == "Photo: Mara Lindqvist"


def test_first_lines_are_cut_with_a_visible_gap(publish, read, editor):
    text = "The ferry stays in port today. " * 20
    clip = factories.make_clip(factories.make_article(text.strip()), text.strip(), actor=editor)
    publish(body=[factories.comment(), factories.excerpt(clip)])
    lead = read("/world/").css_first(".lead")
    assert lead.attributes["data-voice"] == "source"
    assert lead.css_first(".gap").attributes["data-voice"] == "editor"
    assert lead.css_first("blockquote").text().strip().endswith("today. […]")


def test_a_comment_leads_only_where_nobody_else_speaks(publish, read):
    publish(body=[factories.comment("<p>We &amp; nobody else.</p>")])
    lead = read("/world/").css_first(".lead")
    assert lead.attributes["data-voice"] == "editor"
    assert lead.text().strip() == "We & nobody else."


def test_older_items_are_on_the_next_page(publish, read, editor):
    clip = factories.make_clip(actor=editor)
    for number in range(22):
        publish(f"Item {number}", body=[factories.excerpt(clip)], at=AT + timedelta(hours=number))
    first, second = read("/world/"), read("/world/?page=2")
    assert (len(first.css(".entry")), len(second.css(".entry"))) == (20, 2)
    assert first.css_first(".pages a[rel=next]").attributes["href"] == "?page=2"
    assert second.css_first(".pages a[rel=prev]").attributes["href"] == "?page=1"


def test_a_day_has_the_days_before_and_after_it(publish, read):
    for days in (0, 2, 5):
        publish(f"Day {days}", at=AT + timedelta(days=days))
    page = read("/world/2026/3/4/")
    assert [node.text() for node in page.css(".entry__headline")] == ["Day 2"]
    assert page.css_first(".pages a[rel=prev]").attributes["href"] == "/world/2026/3/2/"
    assert page.css_first(".pages a[rel=next]").attributes["href"] == "/world/2026/3/7/"
    assert "Nothing was published here" in read("/world/2026/3/3/").html


def test_days_follow_the_sites_clock(publish, read, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    publish(at=datetime(2026, 3, 2, 22, 0, tzinfo=UTC))
    assert read("/world/").css_first(".dayline a").attributes["href"] == "/world/2026/3/3/"
    assert len(read("/world/2026/3/3/").css(".entry")) == 1


@pytest.mark.parametrize("url", ["/world/2026/2/30/", "/world/2026/13/1/", "/world/0/1/1/", "/nowhere/"])
def test_what_is_not_there_is_a_page_of_ours(url, front, client):
    response = client.get(url)
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_a_page_number_that_is_none_shows_a_page(publish, read):
    publish()
    assert len(read("/world/?page=x").css(".entry")) == 1
    assert len(read("/world/?page=99").css(".entry")) == 1


def test_the_front_page_names_each_items_section(publish, front, read):
    publish()
    page = read("/")
    assert page.css_first(".entry__when a").text() == "World"
    assert page.css_first(".sections a").attributes["href"] == "/world/"


def test_drafts_are_in_no_list(section, editor, read):
    factories.make_item("A secret draft", body=[factories.comment()], section=section, actor=editor)
    for url in ("/", "/world/"):
        assert "secret" not in read(url).html


def test_an_empty_site_says_so(front, read):
    assert "Nothing is published yet" in read("/").html
    assert "Nothing is published here yet" in read("/world/").html


def test_a_site_without_pages_still_has_an_error_page(db, client):
    assert client.get("/nowhere/").status_code == 404


@pytest.mark.parametrize("url", ["/", "/world/", "/world/2026/3/2/"])
def test_queries_do_not_grow_with_the_list(url, publish, make_picture, client, editor):
    counts = []
    for number in range(6):
        article = factories.make_article(PLAIN, source=factories.make_source(f"Paper {number}"))
        publish(
            f"Item {number}",
            body=[factories.excerpt(factories.make_clip(article, actor=editor))],
            updates=[Update(at=AT, source_name="", headline="More")],
            story=factories.make_story(article),
            picture=make_picture(),
            picture_alt="Waves",
            picture_credit="Photo",
            at=AT + timedelta(minutes=number),
        )
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 20


def test_sections_are_told_apart(publish, front, read):
    front.add_child(instance=SectionPage(title="Science", slug="science"))
    publish("In the world")
    assert not read("/science/").css(".entry")
    assert len(read("/science/").css(".sections a")) == 2
