"""When an article was published and last changed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from dateutil import parser as dateutil_parser
from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.structured import Facts
from tearsheet.engine.articles.written_dates import find_day

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
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{2})[/-](\d{2})(?:/|-|$)")
_DATE_LINES = ", ".join(
    ("time", *(f'[class*="{name}" i]' for name in ("date", "time", "publish", "posted", "fecha", "data", "datum")))
)
#: A date stands that near below the headline, in code points; so many elements above it are looked through.
_BELOW_HEADLINE, _HEADLINE_DEPTH = 250, 5
#: ... in one of so many lines of at most so many code points.
_MAX_LINES, _DATE_LINE = 10, 100
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
    yield from _marked_dates(tree)
    if match := _IN_ADDRESS.search(address):
        yield "-".join(match.groups()), "address"
    yield from _written_dates(tree, facts)


def _marked_dates(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Dates in elements that say when, for machines."""
    for node in tree.css("[itemprop=datePublished], time[datetime][pubdate]"):
        yield (
            node.attributes.get("datetime") or node.attributes.get("content") or node.text(),
            "microdata datePublished",
        )
    for node in tree.css("article time[datetime], main time[datetime], time[datetime]")[:3]:
        yield node.attributes.get("datetime") or "", "time element"


def _written_dates(tree: LexborHTMLParser, facts: Facts) -> Iterator[tuple[str, str]]:
    """Days that are written for readers, below the headline and in lines that are called dates."""
    language = facts.language or facts.meta.get("og:locale", "").replace("_", "-")
    if day := find_day(_lines_below_headline(tree, facts), language):
        yield day, "line below the headline"
    for node in tree.css(_DATE_LINES)[:_MAX_ELEMENTS]:
        if day := find_day(node.text(separator=" ")[:_LONGEST_LINE], language):
            yield day, "date line"


def _lines_below_headline(tree: LexborHTMLParser, facts: Facts) -> str:
    """The short lines right below the headline, where the press writes its dates."""
    headlines = {" ".join(node.text(separator=" ").split()): node for node in reversed(tree.css("h1")[:_MAX_ELEMENTS])}
    titles = f"{facts.title} {facts.meta.get('og:title', '')}"
    words = next((words for words in reversed(headlines) if words and words in titles), next(reversed(headlines), ""))
    node = headlines[words] if words else None
    for _ in range(_HEADLINE_DEPTH):
        node = node.parent if node else None
        if node is None or node.tag in {"body", "html"}:
            break
        lines = [line for line in map(str.strip, node.text(separator="\n").splitlines()) if line]
        _, _, below = "\n".join(lines).partition(words)
        if len(below) >= _BELOW_HEADLINE:
            return "\n".join([line for line in below.split("\n") if len(line) <= _DATE_LINE][:_MAX_LINES])
    return ""


def _modified_candidates(facts: Facts) -> Iterator[tuple[str, str]]:
    if isinstance(value := facts.article.get("dateModified"), str):
        yield value, "json-ld dateModified"
    for name in _MODIFIED_META:
        if value := facts.meta.get(name):
            yield value, f"meta {name}"


def _first_valid(candidates: Iterator[tuple[str, str]]) -> tuple[datetime | None, str]:
    for text, reason in candidates:
        if moment := read_date(text):
            return moment, reason
    return None, ""


def read_date(text: str) -> datetime | None:
    """A time as `parse_moment` reads it, or the day that a line names."""
    return parse_moment(text) or parse_moment(find_day(text[:_LONGEST_LINE]) or "")


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
