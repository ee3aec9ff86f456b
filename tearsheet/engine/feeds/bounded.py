"""feedparser's two readers, within bounds.

`feedparser.parse` opens files and addresses, guesses charsets and keeps what we never show; with its own classes driven
directly, the strict reader first and the lenient one for what is not well-formed, none of that happens, and a document
built to keep a reader busy (thousands of attributes or categories, bottomless nesting) is put down early.
"""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import feature_external_ges, feature_namespaces
from xml.sax.xmlreader import InputSource

from defusedxml.expatreader import create_parser
from feedparser.api import LooseFeedParser, StrictFeedParser

from tearsheet.engine.errors import NotAFeed

MOST_ATTRIBUTES = 200
DEEPEST = 500

# What feedparser trips over in odd licences, maps and picture sizes: one element must not cost the whole feed.
_READER_ERRORS = (KeyError, IndexError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class RawFeed:
    """What feedparser read: its version ("rss20", "atom10", "" if unknown), channel and entries.

    Their values are read with `dict.get`: feedparser's own answers for a missing key with another one's value.
    """

    version: str
    channel: dict[str, Any]
    entries: list[dict[str, Any]]
    is_well_formed: bool


class _Bounds:
    """What both readers share: nothing is unlimited, and categories are left out."""

    depth: int

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        _check_bounds(len(attrs), self.depth)
        with suppress(*_READER_ERRORS):
            super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def unknown_endtag(self, tag: str) -> None:
        with suppress(*_READER_ERRORS):
            super().unknown_endtag(tag)  # type: ignore[misc]

    def _add_tag(self, term: object, scheme: object, label: object) -> None:
        """Categories are not shown anywhere, and each is compared with all before it."""

    def _end_category(self) -> None:
        self.pop("category")  # type: ignore[attr-defined]

    def _sync_author_detail(self, key: str = "author") -> None:
        """An author in one string stays whole: feedparser knows no top-level domain over four letters."""
        context = self._get_context()  # type: ignore[attr-defined]
        people, whole = dict.get(context, f"{key}s"), dict.get(context, key)
        if people and not people[-1] and isinstance(whole, str):
            people[-1]["name"] = whole


class _StrictReader(_Bounds, StrictFeedParser):  # type: ignore[misc]
    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802 (SAX's name)
        _check_bounds(len(attrs), self.depth)
        super().startElementNS(name, qname, attrs)


class _LenientReader(_Bounds, LooseFeedParser):  # type: ignore[misc]
    """What is not well-formed is read like HTML of the nineties."""


def read_raw_feed(document: str, *, url: str) -> RawFeed:
    """Read a document that begins at its root, without DOCTYPE and declared entities.

    Args:
        document: free of characters that XML forbids.
        url: relative addresses are resolved against it.

    Raises:
        NotAFeed: it is out of all bounds.
    """
    strict = _StrictReader(url, None, "utf-8")
    try:
        _run_strict(strict, document)
    except SAXException:
        lenient = _LenientReader(url, None, "utf-8", {})
        _prepare(lenient)
        lenient.feed(document)
        return RawFeed(str(lenient.version), lenient.feeddata, lenient.entries, is_well_formed=False)
    return RawFeed(str(strict.version), strict.feeddata, strict.entries, is_well_formed=True)


def _run_strict(reader: Any, document: str) -> None:
    _prepare(reader)
    parser = create_parser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, 1)
    parser.setFeature(feature_external_ges, 0)
    parser.setContentHandler(reader)
    parser.setErrorHandler(reader)
    source = InputSource()
    source.setByteStream(BytesIO(document.encode("utf-8")))
    source.setEncoding("utf-8")
    parser.parse(source)


def _prepare(reader: Any) -> None:
    """Titles and summaries become plain text later: nothing to sanitise or resolve inside them."""
    reader.sanitize_html = False
    reader.resolve_relative_uris = False


def _check_bounds(attribute_count: int, depth: int) -> None:
    if attribute_count > MOST_ATTRIBUTES:
        raise NotAFeed(f"An element has more than {MOST_ATTRIBUTES} attributes.")
    if depth > DEEPEST:
        raise NotAFeed(f"Its elements are nested more than {DEEPEST} deep.")
