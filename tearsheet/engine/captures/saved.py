"""Pages saved from a browser: the address they were saved from stands somewhere inside, and perhaps the time."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.captures.values import CapturedPage
from tearsheet.engine.errors import NotReadable
from tearsheet.engine.text import canonical_url, decode_page

#: How far into a page its address is looked for, in code points: all of it stands in the head.
_HEAD = 400_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\((?:\d+)\)(\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE)
#: What SingleFile notes in its own comment is a JavaScript date: "Mon Nov 23 2026 10:00:00 GMT+0100 (...)".
_SAVED_DATE = re.compile(
    r"<!--\s*Page saved with SingleFile\b[^>]{0,3000}?\bsaved date:\s*[A-Z]\w{2} ([A-Z]\w{2}) (\d\d) (\d{4}) "
    r"(\d\d:\d\d:\d\d) GMT([+-]\d{4})",
    re.IGNORECASE,
)
#: The Wayback Machine: its addresses, its script in the head, its note after the page. Its times are in UTC.
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(https?:/.+)", re.IGNORECASE)
_WOMBAT = re.compile(r"__wm\.wombat\(\s*[\"']([^\"']{1,2000})[\"']\s*,\s*[\"'](\d{14})[\"']")
_ARCHIVED = re.compile(rb"<!--\s*FILE ARCHIVED ON (\d\d:\d\d:\d\d) ([A-Z]\w{2}) (\d\d), (\d{4}) AND RETRIEVED")
#: How far before a page's end that note is looked for, in bytes.
_TAIL = 20_000
#: How markup shows.
MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p)\b", re.IGNORECASE)


def read_saved_page(body: bytes, name: str) -> Iterator[CapturedPage]:
    """The one page of a saved file.

    Raises:
        NotReadable: it is no HTML, or says nowhere where it came from.
    """
    head = decode_page(body[: 2 * _HEAD]).text[:_HEAD]
    if not MARKUP.search(head):
        raise NotReadable(f"{name} is no page and no known kind of capture")
    for address in _addresses(head):
        url, captured_at = _unwrap(address)
        if url.lower().startswith(("http://", "https://")):
            source = "address in the Wayback Machine" if captured_at else ""
            if captured_at is None:
                captured_at, source = _find_time(head, body)
            yield CapturedPage(
                url=canonical_url(url), body=body, content_type="text/html", captured_at=captured_at, time_source=source
            )
            return
    raise NotReadable(f"{name} does not say which address it was saved from")


def _unwrap(address: str) -> tuple[str, datetime | None]:
    """The address that the Wayback Machine captured, and when; any other address as it is."""
    if kept := _WAYBACK.match(address):
        # Proxies and servers join the two strokes of the inner address.
        return re.sub(r"^(https?:)/+", r"\1//", kept[2]), _from_digits(kept[1])
    return address, None


def _find_time(head: str, body: bytes) -> tuple[datetime | None, str]:
    """When a page was captured, and where that stands."""
    if script := _WOMBAT.search(head):
        return _from_digits(script[2]), "script of the Wayback Machine"
    if note := _ARCHIVED.search(body, max(len(body) - _TAIL, 0)):
        clock, month, day, year = (part.decode("ascii", "replace") for part in note.groups())
        return _from_words(f"{day} {month} {year} {clock} +0000", "note of the Wayback Machine")
    if saved := _SAVED_DATE.search(head):
        month, day, year, clock, zone = saved.groups()
        return _from_words(f"{day} {month} {year} {clock} {zone}", "note of SingleFile")
    return None, ""


def _from_words(words: str, source: str) -> tuple[datetime | None, str]:
    try:
        return parsedate_to_datetime(words).astimezone(UTC), source
    except (ValueError, OverflowError):
        return None, ""


def _from_digits(digits: str) -> datetime | None:
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _addresses(head: str) -> Iterator[str]:
    """Addresses a saved page names as its own, the most trusted first."""
    for pattern in (_SAVED_FROM, _SINGLE_FILE):
        if match := pattern.search(head):
            yield match[1]
    if script := _WOMBAT.search(head):
        yield script[1]
    tree = LexborHTMLParser(head)
    for selector, attribute in (
        ("link[rel=canonical]", "href"),
        ('meta[property="og:url"]', "content"),
        ("base[href]", "href"),
    ):
        for node in tree.css(selector)[:3]:
            yield (node.attributes.get(attribute) or "").strip()
