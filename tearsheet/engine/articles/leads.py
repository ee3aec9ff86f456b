"""The pictures that lead to an article and stand outside of its text's element."""

import dataclasses
import itertools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.captions import CAPTIONS, find_echo, read_box, read_caption
from tearsheet.engine.articles.pictures import read_picture, read_slides
from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.articles.pruning import share_to_stay
from tearsheet.engine.model import Block

#: How far above a picture its caption may stand, and how many words there may be with it.
_BOX_DEPTH, _BOX_TEXT = 6, 600
#: A caption is no longer than that, and stands after one of so many boxes that its figure ends.
_CAPTION_TEXT, _AFTER_DEPTH = 400, 3
_GALLERIES = '[class*="carousel" i], [class*="gallery" i], [class*="slider" i]'
_PICTURE_NAME = re.compile(r"image|photo|picture|figure|foto|bild", re.IGNORECASE)
#: So many of the last figures before the text are looked at.
_LEAD_WINDOW = 8
_CAPTION_SELECTOR = f"figcaption, {CAPTIONS}"
#: The part of a file's name that stays when it comes in another size, and is long enough to be one file's alone.
_STEM = re.compile(r"([\w%-]{8,}?)(?:[_-]?\d+x\d+)?(?:\.\w{3,4})?$")


def find_lead_pictures(root: LexborNode, url: str, shared: str) -> Iterator[Block]:
    """The pictures between the headline and the article's text.

    Args:
        root: the element of the article's text.
        url: the page's address.
        shared: the address of the picture that the page shows when it is shared, or "".
    """
    scope = _find_scope(root)
    if scope is None:
        return
    marks = scope.css(f"img, figure, {_GALLERIES}, {root.tag}")
    before = list(itertools.takewhile(lambda node: node.mem_id != root.mem_id, marks))
    seen: set[str | None] = set()
    for image in list(filter(_is_picture, before))[-_LEAD_WINDOW:]:
        figure = image if image.tag == "figure" else _find_box(image, scope)
        if figure is None or _is_elsewhere(figure, scope, root):
            continue
        block = _read_lead(image, figure, url)
        if block and block.url not in seen and (block.caption or block.credit or figure.tag == "figure"):
            seen.add(block.url)
            yield block
    if not seen:
        galleries = (node for node in before if node.tag not in {"img", "figure"})
        for block in itertools.chain.from_iterable(
            read_slides(gallery, url) for gallery in itertools.islice(galleries, 1)
        ):
            seen.add(block.url)
            yield block
    if not seen and shared and (block := _find_shared(root, url, shared)):
        yield block


def _is_picture(node: LexborNode) -> bool:
    """Whether a node is an `img`, or a figure whose picture only scripts would load."""
    return node.tag == "img" or (
        node.tag == "figure" and node.css_first("figcaption") is not None and node.css_first("img") is None
    )


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
    attributes = image.attributes
    said = [words for name in ("alt", "title") if (words := attributes.get(name))]
    figure = None
    node = image.parent
    for _ in range(_BOX_DEPTH):
        if node is None or node.mem_id == scope.mem_id or (figure is not None and len(node.css("img")) > 1):
            break
        if node.tag == "figure":
            figure = node
        length = len(collapse(node.text()))
        if length > _BOX_TEXT:
            break
        if length and (
            node.css_first(_CAPTION_SELECTOR) is not None
            or any(find_echo(node, words) for words in said)
            or _is_figure_by_name(node, length)
        ):
            return node
        node = node.parent
    return figure


def _is_figure_by_name(node: LexborNode, length: int) -> bool:
    """Whether a box of one picture and a few words is called a picture."""
    names = node.attributes.get("class")
    return (
        bool(names and _PICTURE_NAME.search(names))
        and length <= _CAPTION_TEXT
        and len(node.css("img")) == 1
        and node.css_first("a[href], h1, h2, h3, button, time") is None
    )


def _read_lead(image: LexborNode, figure: LexborNode, url: str) -> Block | None:
    """A leading picture, with the caption in its box, or the one right after the box."""
    block = read_picture(image if image.tag == "img" else None, figure, url)
    if block is None or block.caption:
        return block
    if figure.tag != "figure" and _is_figure_by_name(figure, len(collapse(figure.text()))):
        box: LexborNode | None = figure
    else:
        box = _find_caption_after(figure)
    if box is None:
        return block
    caption, credit = (
        read_caption(box) if box.tag == "figcaption" or box.css_first(_CAPTION_SELECTOR) else read_box(box)
    )
    return dataclasses.replace(block, caption=caption, credit=block.credit or credit)


def _find_caption_after(figure: LexborNode) -> LexborNode | None:
    """What calls itself a caption and is the next element after a figure, or after a box that the figure ends."""
    node: LexborNode | None = figure
    for _ in range(_AFTER_DEPTH):
        following = node.next if node else None
        while following is not None and (
            following.tag in {"-text", "-comment", "_comment"} or not following.text().strip()
        ):
            if following.tag == "-text" and following.text().strip():
                return None
            following = following.next
        if following is not None:
            is_caption = following.tag == "figcaption" or following.css_matches(_CAPTION_SELECTOR)
            short = len(collapse(following.text())) <= _CAPTION_TEXT
            return following if is_caption and short else None
        node = node.parent if node else None
    return None


def _find_shared(root: LexborNode, url: str, shared: str) -> Block | None:
    """The picture that is shown when the page is shared, wherever it stands on the page with a caption."""
    stem = _STEM.search(urlsplit(shared).path)
    body = root.parser.body if root.parser else None
    if stem is None or body is None:
        return None
    for image in body.css(", ".join(f'img[{name}*="{stem[1]}"]' for name in ("src", "srcset", "data-src"))):
        figure = _find_box(image, body)
        if figure is None or _is_below(figure, root):
            continue
        block = read_picture(image, figure, url)
        if block and block.caption:
            return block
    return None


def _is_below(node: LexborNode | None, root: LexborNode) -> bool:
    while node is not None:
        if node.mem_id == root.mem_id:
            return True
        node = node.parent
    return False


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
