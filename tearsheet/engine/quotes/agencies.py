"""Credits to news agencies: datelines, credit lines and bylines."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from .language import read_data

_HEAD = 200
_TAIL = 300
#: PLACE, May 3 (Agency) - or PLACE (Agency) —
_DATELINE = re.compile(r"^\W{0,3}\w[^()\n]{0,60}\((?P<name>[^()\n]{2,40})\)\s*[-–—:]")
_PARENTHESIS = re.compile(r"\((?P<name>[^()\n]{2,40})\)")
_BYLINE_ENDS = re.compile(r"\s*(?:[,;|/]| - | – | — |\bfor\b|\bvia\b|\bof\b|\bwith\b|\band\b)\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|l['’]|el|los)\s+", re.IGNORECASE)
#: Two words or more, all with capitals but "of the".
_PROPER = re.compile(r"[^\W\d_a-z]\S*(?: (?:of|the|de|la|der|[^\W\d_a-z]\S*)){1,5}")
_STAFF = re.compile(r"\b(?:staff|news|agency|desk|reporter|writer|redaktion|wires?)\b", re.IGNORECASE)


def find_credit(text: str, authors: Sequence[str] = (), *, agencies: Collection[str] = ()) -> str | None:
    """The agency whose report this is, or None.

    Read from a dateline ("PLACE (Agency) -", any name in that form), from a known agency in parentheses in the first
    200 or the last 300 characters, and from bylines ("Agency", "Jane Doe, Agency", "Agency Staff").

    Args:
        text: the running text.
        authors: as the page names them.
        agencies: further names to know, as the newsroom keeps them.
    """
    known = _known_agencies() | {name.casefold(): name for name in agencies}
    dateline = _DATELINE.match(text[:_HEAD])
    if dateline and (dateline["name"].casefold() in known or _looks_like_agency(dateline["name"])):
        return known.get(dateline["name"].casefold(), dateline["name"])
    for part in (text[:_HEAD], text[-_TAIL:]):
        for match in _PARENTHESIS.finditer(part):
            for name in re.split(r"[/,]", match["name"]):
                if name.strip().casefold() in known:
                    return known[name.strip().casefold()]
    for author in authors:
        for name in (author, *_BYLINE_ENDS.split(author)):
            plain = name.strip()
            for form in (plain, _STAFF.sub("", plain).strip()):
                if form.casefold() in known:
                    return known[form.casefold()]
    return None


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
