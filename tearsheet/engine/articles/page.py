"""From a page's text to a tree that is safe to walk."""

import re
from collections.abc import Iterable
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.streams import MARK, settle_parts
from tearsheet.engine.errors import NoArticle, TooLarge

#: The largest page that is read, in code points. The largest article page of the benchmarks has 3 million.
MAX_LENGTH = 12_000_000
#: A page with fewer marks than this cannot nest deeply enough to hurt (half of them squared is `_MAX_COPIES`); others are
#: counted first.
_HARMLESS_MARKS = 6000
#: A tag with fewer code points than this cannot hold enough attributes to hurt.
_HARMLESS_GAP = 60_000
_MAX_ATTRIBUTES = 3000
#: The parser looks up through all open elements at many a tag: what depth times tags may cost at most.
_MAX_CLIMBS = 100_000_000
#: ... and it repeats all open formatting elements in every paragraph: how many copies it may make at most.
_MAX_COPIES = 10_000_000

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*+)")
_ATTRIBUTES = re.compile(rb"<[a-zA-Z][^\s/>]*+((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)")
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr p li option".split())
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_DROPPED = ["script", "style", "template", "svg"]


def parse_page(html: str, url: str) -> LexborHTMLParser:
    """Parse a page.

    Raises:
        TooLarge: it has more than `MAX_LENGTH` code points.
        NoArticle: it is built to take the parser for ever (elements or attributes by the ten thousand in each other).
    """
    if len(html) > MAX_LENGTH:
        raise TooLarge(f"{len(html)} characters, and at most {MAX_LENGTH} are read", url=url)
    # The parser reads bytes, and looking for a byte in bytes is many times faster than for a character in a text.
    page = html.encode("utf-8", "replace").replace(b"\0", b"")
    marks = page.count(b"<")
    if page.count(b">") > 2 * marks + _HARMLESS_MARKS or _has_long_tag(page):
        _refuse_attribute_bombs(page, url)
    if marks > _HARMLESS_MARKS:
        _refuse_nesting_bombs(page, url, marks)
    tree = LexborHTMLParser(page)
    if MARK in page:
        settle_parts(tree)
    return tree


def _has_long_tag(page: bytes) -> bool:
    """Whether a tag may be too long to be harmless; looks only every so many bytes, since pages are long."""
    probe = _HARMLESS_GAP // 2
    while probe < len(page):
        opened = page.rfind(b"<", 0, probe)
        if opened >= 0 and page.find(b">", opened, opened + _HARMLESS_GAP) < 0:
            return True
        # Between a tag's end and the next one is text, which may be long: data in scripts often are.
        following = page.find(b"<", probe)
        if following < 0:
            return False
        probe = max(following + 1, probe + _HARMLESS_GAP // 2)
    return False


def drop_unseen(tree: LexborHTMLParser) -> None:
    """Take away what no reader sees as text; read the structured data before."""
    tree.strip_tags(_DROPPED)


def _refuse_attribute_bombs(page: bytes, url: str) -> None:
    """The parser compares each attribute of an element with all before it."""
    for rest in _ATTRIBUTES.findall(page):
        if (
            len(rest) > _MAX_ATTRIBUTES
            and len(_QUOTED.sub(b'"" ', rest).split(None, _MAX_ATTRIBUTES)) > _MAX_ATTRIBUTES
        ):
            raise NoArticle("an element has thousands of attributes", url=url)


def _refuse_nesting_bombs(page: bytes, url: str, marks: int) -> None:
    """Estimate from the bare tags how deep elements nest, and what that costs the parser."""
    tags = _TAG.findall(page)
    if 2 * len(tags) < marks:
        _refuse_attribute_bombs(page, url)
    steps = [(-1 if slash else 1, name) for slash, name in tags]
    depth = _depth(step for step, name in steps if name not in _VOID)
    if depth * len(tags) > _MAX_CLIMBS:
        raise NoArticle(f"elements nest {depth} deep", url=url)
    if _depth(step for step, name in steps if name.lower() in _FORMATTING) * len(tags) > _MAX_COPIES:
        raise NoArticle("formatting elements are opened and never closed", url=url)


def _depth(steps: Iterable[int]) -> int:
    return max(accumulate(steps), default=0)
