"""Where on a page the article stands."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.headlines import Headline
from tearsheet.engine.articles.pieces import collapse, fold
from tearsheet.engine.articles.pruning import NEVER_SHARE, STRONG_SHARE, calls_itself_article, share_to_stay

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
#: The share of the remaining words that one child must hold for the article to be in it ...
_DOMINANT_SHARE = 0.8
#: ... how much where the rest looks like the article, too; and how much for the child that holds the headline.
_MOST_SHARE, _HEADED_SHARE = 0.9, 0.5
#: Elements that may hold text of their own; those of the second list only where the first gives little, and of the third
#: where both give nothing.
_TEXT_HOLDERS = ("p", "div", "td", "blockquote", "pre")
_RARE_HOLDERS = ("section", "article", "main", "center", "font", "span", "li", "dd")
_LAST_HOLDERS = ("address", "b", "big", "code", "em", "i", "q", "small", "strong", "time", "u")
#: The first letters of a piece of text do not count, nor do pieces that are shorter; and what is little for a page.
_FREE_LETTERS, _SHORTEST, _LITTLE = 40, 14, 2500
#: What is said in the page's own `articleBody` counts that much more; shorter bodies are teasers.
_CONFIRMED, _LEAST_BODY = 4, 400
#: A class that holds that share of the text is the article's own, whatever it is called.
_MOST_OF_CLASS = 0.5
_TABLE_TAGS = frozenset(["table", "tbody", "tr", "td"])
#: A child that holds the headline and that share of the text is the article's; with less text it may be an introduction.
_HEADLINE_SHARE, _HEADED_LEAST = 0.2, 400
#: Boxes: the article may be in one, never in a paragraph.
_BOXES = frozenset(["body", "div", "section", "article", "main", "td", "tr", "tbody", "table", "center", "form", "aside",
                    "header", "span", "li", "ul", "ol"])  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The element that holds the article.

    Attributes:
        node: the element.
        mass: how much running text each element below holds, by `mem_id`; elements without any are not in it.
        alike: how much all elements of the same class hold together, by class.
        trusts_names: whether what elements are called and whether they are hidden speaks against them.
    """

    node: LexborNode
    mass: Mapping[int, int]
    alike: Mapping[str, int]
    trusts_names: bool = True

    def keeps(self, node: LexborNode, attributes: Mapping[str, str | None], least: float) -> bool:
        """Whether an element holds the least share of the text that lets it stay; or those of its class hold most."""
        mass = self.mass.get(node.mem_id)
        if not mass:
            return False
        if not self.trusts_names and least < NEVER_SHARE:
            return True
        total = self.mass.get(self.node.mem_id) or 1
        if mass >= least * total:
            return True
        return least < NEVER_SHARE and self.alike.get(attributes.get("class") or "", 0) >= _MOST_OF_CLASS * total

    def share_of(self, node: LexborNode) -> float:
        """The share of the article's running text in an element."""
        return self.mass.get(node.mem_id, 0) / (self.mass.get(self.node.mem_id) or 1)


def weigh(text: str) -> int:
    """How much a piece of running text counts: its letters beyond the first few, East Asian ones thrice."""
    length = len(text)
    if length <= _SHORTEST:
        return 0
    if not text.isascii():
        length += 2 * len(_WIDE.findall(text))
    return max(0, length - _FREE_LETTERS)


def find_root(census: Census, article_body: str, headline: Headline, *, trusts_names: bool = True) -> Root | None:
    """The smallest element that holds (nearly) all of the page's running text; None on a page without any.

    Args:
        census: the page's elements.
        article_body: what the page's own data call its body, or "".
        headline: the article's headline.
        trusts_names: whether what elements are called and whether they are hidden speaks against them.
    """
    body = census.body
    confirmed = collapse(article_body) if len(article_body) >= _LEAST_BODY else ""
    weighed = _weigh_texts([body, *census.tagged(*_TEXT_HOLDERS)], confirmed)
    if sum(weight for _, weight in weighed) < _LITTLE:
        own = {tag for tag in census.tags if "-" in tag}
        weighed += _weigh_texts(census.tagged(*_RARE_HOLDERS, *own), confirmed)
    if not weighed:
        weighed = _weigh_texts(census.tagged(*_LAST_HOLDERS), confirmed)
    above = _find_headline(census, headline)
    text_tree = _TextTree(body, weighed, above)
    if not text_tree.mass.get(body.mem_id):
        return None
    if not trusts_names:
        return dataclasses.replace(text_tree.descend(), trusts_names=False)
    pruned = text_tree.find_pruned()
    if pruned and (kept := [(node, weight) for node, weight in weighed if not text_tree.is_below(node, pruned)]):
        text_tree.weigh(kept)
    return text_tree.descend()


def _find_headline(census: Census, headline: Headline) -> frozenset[int]:
    """The elements above the `h1` that is the headline, or else another form of it; none if no `h1` is."""
    shown = [(node, fold(node.text(separator=" "))) for node in census.tagged("h1")]
    # A headline that is a link leads to its article, and is not above it.
    shown = [(node, text) for node, text in shown if text in headline.forms and not census.holds(node, {"a"})]
    if not shown:
        return frozenset()
    itself = fold(headline.text)
    node: LexborNode | None = next((node for node, text in shown if text == itself), shown[0][0]).parent
    above = []
    while node is not None:
        above.append(node.mem_id)
        node = node.parent
    return frozenset(above)


