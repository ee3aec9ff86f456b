"""Following addresses, sites and lists."""

import pytest

from tearsheet.engine.errors import AddressRefused, EngineError, NotReadable
from tearsheet.newsroom.sources.actions import follow_address, follow_opml
from tearsheet.newsroom.sources.errors import FollowingNotAllowed, NothingToFollow
from tearsheet.newsroom.sources.models import Feed, OwnerFamily, Source

pytestmark = pytest.mark.django_db

SITE = "https://harbourpost.example"

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>The press</title></head><body>
<outline text="Harbour Post" xmlUrl="https://harbourpost.example/feed.xml" htmlUrl="https://harbourpost.example/"
 language="en" category="paper" ownerFamily="Bay Media"/>
<outline text="Island News" xmlUrl="https://islandnews.example/atom" htmlUrl="https://www.islandnews.example/"
 category="broadcaster" ownerFamily="Bay Media"/></body></opml>"""


def test_a_feed_is_followed(web, settings):
    web.feed(f"{SITE}/feed.xml", [("Ferry", f"{SITE}/ferry.html")])
    followed = follow_address(actor=None, address=f"{SITE}/feed.xml", options=settings.FETCH_OPTIONS)
    feed = Feed.objects.get()
    assert followed.added == (feed,)
    assert (feed.source.name, feed.source.host, feed.source.language) == ("Harbour Post", "harbourpost.example", "en")


def test_a_site_that_names_its_feed_is_followed_without_its_scheme(web, settings):
    web.feed(f"{SITE}/feed.xml", [])
    web.write(f"{SITE}/index.html", '<link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>News</p>')
    follow_address(actor=None, address="harbourpost.example", options=settings.FETCH_OPTIONS)
    assert Feed.objects.get().url == f"{SITE}/feed.xml"


def test_a_feed_followed_twice_is_one_feed(web, settings):
    web.feed(f"{SITE}/feed.xml", [])
    follow_address(actor=None, address=f"{SITE}/feed.xml", options=settings.FETCH_OPTIONS)
    again = follow_address(actor=None, address=f"{SITE}/feed.xml", options=settings.FETCH_OPTIONS)
    assert (len(again.added), len(again.known), Feed.objects.count()) == (0, 1, 1)


def test_a_list_brings_kinds_and_owner_families():
    followed = follow_opml(actor=None, body=OPML)
    assert len(followed.added) == 2
    assert OwnerFamily.objects.get().sources.count() == 2
    assert Source.objects.get(host="islandnews.example").kind == "broadcaster"


def test_a_list_is_followed_by_its_address(web, settings):
    web.write("https://lists.example/press.opml", OPML)
    address = "https://lists.example/press.opml"
    assert len(follow_address(actor=None, address=address, options=settings.FETCH_OPTIONS).added) == 2


@pytest.mark.parametrize(
    ("address", "body", "error"),
    [
        (f"{SITE}/page.html", "<html><title>A page</title><p>No feed here</p>", NothingToFollow),
        (f"{SITE}/empty", "", NothingToFollow),
        (f"{SITE}/huge", b"<rss>" + b" " * 20_000_000, EngineError),
    ],
)
def test_what_is_no_feed_is_refused_in_words(web, settings, address, body, error):
    web.write(address, body)
    with pytest.raises(error) as refused:
        follow_address(actor=None, address=address, options=settings.FETCH_OPTIONS)
    assert len(str(refused.value)) > 20
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/feed", "http://10.0.0.1/", "file:///etc/passwd", "http://user:pw@x.example/", "http://[::1]/"],
)
def test_a_private_or_wrong_address_is_refused(web, settings, address):
    with pytest.raises(AddressRefused):
        follow_address(actor=None, address=address, options=settings.FETCH_OPTIONS)


def test_a_list_that_is_none_is_refused():
    with pytest.raises(NotReadable):
        follow_opml(actor=None, body=b"just words")


def test_following_needs_the_right(outsider):
    with pytest.raises(FollowingNotAllowed):
        follow_opml(actor=outsider, body=OPML)
