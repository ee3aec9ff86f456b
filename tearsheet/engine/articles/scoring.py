"""Where on a page the article stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.articles.pruning import calls_itself_article, share_to_stay

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
#: The share of the remaining words that one child must hold for the article to be in it.
_DOMINANT_SHARE = 0.8
#: ... and how much where the rest looks like the article, too.
_MOST_SHARE = 0.9
#: Elements that may hold text of their own where paragraphs are not marked as such.
_TEXT_HOLDERS = "p, div, section, article, main, td, blockquote, pre, font, center, span, li"
#: What is said in the page's own `articleBody` counts that much more; shorter bodies are teasers.
_CONFIRMED, _LEAST_BODY = 4, 400
#: Boxes: the article may be in one, never in a paragraph.
_BOXES = frozenset("body div section article main td tr tbody table center form aside header span li ul ol".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The element that holds the article.

    Attributes:
        node: the element.
        mass: how much running text each element below holds, by `mem_id`; elements without any are not in it.
    """

    node: LexborNode
    mass: Mapping[int, int]

    def share_of(self, node: LexborNode) -> float:
        """The share of the article's running text in an element."""
        return self.mass.get(node.mem_id, 0) / (self.mass.get(self.node.mem_id) or 1)


def weigh(text: str) -> int:
    """How much a piece of running text counts: its letters beyond the first few, East Asian ones thrice."""
    length = len(text)
    if length > 10 and not text.isascii():
        length += 2 * len(_WIDE.findall(text))
    return max(0, length - 40)


def find_root(tree: LexborHTMLParser, article_body: str) -> Root | None:
    """The smallest element that holds (nearly) all of the page's running text; None on a page without any.

    Args:
        tree: the page.
        article_body: what the page's own data call its body, or "".
    """
    body = tree.body
    if body is None:
        return None
    confirmed = collapse(article_body) if len(article_body) >= _LEAST_BODY else ""
    chains = []
    for node in body.css(_TEXT_HOLDERS):
        text = node.text(deep=node.tag == "p").strip()
        weight = weigh(text) if len(text) > 14 else 0
        if weight:
            if confirmed and collapse(text)[:40] in confirmed:
                weight *= _CONFIRMED
            chains.append((weight, _ancestors(node, body.mem_id)))
    return _descend(body, chains)


def _descend(body: LexborNode, chains: list[tuple[int, list[LexborNode]]]) -> Root | None:
    """Follow the words down from the body as long as one child holds most of them."""
    mass, children, nodes = _weigh_tree(chains)
    total = mass.get(body.mem_id, 0)
    if not total:
        return None
    pruned = {
        key
        for key, node in nodes.items()
        if node.tag == "a" or mass[key] < share_to_stay(node.tag or "", node.attributes) * total
    }
    if pruned:
        chains = [(weight, chain) for weight, chain in chains if not any(node.mem_id in pruned for node in chain)] or chains
        mass, children, nodes = _weigh_tree(chains)
    here = body.mem_id
    is_inside = False
    while True:
        best = max(children.get(here, ()), key=lambda key: mass[key], default=None)
        if best is None or nodes[best].tag not in _BOXES:
            break
        share = mass[best] / mass[here]
        is_inside = is_inside or nodes[here].tag == "article" or calls_itself_article(nodes[here].attributes)
        least = _MOST_SHARE if is_inside or _is_alike(nodes[best], children[here], nodes) else _DOMINANT_SHARE
        if share < least:
            break
        here = best
    return Root(node=nodes[here], mass=mass)


def _is_alike(best: LexborNode, children: set[int], nodes: Mapping[int, LexborNode]) -> bool:
    """Whether what stands beside the best child is made like it, or is a paragraph itself: more of the same article."""
    names = best.attributes.get("class")
    for key in children:
        node = nodes[key]
        if key != best.mem_id and (node.tag == "p" or (names and node.attributes.get("class") == names)):
            return True
    return False


def _ancestors(node: LexborNode, stop: int) -> list[LexborNode]:
    chain = [node]
    while node.mem_id != stop and (parent := node.parent) is not None:
        node = parent
        chain.append(node)
    return chain


def _weigh_tree(
    chains: list[tuple[int, list[LexborNode]]],
) -> tuple[dict[int, int], dict[int, set[int]], dict[int, LexborNode]]:
    """For each element above the paragraphs: how much text it holds, and which of its children do."""
    mass: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    children: dict[int, set[int]] = {}
    for weight, chain in chains:
        below = 0
        for node in chain:
            key = node.mem_id
            nodes[key] = node
            mass[key] = mass.get(key, 0) + weight
            if below:
                children.setdefault(key, set()).add(below)
            below = key
    return mass, children, nodes
