"""What is watched, what was seen there, and what the desk makes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from tearsheet.engine.anchors import EditRank, next_look_at
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.items.errors import AlreadyDecided, NotAllowed, NoteMissing
from tearsheet.newsroom.items.models import Citation, Clip, ClipCheck, ItemPage, SourceChange, Watch

MAY_DECIDE = "items.decide_watch"
LOOKED = ["next_look_at", "looked_at", "outcome", "reason", "changed_at", "failure_count", "absent_count", "absent_since",
          "etag", "last_modified"]  # fmt: skip

#: States that were read off a page that shows the article.
_SEEN_THERE = frozenset({ClipCheck.State.CHANGED.value, ClipCheck.State.ABSENT.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipSighting:
    """How one clip stood at a look.

    Attributes:
        clip_id: the clip's key.
        state: of `ClipCheck.State`.
        rank: of the edit.
        found: what stands there now.
    """

    clip_id: int
    state: str
    rank: EditRank = EditRank.NONE
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a watched page: the row with its new state, and how our clips stood if anything is known of them."""

    watch: Watch
    sightings: tuple[ClipSighting, ...] = field(default=())


@transaction.atomic
def record_citations(*, items: Sequence[ItemPage]) -> int:
    """Write which clips these items print, as published, and watch their pages from now on.

    Returns:
        How many articles are watched that were not before.
    """
    printed = {item.pk: _printed(item) for item in items}
    there = set(
        Clip.objects.filter(pk__in={key for blocks in printed.values() for key in blocks}).values_list("pk", flat=True)
    )
    cited = [
        Citation(item_id=item, clip_id=clip, block_id=block.get("id") or "", kind=block["type"])
        for item, blocks in printed.items()
        for clip, block in blocks.items()
        if clip in there
    ]
    Citation.objects.filter(item__in=items).delete()
    Citation.objects.bulk_create(cited, batch_size=200)
    articles = (
        Article.objects.filter(
            pk__in=Clip.objects.filter(pk__in={row.clip_id for row in cited}).values("revision__article"),
            watch__isnull=True,
        )
        .select_related("current__snapshot")
        .defer("current__text", "current__blocks")
    )
    watches = [_begin(article) for article in articles if article.current]
    Watch.objects.bulk_create(watches, batch_size=200, ignore_conflicts=True)
    return len(watches)


def cite_live_items() -> int:
    """Record the citations of published items that have none yet, as after an upgrade. Run twice, same rows.

    Returns:
        How many articles are watched that were not before.
    """
    items = ItemPage.objects.live().filter(citations__isnull=True)
    return record_citations(items=list(items.prefetch_related("updates")))


def lease_watches(*, watch_ids: Iterable[int], until: datetime) -> int:
    """Mark pages as being looked at, so that nobody else starts before `until`."""
    return Watch.objects.filter(pk__in=list(watch_ids)).update(next_look_at=until)


@transaction.atomic
def record_looks(*, looks: Sequence[Look], now: datetime) -> list[SourceChange]:
    """Write what a round of looks has shown: the watches' state, one check a clip, and what has changed or come back.

    Returns:
        The changes that are new.
    """
    sightings = {one.clip_id: one for look in looks for one in look.sightings}
    ClipCheck.objects.bulk_create(
        [ClipCheck(clip_id=one.clip_id, at=now, state=one.state, is_at_source=True) for one in sightings.values()],
        batch_size=200,
    )
    open_ones = SourceChange.objects.select_for_update().filter(clip__in=sightings, ended_at__isnull=True)
    known = {change.clip_id: change for change in open_ones}
    fresh = [one for one in sightings.values() if _is_change(one) and not _is_same(known.get(one.clip_id), one)]
    _hasten(looks, {one.clip_id for one in fresh if one.state in _SEEN_THERE}, now)
    Watch.objects.bulk_update([look.watch for look in looks], LOOKED, batch_size=200)
    for change in known.values():
        if _is_same(change, sightings[change.clip_id]):
            change.seen_at = now
        else:
            change.ended_at = now
    SourceChange.objects.bulk_update(known.values(), ["seen_at", "ended_at"], batch_size=200)
    revisions = _current_revisions(one.clip_id for one in fresh)
    changes = [
        SourceChange(
            clip_id=one.clip_id,
            state=one.state,
            rank=one.rank,
            found=one.found,
            revision_id=revisions[one.clip_id] if one.state in _SEEN_THERE else None,
            found_at=now,
            seen_at=now,
        )
        for one in fresh
    ]
    return SourceChange.objects.bulk_create(changes, batch_size=200)


