"""When an article was published and last changed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from dateutil import parser as dateutil_parser
from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.structured import Facts

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "publish-date", "publishdate", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "article.published", "published-date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "originalpublicationdate", "ptime", "displaydate", "timestamp", "last-modified",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "lastmod",
    "revised",
)
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)(?:-|/|\.\s?|年)(\d{1,2})(?:-|/|\.\s?|月)(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{2})[/-](\d{2})(?:/|-|$)")
#: So many elements that are called dates are read, and so much of each, in code points.
_MAX_ELEMENTS, _LONGEST_LINE = 6, 120
#: What stands for the parts of a date that are not written: a year nobody accepts.
_NO_DAY = datetime(1, 1, 1)  # noqa: DTZ001
#: Hours from UTC of the zone names that pages write; dateutil knows none but UTC.
_ZONES = {name: int(hours * 3600) for name, hours in (
    ("GMT", 0), ("BST", 1), ("CET", 1), ("CEST", 2), ("MEZ", 1), ("MESZ", 2), ("EET", 2), ("EEST", 3), ("MSK", 3), ("IST", 5.5),
    ("JST", 9), ("KST", 9), ("AEST", 10), ("AEDT", 11), ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7),
    ("MDT", -6), ("PST", -8), ("PDT", -7), ("ET", -5), ("PT", -8),
)}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
#: A date is written in that many code points.
_SHORTEST, _LONGEST = 6, 60


def find_published(tree: LexborHTMLParser, facts: Facts, address: str) -> tuple[datetime | None, str]:
    """When the article was first published, in UTC, and where that was read."""
    return _first_valid(_published_candidates(tree, facts, address))


def find_modified(facts: Facts) -> tuple[datetime | None, str]:
    """When the article was last changed, in UTC, and where that was read."""
    return _first_valid(_modified_candidates(facts))


def _published_candidates(tree: LexborHTMLParser, facts: Facts, address: str) -> Iterator[tuple[str, str]]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        if isinstance(value := facts.article.get(name), str):
            yield value, f"json-ld {name}"
    for name in _PUBLISHED_META:
        if value := facts.meta.get(name):
            yield value, f"meta {name}"
    for node in tree.css("[itemprop=datePublished], time[datetime][pubdate]"):
        yield (
            node.attributes.get("datetime") or node.attributes.get("content") or node.text(),
            "microdata datePublished",
        )
    for node in tree.css("article time[datetime], main time[datetime], time[datetime]")[:3]:
        yield node.attributes.get("datetime") or "", "time element"
    for node in tree.css('time, [class*="date" i], [class*="time" i], [class*="publish" i]')[:_MAX_ELEMENTS]:
        if day := _find_day(node.text(separator=" ")[:_LONGEST_LINE]):
            yield day, "date line"
    if match := _IN_ADDRESS.search(address):
        yield "-".join(match.groups()), "address"


def _find_day(text: str) -> str | None:
    """A day written in figures, year first or year last with dots; other orders mean different days in different places."""
    if match := _YEAR_FIRST.search(text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match := _YEAR_LAST.search(text):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    return None


def _modified_candidates(facts: Facts) -> Iterator[tuple[str, str]]:
    if isinstance(value := facts.article.get("dateModified"), str):
        yield value, "json-ld dateModified"
    for name in _MODIFIED_META:
        if value := facts.meta.get(name):
            yield value, f"meta {name}"


def _first_valid(candidates: Iterator[tuple[str, str]]) -> tuple[datetime | None, str]:
    for text, reason in candidates:
        if moment := parse_moment(text):
            return moment, reason
    return None, ""


def parse_moment(text: str) -> datetime | None:
    """A date and time as pages write it, in UTC; without a zone it counts as UTC. None if it is none, or absurd."""
    text = text.strip()
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    moment = _parse_iso(text) or _parse_loosely(text)
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_loosely(text: str) -> datetime | None:
    if text.isdigit() and len(text) in {10, 13}:
        return datetime.fromtimestamp(int(text[:10]), UTC)
    try:
        return dateutil_parser.parse(text, default=_NO_DAY, tzinfos=_ZONES)
    except (ValueError, OverflowError, TypeError):
        return None
