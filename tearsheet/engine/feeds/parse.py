"""A body in, a feed out; or a sentence saying what it was instead."""

from tearsheet.engine.errors import NotAFeed
from tearsheet.engine.feeds.decode import decode_feed
from tearsheet.engine.feeds.discovery import find_feeds
from tearsheet.engine.feeds.jsonfeed import parse_json_feed
from tearsheet.engine.feeds.prolog import drop_illegal_characters, root_name, skip_junk, split_prolog
from tearsheet.engine.feeds.xmlfeed import parse_xml_feed
from tearsheet.engine.model import Feed

MOST_ENTRIES = 2_000

_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_PAGE_ROOTS = frozenset({"html", "head", "body"})
_KNOWN_ROOTS = {
    "opml": "It is an OPML list of feeds",
    "urlset": "It is a sitemap",
    "sitemapindex": "It is an index of sitemaps",
    "svg": "It is a picture (SVG)",
}
_SHOWN_LINKS = 3


def parse_feed(body: bytes, *, url: str, content_type: str | None = None, limit: int = MOST_ENTRIES) -> Feed:
    """Read a feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.x.

    Broken feeds are read as far as they can be. Titles and summaries come out as plain text, addresses absolute,
    dates in UTC; an entry without a guid gets its address, of entries with one guid the first is kept. No DTD is
    loaded and no entity expanded by the parser.

    Args:
        body: the bytes as they came, decompressed.
        url: the address they came from; relative addresses are resolved against it.
        content_type: the `Content-Type` header; only its charset is believed, and that not much.
        limit: the most entries taken.

    Raises:
        NotAFeed: with a sentence saying what it is instead.
    """
    text = drop_illegal_characters(decode_feed(body, content_type))
    if not text:
        raise NotAFeed("It is empty.", url=url)
    if text[0] in "{[":
        return parse_json_feed(text, url=url, limit=limit)
    doctype, document = split_prolog(text)
    name = root_name(document)
    if name in _PAGE_ROOTS or doctype[9:].strip().lower().startswith("html"):
        raise NotAFeed(_name_page_feeds(document, url), url=url)
    if name not in _FEED_ROOTS:
        rest = skip_junk(document)
        if not rest:
            raise NotAFeed(_name_other(name), url=url)
        doctype, document = split_prolog(rest)
    return parse_xml_feed(doctype, document, url=url, limit=limit)


def _name_page_feeds(document: str, url: str) -> str:
    links = find_feeds(document, url=url)
    if not links:
        return "It is a web page that names no feed."
    return f"It is a web page. Feeds it names: {', '.join(link.url for link in links[:_SHOWN_LINKS])}."


def _name_other(name: str) -> str:
    if not name:
        return "It is neither XML nor JSON."
    return f"{_KNOWN_ROOTS.get(name, f'Its root is <{name[:40]}>, which is no feed')}."
