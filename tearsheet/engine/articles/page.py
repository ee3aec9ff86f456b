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
_MAX_COPIES = 1_000_000

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)")
#: Raw text: what looks like a tag in there is none.
_RAW = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "!doctype", "p", "li", "option"])
_FORMATTING = frozenset(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
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
    if html.count("<") > _HARMLESS_MARKS or max(map(len, html.split("<"))) > _HARMLESS_GAP:
        _refuse_bombs(html, url)
    return LexborHTMLParser(html)


def drop_unseen(tree: LexborHTMLParser) -> None:
    """Take away what no reader sees as text; read the structured data before."""
    tree.strip_tags(_DROPPED)


def _refuse_bombs(html: str, url: str) -> None:
    """Estimate from the bare tags what the parser would have to do."""
    tags = _TAG.findall(_RAW.sub("", html))
    if any(
        len(rest) > 4 * _MAX_ATTRIBUTES and len(rest.split(None, _MAX_ATTRIBUTES)) > _MAX_ATTRIBUTES
        for _, _, rest in tags
    ):
        raise NoArticle("an element has thousands of attributes", url=url)
    steps = [(-1 if slash else 1, name.lower()) for slash, name, _ in tags]
    depth = _depth(step for step, name in steps if name not in _VOID)
    if depth * len(tags) > _MAX_CLIMBS:
        raise NoArticle(f"elements nest {depth} deep", url=url)
    if _depth(step for step, name in steps if name in _FORMATTING) * len(tags) > _MAX_COPIES * 10:
        raise NoArticle("formatting elements are opened and never closed", url=url)


def _depth(steps: Iterable[int]) -> int:
    return max(accumulate(steps), default=0)