def _weigh_texts(holders: Iterable[LexborNode], confirmed: str) -> list[tuple[LexborNode, int]]:
    """The elements with running text of their own, and how much each has."""
    weighed = []
    for node in holders:
        text = node.text(deep=node.tag == "p")
        if len(text) > _SHORTEST and (weight := weigh(text := text.strip())):
            if confirmed and collapse(text)[:40] in confirmed:
                weight *= _CONFIRMED
            weighed.append((node, weight))
    return weighed


def _is_box(tag: str) -> bool:
    """Whether an element may hold an article: boxes, and what a page's makers named themselves (`story-body`)."""
    return tag in _BOXES or "-" in tag


class _TextTree:
    """The part of the page's tree that holds running text: how much each element holds, and which of its children do."""

    def __init__(self, body: LexborNode, weighed: list[tuple[LexborNode, int]], headline: AbstractSet[int]) -> None:
        self.body = body
        self.headline = headline
        self.attributes: dict[int, dict[str, str | None]] = {}
        self.nodes: dict[int, LexborNode] = {body.mem_id: body}
        self.parents: dict[int, int] = {}
        self.children: defaultdict[int, list[int]] = defaultdict(list)
        for node, _ in weighed:
            self._enter(node)
        self.weigh(weighed)

    def weigh(self, weighed: list[tuple[LexborNode, int]]) -> None:
        """Say anew how much each element holds; the others hold nothing."""
        self.mass: dict[int, int] = dict.fromkeys(self.nodes, 0)
        above: defaultdict[int, int] = defaultdict(int)
        for node, weight in weighed:
            key = node.mem_id
            self.mass[key] += weight
            above[self.parents.get(key, 0)] += weight
        # Most paragraphs stand in a row, so each row climbs the tree as one.
        for start, weight in above.items():
            row: int | None = start
            while row:
                self.mass[row] = self.mass.get(row, 0) + weight
                row = self.parents.get(row)

    def _enter(self, node: LexborNode) -> None:
        """Enter an element and those above it, as far as they are not known yet."""
        key = node.mem_id
        while key not in self.nodes:
            self.nodes[key] = node
            parent = node.parent
            if parent is None:
                return
            above = parent.mem_id
            self.parents[key] = above
            self.children[above].append(key)
            node, key = parent, above

    def _attributes_of(self, key: int) -> dict[str, str | None]:
        """An element's attributes; reading them makes a dictionary each time, so they are kept."""
        known = self.attributes.get(key)
        if known is None:
            known = self.attributes[key] = self.nodes[key].attributes
        return known

    def find_pruned(self) -> set[int]:
        """The elements that are no part of an article by their names, and links around text."""
        root = self._root_at(self.body.mem_id)
        pruned = set()
        for key, node in self.nodes.items():
            attributes = self._attributes_of(key)
            least = share_to_stay(node.tag or "", attributes)
            if node.tag == "a" and "href" in attributes:
                least = max(least, STRONG_SHARE)
            if least and not root.keeps(node, attributes, least):
                pruned.add(key)
        return pruned

    def _root_at(self, key: int) -> Root:
        alike: defaultdict[str, int] = defaultdict(int)
        for below in self.nodes:
            if names := self._attributes_of(below).get("class"):
                alike[names] += self.mass[below]
        return Root(node=self.nodes[key], mass=self.mass, alike=alike)

    def is_below(self, node: LexborNode, keys: set[int]) -> bool:
        """Whether an element is, or is in, one of some elements."""
        key: int | None = node.mem_id
        while key is not None:
            if key in keys:
                return True
            key = self.parents.get(key)
        return False

    def descend(self) -> Root:
        """Follow the words down from the body as long as one child holds (nearly) all of them."""
        here = self.body.mem_id
        is_inside = False
        while True:
            best = max(self.children.get(here, ()), key=lambda key: self.mass[key], default=None)
            if best is None or not self.mass[best] or not self._may_hold_article(best):
                break
            node = self.nodes[here]
            is_inside = is_inside or node.tag == "article" or calls_itself_article(self._attributes_of(here))
            headed = self._find_headed(here)
            if headed not in {None, best} and self.mass[headed] >= _HEADLINE_SHARE * self.mass[here]:
                # What is under the headline is the article, however long the stream of others beside it is.
                here = headed
                continue
            is_table = self.nodes[best].tag in _TABLE_TAGS
            least = _MOST_SHARE if is_inside or is_table or self._is_alike(here, best) else _DOMINANT_SHARE
            if headed == best and not is_inside:
                least = _HEADED_SHARE
            if self.mass[best] < least * self.mass[here]:
                break
            here = best
        # A list is a part of an article, as are the words around it.
        return self._root_at(self.parents[here] if self.nodes[here].tag in {"ul", "ol"} else here)

    def _find_headed(self, here: int) -> int | None:
        """The child that holds the headline, and more text than introductions have."""
        return next(
            (key for key in self.children[here] if key in self.headline and self.mass[key] >= _HEADED_LEAST), None
        )

    def _may_hold_article(self, key: int) -> bool:
        """Whether an element is a box, and no table with headings of its columns: that is one of the article's."""
        node = self.nodes[key]
        tag = node.tag or ""
        return _is_box(tag) and not (tag == "table" and node.css_first("th"))

    def _is_alike(self, here: int, best: int) -> bool:
        """Whether what stands beside the best child is made like it, or is a paragraph itself."""
        names = self._attributes_of(best).get("class")
        others = (key for key in self.children[here] if key != best and self.mass[key])
        return any(
            self.nodes[key].tag == "p" or (names and self._attributes_of(key).get("class") == names) for key in others
        )
