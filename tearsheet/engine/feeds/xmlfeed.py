"""RSS 0.9x, 1.0, 2.0 and Atom, through feedparser: it knows every dialect and mistake of twenty years."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from tearsheet.engine.errors import NotAFeed
from tearsheet.engine.feeds.bounded import read_raw_feed
from tearsheet.engine.feeds.plain import (
    keep_likely,
    keep_unique,
    read_loose_date,
    to_absolute,
    to_language,
    to_plain_text,
)
from tearsheet.engine.feeds.prolog import read_entities, replace_entities
from tearsheet.engine.model import Entry, Feed

_MINUTE_SECONDS = 60
_LAST_SECOND = 59  # Leap seconds are written as 60.
_LONGEST_TTL_SECONDS = 365 * 86_400
_PERIOD_SECONDS: Mapping[str, int] = {
    "hourly": 3_600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}
_END = re.compile(r"</(?:[\w-]+:)?(?:rss|rdf|feed|channel)\s*>\s*\Z", re.IGNORECASE)
_TAIL = 200
# RSS writes "desk@paper.example (Name)" or "Name <desk@paper.example>".
_EMAIL = re.compile(r"[<(]?[^\s<>()@]+@[^\s<>()@]+[>)]?")
# As feedparser fills it; read with `dict.get`, see `RawFeed`.
_Values = dict[str, Any]


def parse_xml_feed(doctype: str, document: str, *, url: str, limit: int) -> Feed:
    """Read an RSS or Atom document that begins at its root; see `parse_feed`."""
    safe = replace_entities(document, read_entities(doctype, url=url), url=url)
    raw = read_raw_feed(safe, url=url)
    if not raw.entries and not raw.version:
        raise NotAFeed("It has neither a channel nor entries.", url=url)
    if not raw.entries and not raw.is_well_formed and not _END.search(document[-_TAIL:]):
        raise NotAFeed("It breaks off before its first entry.", url=url)
    channel = raw.channel
    kind = "atom" if raw.version.startswith("atom") else "rss"
    entries, skipped = keep_unique((_read_entry(item, url, kind) for item in raw.entries), limit)
    return Feed(
        kind=kind,
        url=url,
        title=to_plain_text(_text(channel, "title")),
        home_url=to_absolute(_text(channel, "link"), url),
        language=to_language(_text(channel, "language")),
        ttl_seconds=_read_ttl(channel),
        entries=entries,
        skipped_count=skipped,
    )


def _read_entry(item: _Values, base: str, kind: str) -> Entry:
    url = _read_address(item, base)
    published, updated = _read_date(item, "published_parsed"), _read_date(item, "updated_parsed")
    if kind == "rss" and published is None:
        # RSS has one date; `dc:date` arrives here under the other name.
        published, updated = updated or _read_date(item, "created_parsed"), None
    source = dict.get(item, "source") or {}
    return Entry(
        guid=_text(item, "id") or url,
        url=url,
        title=to_plain_text(_text(item, "title")),
        authors=tuple(dict.fromkeys(_author_names(item))),
        published_at=published,
        updated_at=updated,
        summary=to_plain_text(_text(item, "summary") or _first_content(item)),
        source_title=to_plain_text(_text(source, "title") or _text(source, "value")),
        source_url=to_absolute(_text(source, "href") or _text(source, "link"), base),
    )


def _read_address(item: _Values, base: str) -> str:
    """The page of an entry: what a feed proxy says it was, the link, an address used as identity."""
    guid = _text(item, "id")
    candidates = (
        _text(item, "feedburner_origlink"),
        _text(item, "link"),
        *(_text(link, "href") for link in _list(item, "links") if _text(link, "rel") in {"alternate", ""}),
        guid if guid.lower().startswith(("http://", "https://")) else "",
    )
    return next((address for candidate in candidates if (address := to_absolute(candidate, base))), "")


def _author_names(item: _Values) -> Iterator[str]:
    for author in _list(item, "authors"):
        name = _EMAIL.sub("", to_plain_text(_text(author, "name"))).strip()
        if name.startswith("(") and name.endswith(")"):
            name = name[1:-1].strip()
        if name:
            yield name


def _first_content(item: _Values) -> str:
    return next((_text(content, "value") for content in _list(item, "content")), "")


def _read_date(item: _Values, key: str) -> datetime | None:
    """Feedparser's dates are already in UTC; what it could not read is None, what no calendar has too."""
    parsed = dict.get(item, key)
    if not parsed:
        return read_loose_date(_text(item, key.removesuffix("_parsed")))
    year, month, day, hour, minute, second = parsed[:6]
    try:
        return keep_likely(datetime(year, month, day, hour, minute, min(second, _LAST_SECOND), tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _read_ttl(channel: _Values) -> int | None:
    """`ttl` (minutes), or the period of RSS 1.0's syndication module, whichever is longer; in seconds."""
    minutes = _number(_text(channel, "ttl"))
    period = _PERIOD_SECONDS.get(_text(channel, "sy_updateperiod").lower())
    frequency = _number(_text(channel, "sy_updatefrequency")) or 1
    said = [minutes * _MINUTE_SECONDS] if minutes else []
    said += [period // frequency] if period else []
    return min(max(said), _LONGEST_TTL_SECONDS) if said else None


def _number(text: str) -> int | None:
    return int(text[:9]) if text.isascii() and text.isdigit() else None


def _text(values: _Values, key: str) -> str:
    value = dict.get(values, key)
    return value.strip() if isinstance(value, str) else ""


def _list(values: _Values, key: str) -> list[Any]:
    value = dict.get(values, key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
