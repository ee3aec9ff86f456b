"""Feeds that pages name, and lists of feeds (OPML)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.errors import NotReadable
from tearsheet.engine.feeds import FeedLink, Subscription, find_feeds, read_opml, write_opml

URL = "https://harbour-gazette.example/news/"

PAGE = """<html><head><base href="/base/"><title>x</title>
<link rel="alternate" type="application/rss+xml" title="All &amp; more" href="all.rss">
<link rel="ALTERNATE home" type="Application/Atom+XML; charset=utf-8" href="//feeds.example/atom">
<link rel="alternate" type="application/feed+json" href="https://a.example/feed.json">
<link rel="alternate" type="application/rss+xml" href="all.rss">
<link rel="alternate" type="application/json" href="/wp-json/">
<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" type="text/xml" href="/x">
<link rel="alternate" type="application/rss+xml" href="javascript:x"><link rel="alternate" type="text/xml" href="">
</head></html>"""


@pytest.mark.parametrize("page", [PAGE, PAGE.encode()])
def test_the_feeds_a_page_names_are_found_once_and_resolved(page):
    assert find_feeds(page, url=URL) == (
        FeedLink(url="https://harbour-gazette.example/base/all.rss", title="All & more", kind="rss"),
        FeedLink(url="https://feeds.example/atom", title="", kind="atom"),
        FeedLink(url="https://a.example/feed.json", title="", kind="json"),
    )


def test_a_page_without_feeds_has_none():
    assert find_feeds("", url=URL) == ()


OPML = """<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="Papers"><outline text="Local">
<outline text="Harbour Gazette" type="rss" xmlUrl="https://harbour-gazette.example/rss" htmlUrl="https://harbour-gazette.example/"
 language="en-GB" ownerFamily="Harbour Media"/>
</outline><outline text="Coast" xmlurl="https://coast.example/rss?a=1&b=2"/></outline>
<outline title="Wire" xmlUrl="https://wire.example/rss" category="/agencies"/>
<outline text="Again" xmlUrl="https://wire.example/rss"/><outline text="Bad" xmlUrl="ftp://x.example/"/>
</body></opml>"""


def test_an_opml_file_is_read_with_its_folders_and_bare_ampersands():
    harbour, coast, wire = read_opml(OPML.encode())
    assert harbour == Subscription(
        feed_url="https://harbour-gazette.example/rss",
        title="Harbour Gazette",
        home_url="https://harbour-gazette.example/",
        language="en",
        category="Papers/Local",
        owner_family="Harbour Media",
    )
    assert (coast.feed_url, coast.category) == ("https://coast.example/rss?a=1&b=2", "Papers")
    assert (wire.title, wire.category) == ("Wire", "agencies")


words = st.text(alphabet="aÅ字<>&\"'😀;", max_size=9)
subscriptions = st.builds(
    Subscription,
    feed_url=st.integers(0, 99).map(lambda number: f"https://a.example/{number}?x=1&y=<2>"),
    title=words,
    home_url=st.sampled_from(["", "https://a.example/"]),
    language=st.sampled_from([None, "en", "ar"]),
    category=words,
    owner_family=words,
)


@given(st.lists(subscriptions, max_size=5, unique_by=lambda subscription: subscription.feed_url), words)
def test_what_is_written_is_read_again(listed, title):
    assert sorted(read_opml(write_opml(listed, title)), key=repr) == sorted(listed, key=repr)


def test_characters_that_xml_forbids_are_left_out():
    listed = [Subscription(feed_url="https://a.example/", title="bell\x07\ud800")]
    assert read_opml(write_opml(listed, "\0"))[0].title == "bell"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "It is empty"),
        (b"  \n", "It is empty"),
        (b"feeds", "no well-formed XML"),
        (b"\xff\xfe\x00", "no well-formed XML"),
        (b"<opml><body>", "no well-formed XML"),
        (b'<?xml version="1.0" encoding="nonsense"?><opml/>', "no well-formed XML"),
        (b"<rss/>", "<rss> is no OPML"),
        (b"<opml/>", "has no body"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>', "entities"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body>&a;</body></opml>', "entities"),
    ],
)
def test_what_is_no_list_of_feeds_is_named(body, sentence):
    with pytest.raises(NotReadable, match=sentence):
        read_opml(body)


def test_bottomless_folders_are_left_alone():
    body = b"<opml><body>" + b"<outline text='a'>" * 20_000 + b"</outline>" * 20_000 + b"</body></opml>"
    assert read_opml(body) == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_refused(body):
    for start in (b"", b"<opml><body><outline "):
        try:
            read_opml(start + body)
        except NotReadable:
            continue
