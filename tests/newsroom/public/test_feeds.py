"""Feeds carry the whole content in voices; sitemaps and robots.txt name only what is published."""

import json

import feedparser
import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from tearsheet.newsroom.items.models import SectionPage
from tests.newsroom import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "media"),
    [("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("json", "application/feed+json")],
)
def test_each_feed_says_what_it_is(kind, media, publish, client):
    publish()
    for section in ("all", "world"):
        response = client.get(f"/feeds/{section}.{kind}")
        assert response.status_code == 200
        assert response["Content-Type"].startswith(media)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_entry_holds_the_whole_item_in_voices(kind, full_item, client):
    item = full_item()
    feed = feedparser.parse(client.get(f"/feeds/all.{kind}").content)
    assert not feed.bozo
    entry = feed.entries[0]
    assert entry.title == item.title
    assert entry.link == f"http://localhost:8000{item.url}"
    assert entry.id == f"urn:uuid:{item.translation_key}"
    content = ElementTree.fromstring(client.get(f"/feeds/all.{kind}").content)
    names = {
        "rss": ".//{http://purl.org/rss/1.0/modules/content/}encoded",
        "atom": ".//{http://www.w3.org/2005/Atom}content",
    }
    html = LexborHTMLParser(content.find(names[kind]).text)
    assert {node.attributes["data-voice"] for node in html.css("[data-voice]")} == {"source", "speaker", "editor"}
    assert html.css_first(".excerpt blockquote").attributes["cite"].startswith("https://")
    assert all(node.attributes["src"].startswith("http://localhost:8000/media/") for node in html.css("img"))
    assert html.css_first(".related a").attributes["href"].startswith("http://localhost:8000/")


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_entry_credits_the_first_excerpts_publication(kind, publish, client, editor):
    article = factories.make_article(source=factories.make_source(home_url="https://harbourpost.example/home"))
    factories.make_feed(article.source, url="https://harbourpost.example/rss.xml")
    publish(body=[factories.excerpt(factories.make_clip(article, actor=editor))])
    source = feedparser.parse(client.get(f"/feeds/all.{kind}").content).entries[0].source
    assert source.title == "Harbour Post"
    links = {source.get("href"), *(link.get("href") for link in source.get("links", []))}
    assert "https://harbourpost.example/rss.xml" in links


def test_an_item_of_our_own_words_credits_nobody(publish, client):
    publish(body=[factories.comment()])
    for kind in ("rss", "atom"):
        assert "source" not in feedparser.parse(client.get(f"/feeds/all.{kind}").content).entries[0]


def test_json_feed_says_of_each_block_whose_words_it_holds(full_item, client):
    item = full_item()
    feed = json.loads(client.get("/feeds/world.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://localhost:8000/feeds/world.json"
    entry = feed["items"][0]
    assert entry["_tearsheet"]["verify_url"].endswith(f"/verify/{item.pk}/")
    blocks = entry["_tearsheet"]["blocks"]
    assert {block["voice"] for block in blocks} == {"source", "speaker", "editor"}
    assert next(block for block in blocks if block["kind"] == "quotation")["speaker"] == "Per Holm"
    assert entry["image"].startswith("http://localhost:8000/media/")
    assert entry["date_published"].startswith("2026-03-02T09:00")


def test_characters_that_xml_cannot_hold_do_not_break_a_feed(publish, client, editor):
    article = factories.make_article(
        "A page with a \x0b tab in it.", source=factories.make_source("Odd\x01 Post", host="o.example")
    )
    publish("Head\x02line", body=[factories.excerpt(factories.make_clip(article, actor=editor))])
    for kind in ("rss", "atom"):
        feed = feedparser.parse(client.get(f"/feeds/all.{kind}").content)
        assert not feed.bozo
        assert feed.entries[0].title == "Headline"


def test_drafts_are_in_no_feed_and_no_map(section, editor, client):
    factories.make_item("A secret draft", body=[factories.comment()], section=section, actor=editor)
    for url in ("/feeds/all.rss", "/feeds/world.atom", "/feeds/all.json", "/sitemap-items.xml"):
        assert b"secret" not in client.get(url).content


def test_private_sections_are_in_no_feed_and_no_map(publish, section, client):
    from wagtail.models import PageViewRestriction

    item = publish("For members")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/feeds/world.rss").status_code == 404
    assert client.get(f"/verify/{item.pk}/").status_code == 404
    for url in ("/feeds/all.rss", "/feeds/all.json", "/sitemap-items.xml", "/sitemap-places.xml", "/"):
        content = client.get(url).content.decode()
        assert "For members" not in content
        assert "/world/" not in content


@pytest.mark.parametrize("url", ["/feeds/nowhere.rss", "/feeds/world.xml", "/feeds/world.", "/sitemap-odd.xml"])
def test_there_are_no_other_feeds(url, front, client):
    assert client.get(url).status_code == 404


def test_an_unchanged_feed_is_not_sent_again(publish, client):
    publish()
    first = client.get("/feeds/all.rss")
    assert first["Last-Modified"]
    assert client.get("/feeds/all.rss", headers={"if-modified-since": first["Last-Modified"]}).status_code == 304


def test_pages_tell_of_their_feeds(front, read):
    links = [node.attributes["href"] for node in read("/world/").css('link[rel="alternate"]')]
    assert links[:3] == ["/feeds/world.rss", "/feeds/world.atom", "/feeds/world.json"]
    assert links[3:] == ["/feeds/all.rss", "/feeds/all.atom", "/feeds/all.json"]


def test_queries_do_not_grow_with_a_feed(full_item, client):
    counts = []
    for size in (1, 3, 2):
        full_item(size)
        client.get("/feeds/all.json")
        with CaptureQueriesContext(connection) as queries:
            client.get("/feeds/all.json")
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 24


def test_the_map_names_what_is_published(publish, client):
    item = publish()
    index = client.get("/sitemap.xml")
    assert b"/sitemap-items.xml" in index.content
    ElementTree.fromstring(index.content)
    items = client.get("/sitemap-items.xml").content.decode()
    assert f"<loc>http://localhost:8000{item.url}</loc>" in items
    ElementTree.fromstring(items)
    places = client.get("/sitemap-places.xml").content.decode()
    assert "<loc>http://localhost:8000/world/</loc>" in places
    assert "<loc>http://localhost:8000/</loc>" in places
    assert not SectionPage.objects.filter(live=False).exists()


def test_robots_are_shown_the_map_and_not_the_desk(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
