"""Who has it from whom: the articles of a story as trees, one an origin, and their drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tearsheet.newsroom.desk.board import Told

#: What collapses articles that are none of the others' source, as counting origins puts it.
_SHARED = {
    "own report; owner: ": ("their owner: one origin", ""),
    "owner unknown": ("not known to be independent: one origin", "Owners unknown"),
    "credits ": ("whom they credit", ""),
    "cites ": ("whom they cite", ""),
}
CHILDREN_SHOWN = 5
ROWS_DRAWN = 26
_ROW, _STEP, _WIDTH = 38, 18, 340


@dataclass(slots=True, kw_only=True)
class Node:
    """An article, or an owner or agency that is none, with those who have it from there.

    Attributes:
        name: the source's; or the owner's or agency's.
        reason: why it stands here, in words.
        article: its key; None for what is no article.
        children: who has it from here, at most `CHILDREN_SHOWN`.
        more_count: how many articles are left out.
    """

    name: str
    reason: str
    article: int | None = None
    children: list["Node"] = field(default_factory=list)
    more_count: int = 0

    @property
    def more(self) -> str:
        """What is left out, in words; "" if nothing is."""
        return f"and {self.more_count} more article{'' if self.more_count == 1 else 's'}" if self.more_count else ""


def plant_origins(told: Sequence[Told]) -> list[Node]:
    """One tree an origin, in the order of their first articles; articles whose origin is not counted are left out.

    Args:
        told: the articles of a story, in time order.
    """
    groups: dict[int, list[Told]] = {}
    for one in told:
        if one.root is not None:
            groups.setdefault(one.root, []).append(one)
    return [_plant(root, members) for root, members in groups.items()]


def _plant(root: int, members: Sequence[Told]) -> Node:
    nodes = {one.article: Node(name=one.source, reason=one.reason, article=one.article) for one in members}
    chief = next((one for one in members if one.article == root), members[0])
    top = _shared_by(chief, members) or nodes[chief.article]
    parents = _find_parents(chief, members)
    for article, node in nodes.items():
        if node is not top:
            (nodes[parents[article]] if article in parents else top).children.append(node)
    _cut(top)
    return top


def _find_parents(chief: Told, members: Sequence[Told]) -> dict[int, int]:
    """For each article the one among them whose text it has; the chief has none, and circles are cut."""
    keys = {one.article for one in members}
    parents: dict[int, int] = {}
    for one in members:
        if one.article == chief.article or one.copy_of is None or one.copy_of not in keys:
            continue
        at = one.copy_of
        while at in parents:
            at = parents[at]
        if at != one.article:
            parents[one.article] = one.copy_of
    return parents


def _shared_by(chief: Told, members: Sequence[Told]) -> Node | None:
    """What is behind articles none of which is the others' source: their owner, or whom all credit."""
    for prefix, (reason, name) in _SHARED.items():
        alike = [one for one in members if one.reason == chief.reason and one.copy_of is None]
        if chief.reason.startswith(prefix) and (len(alike) > 1 or prefix in {"credits ", "cites "}):
            return Node(name=name or chief.reason.removeprefix(prefix), reason=reason)
    return None


def _cut(top: Node) -> None:
    """Leave out all but the first children of each node, and count what is left out."""
    for node in list(_walk(top)):
        left_out = node.children[CHILDREN_SHOWN:]
        del node.children[CHILDREN_SHOWN:]
        node.more_count = sum(1 for child in left_out for _ in _walk(child))


def _walk(top: Node) -> Iterator[Node]:
    waiting = [top]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.children)


def draw_origins(trees: Sequence[Node], *, label: str) -> SafeString:
    """The trees as one drawing: a line from each article to whom it has it from, with the reason beneath its name.

    Args:
        trees: of `plant_origins`.
        label: what is drawn; the list beside the drawing says the same in words.
    """
    rows: list[tuple[int, int | None, Node | str]] = []
    for tree in trees:
        _list_rows(tree, 0, None, rows)
    rows = rows[:ROWS_DRAWN]
    lines = format_html_join(
        "",
        '<path d="M{} {}V{}H{}"/>',
        (
            (_x(depth - 1), _y(parent) + 7, _y(at), _x(depth) - (7 if isinstance(node, Node) else 0))
            for at, (depth, parent, node) in enumerate(rows)
            if parent is not None
        ),
    )
    marks = format_html_join("", "{}", ((_draw_row(at, depth, node),) for at, (depth, _, node) in enumerate(rows)))
    return format_html(
        '<svg class="desk-origins" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}</svg>',
        label,
        _WIDTH,
        len(rows) * _ROW + 4,
        lines,
        marks,
    )


def _list_rows(node: Node, depth: int, parent: int | None, rows: list[tuple[int, int | None, Node | str]]) -> None:
    """Depth first, each with its depth and its parent's row; chains deeper than the drawing is wide stay at its edge."""
    waiting: list[tuple[Node | str, int, int | None]] = [(node, depth, parent)]
    while waiting:
        at, deep, above = waiting.pop()
        rows.append((min(deep, 6), above, at))
        if isinstance(at, Node):
            mine = len(rows) - 1
            below: list[Node | str] = [*at.children, *([at.more] if at.more else [])]
            waiting.extend((child, deep + 1, mine) for child in reversed(below))


def _draw_row(at: int, depth: int, node: Node | str) -> SafeString:
    x, y = _x(depth), _y(at)
    if isinstance(node, str):
        return format_html('<text class="is-reason" x="{}" y="{}">{}</text>', x + 6, y + 4, node)
    kind = "is-outside" if node.article is None else "is-origin" if depth == 0 else "is-derived"
    room = (_WIDTH - x) // 7
    body = format_html(
        '<circle class="{}" cx="{}" cy="{}" r="6"/><text x="{}" y="{}">{}</text>'
        '<text class="is-reason" x="{}" y="{}">{}</text><title>{}: {}</title>',
        kind, x, y, x + 13, y + 4, _shorten(node.name, room), x + 13, y + 18, _shorten(node.reason, room + 3),
        node.name, node.reason,
    )  # fmt: skip
    return body if node.article is None else format_html('<a href="#article-{}">{}</a>', node.article, body)


def _x(depth: int) -> int:
    return 10 + depth * _STEP


def _y(row: int | None) -> int:
    return 12 + (row or 0) * _ROW


def _shorten(words: str, room: int) -> str:
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"
