"""From a page's text to a tree that is safe to walk."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.streams import settle_parts
from tearsheet.engine.errors import NoArticle, NotReadable, TooLarge

#: The largest page that is read, in code points. The largest article page of the benchmarks has 3 million.
MAX_LENGTH = 12_000_000
#: How much of a page shows whether it is text, in bytes; characters of control that text has none of (WHATWG MIME Sniffing
#: 3, but NUL, which some pages are full of), and the share of them that an accident explains.
_START = 8192
_CONTROLS = bytes([*range(0x01, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_MOST_CONTROLS = 0.02
#: A page with fewer marks than this cannot nest deeply enough to hurt (half of them squared is `_MAX_COPIES`); others are
#: counted first.
_HARMLESS_MARKS = 6000
#: So many attributes in one tag do not hurt, nor do as many as fit in so many bytes.
_MAX_ATTRIBUTES, _HARMLESS_TAG = 3000, 60_000
#: A page is probed every so many bytes for whether a long tag may be there; at each of so many marks that could end it, by
#: the quotation marks that stand at most so many bytes before.
_PROBE, _ENDS, _LONGEST_VALUE = 10_000, 3, 1_000_000
#: The parser looks up through all open elements at many a tag: what depth times tags may cost at most.
_MAX_CLIMBS = 100_000_000
#: ... and it repeats all open formatting elements in every paragraph: how many copies it may make at most.
_MAX_COPIES = 10_000_000

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*+)")
#: An attribute: its value may be quoted only right after the equals sign; elsewhere quotation marks are letters of names
#: (WHATWG HTML 13.2.5, as all of this).
_ATTRIBUTE = rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|(?=>)))?+"""
#: The rest of a tag with few attributes, after its first letter.
_FEW = rb"[^\s/>]*+(?:[\s/]++|%b){0,99}+>" % _ATTRIBUTE
#: Elements whose content is text, whatever stands in it.
_RAW = b"|".join(
    rb"(?i:%(name)s)(?![^\s/>])%(few)s(?:[^<]++|<(?!/(?i:%(name)s)))*+" % {b"name": name, b"few": _FEW}
    for name in (b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes")
)
#: As much of a page as has no tag of many attributes; in a script with `<!--`, another script may be.
_SHORT_TAGS = re.compile(
    rb"""(?: [^<]*+ <
    (?: /[a-zA-Z0-9]++>
      | (?![sStTxXiInN]) [a-zA-Z] %(few)s
      | (?i:script)(?![^\s/>])%(few)s(?:[^<]++|<(?!!--|/(?i:script)))*+(?:<!--(?:[^<]++|<(?!/?(?i:script)))*+)?+
      | %(raw)s
      | /?[a-zA-Z]%(few)s
      | !--(?!-?>)(?:[^-]++|-(?!-!?>))*+
      | /?(?![a-zA-Z/]|!--(?!-?>))
    ) )*+ [^<]*+"""
    % {b"few": _FEW, b"raw": _RAW},
    re.VERBOSE,
)
_LONG_TAG = re.compile(rb"</?[a-zA-Z][^\s/>]*+((?:[\s/]++|%b)*+)>" % _ATTRIBUTE)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr p li option".split())
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_DROPPED = ["script", "style", "template", "svg"]


def parse_page(html: str, url: str) -> LexborHTMLParser:
    """Parse a page.

    Raises:
        TooLarge: it has more than `MAX_LENGTH` code points.
        NotReadable: it is no text, such as a picture or a compressed file.
        NoArticle: it is built to take the parser for ever (elements or attributes by the ten thousand in each other).
    """
    if len(html) > MAX_LENGTH:
        raise TooLarge(f"{len(html)} characters, and at most {MAX_LENGTH} are read", url=url)
    # The parser reads bytes, and looking for a byte in bytes is many times faster than for a character in a text.
    page = html.encode("utf-8", "replace").replace(b"\0", b"")
    start = page[:_START]
    if len(start) - len(start.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(start):
        raise NotReadable("it is no text, but may be a picture, a document or a compressed file", url=url)
    if _may_hold_long_tags(page):
        _refuse_attribute_bombs(page, url)
    if page.count(b"<") > _HARMLESS_MARKS:
        _refuse_nesting_bombs(page, url)
    tree = LexborHTMLParser(page)
    settle_parts(tree)
    return tree


def drop_unseen(tree: LexborHTMLParser) -> None:
    """Take away what no reader sees as text; read the structured data before."""
    tree.strip_tags(_DROPPED)


def _may_hold_long_tags(page: bytes) -> bool:
    """Whether a tag may be long enough to hurt: reading every tag takes as long as parsing, so pages are probed."""
    doubts, most, last = 0, _HARMLESS_TAG // _PROBE, 0
    for start in range(0, len(page), _PROBE):
        last = max(last, page.rfind(b">", last, start))
        first = page.find(b">", start, start + _PROBE)
        if first >= 0:
            doubts += all(_is_in_value(page, end) for end in _find_ends(page, first, start + _PROBE))
        else:
            # Data in scripts: if no tag begins after the last end of one, this is none.
            doubts += page.find(b"<", last, start) >= 0 or _is_in_value(page, last)
        if doubts >= most:
            return True
    return False


def _find_ends(page: bytes, first: int, stop: int) -> Iterator[int]:
    """The first few marks before a place that end a tag unless they are in one of its values, from the first on."""
    at = first
    for _ in range(_ENDS):
        if at < 0:
            return
        yield at
        at = page.find(b">", at + 1, stop)


def _is_in_value(page: bytes, place: int) -> bool:
    """Whether a place may be in a quoted value: the last quotation mark of a kind before it would have opened that."""
    for mark in (b'"', b"'"):
        quotation = page.rfind(mark, max(0, place - _LONGEST_VALUE), place)
        before = page[quotation - 1 : quotation] if quotation > 0 else b""
        if before.isspace():
            before = page[max(0, quotation - _PROBE) : quotation].rstrip()[-1:]
        if before == b"=":
            return True
    return False


def _refuse_attribute_bombs(page: bytes, url: str) -> None:
    """The parser compares each attribute of an element with all before it."""
    at = _end_of_short_tags(page, 0)
    # Only a tag with many attributes, or one that is never closed (then it is none), ends what has short ones.
    while tag := _LONG_TAG.match(page, at):
        if sum(1 for _ in _ATTRIBUTES.finditer(tag[1])) > _MAX_ATTRIBUTES:
            raise NoArticle("an element has thousands of attributes", url=url)
        at = _end_of_short_tags(page, tag.end())


def _end_of_short_tags(page: bytes, start: int) -> int:
    tags = _SHORT_TAGS.match(page, start)
    return tags.end() if tags else start


def _refuse_nesting_bombs(page: bytes, url: str) -> None:
    """Estimate from the bare tags how deep elements nest, and what that costs the parser."""
    tags = _TAG.findall(page)
    steps = [(-1 if slash else 1, name) for slash, name in tags]
    depth = _depth(step for step, name in steps if name not in _VOID)
    if depth * len(tags) > _MAX_CLIMBS:
        raise NoArticle(f"elements nest {depth} deep", url=url)
    if _depth(step for step, name in steps if name.lower() in _FORMATTING) * len(tags) > _MAX_COPIES:
        raise NoArticle("formatting elements are opened and never closed", url=url)


def _depth(steps: Iterable[int]) -> int:
    return max(accumulate(steps), default=0)
