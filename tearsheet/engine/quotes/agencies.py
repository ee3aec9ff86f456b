"""Credits to news agencies: datelines, credit lines and bylines."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from .language import read_data

_HEAD = 200
_TAIL = 300
_LAST_LINES = 500
_FEWEST_INITIALS = 3
#: PLACE, May 3 (Agency) - or PLACE (Agency) —
_DATELINE = re.compile(r"^\W{0,3}\w[^()\n]{0,60}\((?P<name>[^()\n]{2,40})\)\s*[-–—:]")
_PARENTHESIS = re.compile(r"\((?P<name>[^()\n]{2,40})\)")
_BYLINE_ENDS = re.compile(r"\s*(?:[,;|/]| - | – | — |\bfor\b|\bvia\b|\bof\b|\bwith\b|\band\b)\s*", re.IGNORECASE)
_CREDIT_LINE = re.compile(
    r"^(?:source\b|copyright\b|from\b|by\b|©|\(c\)|\d{4}|[\s:—–-])*(?P<name>[^\W\d][^.\n]{1,40}?)\s*"
    r"(?:\.\s*(?:all rights reserved\b.*)?)?$",
    re.IGNORECASE,
)
_WRITES_FOR = re.compile(r"\b(?:writes|reports) for (?:the )?(?P<name>[^.\n]{2,40})\.?\s*$")
_STAFF_LINE = re.compile(
    r"^\W*(?P<name>\w[^.\n]{1,60}?)\s(?:writers?|reporters?|correspondents?|journalists?)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|l['’]|el|los)\s+", re.IGNORECASE)
#: Two words or more, all with capitals but "of the".
_PROPER = re.compile(r"[^\W\d_a-z]\S*(?: (?:of|the|de|la|der|[^\W\d_a-z]\S*)){1,5}")
_STAFF = re.compile(r"\b(?:staff|news|agency|desk|reporter|writer|redaktion|wires?)\b", re.IGNORECASE)


def find_credit(
    text: str, authors: Sequence[str] = (), *, agencies: Collection[str] = (), outlets: Collection[str] = ()
) -> str | None:
    """The agency whose report this is, or the outlet that the byline names, or None.

    Read from a dateline ("PLACE (Agency) -", any name in that form); from a known agency in parentheses in the first
    200 or the last 300 characters; from a line at the end that is nothing but its name ("Agency", "Copyright 2026
    Agency"), that ends "writes for Agency" or begins with its staff ("Agency writer Jane Doe contributed"); and from
    bylines ("Agency", "Jane Doe, Agency", "Agency Staff"). "Agency contributed to this report" is no credit: others wrote it.

    Args:
        text: the running text.
        authors: as the page names them.
        agencies: further names to know, as the newsroom keeps them; of three words and more also by their initials.
        outlets: publications that a byline may name.
    """
    known = {_initials(name).casefold(): name for name in agencies} | _known_agencies()
    known |= {name.casefold(): name for name in agencies}
    known.pop("", None)
    dateline = _DATELINE.match(text[:_HEAD])
    if dateline and (dateline["name"].casefold() in known or _looks_like_agency(dateline["name"])):
        return known.get(dateline["name"].casefold(), dateline["name"])
    for part in (text[:_HEAD], text[-_TAIL:]):
        for match in _PARENTHESIS.finditer(part):
            for name in re.split(r"[/,]", match["name"]):
                if name.strip().casefold() in known:
                    return known[name.strip().casefold()]
    for line in text[-_LAST_LINES:].split("\n")[1:]:
        if name := _read_last_line(line, known):
            return name
    return _read_byline(authors, known) or _read_byline(authors, {name.casefold(): name for name in outlets})


def agency_name(name: str) -> str:
    """The name that a well-known agency goes by; any other name as given."""
    return _known_agencies().get(name.casefold(), name)


def _read_last_line(line: str, known: Mapping[str, str]) -> str | None:
    forms = [match["name"].strip() for pattern in (_CREDIT_LINE, _WRITES_FOR) if (match := pattern.search(line))]
    if match := _STAFF_LINE.match(line):
        words = match["name"].split()
        forms += [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    return next((known[form.casefold()] for form in forms if form.casefold() in known), None)


def _read_byline(authors: Sequence[str], known: Mapping[str, str]) -> str | None:
    for author in authors:
        for name in (author, *_BYLINE_ENDS.split(author)):
            plain = name.strip()
            for form in (plain, _STAFF.sub("", plain).strip()):
                if form.casefold() in known:
                    return known[form.casefold()]
    return None


def _initials(name: str) -> str:
    words = re.findall(r"\w+", name)
    return "".join(word[0] for word in words) if len(words) >= _FEWEST_INITIALS else ""


def find_outlet(words: str, *, outlets: Collection[str] = ()) -> str | None:
    """The outlet or agency that words name, as it is called; None for people, offices and documents.

    Known are the agencies, the names given, and whatever is called like a paper or a station ("the Alder Courier").

    Args:
        words: whom an article cites, in the words on the page.
        outlets: further names to know, as the newsroom keeps them.
    """
    name = _ARTICLE.sub("", " ".join(words.split()))
    known = {outlet.casefold(): outlet for outlet in outlets} | _known_agencies()
    found = known.get(name.casefold()) or known.get(" ".join(words.split()).casefold())
    if found or not _PROPER.fullmatch(name):
        return found
    return name if name.rpartition(" ")[2].casefold() in _outlet_words() else None


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(read_data("outlets.json"))


@cache
def _known_agencies() -> dict[str, str]:
    return {form.casefold(): name for name, forms in read_data("agencies.json").items() for form in forms}


def _looks_like_agency(name: str) -> bool:
    return name[0].isupper() and not any(character.isdigit() for character in name)