@transaction.atomic
def decide_change(*, actor: Any, change: SourceChange, decision: str, note: str) -> SourceChange:
    """Keep our words as printed, with a note for readers, or dismiss the change, with a reason for the desk.

    Args:
        actor: needs the right to decide.
        change: an open one.
        decision: "kept" or "dismissed".
        note: what readers are told, or why it is no change; must not be empty.

    Raises:
        NotAllowed: without the right.
        AlreadyDecided: somebody else was faster, or it has ended.
        NoteMissing: without a note.
    """
    stored = lock_undecided(actor, change)
    if not note.strip():
        raise NoteMissing
    stored.decision, stored.note = SourceChange.Decision(decision).value, note.strip()
    stored.decided_at, stored.decided_by = timezone.now(), actor
    stored.save()
    _log(stored, actor, f"items.watch.{stored.decision}")
    return stored


@transaction.atomic
def undo_decision(*, actor: Any, change: SourceChange) -> SourceChange:
    """Put a change back among those that wait; readers then see it without a note.

    Raises:
        NotAllowed: without the right.
    """
    stored = _lock(actor, change)
    if stored.decision:
        stored.decision, stored.note, stored.decided_at, stored.decided_by = "", "", None, None
        stored.save()
        _log(stored, actor, "items.watch.undone")
    return stored


def _printed(item: ItemPage) -> dict[int, dict[str, Any]]:
    """The clips an item prints, each with the first block that does; from the raw body, without queries for blocks."""
    streams = [item.body, *(update.body for update in item.updates.all())]
    blocks = [block for stream in streams for block in stream.raw_data if block["type"] in {"excerpt", "quotation"}]
    return {block["value"]["clip"]: block for block in reversed(blocks) if block["value"]["clip"]}


def _begin(article: Article) -> Watch:
    """The row of a page to be watched: first looked at when it is due since it was kept, conditionally if it can be."""
    snapshot = article.revision.snapshot
    headers = {name.lower(): value for name, value in snapshot.headers}
    return Watch(
        article=article,
        next_look_at=next_look_at(snapshot.fetched_at, fresh_at=article.sorted_at),
        etag=headers.get("etag", "")[:500],
        last_modified=headers.get("last-modified", "")[:100],
    )


def _hasten(looks: Iterable[Look], clip_ids: set[int], now: datetime) -> None:
    """Look again soon where our words have just changed: what was edited once is often edited twice."""
    for look in looks:
        if any(one.clip_id in clip_ids for one in look.sightings):
            look.watch.changed_at, look.watch.next_look_at = now, next_look_at(now, fresh_at=now)


def _is_change(one: ClipSighting) -> bool:
    return one.state != ClipCheck.State.VERBATIM


def _is_same(change: SourceChange | None, one: ClipSighting) -> bool:
    """Whether a look shows what is already known. What an unreadable page shows instead may differ from look to look."""
    if change is None or change.state != one.state:
        return False
    return change.state == ClipCheck.State.UNREADABLE or change.found == one.found


def _current_revisions(clip_ids: Iterable[int]) -> Mapping[int, int | None]:
    rows = Clip.objects.filter(pk__in=list(clip_ids)).values_list("pk", "revision__article__current_id")
    return dict(rows)


def _lock(actor: Any, change: SourceChange) -> SourceChange:
    if not actor.has_perm(MAY_DECIDE):
        raise NotAllowed("(decide on what a source has changed)")
    stored: SourceChange = SourceChange.objects.select_for_update().get(pk=change.pk)
    return stored


def lock_undecided(actor: Any, change: SourceChange) -> SourceChange:
    """A change that waits for a decision, locked until the transaction ends.

    Raises:
        NotAllowed: without the right to decide.
        AlreadyDecided: somebody else was faster, or it has ended.
    """
    stored = _lock(actor, change)
    if stored.decision or stored.ended_at:
        raise AlreadyDecided(f"({stored.get_decision_display() or 'it has ended'})")
    return stored


def _log(change: SourceChange, actor: Any, action: str) -> None:
    """Into the history of every item that prints the clip."""
    for citation in Citation.objects.filter(clip=change.clip_id, item__live=True).select_related("item"):
        log(
            instance=citation.item,
            action=action,
            user=actor,
            data={"change": change.pk, "block": citation.block_id, "state": change.state, "note": change.note},
        )
