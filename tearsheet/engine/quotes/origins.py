"""How many independent origins stand behind some articles: "14 articles, 3 origins"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

Key = int | str
_Node = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginMember:
    """What counting needs to know of an article.

    Attributes:
        key: the caller's name of it.
        source: the outlet's name; "" if unknown.
        owner_family: who owns the outlet; None if unknown.
        copy_of: the key of the article whose text it has, or None.
        credit: the agency it credits by dateline, byline or credit line, or None.
        feed_source: the outlet its feed entry names as the source (`<source>`, RSS 2.0), or None.
        cites: the outlets it reports from, the most important first.
    """

    key: Key
    source: str
    owner_family: str | None = None
    copy_of: Key | None = None
    credit: str | None = None
    feed_source: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One origin.

    Attributes:
        key: the member that stands for it: the first that reports for itself, else the first.
        members: the keys of all that come from it, in the order given.
        reasons: for each member why it counts here, in words.
        known: False for the one origin that all outlets of unknown owners make up together.
    """

    key: Key
    members: tuple[Key, ...]
    reasons: Mapping[Key, str]
    known: bool = True


def count_origins(members: Sequence[OriginMember]) -> tuple[Origin, ...]:
    """Collapse articles to their origins, in the order of their first members.

    An article that has another's text, credits an agency, names a source in its feed, or cites an outlet comes from
    there (in this order; of several cited outlets, the first, so that citing two rivals does not make them one). What comes from nowhere else
    belongs to its owner family. Outlets of unknown owners count as one origin together: not known to be independent,
    they may confirm others' reports, never each other's. Circles of citing end at their first member.
    """
    by_key = {member.key: member for member in members}
    by_source: dict[str, OriginMember] = {}
    for member in sorted(members, key=_is_derived):
        by_source.setdefault(_fold(member.source), member)
    ends = _trace_all(members, by_key, by_source)
    groups: dict[_Node, list[tuple[OriginMember, str, bool]]] = {}
    for member in members:
        groups.setdefault(ends[member.key], []).append((member, _reason(member, by_key), _is_derived(member)))
    return tuple(_make_origin(node, group) for node, group in groups.items())


def _make_origin(node: _Node, group: Sequence[tuple[OriginMember, str, bool]]) -> Origin:
    first = next((member for member, _, is_derived in group if not is_derived), group[0][0])
    return Origin(
        key=first.key,
        members=tuple(member.key for member, _, _ in group),
        reasons=MappingProxyType({member.key: reason for member, reason, _ in group}),
        known=node[0] != "unknown",
    )


def _trace_all(
    members: Sequence[OriginMember], by_key: Mapping[Key, OriginMember], by_source: Mapping[str, OriginMember]
) -> dict[Key, _Node]:
    """Follow copies, credits and citations to where they end; every member is walked through once."""
    order = {member.key: place for place, member in enumerate(members)}
    ends: dict[Key, _Node] = {}
    for member in members:
        path: dict[Key, OriginMember] = {}
        at: OriginMember | _Node = member
        while isinstance(at, OriginMember) and at.key not in ends and at.key not in path:
            path[at.key] = at
            at = _step(at, by_key, by_source)
        if not isinstance(at, OriginMember):
            end = at
        elif at.key in ends:
            end = ends[at.key]
        else:
            passed = list(path)
            circle = passed[passed.index(at.key) :]
            end = _root(by_key[min(circle, key=order.__getitem__)])
        ends |= dict.fromkeys(path, end)
    return ends


def _step(
    member: OriginMember, by_key: Mapping[Key, OriginMember], by_source: Mapping[str, OriginMember]
) -> OriginMember | _Node:
    """The member that this one comes from, or where it ends."""
    if member.copy_of is not None and member.copy_of != member.key:
        return by_key.get(member.copy_of, ("copy", str(member.copy_of)))
    name = _named_origin(member)
    if name is None:
        return _root(member)
    return by_source.get(_fold(name), ("family", _fold(name)))


def _root(member: OriginMember) -> _Node:
    family = _fold(member.owner_family or "")
    return ("family", family) if family else ("unknown", "")


def _named_origin(member: OriginMember) -> str | None:
    """The outlet a member says it reports from, if that is not itself."""
    return next((name for name, _ in _named_origins(member)), None)


def _named_origins(member: OriginMember) -> Iterator[tuple[str, str]]:
    """The other outlets a member names, and how it does."""
    own = {_fold(member.source), _fold(member.owner_family or ""), ""}
    named = [(member.credit or "", "credits {}"), (member.feed_source or "", "its feed names {} as the source")]
    for name, how in (*named, *((name, "cites {}") for name in member.cites)):
        if _fold(name) not in own:
            yield name, how.format(name)


def _is_derived(member: OriginMember) -> bool:
    return member.copy_of not in (None, member.key) or _named_origin(member) is not None


def _reason(member: OriginMember, by_key: Mapping[Key, OriginMember]) -> str:
    if member.copy_of is not None and member.copy_of != member.key:
        other = by_key.get(member.copy_of)
        return (
            f"same text as {other.source or 'an article of unknown source'}"
            if other
            else "same text as another article"
        )
    how = next((how for _, how in _named_origins(member)), None)
    if how is not None:
        return how
    if member.owner_family and _fold(member.owner_family):
        return f"own report; owner: {member.owner_family}"
    return "owner unknown: not counted as independent"


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
