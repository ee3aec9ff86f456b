"""Small readings that every kind of feed needs: plain text, absolute addresses, languages, dates, unique entries."""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from dateutil.parser import parse as parse_date
from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.model import Entry

#: No summary that a person wrote is longer; whole articles in a feed are cut here (code points).
LONGEST_SUMMARY = 5_000
_LONGEST_DATE = 100
_LIKELY_YEARS = range(1500, 2200)
_READINGS = ((datetime(2000, 1, 1, tzinfo=UTC), False), (datetime(2001, 2, 2, tzinfo=UTC), True))
# "GMT+9" is meant as it looks; POSIX, and the parser with it, would count west.
_LEAP_SECOND = re.compile(r"(?<=:\d\d):60\b")
_UTC_BEFORE_OFFSET = re.compile(r"\b(?:GMT|UTC?)(?=[+-]\d)")

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[")
_BREAK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|figure|figcaption|hr)\b[^<>]*>", re.IGNORECASE
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_UNSAFE_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f]")


def to_plain_text(markup: str, limit: int = LONGEST_SUMMARY) -> str:
    """The words of a piece of HTML, or of text that only looks like it: no tags, entities read, white space collapsed.

    Args:
        markup: what a feed gave, with its XML escapes already read.
        limit: the longest result, in code points.
    """
    text = markup
    if _TAG.search(text):
        tree = LexborHTMLParser(_BREAK.sub(" ", text))
        tree.strip_tags(["script", "style", "template", "noscript"])
        text = tree.body.text(separator="") if tree.body else ""
    elif "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())[:limit]


def to_absolute(address: str, base: str) -> str:
    """An http(s) address, resolved against the address of the document; "" if there is none."""
    compact = "".join(address.split("\n")).strip()
    if not compact:
        return ""
    try:
        absolute = urljoin(base, compact)
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: f"%{ord(found.group()):02X}", absolute)


def to_language(tag: str | None) -> str | None:
    """The primary language of a BCP 47 tag in lower case ("en-GB" is "en"); None if it is no tag."""
    found = _LANGUAGE.fullmatch((tag or "").strip())
    return found.group(1).lower() if found else None


def parse_rfc3339(value: object) -> datetime | None:
    """A date of a JSON feed as aware UTC; None if it is none. Without an offset it is taken as UTC."""
    if not isinstance(value, str):
        return None
    try:
        parsed = datetime.fromisoformat(value.strip())
        return keep_likely(parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def keep_likely(at: datetime) -> datetime | None:
    """The date, if any newspaper could bear it: misread numbers give the years 1 and 9999."""
    return at if at.year in _LIKELY_YEARS else None


def read_loose_date(text: str) -> datetime | None:
    """A date in no standard form ("Thu,28 Jul 2022 4:35:5 GMT+9") as aware UTC; None unless day, month and year are there.

    An offset counts as written, east positive; an unknown zone is taken as UTC.
    """
    if not text or len(text) > _LONGEST_DATE:
        return None
    try:
        # What is missing comes from the default, and "7/8" from the order of day and month: a date that depends on
        # either is not known.
        first, second = (
            parse_date(
                _LEAP_SECOND.sub(":59", _UTC_BEFORE_OFFSET.sub("", text)),
                default=default,
                dayfirst=dayfirst,
                tzinfos=_known_offset,
            )
            for default, dayfirst in _READINGS
        )
        if first != second:
            return None
        return keep_likely(first.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _known_offset(_name: str | None, offset_seconds: int | None) -> int:
    return offset_seconds or 0


def keep_unique(entries: Iterable[Entry], limit: int) -> tuple[tuple[Entry, ...], int]:
    """The entries that can be followed: with an address, the first of each guid, at most `limit`.

    A feed that stamps all its entries with one and the same "updated" tells when it was generated, not when they
    were updated; the stamp is dropped, or every poll would see every entry changed.

    Returns:
        The entries, and how many were left out for want of an address or over the limit.
    """
    by_guid: dict[str, Entry] = {}
    skipped = 0
    for entry in entries:
        if entry.guid in by_guid:
            continue
        if not entry.url or len(by_guid) >= limit:
            skipped += 1
            continue
        by_guid[entry.guid] = entry
    kept = tuple(by_guid.values())
    if len(kept) > 1 and len({entry.updated_at for entry in kept}) == 1:
        kept = tuple(
            entry if entry.updated_at == entry.published_at else replace(entry, updated_at=None) for entry in kept
        )
    return kept, skipped
