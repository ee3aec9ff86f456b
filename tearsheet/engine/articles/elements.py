"""One reader for each kind of element: from a node to the pieces it is, or None if it is only a box for others."""

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.furniture import begins_like_furniture
from tearsheet.engine.articles.landmarks import Landmarks
from tearsheet.engine.articles.pictures import read_picture
from tearsheet.engine.articles.pieces import BREAK, Piece, collapse, split_breaks
from tearsheet.engine.model import Block, BlockKind, Link

_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}
_EMBED = re.compile(r"twitter-|instagram-|tiktok-|fb-post|bluesky-|reddit-|mastodon-|embed", re.IGNORECASE)
_EMBED_HOSTS = re.compile(
    r"youtu|vimeo|twitter|//x\.com|instagram|facebook|tiktok|soundcloud|spotify|datawrapper|flourish|dailymotion|infogram"
    r"|google\.com/maps|bsky|megaphone|acast|podcast|brightcove|jwplayer",
    re.IGNORECASE,
)
_LONGEST_HOST = 300
#: A post set into the page that only names itself is shorter than that, in code points.
_BARE_POST = 120
#: Headings are not longer than that, in code points, and captions have no more paragraphs.
_LONGEST_HEADING, _MOST_CAPTION_LINES = 250, 4
_BLANK_LINE = re.compile(rf"(?:[\n{BREAK}][ \t\r]*){{2,}}")
#: A list with more of its words in links leads elsewhere; a table has at least that many cells.
_LINK_LIST, _LEAST_CELLS = 0.6, 4

_NOT_IN_FIGURES = frozenset({"table", "blockquote", "iframe", "pre"})
_NOT_IN_LISTS, _BOXES_IN_LISTS = (
    frozenset({"figure", "img", "blockquote", "h2", "h3", "table"}),
    frozenset({"p", "div", "ul", "ol"}),
)
_LINES = frozenset({"p", "li", "footer", "cite"})
_NOT_IN_QUOTATIONS = frozenset({"h2", "h3", "figure", "table"})
_NOT_IN_TABLES = frozenset({"p", "img", "table", "h2", "ul"})
#: A table that names its columns or rows is no layout, and may have paragraphs and lists in its cells.
_NOT_IN_DATA = frozenset({"table", "h2", "blockquote", "figure"})

Reader = Callable[[LexborNode, str, Landmarks], list[Piece] | None]


def _read_paragraph(node: LexborNode, _url: str, below: Landmarks) -> list[Piece] | None:
    if node.mem_id in below.frames:
        return None
    text = node.text()
    share = below.share_of_links(node, len(text.strip())) if node.mem_id in below.linked else 0.0
    return [Piece(block=Block(kind=BlockKind.PARAGRAPH, text=part), link_share=share) for part in split_breaks(text)]


def _read_heading(node: LexborNode, url: str, below: Landmarks) -> list[Piece] | None:
    text = collapse(node.text())
    if not text:
        return None
    if len(text) > _LONGEST_HEADING:
        # One that was never closed, or a paragraph that is only set like one.
        return None if node.mem_id in below.blocks else _read_paragraph(node, url, below)
    level = _HEADING_LEVELS[node.tag or "h2"]
    block = Block(kind=BlockKind.HEADING, text=text, level=max(2, level))
    return [Piece(block=block, link_share=below.share_of_links(node, len(text)), is_title=level == 1)]


def _read_figure(node: LexborNode, url: str, below: Landmarks) -> list[Piece] | None:
    census = below.census
    images = census.tagged("img", within=node)
    if not images and (
        census.holds(node, _NOT_IN_FIGURES)
        or not census.holds(node, {"figcaption"})
        or len(census.tagged("p", within=node)) > 1
    ):
        return None
    if len(images) > 1 and census.holds(node, {"figure"}):
        return None
    if len(census.tagged("p", within=node)) > _MOST_CAPTION_LINES:
        return None  # one that was never closed
    tries: list[LexborNode | None] = [*images] or [None]
    block = next(filter(None, (read_picture(image, node, url, census) for image in tries)), None)
    return [Piece(block=block)] if block else []


def _read_image(node: LexborNode, url: str, below: Landmarks) -> list[Piece] | None:
    block = read_picture(node, node, url, below.census)
    return [Piece(block=block)] if block else []


def _read_set_text(node: LexborNode, _url: str, below: Landmarks) -> list[Piece] | None:
    """Code, verse and plain text: a paragraph where a line is left blank."""
    if node.mem_id in below.blocks:
        return None
    parts = filter(None, map(collapse, _BLANK_LINE.split(node.text())))
    return [Piece(block=Block(kind=BlockKind.PARAGRAPH, text=part), is_set=True) for part in parts]


