"""The pictures that lead to an article and stand outside of its text's element."""

import dataclasses
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.captions import find_caption, find_echo, read_box, read_caption
from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.pictures import read_picture, read_slides
from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.articles.pruning import share_to_stay
from tearsheet.engine.model import Block

#: How far above a picture its caption may stand, and how many words and elements there may be with it.
_BOX_DEPTH, _BOX_TEXT, _BOX_ELEMENTS = 6, 600, 80
#: A caption is no longer than that, and stands after one of so many boxes that its figure ends.
_CAPTION_TEXT, _AFTER_DEPTH = 400, 3
_GALLERIES = '[class*="carousel" i], [class*="gallery" i], [class*="slider" i]'
_PICTURE_NAME = re.compile(r"image|photo|picture|figure|foto|bild", re.IGNORECASE)
_NOT_IN_PICTURES = frozenset({"a", "h1", "h2", "h3", "button", "time"})
#: So many of the last figures before the text are looked at; larger ones, in code points and lines, are more than that.
_LEAD_WINDOW, _FIGURE_TEXT, _FIGURE_LINES = 8, 1000, 2
#: The part of a file's name that stays when it comes in another size, and is long enough to be one file's alone.
_STEM = re.compile(r"([\w%-]{8,}?)(?:[_-]?\d+x\d+)?(?:\.\w{3,4})?$")


def find_lead_pictures(root: LexborNode, census: Census, url: str, shared: str) -> Iterator[Block]:
    """The pictures between the headline and the article's text.

    Args:
        root: the element of the article's text.
        census: the page's elements.
        url: the page's address.
        shared: the address of the picture that the page shows when it is shared, or "".
    """
    scope = _find_scope(root, census)
    if scope is None:
        return
    leads = _Leads(root=root, census=census, scope=scope, url=url)
    is_any = False
    for find in (leads.find_figures, leads.find_slides):
        for block in find():
            is_any = True
            yield block
        if is_any:
            return
    if shared and (found := leads.find_shared(shared)):
        yield found


def _find_scope(root: LexborNode, census: Census) -> LexborNode | None:
    """The element of the whole article: the nearest above its text that holds the headline, or is called so."""
    headlines = census.tagged("h1", within=root) or census.tagged("h1")
    headline = headlines[0] if headlines else None
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Leads:
    """Where leading pictures are looked for: in `scope`, before `root`."""

    root: LexborNode
    census: Census
    scope: LexborNode
    url: str

    def find_figures(self) -> Iterator[Block]:
        """The figures, and the pictures with a caption in their box."""
        census = self.census
        images = census.tagged("img", "figure", within=self.scope)
        before = [node for node in images if census.comes_before(node, self.root) and self._is_picture(node)]
        seen: set[str | None] = set()
        for image in before[-_LEAD_WINDOW:]:
            figure = image if image.tag == "figure" else self._find_box(image)
            if figure is None or self._is_elsewhere(figure):
                continue
            block = self._read_lead(image, figure)
            if block and block.url not in seen and (block.caption or block.credit or figure.tag == "figure"):
                seen.add(block.url)
                yield block

    def find_slides(self) -> Iterator[Block]:
        """The slides of the first gallery."""
        for gallery in self.scope.css(_GALLERIES)[:1]:
            if self.census.comes_before(gallery, self.root):
                yield from read_slides(gallery, self.url, self.census)

    def find_shared(self, shared: str) -> Block | None:
        """The picture that is shown when the page is shared, wherever it stands on the page with a caption."""
        stem = _STEM.search(urlsplit(shared).path)
        if stem is None:
            return None
        for image in self.census.tagged("img"):
            attributes = image.attributes
            addresses = (attributes.get("src") or "", attributes.get("srcset") or "", attributes.get("data-src") or "")
            if not any(stem[1] in address for address in addresses):
                continue
            figure = self._find_box(image)
            if figure is not None and not self.census.is_within(figure, self.root):
                block = read_picture(image, figure, self.url, self.census)
                if block and block.caption:
                    return block
        return None

    def _is_picture(self, node: LexborNode) -> bool:
        """Whether a node is an `img`, or a figure whose picture only scripts would load."""
        return node.tag == "img" or (self.census.holds(node, {"figcaption"}) and not self.census.holds(node, {"img"}))

    def _find_box(self, image: LexborNode) -> LexborNode | None:
        """The element that holds both picture and caption: its figure, or the nearest with a few words."""
        census = self.census
        attributes = image.attributes
        said = [words for name in ("alt", "title") if (words := attributes.get(name))]
        figure = None
        node = image.parent
        for _ in range(_BOX_DEPTH):
            if node is None or node.mem_id == self.scope.mem_id:
                break
            start, end = census.span(node)
            if end - start > _BOX_ELEMENTS or (figure is not None and len(census.tagged("img", within=node)) > 1):
                break
            if node.tag == "figure":
                figure = node
            length = len(collapse(node.text()))
            if length > _BOX_TEXT:
                break
            if length and (
                find_caption(node, census) is not None
                or any(find_echo(node, words, census) for words in said)
                or self._is_figure_by_name(node, length)
            ):
                return node
            node = node.parent
        return figure

    def _is_figure_by_name(self, node: LexborNode, length: int) -> bool:
        """Whether a box of one picture and a few words is called a picture."""
        names = node.attributes.get("class")
        return (
            bool(names and _PICTURE_NAME.search(names))
            and length <= _CAPTION_TEXT
            and len(self.census.tagged("img", within=node)) == 1
            and not self.census.holds(node, _NOT_IN_PICTURES)
        )

    def _is_elsewhere(self, figure: LexborNode) -> bool:
        """Whether a figure stands in another part of the page: a card, a list, a box with a name of its own."""
        census = self.census
        lines = len(census.tagged("p", within=figure))
        if lines > _FIGURE_LINES or census.holds(figure, {"h1"}) or len(collapse(figure.text())) > _FIGURE_TEXT:
            return True
        node: LexborNode | None = figure
        while node is not None and node.mem_id != self.scope.mem_id:
            if node.mem_id == self.root.mem_id:
                return True
            tag = node.tag or ""
            if tag in {"a", "li"} or (tag not in {"figure", "header"} and share_to_stay(tag, node.attributes) >= 0.5):  # noqa: PLR2004
                return tag != "a" or not census.holds(node, {"figcaption"})
            node = node.parent
        return False

    def _read_lead(self, image: LexborNode, figure: LexborNode) -> Block | None:
        """A leading picture, with the caption in its box, or the one right after the box."""
        block = read_picture(image if image.tag == "img" else None, figure, self.url, self.census)
        if block is None or block.caption:
            return block
        if figure.tag != "figure" and self._is_figure_by_name(figure, len(collapse(figure.text()))):
            caption, credit = read_box(figure)
        elif (box := self._find_caption_after(figure)) is not None:
            caption, credit = read_caption(box, self.census)
        else:
            return block
        return dataclasses.replace(block, caption=caption, credit=block.credit or credit)

    def _find_caption_after(self, figure: LexborNode) -> LexborNode | None:
        """What calls itself a caption and is the next element after a figure, or after a box that the figure ends."""
        node: LexborNode | None = figure
        for _ in range(_AFTER_DEPTH):
            following = node.next if node else None
            while following is not None and not following.text().strip():
                following = following.next
            if following is not None:
                if following.tag == "-text" or len(collapse(following.text())) > _CAPTION_TEXT:
                    return None
                return following if find_caption(following, self.census) is not None else None
            node = node.parent if node else None
        return None
