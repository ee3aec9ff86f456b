"""Every element of a page's body, looked up once: each query over a whole page costs a quarter of parsing it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborNode


class Census:
    """The elements of a body in document order; those of one tag are found without looking at the others.

    An element's descendants are the numbers from its own to the next element that is not below it. No element may be
    taken out of the page while its census is in use: what is taken out is freed.
    """

    __slots__ = ("_at", "_by_tag", "_ends", "body", "nodes", "tags")

    def __init__(self, body: LexborNode) -> None:
        self.body = body
        self.nodes: list[LexborNode] = body.css("*")
        self.tags: list[str] = [node.tag or "" for node in self.nodes]
        self._at: dict[int, int] = dict(zip([node.mem_id for node in self.nodes], range(len(self.nodes)), strict=True))
        self._ends: dict[int, int] = {}
        by_tag: defaultdict[str, list[int]] = defaultdict(list)
        for number, tag in enumerate(self.tags):
            by_tag[tag].append(number)
        self._by_tag = by_tag

    def tagged(self, *tags: str, within: LexborNode | None = None) -> list[LexborNode]:
        """The elements of these tags, in document order: of the page, or below (or at) an element."""
        start, end = self.span(within) if within is not None else (0, len(self.nodes))
        numbers: list[int] = []
        for tag in tags:
            if known := self._by_tag.get(tag):
                numbers += known[bisect_left(known, start) : bisect_left(known, end)]
        if len(tags) > 1:
            numbers.sort()
        return [self.nodes[number] for number in numbers]

    def holds(self, node: LexborNode, tags: AbstractSet[str]) -> bool:
        """Whether an element of one of these tags is below another."""
        start, end = self.span(node)
        return not tags.isdisjoint(self.tags[start + 1 : end])

    def below(self, node: LexborNode) -> Sequence[LexborNode]:
        """Every element below another."""
        start, end = self.span(node)
        return self.nodes[start + 1 : end]

    def between(self, tag: str, node: LexborNode, tags: AbstractSet[str]) -> Iterator[LexborNode]:
        """The elements of some tags that begin after the last one of a tag before another, and before that other."""
        start = self.span(node)[0]
        known = self._by_tag.get(tag, ())
        before = bisect_left(known, start)
        first = known[before - 1] + 1 if before else start
        return (self.nodes[number] for number in range(first, start) if self.tags[number] in tags)

    def is_within(self, node: LexborNode, other: LexborNode) -> bool:
        """Whether an element is another, or is below it."""
        start, end = self.span(other)
        return start <= self._at.get(node.mem_id, -1) < end

    def comes_before(self, node: LexborNode, other: LexborNode) -> bool:
        """Whether an element begins before another does."""
        return self._at.get(node.mem_id, 0) < self._at.get(other.mem_id, 0)

    def span(self, node: LexborNode) -> tuple[int, int]:
        """An element's number, and that of the next one after all that is below it."""
        key = node.mem_id
        start = self._at.get(key)
        if start is None:
            return 0, 0
        end = self._ends.get(key)
        if end is None:
            end = self._ends[key] = self._find_end(node)
        return start, end

    def _find_end(self, node: LexborNode) -> int:
        for later in _following(node):
            number = self._at.get(later.mem_id)
            if number is not None:
                return number
        return len(self.nodes)


def _following(node: LexborNode) -> Iterator[LexborNode]:
    """The elements right after a node, and after those above it: the nearest first."""
    above: LexborNode | None = node
    while above is not None:
        sibling = above.next
        while sibling is not None:
            tag = sibling.tag
            if tag and tag[0] != "-":
                yield sibling
            sibling = sibling.next
        above = above.parent
