"""Small readings that every kind of feed needs: plain text, absolute addresses, languages, dates, unique entries."""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.model import Entry

#: No summary that a person wrote is longer; whole articles in a feed are cut here (code points).
LONGEST_SUMMARY = 5_000

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
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


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
