"""The walk over the article's element: from nodes to pieces, in reading order, each node visited once."""

import dataclasses
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles import pictures
from tearsheet.engine.articles.pieces import Piece, collapse, mark_breaks, share_of_links, split_breaks
from tearsheet.engine.articles.pruning import SKIPPED_TAGS, share_to_stay
from tearsheet.engine.articles.scoring import Root
from tearsheet.engine.model import Block, BlockKind, Link

_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "-text"]
)
_BOXES = frozenset("div section p table span center dl td li article".split())
_CONTROLS = "form, input:not([type=hidden]), textarea, select"
#: What an aside may hold at most: the share of the article's running text, and its own code points.
_ASIDE_SHARE, _ASIDE_TEXT = 0.1, 700
#: A caption is no longer than that, and a link around boxes with more text than that is a card.
_CAPTION_TEXT, _CARD_TEXT = 400, 12
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = "p, div, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, figure, section, article, table, img, iframe"
_CAPTION = re.compile(
    r"caption|legende|bildunterschrift|bildtext|(?:^|[\s_-])(?:credit|credits|copyright)(?:$|[\s_-])", re.IGNORECASE
)
_EMBED = re.compile(r"twitter-|instagram-|tiktok-|fb-post|bluesky-|reddit-|mastodon-|embed", re.IGNORECASE)
_EMBED_HOSTS = re.compile(
    r"youtu|vimeo|twitter|x\.com|instagram|facebook|tiktok|soundcloud|spotify|datawrapper|flourish|dailymotion|infogram|google\.com/maps|bsky|megaphone|acast|podcast|brightcove|jwplayer",
    re.IGNORECASE,
)


def walk_article(root: Root, url: str) -> list[Piece]:
    """Every piece of content under `root`; addresses made absolute by `url`."""
    mark_breaks(root.node)
    walk = _Walk(root, url)
    walk.run(root.node)
    return walk.pieces


