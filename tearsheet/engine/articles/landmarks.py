"""What lies below each element, asked once for the whole article and not again at every element."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_BLOCKS = "p, div, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, figure, section, article, table, img, iframe"
_CONTROLS = "form, input:not([type=hidden]), textarea, select"
#: A link to a place on the same page leads nowhere else.
_ELSEWHERE = 'a:only-child:not([href^="#"])'
_CARDS = f"a h2, a h3, a h4, a hgroup, h2 > {_ELSEWHERE}, h3 > {_ELSEWHERE}, h4 > {_ELSEWHERE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmarks:
    """The `mem_id` of every element (below the root) that holds such a thing somewhere below.

    Attributes:
        blocks: an element that is not running text.
        frames: something that stands apart from running text.
        images: an `img`.
        links: a link.
        controls: something to fill in.
        buttons: something to press.
        cards: a heading that is a link.
    """

    blocks: frozenset[int]
    frames: frozenset[int]
    images: frozenset[int]
    links: frozenset[int]
    controls: frozenset[int]
    buttons: frozenset[int]
    cards: frozenset[int]


def find_landmarks(root: LexborNode) -> Landmarks:
    """Look once for each kind of thing under `root`."""
    return Landmarks(
        blocks=_holders(root, _BLOCKS),
        frames=_holders(root, "img, iframe, figure, blockquote"),
        images=_holders(root, "img"),
        links=_holders(root, "a[href]"),
        controls=_holders(root, _CONTROLS),
        buttons=_holders(root, "button"),
        cards=_holders(root, _CARDS),
    )


def _holders(root: LexborNode, selector: str) -> frozenset[int]:
    """Every element between the root and a match, each visited once."""
    top = root.mem_id
    holders: set[int] = set()
    for match in root.css(selector):
        node = match.parent
        while node is not None and (key := node.mem_id) != top and key not in holders:
            holders.add(key)
            node = node.parent
    return frozenset(holders)
