"""What lies below each element, asked once for the whole article and not again at every element."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.pieces import collapse

_BLOCKS = ("p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "section", "article",
           "table", "img", "iframe")  # fmt: skip
#: Questions are longer than that, in code points, and end so.
_SHORT_QUESTION, _QUESTION_MARKS = 20, "?？؟"
#: How addresses begin that lead to no other page.
_LEADS_NOWHERE = ("#", "mailto:", "tel:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmarks:
    """The `mem_id` of every element (below the root) that holds such a thing somewhere below.

    Attributes:
        census: all elements.
        blocks: an element that is not running text.
        frames: something that stands apart from running text.
        images: an `img`.
        controls: something to fill in.
        buttons: something to press that is no question.
        cards: a heading that is a link.
        linked: how many code points of text stand in links that lead elsewhere; elements without any are not in it.
    """

    census: Census
    blocks: frozenset[int]
    frames: frozenset[int]
    images: frozenset[int]
    controls: frozenset[int]
    buttons: frozenset[int]
    cards: frozenset[int]
    linked: Mapping[int, int]

    def share_of_links(self, node: LexborNode, length: int) -> float:
        """The share of an element's `length` characters of text that stand in links."""
        linked = self.linked.get(node.mem_id, 0)
        return min(1.0, linked / length) if length else 0.0


def find_landmarks(root: LexborNode, census: Census) -> Landmarks:
    """Look once for each kind of thing under `root`."""

    def holders(*tags: str) -> frozenset[int]:
        return _holders(root, census.tagged(*tags, within=root))

    return Landmarks(
        census=census,
        blocks=holders(*_BLOCKS),
        frames=holders("img", "iframe", "figure", "blockquote"),
        images=holders("img"),
        controls=_holders(root, _find_controls(root, census)),
        buttons=_holders(root, _find_buttons(root, census)),
        cards=_holders(root, _find_cards(root, census)),
        linked=_weigh_links(root, census),
    )


def _holders(root: LexborNode, matches: Iterable[LexborNode]) -> frozenset[int]:
    """Every element between the root and a match, each visited once."""
    top = root.mem_id
    holders: set[int] = set()
    for match in matches:
        node = match.parent
        while node is not None and (key := node.mem_id) != top and key not in holders:
            holders.add(key)
            node = node.parent
    return frozenset(holders)


def _find_controls(root: LexborNode, census: Census) -> Iterator[LexborNode]:
    yield from census.tagged("form", "textarea", "select", within=root)
    for field in census.tagged("input", within=root):
        if field.attributes.get("type") != "hidden":
            yield field


def _find_buttons(root: LexborNode, census: Census) -> Iterator[LexborNode]:
    """Buttons; those that ask a question open its answer, which is a part of the article."""
    for button in census.tagged("button", within=root):
        if not asks(button):
            yield button


def asks(button: LexborNode) -> bool:
    """Whether the words on a button are a question, and not a mere "More?"."""
    words = button.text().strip()
    return len(words) > _SHORT_QUESTION and words[-1] in _QUESTION_MARKS


def _find_cards(root: LexborNode, census: Census) -> Iterator[LexborNode]:
    """Headings in links, and links that are all of a heading; a link to a place on the same page leads nowhere else."""
    top = root.mem_id
    for heading in census.tagged("h2", "h3", "h4", "hgroup", within=root):
        above = heading.parent
        while above is not None and above.tag != "a" and above.mem_id != top:
            above = above.parent
        if above is not None and above.tag == "a":
            yield heading
        elif heading.tag != "hgroup":
            children = list(heading.iter())
            if len(children) == 1 and children[0].tag == "a" and _leads_elsewhere(children[0]):
                yield children[0]


def _leads_elsewhere(link: LexborNode) -> bool:
    return not (link.attributes.get("href") or "").startswith("#")


def _weigh_links(root: LexborNode, census: Census) -> Mapping[int, int]:
    top = root.mem_id
    linked: defaultdict[int, int] = defaultdict(int)
    for link in census.tagged("a", within=root):
        address = link.attributes.get("href")
        if address is None or address.startswith(_LEADS_NOWHERE) or not (length := len(collapse(link.text()))):
            continue
        node: LexborNode | None = link
        while node is not None and (key := node.mem_id) != top:
            linked[key] += length
            node = node.parent
    return linked
