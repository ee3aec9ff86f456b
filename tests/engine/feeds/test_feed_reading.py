"""What comes out of a feed, whatever its dialect."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.errors import NotAFeed
from tearsheet.engine.feeds import parse_feed

URL = "https://harbour-gazette.example/feeds/all.xml"


def read(body, **options):
    return parse_feed(body.encode() if isinstance(body, str) else body, url=URL, **options)


def rss(inside, attributes='version="2.0"'):
    return f"<?xml version='1.0'?><rss {attributes}><channel><title>Harbour Gazette</title>{inside}</channel></rss>"


def item(inside, link="https://harbour-gazette.example/1"):
    return f"<item><link>{link}</link>{inside}</item>"


def only_entry(body):
    (entry,) = read(body).entries
    return entry


RSS_2 = rss(
    """<link>/</link><language>en-GB</language><ttl>30</ttl>
    <item><title>Ferry &amp;amp; bridge &lt;b&gt;re&lt;/b&gt;open</title><link>/news/ferry</link>
    <guid isPermaLink="false">tag:1</guid><author>desk@harbour-gazette.example (Ana Lund)</author>
    <pubDate>Mon, 23 Nov 2026 10:00:00 +0200</pubDate><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</description>
    <source url="https://coast-wire.example/rss">Coast Wire</source></item>""",
)


def test_rss_2_is_read_whole():
    feed = read(RSS_2)
    assert (feed.kind, feed.url, feed.title) == ("rss", URL, "Harbour Gazette")
    assert feed.home_url == "https://harbour-gazette.example/"
    assert (feed.language, feed.ttl_seconds, feed.skipped_count) == ("en", 1800, 0)
    (entry,) = feed.entries
    assert entry.guid == "tag:1"
    assert entry.url == "https://harbour-gazette.example/news/ferry"
    assert entry.title == "Ferry & bridge reopen"
    assert entry.authors == ("Ana Lund",)
    assert entry.published_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert entry.updated_at is None
    assert entry.summary == "One. Two"
    assert (entry.source_title, entry.source_url) == ("Coast Wire", "https://coast-wire.example/rss")


def test_rss_1_is_read_with_its_dublin_core_date_and_its_update_period():
    feed = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
        <channel rdf:about="x"><title>Old Style</title><sy:updatePeriod>hourly</sy:updatePeriod>
        <sy:updateFrequency>2</sy:updateFrequency></channel>
        <item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link>
        <dc:date>2026-11-20T06:00:00Z</dc:date><dc:creator>Bo Ek</dc:creator></item></rdf:RDF>""",
    )
    assert (feed.kind, feed.ttl_seconds) == ("rss", 1800)
    assert feed.entries[0].published_at == datetime(2026, 11, 20, 6, tzinfo=UTC)
    assert feed.entries[0].updated_at is None
    assert feed.entries[0].authors == ("Bo Ek",)


@pytest.mark.parametrize("version", ["0.91", "0.92"])
def test_early_rss_is_read_and_its_dtd_is_never_loaded(version):
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss-0.91.dtd">'
    feed = read(f'<?xml version="1.0"?>{doctype}{rss(item("<title>Caf&eacute;</title>"), f"version={version!r}")[21:]}')
    assert feed.entries[0].title == "Café"