def _read_list(node: LexborNode, url: str, below: Landmarks) -> list[Piece] | None:
    census = below.census
    if census.holds(node, _NOT_IN_LISTS):
        return None
    entries = [
        collapse(item.text(separator=" ") if census.holds(item, _BOXES_IN_LISTS) else item.text())
        for item in _find_entries(node)
    ]
    text = "\n".join(filter(None, entries))
    if not text:
        return None  # empty, or a way to indent
    share = below.share_of_links(node, len(text))
    if share > _LINK_LIST:
        block = Block(kind=BlockKind.RELATED, links=tuple(read_links(node, url, census)))
    else:
        block = Block(kind=BlockKind.LIST, text=text)
    return [Piece(block=block, link_share=share)]


def _find_entries(node: LexborNode) -> Iterator[LexborNode]:
    """The entries of a list, and of lists that stand in it without an entry of their own."""
    for item in node.iter():
        if item.tag == "li":
            yield item
        elif item.tag in {"ul", "ol"}:
            yield from (entry for entry in item.iter() if entry.tag == "li")


def _read_quotation(node: LexborNode, url: str, below: Landmarks) -> list[Piece] | None:
    attributes = node.attributes
    if _EMBED.search(attributes.get("class") or ""):
        # A post set into the page: its words are quoted, and its last link is its own address.
        text = collapse(node.text(separator=" "))
        links = [link.url for link in read_links(node, url, below.census)]
        address = links[-1] if links else None
        if len(text) < _BARE_POST and begins_like_furniture(text):
            return [Piece(block=Block(kind=BlockKind.EMBED, url=address))] if address else []
        return [Piece(block=Block(kind=BlockKind.QUOTATION, url=address, text=text))] if text else []
    if below.census.holds(node, _NOT_IN_QUOTATIONS):
        return None
    parts = _read_lines(node, below.census)
    cite = attributes.get("cite") or ""
    source = cite if cite.startswith(("http://", "https://")) else None
    return [Piece(block=Block(kind=BlockKind.QUOTATION, text=part, url=source)) for part in parts if part]


def _read_lines(node: LexborNode, census: Census) -> list[str]:
    """The lines of a quotation: its paragraphs, entries and signatures, and the words that stand loose between them."""
    if not census.holds(node, _LINES):
        return split_breaks(node.text())
    parts: list[str] = []
    run = ""
    # An explicit stack, since pages nest deeper than Python recurses; None ends a line.
    stack: list[LexborNode | None] = [None, node]
    while stack:
        part = stack.pop()
        if part is not None and part.tag not in _LINES and not census.holds(part, _LINES):
            run += part.text()
            continue
        parts += split_breaks(run)
        run = ""
        if part is not None and census.holds(part, _LINES):
            stack.append(None)
            stack.extend(reversed(list(part.iter(include_text=True))))
        elif part is not None:
            parts += split_breaks(part.text())
    return parts


def _read_table(node: LexborNode, _url: str, below: Landmarks) -> list[Piece] | None:
    census = below.census
    apart = _NOT_IN_DATA if census.holds(node, {"th"}) else _NOT_IN_TABLES
    if census.holds(node, apart) or len(census.tagged("td", "th", within=node)) < _LEAST_CELLS:
        return None
    rows = (
        "\t".join(collapse(cell.text(separator=" ")) for cell in census.tagged("td", "th", within=row))
        for row in census.tagged("tr", within=node)
    )
    text = "\n".join(row for row in rows if row.strip())
    return [Piece(block=Block(kind=BlockKind.TABLE, text=text))] if text else []


def _read_embed(node: LexborNode, url: str, _below: Landmarks) -> list[Piece] | None:
    attributes = node.attributes
    address = (attributes.get("src") or attributes.get("data-src") or "").strip()
    absolute = _absolute(url, address) if address and _EMBED_HOSTS.search(address[:_LONGEST_HOST]) else None
    return [Piece(block=Block(kind=BlockKind.EMBED, url=absolute))] if absolute else []


def read_links(node: LexborNode, url: str, census: Census) -> Iterator[Link]:
    """The links with words in an element."""
    for link in census.tagged("a", within=node):
        text = collapse(link.text())
        target = link.attributes.get("href")
        address = _absolute(url, target) if target is not None else None
        if text and address:
            yield Link(text=text, url=address)


def _absolute(url: str, address: str) -> str | None:
    if address.startswith(("https://", "http://")):
        return address
    try:
        return urljoin(url, address)
    except ValueError:
        return None


#: The reader of each element that is more than a box.
READERS: Mapping[str, Reader] = {
    "p": _read_paragraph,
    **dict.fromkeys(_HEADING_LEVELS, _read_heading),
    "figure": _read_figure,
    "img": _read_image,
    "ul": _read_list,
    "ol": _read_list,
    "blockquote": _read_quotation,
    "pre": _read_set_text,
    "table": _read_table,
    "iframe": _read_embed,
}