class _Walk:
    """The state of one walk: what was found, and the running text that waits for its paragraph to end."""

    def __init__(self, root: Root, url: str) -> None:
        self.root = root
        self.url = url
        self.pieces: list[Piece] = []
        self._run: list[str] = []
        self._linked = 0

    def run(self, root: LexborNode) -> None:
        # An explicit stack, since pages nest deeper than Python recurses; None ends a container's last paragraph.
        stack: list[LexborNode | None] = [None, *reversed(list(root.iter(include_text=True, skip_empty=False)))]
        while stack:
            node = stack.pop()
            if node is None:
                self._flush()
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._run.append(node.text())
                continue
            if tag == "iframe":
                self._flush()
                self.pieces.extend(self._read_embed(node))
                continue
            attributes = node.attributes
            if attributes or tag in SKIPPED_TAGS:
                least = share_to_stay(tag, attributes)
                if least and self.root.share_of(node) < least:
                    continue
            if tag in _BOXES and self._is_aside(node):
                continue
            if tag in _INLINE and node.css_first(_BLOCKS) is None:
                text = node.text()
                self._run.append(text)
                if tag == "a":
                    self._linked += len(text)
                continue
            if tag == "a" and len(collapse(node.text())) > _CARD_TEXT and node.css_first("figcaption") is None:
                continue
            self._flush()
            found = self._read_element(node, tag, attributes)
            if found is not None:
                self.pieces.extend(found)
                continue
            stack.append(None)
            stack.extend(reversed(list(node.iter(include_text=True))))

    def _flush(self) -> None:
        if not self._run:
            return
        text = "".join(self._run)
        linked = self._linked
        self._run.clear()
        self._linked = 0
        for part in split_breaks(text):
            self.pieces.append(
                Piece(block=Block(kind=BlockKind.PARAGRAPH, text=part), link_share=min(1.0, linked / len(part)))
            )

    def _read_element(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> list[Piece] | None:
        """What an element is; None if it is only a box for others."""
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
        if (
            names != " "
            and names
            and _CAPTION.search(names)
            and tag in {"p", "div", "span", "figcaption", "small", "dd"}
            and node.css_first("img, p + p") is None
        ):
            return self._read_loose_caption(node)
        if tag in _BOXES and (block := self._read_boxed_picture(node)):
            return [Piece(block=block, names=names)]
        if tag == "p":
            return self._read_paragraph(node, names)
        if tag in _HEADINGS:
            return self._read_heading(node, _HEADINGS[tag], names)
        if tag == "figure":
            return self._read_figure(node)
        if tag == "img":
            block = pictures.read_picture(node, node, self.url)
            return [Piece(block=block, names=names)] if block else []
        if tag in {"ul", "ol"}:
            return self._read_list(node, names)
        if tag == "blockquote":
            return self._read_quotation(node, names, attributes)
        if tag == "table":
            return self._read_table(node, names)
        if tag == "figcaption":
            return self._read_loose_caption(node)
        return None

    def _is_aside(self, node: LexborNode) -> bool:
        """Whether a small box asks for something (a form), or is a card that leads elsewhere."""
        if self.root.share_of(node) > _ASIDE_SHARE:
            return False
        if node.css_first(_CONTROLS) is not None:
            return len(collapse(node.text())) < _ASIDE_TEXT
        if node.css_first("a h2, a h3, a h4, h2 > a:only-child, h3 > a:only-child, h4 > a:only-child") is None:
            return False
        return len(collapse(node.text())) < _ASIDE_TEXT

    def _read_boxed_picture(self, node: LexborNode) -> Block | None:
        """A small box of one picture and a few words: a figure that is not called so."""
        image = node.css_first("img")
        if image is None or self.root.share_of(node) > _ASIDE_SHARE or node.css_first("figure, h2, h3, iframe, ul, table, p + p + p") is not None:
            return None
        text = collapse(node.text(separator=" "))
        if not 0 < len(text) <= _CAPTION_TEXT or len(node.css("img")) > 1 or share_of_links(node, len(text)) > 0.5:
            return None
        block = pictures.read_picture(image, node, self.url)
        if block and block.caption is None and block.credit != text:
            caption, credit = pictures.part_credit(text)
            block = dataclasses.replace(block, caption=caption, credit=block.credit or credit)
        return block

    def _read_paragraph(self, node: LexborNode, names: str) -> list[Piece] | None:
        if node.css_first("img, iframe, figure, blockquote") is not None:
            return None
        text = node.text()
        share = share_of_links(node, len(text.strip()))
        return [
            Piece(block=Block(kind=BlockKind.PARAGRAPH, text=part), link_share=share, names=names)
            for part in split_breaks(text)
        ]

    def _read_heading(self, node: LexborNode, level: int, names: str) -> list[Piece] | None:
        text = collapse(node.text())
        if not text:
            return None if node.css_first("img") else []
        share = share_of_links(node, len(text))
        return [
            Piece(
                block=Block(kind=BlockKind.HEADING, text=text, level=max(2, level)),
                link_share=share,
                names=f"{names} h{level}",
            )
        ]

    def _read_figure(self, node: LexborNode) -> list[Piece] | None:
        images = node.css("img")
        if not images:
            if node.css_first("table, blockquote, iframe, p + p") is not None:
                return None
            block = pictures.read_picture(None, node, self.url)
            return [Piece(block=block)] if block else []
        if len(images) > 1 and len(node.css("figure")) > 1:
            return None
        block = next(filter(None, (pictures.read_picture(image, node, self.url) for image in images)), None)
        return [Piece(block=block)] if block else []

    def _read_loose_caption(self, node: LexborNode) -> list[Piece]:
        """A caption outside of any figure belongs to the picture right before it."""
        if self.pieces and self.pieces[-1].block.kind is BlockKind.PICTURE and not self.pieces[-1].block.caption:
            caption, credit = pictures.read_caption(node)
            last = self.pieces.pop()
            if caption is None and credit is None:
                caption = collapse(node.text(separator=" ")) or None
            block = Block(
                kind=BlockKind.PICTURE,
                url=last.block.url,
                alt=last.block.alt,
                caption=caption,
                credit=credit or last.block.credit,
            )
            return [Piece(block=block, names=last.names)]
        return []

    def _read_list(self, node: LexborNode, names: str) -> list[Piece] | None:
        items = [child for child in node.iter() if child.tag == "li"]
        if node.css_first("figure, img, blockquote, h2, h3, table") is not None:
            return None
        entries = [
            text
            for text in (
                collapse(item.text(separator=" ") if item.css_first(_BLOCKS) else item.text()) for item in items
            )
            if text
        ]
        if not entries:
            return []
        text = "\n".join(entries)
        share = share_of_links(node, len(text))
        if share > 0.6:
            return [
                Piece(
                    block=Block(kind=BlockKind.RELATED, text="", links=tuple(self._read_links(node))),
                    link_share=share,
                    names=names,
                )
            ]
        return [Piece(block=Block(kind=BlockKind.LIST, text=text), link_share=share, names=names)]

    def _read_links(self, node: LexborNode) -> Iterator[Link]:
        for link in node.css("a[href]"):
            text = collapse(link.text())
            if text:
                try:
                    yield Link(text=text, url=urljoin(self.url, link.attributes["href"] or ""))
                except ValueError:
                    continue

    def _read_quotation(self, node: LexborNode, names: str, attributes: dict[str, str | None]) -> list[Piece] | None:
        if _EMBED.search(names):
            links = [link.url for link in self._read_links(node)]
            return [
                Piece(
                    block=Block(
                        kind=BlockKind.EMBED, url=links[-1] if links else None, text=collapse(node.text(separator=" "))
                    )
                )
            ]
        if node.css_first("h2, h3, figure, table") is not None:
            return None
        parts = (
            [collapse(part.text()) for part in node.css("p, footer, cite")]
            if node.css_first("p") is not None
            else split_breaks(node.text())
        )
        cite = attributes.get("cite")
        return [
            Piece(
                block=Block(kind=BlockKind.QUOTATION, text=part, url=cite if cite and "://" in cite else None),
                names=names,
            )
            for part in parts
            if part
        ]

    def _read_table(self, node: LexborNode, names: str) -> list[Piece] | None:
        if node.css_first("p, img, table, h2, ul") is not None or len(node.css("td, th")) < 4:
            return None
        rows = ["\t".join(collapse(cell.text(separator=" ")) for cell in row.css("td, th")) for row in node.css("tr")]
        text = "\n".join(row for row in rows if row.strip())
        return [Piece(block=Block(kind=BlockKind.TABLE, text=text), names=names)] if text else []

    def _read_embed(self, node: LexborNode) -> list[Piece]:
        attributes = node.attributes
        address = (attributes.get("src") or attributes.get("data-src") or "").strip()
        if not address or not _EMBED_HOSTS.search(address):
            return []
        try:
            return [Piece(block=Block(kind=BlockKind.EMBED, url=urljoin(self.url, address)))]
        except ValueError:
            return []