def test_atom_is_read_whole():
    feed = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv"><title type="html">Kust &amp;amp; hav</title>
        <link rel="self" href="/feed"/><link href="https://kust.example/"/>
        <entry><id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Färjan <em>åter</em></div></title>
        <link rel="enclosure" href="/sound.mp3"/><link rel="alternate" href="/1"/><updated>2026-11-23T12:00:00+01:00</updated>
        <published>2026-11-22T12:00:00Z</published><author><name>Ida</name></author><author><name>Ola</name></author>
        <summary>Kort.</summary><source><title>Kustbyrån</title><link href="https://kustbyran.example/"/></source></entry></feed>""",
    )
    assert (feed.kind, feed.title, feed.language, feed.home_url) == (
        "atom",
        "Kust & hav",
        "sv",
        "https://kust.example/",
    )
    (entry,) = feed.entries
    assert (entry.guid, entry.url, entry.title) == ("urn:1", "https://harbour-gazette.example/1", "Färjan åter")
    assert entry.authors == ("Ida", "Ola")
    assert entry.published_at == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert (entry.summary, entry.source_title, entry.source_url) == ("Kort.", "Kustbyrån", "https://kustbyran.example/")


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour",
    "home_page_url": "https://harbour.example/",
    "language": "de-CH",
    "items": [
        {
            "id": 7,
            "url": "/seven",
            "title": "Seven &amp; eight",
            "content_html": "<p>Words<br>here</p>",
            "date_published": "2026-11-23T08:00:00+02:00",
            "authors": [{"name": "Ana"}, {"name": ""}, 3],
        },
        {"id": "no address"},
        "no item",
    ],
}


def test_a_json_feed_is_read_whole():
    feed = read(json.dumps(JSON_FEED))
    assert (feed.kind, feed.title, feed.language, feed.skipped_count) == ("json", "Harbour", "de", 2)
    (entry,) = feed.entries
    assert (entry.guid, entry.url, entry.title) == ("7", "https://harbour-gazette.example/seven", "Seven & eight")
    assert (entry.summary, entry.authors) == ("Words here", ("Ana",))
    assert entry.published_at == datetime(2026, 11, 23, 6, tzinfo=UTC)


def test_an_entry_without_a_guid_is_known_by_its_address():
    assert only_entry(rss(item(""))).guid == "https://harbour-gazette.example/1"


def test_of_entries_with_one_guid_the_first_is_kept():
    feed = read(rss(item("<guid>a</guid><title>1</title>") + item("<guid>a</guid><title>2</title>")))
    assert [entry.title for entry in feed.entries] == ["1"]


def test_a_permalink_guid_serves_as_the_address():
    body = rss("<item><title>x</title><guid>https://a.example/x</guid></item>")
    assert only_entry(body).url == "https://a.example/x"


def test_entries_over_the_limit_or_without_an_address_are_counted():
    items = "".join(item("", f"https://a.example/{number}") for number in range(5))
    feed = read(rss(items + "<item><title>x</title></item>"), limit=3)
    assert (len(feed.entries), feed.skipped_count) == (3, 3)


def test_spaces_in_an_address_are_escaped():
    assert only_entry(rss(item("", "https://a.example/two words.html"))).url == "https://a.example/two%20words.html"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "https://[x", "ftp://a.example/x"])
def test_an_address_that_is_no_web_address_is_none(link):
    feed = read(rss(item("<guid isPermaLink='false'>1</guid>", link)))
    assert (feed.entries, feed.skipped_count) == ((), 1)


def test_one_stamp_on_all_entries_is_not_an_update():
    stamp = "<updated>2026-11-23T12:00:00Z</updated>"
    entries = "".join(f"<entry><id>{n}</id><link href='/{n}'/>{stamp}</entry>" for n in range(3))
    feed = read(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')
    assert {entry.updated_at for entry in feed.entries} == {None}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mon, 23 Nov 2026 10:00:60 GMT", datetime(2026, 11, 23, 10, 0, 59, tzinfo=UTC)),
        ("Mon,23 Nov 2026 4:35:5 GMT+9", datetime(2026, 11, 22, 19, 35, 5, tzinfo=UTC)),
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("7/8/2026 10:00", None),
        ("yesterday", None),
        ("Nov 2026", None),
        ("Mon, 31 Feb 2026 10:00:00 GMT", None),
        ("9" * 200, None),
    ],
)
def test_a_date_is_aware_utc_or_none(written, meant):
    assert only_entry(rss(item(f"<pubDate>{written}</pubDate>"))).published_at == meant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("AT&amp;amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("1 &lt; 2", "1 < 2"),
        ("<![CDATA[<em>New</em> bridge]]>", "New bridge"),
        ("<![CDATA[Fish & chips &amp; tea]]>", "Fish & chips & tea"),
        ("<![CDATA[Before<script>alert(1)</script> after]]>", "Before after"),
        ("  two\n  lines ", "two lines"),
        ("bell\x07 rings", "bell rings"),
        ("&nbsp;caf&eacute; &unknown; x", "café &unknown; x"),
    ],
)
def test_a_title_is_plain_text(title, text):
    assert only_entry(rss(item(f"<title>{title}</title>"))).title == text


@pytest.mark.parametrize(
    ("declaration", "charset", "header"),
    [
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", None),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8", "text/xml; charset=iso-8859-1"),
        ('<?xml version="1.0" encoding="utf-8"?>', "cp1251", "text/xml; charset=windows-1251"),
        ("", "koi8-r", "application/rss+xml; charset=koi8-r"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", None),
        ('<?xml version="1.0"?>', "utf-16-le", None),
        ('<?xml version="1.0" encoding="zip"?>', "utf-8-sig", "text/xml; charset=rot13"),
    ],
)
def test_the_charset_is_found_in_mark_declaration_header_or_bytes(declaration, charset, header):
    body = (declaration + rss(item("<title>Новый мост открыт</title>"))[21:]).encode(charset)
    assert read(body, content_type=header).entries[0].title == "Новый мост открыт"


def test_a_seven_bit_charset_is_not_taken_for_ascii():
    body = ('<?xml version="1.0" encoding="iso-2022-jp"?>' + rss(item("<title>港の橋</title>"))[21:]).encode(
        "iso-2022-jp"
    )
    assert read(body).entries[0].title == "港の橋"


def test_a_few_broken_bytes_do_not_change_the_charset():
    title = "Новый мост открыт, говорят жители"
    body = rss(item(f"<title>{title}</title>")).encode().replace("жители".encode(), "жители".encode()[:-1])
    assert only_entry_title(body).startswith("Новый мост открыт")


def only_entry_title(body):
    return read(body).entries[0].title


def test_an_undeclared_charset_is_detected():
    words = "Новый мост через залив открыт сегодня утром, сообщили жители города и порта. " * 3
    body = rss(item(f"<title>{words}</title>"))[21:].encode("cp1251")
    assert only_entry_title(body).startswith("Новый мост")


BROKEN = {
    "an unclosed element": rss(item("<title>Bridge<b></title>")),
    "a bare ampersand": rss(item("<title>Bridge</title><description>a & b &c</description>")),
    "an undeclared prefix": rss(item("<title>Bridge</title><x:y>1</x:y>")),
    "cut off after an entry": rss(item("<title>Bridge</title>") + "<item><title>Half")[:-20],
    "white space before": "\n\n  " + rss(item("<title>Bridge</title>")),
    "warnings before": "<br />\n<b>Warning</b>: x in y.php\n" + rss(item("<title>Bridge</title>")),
    "a comment before": "<!-- cached -->" + rss(item("<title>Bridge</title>"))[21:],
    "junk after": rss(item("<title>Bridge</title>")) + "<script>1</script>",
    "a license that trips the reader": rss(
        item("<title>Bridge</title><media:thumbnail/>"), 'xmlns:media="http://search.yahoo.com/mrss/"'
    ),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_broken_feed_is_read(body):
    assert read(body).entries[0].title == "Bridge"


NO_FEEDS = {
    "It is empty": ["", "  \n ", "\0\0"],
    "It is a web page that names no feed": ["<!doctype html><p>x", "<html><body>x", '<!DOCTYPE html PUBLIC "x"><br>'],
    "https://harbour-gazette.example/rss": [
        '<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>',
    ],
    "It breaks off before its first entry": [rss("<item><title>x")[:60], "<rss><channel><title>x</tit"],
    "It is neither XML nor JSON": ["hello", "\xff\xfe\xfd" * 9, "<"],
    "It is JSON without": ["[]", "{}", '{"items": 3}'],
    "neither `version` nor `title`": ['{"items": []}'],
    "It looks like JSON": ["{", "[" * 100_000],
    "It is a sitemap": ["<urlset/>"],
    "It is an OPML": ["<opml/>"],
    "Its root is <note>": ["<note/>"],
    "It has neither a channel nor entries": ["<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"],
}


@pytest.mark.parametrize(("sentence", "bodies"), NO_FEEDS.items(), ids=NO_FEEDS)
def test_what_is_no_feed_is_named(sentence, bodies):
    for body in bodies:
        with pytest.raises(NotAFeed, match=sentence.replace(".", r"\.")) as raised:
            read(body)
        assert raised.value.url == URL


def test_a_feed_without_entries_is_a_feed():
    assert read(rss("")).entries == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_refused(body):
    for start in (
        b"",
        b"<rss><channel><item><link>http://a.example/</link>",
        b"{",
        b"<?xml version='1.0'?><!DOCTYPE x [",
    ):
        try:
            feed = read(start + body)
        except NotAFeed:
            continue
        assert all(entry.guid and entry.url for entry in feed.entries)
