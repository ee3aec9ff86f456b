"""The walk over the article's element: from nodes to pieces, in reading order, each node visited once."""

import dataclasses
import functools
import re

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.captions import echoes, find_caption, read_box, read_caption
from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.elements import READERS
from tearsheet.engine.articles.intros import find_intro
from tearsheet.engine.articles.landmarks import asks, find_landmarks
from tearsheet.engine.articles.leads import find_lead_pictures
from tearsheet.engine.articles.pictures import read_figures, read_picture
from tearsheet.engine.articles.pieces import Piece, collapse, find_parts, fold
from tearsheet.engine.articles.pruning import SKIPPED_TAGS, WEAK_SHARE, share_to_stay
from tearsheet.engine.articles.scoring import Root
from tearsheet.engine.model import Block, BlockKind

_INLINE = frozenset(["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
                     "kbd", "mark", "math", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
                     "u", "var", "wbr"])  # fmt: skip
_BOXES = frozenset(["div", "section", "p", "table", "span", "center", "dl", "td", "li", "article"])
_FIGURE_TAGS = frozenset({"figure", "figcaption", "picture", "img", "iframe"})
_CAPTION_TAGS = frozenset({"p", "div", "span", "small", "dd"})
_CAPTION = re.compile(
    r"caption|legende|bildunterschrift|bildtext|(?:image|photo|media)-?desc|mediasubtitle|(?:^|[\s_-])(?:credit|credits|copyright)(?:$|[\s_-])",
)
_MORE_THAN_PICTURES = frozenset({"figure", "h1", "h2", "h3", "iframe", "ul", "table"})
#: A picture's box has so many lines and elements at most; what a line is.
_MOST_LINES, _MOST_ELEMENTS, _LINES = 2, 80, ("p", "div", "li", "h4", "h5", "h6")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b|image|photo|foto|picture|gallery|galerie", re.IGNORECASE)
#: What an aside may hold at most: the share of the article's running text, and its own code points.
_ASIDE_SHARE, _ASIDE_TEXT = 0.1, 700
#: An article in the article with less of its text is another's; many of them that hold as much are a live report.
_OTHER_ARTICLE, _LIVE_REPORT = 0.3, 0.5
#: A link around more of the text than that leads nowhere else, whatever it says.
_OWN_SHARE = 0.5
#: A caption is no longer than that, and has no more running text than that; a link around boxes with more text than that is a card.
_CAPTION_TEXT, _CAPTION_MASS, _CARD_TEXT = 400, 160, 12


def walk_article(root: Root, census: Census, url: str, shared_picture: str) -> list[Piece]:
    """Every piece of content under `root`, after the pictures that lead to it.

    Args:
        root: the article's element.
        census: the page's elements.
        url: what addresses are made absolute by.
        shared_picture: the address of the picture that the page shows when it is shared, or "".
    """
    walk = _Walk(root, census, url)
    walk.run()
    shown = {piece.block.url for piece in walk.pieces if piece.block.url}
    leads = find_lead_pictures(root.node, census, url, shared_picture)
    intro = [Piece(block=block) for block in find_intro(root.node, census)]
    return [Piece(block=block) for block in leads if block.url not in shown] + intro + walk.pieces


