"""Pictures with their address, alt text, caption and credit."""

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.captions import CAPTIONS, read_caption
from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.articles.pruning import share_to_stay
from tearsheet.engine.model import Block, BlockKind

_ADDRESS_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src", "src")
_SET_ATTRIBUTES = ("data-srcset", "srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"(\S+)(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,\s|,?$)")
#: Icons and beacons are smaller than that, in pixels.
_SMALLEST = 100
_NO_PICTURE = re.compile(
    r"\.svg(?:$|\?)|(?:^|[/_-])(?:logo|icon|sprite|pixel|spacer|blank|avatar)s?[/_.-]", re.IGNORECASE
)
#: How far above a picture its caption may stand, and how many words there may be with it.
_BOX_DEPTH, _BOX_TEXT = 6, 600
#: So many of the last figures before the text are looked at.
_LEAD_WINDOW = 8


def read_picture(image: LexborNode | None, figure: LexborNode, url: str) -> Block | None:
    """A picture block of an `img` and the figure it stands in; None if there is no address, or it is an icon."""
    address, alt = _read_image(image, figure, url)
    if address is not None and _NO_PICTURE.search(address):
        return None
    caption, credit = read_caption(figure)
    if address is None and caption is None:
        return None
    return Block(kind=BlockKind.PICTURE, url=address, alt=alt, caption=caption, credit=credit)


def read_figures(box: LexborNode, url: str) -> Iterator[Block]:
    """The pictures with a caption in a box whose other words do not count."""
    for figure in box.css("figure"):
        if figure.css_first("figcaption") is not None and (block := read_picture(figure.css_first("img"), figure, url)):
            yield block


def find_lead_pictures(root: LexborNode, url: str) -> Iterator[Block]:
    """The pictures between the headline and the article's text, which often stand outside its element."""
    scope = _find_scope(root)
    if scope is None:
        return
    before = list(itertools.takewhile(lambda node: node.mem_id != root.mem_id, scope.css(f"img, {root.tag}")))
    seen: set[str | None] = set()
    for image in [node for node in before if node.tag == "img"][-_LEAD_WINDOW:]:
        figure = _find_box(image, scope)
        if figure is None or _is_elsewhere(figure, scope, root):
            continue
        block = read_picture(image, figure, url)
        if block and block.url not in seen and (block.caption or block.credit or figure.tag == "figure"):
            seen.add(block.url)
            yield block


def _find_scope(root: LexborNode) -> LexborNode | None:
    """The element of the whole article: the nearest above its text that holds the headline, or is called so."""
    headline = root.css_first("h1") or (root.parser.css_first("h1") if root.parser else None)
    above = set()
    while headline is not None:
        above.add(headline.mem_id)
        headline = headline.parent
    tags = {"body"} if above else {"article", "main", "body"}
    node = root.parent
    while node is not None and node.tag not in {"html", None}:
        if node.tag in tags or node.mem_id in above:
            return node
        node = node.parent
    return None


def _find_box(image: LexborNode, scope: LexborNode) -> LexborNode | None:
    """The element that holds both picture and caption: its figure, or the nearest with a few words."""
    node = image.parent
    for _ in range(_BOX_DEPTH):
        if node is None or node.mem_id == scope.mem_id:
            return None
        if node.tag == "figure":
            return node
        length = len(collapse(node.text()))
        if length > _BOX_TEXT:
            return None
        if length > 0 and node.css_first(f"figcaption, {CAPTIONS}") is not None:
            return node
        node = node.parent
    return None


def _is_elsewhere(figure: LexborNode, scope: LexborNode, root: LexborNode) -> bool:
    """Whether a figure stands in another part of the page: a card, a list, a box with a name of its own."""
    node: LexborNode | None = figure
    if len(collapse(figure.text())) > 1000 or figure.css_first("h1, p + p + p") is not None:  # noqa: PLR2004
        return True
    while node is not None and node.mem_id != scope.mem_id:
        if node.mem_id == root.mem_id:
            return True
        tag = node.tag or ""
        if tag in {"a", "li"} or (tag not in {"figure", "header"} and share_to_stay(tag, node.attributes) >= 0.5):  # noqa: PLR2004
            return tag != "a" or node.css_first("figcaption") is None
        node = node.parent
    return False


def _read_image(image: LexborNode | None, figure: LexborNode, url: str) -> tuple[str | None, str | None]:
    sources = [*([image] if image is not None else []), *figure.css("source[srcset], source[data-srcset], img")]
    alt = None
    for node in sources:
        attributes = node.attributes
        if _is_small(attributes):
            continue
        alt = alt or collapse(attributes.get("alt") or "") or None
        if address := _best_address(attributes):
            return _absolute(url, address), alt
    return None, alt


def _is_small(attributes: dict[str, str | None]) -> bool:
    sizes = [(attributes.get(name) or "").removesuffix("px") for name in ("width", "height")]
    known = [int(size) for size in sizes if size.isascii() and size.isdigit()]
    return bool(known) and max(known) < _SMALLEST


def _best_address(attributes: dict[str, str | None]) -> str | None:
    for name in _ADDRESS_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value and not value.startswith(("data:", "about:", "#", "{")):
            return value
    for name in _SET_ATTRIBUTES:
        candidates = [
            pair for pair in _CANDIDATE.findall((attributes.get(name) or "").strip()) if not pair[0].startswith("data:")
        ]
        if candidates:
            return str(max(candidates, key=lambda pair: float(pair[1] or 0))[0]).rstrip(",")
    return None


def _absolute(url: str, address: str) -> str | None:
    try:
        return urljoin(url, address)
    except ValueError:
        return None
