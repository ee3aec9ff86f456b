"""Where on a page the article stands."""


import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tearsheet.engine.articles.pruning import SKIPPED_TAGS, is_pruned

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
#: The share of the remaining words that one child must hold for the article to be in it.
_DOMINANT_SHARE = 0.62


def weigh(text: str) -> int:
    """How much a piece of running text counts: its length in letters, East Asian ones thrice, beyond a first few."""
    length = len(text)
    if not text.isascii():
        length += 2 * len(_WIDE.findall(text))
    return max(0, length - 40)


def find_root(tree: LexborHTMLParser) -> LexborNode | None:
    """The smallest element that holds (nearly) all of the page's running text; None on a page without any."""
    body = tree.body
    if body is None:
        return None
    paragraphs = [(node, weigh(node.text().strip())) for node in tree.css("p")]
    root = _descend(body, [(node, weight) for node, weight in paragraphs if weight])
    if root is None:
        root = _descend(body, _find_bare_text(body))
    return root


def _find_bare_text(body: LexborNode) -> list[tuple[LexborNode, int]]:
    """Elements with running text of their own, on pages that do not mark their paragraphs."""
    found = []
    for node in body.css("div, section, article, td, span, li, pre, font, center"):
        weight = weigh(node.text(deep=False).strip())
        if weight:
            found.append((node, weight))
    return found


def _descend(body: LexborNode, paragraphs: list[tuple[LexborNode, int]]) -> LexborNode | None:
    """Follow the words down from the body as long as one child holds most of them."""
    chains = [(weight, _ancestors(paragraph, body.mem_id)) for paragraph, weight in paragraphs]
    mass, _, nodes = _weigh_tree(chains)
    total = mass.get(body.mem_id, 0)
    pruned = {key for key, node in nodes.items() if mass[key] < _DOMINANT_SHARE * total and _is_pruned(node)}
    if pruned:
        chains = [(weight, chain) for weight, chain in chains if not any(node.mem_id in pruned for node in chain)]
    mass, children, nodes = _weigh_tree(chains)
    here = body.mem_id
    if not mass:
        return None
    while True:
        best = max(children.get(here, ()), key=lambda key: mass[key], default=None)
        if best is None or mass[best] < _DOMINANT_SHARE * mass[here]:
            break
        if nodes[best].tag in {"p", "li", "blockquote", "span", "pre"}:
            break
        here = best
    return nodes[here]


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


def _is_pruned(node: LexborNode) -> bool:
    return node.tag in SKIPPED_TAGS or is_pruned(node.attributes)