class _Walk:
    """The state of one walk: what was found, and the running text that waits for its paragraph to end."""

    def __init__(self, root: Root, census: Census, url: str) -> None:
        self.root = root
        self.census = census
        self.url = url
        self.pieces: list[Piece] = []
        self._below = find_landmarks(root.node, census)
        self._run: list[str] = []
        self._length = 0
        self._links: list[tuple[int, int]] = []
        # A live report is made of articles; elsewhere a small article in an article is a teaser of another.
        self._skips_articles = sum(map(root.share_of, census.tagged("article", within=root.node))) < _LIVE_REPORT

    def run(self) -> None:
        """Visit every node under the root."""
        # An explicit stack, since pages nest deeper than Python recurses; None ends a box's last paragraph.
        stack: list[LexborNode | None] = [None, *reversed(list(self.root.node.iter(include_text=True)))]
        while stack:
            node = stack.pop()
            if node is None:
                self._flush()
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._add(node.text(), is_link=False)
                continue
            attributes = node.attributes
            if self._is_left_out(node, tag, attributes):
                if tag not in _INLINE or node.mem_id in self._below.blocks:
                    self._flush()
                continue
            if tag in _INLINE and node.mem_id not in self._below.blocks:
                self._add(node.text(), is_link=tag == "a")
                continue
            self._flush()
            found = self._read(node, tag, attributes)
            if found is not None:
                self.pieces.extend(found)
                continue
            stack.append(None)
            stack.extend(reversed(list(node.iter(include_text=True))))

    def _add(self, text: str, *, is_link: bool) -> None:
        """Go on with the running paragraph."""
        self._run.append(text)
        if is_link:
            self._links.append((self._length, self._length + len(text)))
        self._length += len(text)

    def _flush(self) -> None:
        """End the running paragraph."""
        if not self._run:
            return
        text, links = "".join(self._run), self._links
        self._run, self._links, self._length = [], [], 0
        for start, end in find_parts(text):
            words = collapse(text[start:end])
            if words:
                linked = sum(max(0, min(end, stop) - max(start, first)) for first, stop in links)
                block = Block(kind=BlockKind.PARAGRAPH, text=words)
                self.pieces.append(Piece(block=block, link_share=min(1.0, linked / len(words))))

    def _is_left_out(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether an element is no part of the article; pictures with captions in it may still be."""
        if tag == "button" and (node.mem_id in self._below.images or asks(node)):
            return False  # a picture that opens larger, or a question that opens its answer
        if (attributes or tag in SKIPPED_TAGS) and tag not in _FIGURE_TAGS:
            least = share_to_stay(tag, attributes)
            if least and not self.root.keeps(node, attributes, least):
                if node.mem_id in self._below.images and (least == WEAK_SHARE or self._is_head(node)):
                    self._flush()
                    self.pieces.extend(Piece(block=block) for block in read_figures(node, self.url, self.census))
                return True
        if tag == "article" and self._skips_articles and self.root.share_of(node) < _OTHER_ARTICLE:
            return True
        if tag == "a":
            return "href" in attributes and node.mem_id in self._below.blocks and self._is_card(node)
        if tag in _BOXES and self._is_aside(node):
            if node.mem_id in self._below.images and node.mem_id not in self._below.cards:
                self._flush()
                self.pieces.extend(Piece(block=block) for block in read_figures(node, self.url, self.census))
            return True
        return False

    def _is_head(self, node: LexborNode) -> bool:
        """Whether an element holds the article's own headline: nothing was found before it, and an `h1` is in it."""
        return not self.pieces and self.census.holds(node, {"h1"})

    def _is_aside(self, node: LexborNode) -> bool:
        """Whether a small box asks for something, or is a card that leads elsewhere."""
        key, below = node.mem_id, self._below
        if key in below.controls or key in below.cards:
            longest = _ASIDE_TEXT
        elif key in below.buttons and key not in below.images:
            longest = _ASIDE_TEXT // 2
        else:
            return False
        return self.root.share_of(node) <= _ASIDE_SHARE and len(collapse(node.text())) < longest

    def _read(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> list[Piece] | None:
        """What an element is; None if it is only a box for others."""
        if tag == "figcaption" or (tag in _CAPTION_TAGS and _is_caption(node, attributes)):
            return self._read_loose_caption(node) if self.root.share_of(node) <= _OWN_SHARE else None
        if (
            tag in _BOXES
            and node.mem_id in self._below.images
            and (found := self._read_boxed_picture(node)) is not None
        ):
            return found
        reader = READERS.get(tag)
        return reader(node, self.url, self._below) if reader else None

    def _read_boxed_picture(self, node: LexborNode) -> list[Piece] | None:
        """A small box of one picture and a few words: a figure that is not called so, or a card that leads elsewhere."""
        if (
            self.root.share_of(node) > _ASIDE_SHARE
            or self.root.mass.get(node.mem_id, 0) > _CAPTION_MASS
            or node.tag == "table"
            or self.census.holds(node, _MORE_THAN_PICTURES)
            or len(self.census.tagged("p", within=node)) > _MOST_LINES
            or len(self.census.below(node)) > _MOST_ELEMENTS
        ):
            return None
        images = [image for image in self.census.tagged("img", within=node) if not _is_spare(image)]
        text = collapse(node.text(separator=" "))
        if len(images) != 1 or not 0 < len(text) <= _CAPTION_TEXT or self._count_lines(node) > _MOST_LINES:
            return None
        if self._below.share_of_links(node, len(text)) > 0.5:  # noqa: PLR2004
            return None
        if self._leads_on(images[0], node):
            return []
        if node.tag == "p" and _follows_words(images[0], node):
            return None
        block = read_picture(images[0], node, self.url, self.census)
        if block and block.caption is None and block.credit != text:
            caption, credit = read_box(node)
            block = dataclasses.replace(block, caption=caption, credit=block.credit or credit)
        return [Piece(block=block)] if block else None

    def _count_lines(self, node: LexborNode) -> int:
        """How many boxes with words of their own are below an element."""
        return sum(bool(box.text(deep=False).strip()) for box in self.census.tagged(*_LINES, within=node))

    def _leads_on(self, image: LexborNode, box: LexborNode) -> bool:
        """Whether a picture in a box belongs to another page: then the words beside it are that page's title."""
        if self.census.holds(box, {"time"}):
            return True
        link = image.parent
        while link is not None and link.mem_id != box.mem_id and link.tag != "a":
            link = link.parent
        if link is None or link.tag != "a":
            return False
        address = link.attributes.get("href") or "#"
        alt = image.attributes.get("alt")
        return not (
            address.startswith("#")
            or _PICTURE_FILE.search(address)
            or find_caption(box, self.census) is not None
            or (alt and echoes(collapse(box.text(separator=" ")), fold(alt)))
        )

    def _is_card(self, node: LexborNode) -> bool:
        """Whether a link around boxes holds words, and is neither just a picture's nor around the article itself."""
        return (
            len(collapse(node.text())) > _CARD_TEXT
            and not self.census.holds(node, {"figcaption"})
            and self.root.share_of(node) <= _OWN_SHARE
        )

    def _read_loose_caption(self, node: LexborNode) -> list[Piece]:
        """A caption outside of any figure belongs to the picture right before it; without one it is nobody's."""
        last = self.pieces[-1] if self.pieces else None
        if node.tag == "figcaption" and (last is None or last.block.kind is not BlockKind.PICTURE):
            # A picture that only scripts would load has its caption all the same.
            caption, credit = read_caption(node, self.census)
            return [Piece(block=Block(kind=BlockKind.PICTURE, caption=caption, credit=credit))] if caption else []
        if last and last.block.kind is BlockKind.PICTURE and not last.block.caption:
            caption, credit = read_caption(node, self.census)
            if caption is None and credit is None:
                caption, credit = read_box(node)
            block = dataclasses.replace(last.block, caption=caption, credit=credit or last.block.credit)
            self.pieces[-1] = dataclasses.replace(last, block=block)
        return []


def _is_spare(image: LexborNode) -> bool:
    """Whether a picture is only there for readers without scripts: it repeats one that scripts load."""
    return image.parent is not None and image.parent.tag == "noscript" and image.parent.prev is not None


def _follows_words(image: LexborNode, box: LexborNode) -> bool:
    """Whether words stand before a picture in its box: captions come after."""
    node: LexborNode | None = image
    while node is not None and node.mem_id != box.mem_id:
        before = node.prev
        while before is not None:
            if before.text().strip():
                return True
            before = before.prev
        node = node.parent
    return False


def _is_caption(node: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Whether an element's names call it a caption, and it holds no more than one."""
    names = attributes.get("class")
    return bool(names and _calls_itself_caption(names)) and node.css_first("img, p + p") is None


@functools.lru_cache(maxsize=8192)
def _calls_itself_caption(names: str) -> bool:
    return bool(_CAPTION.search(names.lower()))
