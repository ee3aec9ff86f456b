"""How many independent origins stand behind some articles: "14 articles, 3 origins"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .agencies import agency_name

Key = int | str
_Node = tuple[str, str]
_NOBODY: _Node = ("unknown", "")


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
        is_ruled: somebody decided where it comes from: what its copies credit does not move it.
    """

    key: Key
    source: str
    owner_family: str | None = None
    copy_of: Key | None = None
    credit: str | None = None
    feed_source: str | None = None
    cites: tuple[str, ...] = ()
    is_ruled: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """Where a member says, or shows, that it comes from: another member's text, or a name."""

    reason: str
    copy_of: Key | None = None
    name: str = ""


def count_origins(members: Sequence[OriginMember]) -> tuple[Origin, ...]:
    """Collapse articles to their origins, in the order of their first members.

    An article that credits an agency, has another's text, names a source in its feed, or cites an outlet comes from
    there (in this order; of several cited outlets, the first, so that citing two rivals does not make them one). A
    credit holds for all copies of the text, whichever came first: who credits nobody had it from there too, and the
    outlet that is credited is the origin. What comes from nowhere else belongs to its owner family. Outlets of unknown
    owners count as one origin together: not known to be independent, they may confirm others' reports, never each
    other's. Circles of citing end at their first member.
    """
    by_key = {member.key: member for member in members}
    credited = _share_credits(members, by_key)
    leads = {member.key: _find_lead(member, by_key, credited.get(member.key)) for member in members}
    ends = _trace_all(members, by_key, leads)
    groups: dict[_Node, list[tuple[OriginMember, str, bool]]] = {}
    for member in members:
        lead = leads[member.key]
        reason = lead.reason if lead else _own_reason(member)
        groups.setdefault(ends[member.key], []).append((member, reason, lead is not None))
    return tuple(_make_origin(node, group) for node, group in groups.items())


def _make_origin(node: _Node, group: Sequence[tuple[OriginMember, str, bool]]) -> Origin:
    first = next((member for member, _, is_derived in group if not is_derived), group[0][0])
    return Origin(
        key=first.key,
        members=tuple(member.key for member, _, _ in group),
        reasons=MappingProxyType({member.key: reason for member, reason, _ in group}),
        known=node != _NOBODY,
    )


def _share_credits(
    members: Sequence[OriginMember], by_key: Mapping[Key, OriginMember]
) -> dict[Key, tuple[str, OriginMember]]:
    """For each member whose text somebody credits: to whom, and the first member that does."""
    roots: dict[Key, Key] = {}
    for member in members:
        path: dict[Key, None] = {}
        key: Key = member.key
        while key not in roots and key not in path:
            path[key] = None
            known = by_key.get(key)
            key = key if known is None or known.copy_of is None else known.copy_of
        roots |= dict.fromkeys(path, roots.get(key, key))
    credited: dict[Key, tuple[str, OriginMember]] = {}
    for member in members:
        if member.credit and _fold(member.credit) not in _own_names(member):
            credited.setdefault(roots[member.key], (member.credit, member))
    return {key: credited[root] for key, root in roots.items() if root in credited}


def _find_lead(
    member: OriginMember, by_key: Mapping[Key, OriginMember], shared: tuple[str, OriginMember] | None
) -> _Lead | None:
    """Where a member comes from; None if it reports for itself."""
    own = _own_names(member)
    if member.credit and _fold(member.credit) not in own:
        return _Lead(reason=f"credits {member.credit}", name=member.credit)
    if shared and not member.is_ruled:
        name, other = shared
        if _fold(name) in own:
            return None
        return _Lead(reason=f"same text as {_call(other)}, which credits {name}", name=name)
    if member.copy_of is not None and member.copy_of != member.key:
        known = by_key.get(member.copy_of)
        return _Lead(reason=f"same text as {_call(known) if known else 'another article'}", copy_of=member.copy_of)
    if member.feed_source and _fold(member.feed_source) not in own:
        return _Lead(reason=f"its feed names {member.feed_source} as the source", name=member.feed_source)
    cited = next((name for name in member.cites if _fold(name) not in own), None)
    return _Lead(reason=f"cites {cited}", name=cited) if cited else None


def _trace_all(
    members: Sequence[OriginMember], by_key: Mapping[Key, OriginMember], leads: Mapping[Key, _Lead | None]
) -> dict[Key, _Node]:
    """Follow copies, credits and citations to where they end; every member is walked through once."""
    by_source: dict[str, OriginMember] = {}
    for member in sorted(members, key=lambda member: leads[member.key] is not None):
        by_source.setdefault(_fold(member.source), member)
    order = {member.key: place for place, member in enumerate(members)}
    ends: dict[Key, _Node] = {}
    for member in members:
        path: dict[Key, OriginMember] = {}
        at: OriginMember | _Node = member
        while isinstance(at, OriginMember) and at.key not in ends and at.key not in path:
            path[at.key] = at
            at = _step(at, leads[at.key], by_key, by_source)
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
    member: OriginMember,
    lead: _Lead | None,
    by_key: Mapping[Key, OriginMember],
    by_source: Mapping[str, OriginMember],
) -> OriginMember | _Node:
    """The member that this one comes from, or where it ends."""
    if lead is None:
        return _root(member)
    if lead.copy_of is not None:
        return by_key.get(lead.copy_of, ("copy", str(lead.copy_of)))
    return by_source.get(_fold(lead.name), ("family", _fold(lead.name)))


def _root(member: OriginMember) -> _Node:
    family = _fold(member.owner_family or "")
    return ("family", family) if family else _NOBODY


def _own_names(member: OriginMember) -> set[str]:
    return {_fold(member.source), _fold(member.owner_family or ""), ""}


def _own_reason(member: OriginMember) -> str:
    if _root(member) == _NOBODY:
        return "owner unknown: not counted as independent"
    return f"own report; owner: {member.owner_family}"


def _call(member: OriginMember) -> str:
    return member.source or "an article of unknown source"


def _fold(name: str) -> str:
    """A name to compare by; an agency's forms ("AP", "The Associated Press") are one."""
    return agency_name(" ".join(name.split())).casefold().removeprefix("the ")
