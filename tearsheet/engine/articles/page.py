"""From a page's text to a tree that is safe to walk."""

import re
from collections.abc import Iterable
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.errors import NoArticle, TooLarge

#: The largest page that is read, in code points. The largest article page of the benchmarks has 3 million.
MAX_LENGTH = 12_000_000
#: A page with fewer marks than this cannot nest deeply enough to hurt; others are counted first.
_HARMLESS_MARKS = 4000
#: No part of an honest page without a "<" is an element with that many code points of attributes.
_HARMLESS_GAP = 60_000
_MAX_ATTRIBUTES = 3000
#: The parser looks up through all open elements at many a tag: what depth times tags may cost at most.
_MAX_CLIMBS = 100_000_000
#: ... and it repeats all open formatting elements in every paragraph: how many copies it may make at most.
_MAX_COPIES = 10_000_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)")
_ATTRIBUTES = re.compile(r"<[a-zA-Z][^\s/>]*+((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
#: The beginning of a script or style element of an honest kind: what follows is no mark-up.
_SCRIPT = re.compile(
    r"(?:script|style)(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?){0,60}\s*>", re.IGNORECASE
)
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li",
                   "option"])  # fmt: skip
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_DROPPED = ["script", "style", "template", "svg"]


def parse_page(html: str, url: str) -> LexborHTMLParser:
    """Parse a page.

    Raises:
        TooLarge: it has more than `MAX_LENGTH` code points.
        NoArticle: it is built to take the parser for ever (elements or attributes by the ten thousand in each other).
    """
    if len(html) > MAX_LENGTH:
        raise TooLarge(f"{len(html)} characters, and at most {MAX_LENGTH} are read", url=url)
    if "\0" in html:
        html = html.replace("\0", "")
    pieces = html.split("<")
    if max(map(len, pieces)) > _HARMLESS_GAP and not all(map(_SCRIPT.match, filter(_is_long, pieces))):
        _refuse_attribute_bombs(html, url)
    if len(pieces) > _HARMLESS_MARKS:
        _refuse_nesting_bombs(html, url, len(pieces))
    return LexborHTMLParser(html)


def _is_long(piece: str) -> bool:
    return len(piece) > _HARMLESS_GAP


def drop_unseen(tree: LexborHTMLParser) -> None:
    """Take away what no reader sees as text; read the structured data before."""
    tree.strip_tags(_DROPPED)


def _refuse_attribute_bombs(html: str, url: str) -> None:
    """The parser compares each attribute of an element with all before it."""
    for rest in _ATTRIBUTES.findall(html):
        if len(rest) > _MAX_ATTRIBUTES and len(_QUOTED.sub('"" ', rest).split(None, _MAX_ATTRIBUTES)) > _MAX_ATTRIBUTES:
            raise NoArticle("an element has thousands of attributes", url=url)


def _refuse_nesting_bombs(html: str, url: str, marks: int) -> None:
    """Estimate from the bare tags how deep elements nest, and what that costs the parser."""
    tags = _TAG.findall(html)
    if 2 * len(tags) < marks:
        _refuse_attribute_bombs(html, url)
    steps = [(-1 if slash else 1, name) for slash, name in tags]
    depth = _depth(step for step, name in steps if name not in _VOID)
    if depth * len(tags) > _MAX_CLIMBS:
        raise NoArticle(f"elements nest {depth} deep", url=url)
    if _depth(step for step, name in steps if name.lower() in _FORMATTING) * len(tags) > _MAX_COPIES:
        raise NoArticle("formatting elements are opened and never closed", url=url)


def _depth(steps: Iterable[int]) -> int:
    return max(accumulate(steps), default=0)
