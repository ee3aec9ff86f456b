"""Pictures with their address, alt text, caption and credit."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.captions import find_caption, find_echo, part_credit, read_box, read_caption
from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.model import Block, BlockKind

_ADDRESS_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src", "src")
_SET_ATTRIBUTES = ("data-srcset", "srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"(\S+)(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,\s|,?$)")
_SLIDES = '[class~="slide" i], [class$="slide" i], [class*="gallery-item" i], [class*="galleryitem" i]'
#: So many slides of a gallery are read, each of at most so many code points.
_MOST_SLIDES, _SLIDE_TEXT = 100, 1200
#: Icons and beacons are smaller than that, in pixels.
_SMALLEST = 100
_NO_PICTURE = re.compile(
    r"\.svg(?:$|\?)|(?:^|[/_-])(?:logo|icon|sprite|pixel|spacer|blank|avatar)s?[/_.-]", re.IGNORECASE
)


def read_picture(image: LexborNode | None, figure: LexborNode, url: str, census: Census) -> Block | None:
    """A picture block of an `img` and the figure it stands in; None if there is no address, or it is an icon."""
    address, alt = _read_image(image, figure, url, census)
    if address is not None and _NO_PICTURE.search(address):
        return None
    caption, credit = read_caption(figure, census)
    if caption is None and image is not None:
        caption, said_credit = _read_said(image, figure, alt, census)
        credit = credit or said_credit
    if address is None and caption is None:
        return None
    return Block(kind=BlockKind.PICTURE, url=address, alt=alt, caption=caption, credit=credit)


def _read_said(image: LexborNode, figure: LexborNode, alt: str | None, census: Census) -> tuple[str | None, str | None]:
    """Caption and credit that only the picture's own attributes tell: what its box repeats, or what a larger view shows."""
    attributes = image.attributes
    for said in (alt, attributes.get("title")):
        if said and (echo := find_echo(figure, said, census)):
            return read_box(echo)
    return part_credit(collapse(attributes.get("data-caption") or ""))


def read_figures(box: LexborNode, url: str, census: Census) -> Iterator[Block]:
    """The pictures with a caption in a box whose other words do not count: its figures, or else its slides."""
    figures = census.tagged("figure", within=box)
    for figure in figures:
        if census.holds(figure, {"figcaption"}):
            image = next(iter(census.tagged("img", within=figure)), None)
            if block := read_picture(image, figure, url, census):
                yield block
    if not figures:
        yield from read_slides(box, url, census)


def read_slides(box: LexborNode, url: str, census: Census) -> Iterator[Block]:
    """The slides of a gallery: small boxes called so, each with one picture and a description."""
    seen: set[str | None] = set()  # a slide's parts are often called slides, too
    for slide in box.css(_SLIDES)[:_MOST_SLIDES]:
        images = census.tagged("img", within=slide)
        if len(images) != 1 or len(collapse(slide.text())) > _SLIDE_TEXT:
            continue
        words = find_caption(slide, census) or slide.css_first('[class*="description" i]')
        if words is None:
            continue
        caption, credit = read_box(words)
        if caption not in seen:
            seen.add(caption)
            address, alt = _read_image(images[0], slide, url, census)
            yield Block(kind=BlockKind.PICTURE, url=address, alt=alt, caption=caption, credit=credit)


def _read_image(
    image: LexborNode | None, figure: LexborNode, url: str, census: Census
) -> tuple[str | None, str | None]:
    sources = [*([image] if image is not None else []), *census.tagged("source", "img", within=figure)]
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
    for name in (*_SET_ATTRIBUTES, *(name for name in attributes if name.endswith("srcset"))):
        candidates = [
            pair for pair in _CANDIDATE.findall((attributes.get(name) or "").strip()) if not pair[0].startswith("data:")
        ]
        if candidates:
            return str(max(candidates, key=lambda pair: float(pair[1] or 0))[0]).rstrip(",")
    return None


def _absolute(url: str, address: str) -> str | None:
    if address.startswith(("https://", "http://")):
        return address
    try:
        return urljoin(url, address)
    except ValueError:
        return None
