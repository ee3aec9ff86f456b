"""The kept pages that an item cites, to be handed out as a WACZ file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Literal

from django.utils import timezone

from tearsheet.engine.captures import KeptPage, pack_wacz
from tearsheet.newsroom.intake.errors import EvidenceDamaged, EvidenceMissing
from tearsheet.newsroom.intake.evidence import read_bytes
from tearsheet.newsroom.intake.models import Revision, Snapshot
from tearsheet.newsroom.items.models import Clip, ItemPage

PageState = Literal["included", "not_offered", "missing", "damaged", "unreadable"]

_REASONS: dict[PageState, str] = {
    "included": "",
    "not_offered": "Left out: its source's policy does not let readers download its pages.",
    "missing": "Left out: the kept file is gone.",
    "damaged": "Left out: the kept file no longer holds the bytes that were kept.",
    "unreadable": "Left out: the store did not answer.",
}
_PASSAGES = ("excerpt", "quotation")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPage:
    """A kept page that an item cites.

    Attributes:
        snapshot: the kept page.
        headline: of the revision made from it.
        source: the publication's name.
        is_offered: whether readers may download it.
        clips: what the item prints of it; empty where only its headline is used.
    """

    snapshot: Snapshot
    headline: str
    source: str
    is_offered: bool
    clips: tuple[Clip, ...] = ()


@dataclass(slots=True, kw_only=True)
class Packed:
    """What a package came to: each cited page and what became of it, in page order."""

    pages: list[tuple[CitedPage, PageState]] = field(default_factory=list)

    @property
    def left_out(self) -> list[tuple[CitedPage, str]]:
        """The pages that are not in it, each with the reason in words."""
        return [(page, _REASONS[state]) for page, state in self.pages if state != "included"]


def list_cited_pages(item: ItemPage) -> list[CitedPage]:
    """The kept pages behind an item, each once, in page order; two queries, whatever the size of the item.

    Args:
        item: published, or the latest draft.
    """
    updates = item.sorted_updates
    keys = [
        block["value"]["clip"]
        for stream in (item.body, *(update.body for update in updates))
        for block in stream.raw_data
        if block["type"] in _PASSAGES and block["value"]["clip"]
    ]
    clips = Clip.objects.select_related("revision").defer("revision__text", "revision__blocks").in_bulk(keys)
    revisions = [clips[key].revision_id for key in keys if key in clips]
    revisions += [update.revision_id for update in updates if update.revision_id]
    rows = Revision.objects.select_related("snapshot", "article__source").defer("text", "blocks").in_bulk(revisions)
    cut: dict[int, list[Clip]] = {}
    for key in dict.fromkeys(keys):
        if key in clips:
            cut.setdefault(rows[clips[key].revision_id].snapshot_id, []).append(clips[key])
    pages = {rows[key].snapshot_id: rows[key] for key in reversed(revisions)}
    order = dict.fromkeys(rows[key].snapshot_id for key in revisions)
    return [_cited(pages[key], cut.get(key, ())) for key in order]


def count_withheld(pages: Sequence[CitedPage]) -> dict[str, int]:
    """How many pages of each source readers may not have, in page order of the sources."""
    return dict(Counter(page.source for page in pages if not page.is_offered))


def pack_item(item: ItemPage, target: BinaryIO, *, for_readers: bool) -> Packed:
    """Write the kept pages that an item cites as a WACZ file; the same item gives the same bytes.

    Pages are read one at a time. What cannot be read, or may not be handed out, is named with its reason in the file
    `evidence/proof.json` of the package, and in what is returned.

    Args:
        item: published, or the latest draft.
        target: an open, seekable file.
        for_readers: leave out pages whose source's policy does not let readers have them.
    """
    cited = list_cited_pages(item)
    packed = Packed()
    rows: list[dict[str, Any]] = []
    pack_wacz(
        target,
        _read_pages(cited, packed, rows, for_readers=for_readers),
        title=item.title,
        description="The pages this item cites, as they were kept. evidence/proof.json names what is left out, and why.",
        created_at=_made_at(item, cited),
        extra={"proof.json": {"item": {"id": item.pk, "headline": item.title}, "pages": rows}},
    )
    return packed


def _made_at(item: ItemPage, cited: Sequence[CitedPage]) -> datetime:
    """When what is packed came to be: the same for the same item, whenever it is packed."""
    latest = max((page.snapshot.fetched_at for page in cited), default=None)
    return item.last_published_at or item.latest_revision_created_at or latest or timezone.now()


def _cited(revision: Revision, clips: Sequence[Clip]) -> CitedPage:
    source = revision.article.source
    return CitedPage(
        snapshot=revision.snapshot,
        headline=revision.headline,
        source=source.name,
        is_offered=source.may_offer_snapshots,
        clips=tuple(clips),
    )


def _read_pages(
    cited: Sequence[CitedPage], packed: Packed, rows: list[dict[str, Any]], *, for_readers: bool
) -> Iterator[KeptPage]:
    """The pages that can be handed out, read one by one; each is noted, whatever becomes of it."""
    for page in cited:
        state: PageState = "included" if page.is_offered or not for_readers else "not_offered"
        body = b""
        if state == "included":
            state, body = _read(page.snapshot)
        packed.pages.append((page, state))
        rows.append(_print_page(page, state))
        if state == "included":
            yield _kept(page, body)


def _read(snapshot: Snapshot) -> tuple[PageState, bytes]:
    try:
        return "included", read_bytes(sha256=snapshot.sha256, name=snapshot.storage_name)
    except EvidenceMissing:
        return "missing", b""
    except EvidenceDamaged:
        return "damaged", b""
    except OSError:
        return "unreadable", b""


def _kept(page: CitedPage, body: bytes) -> KeptPage:
    snapshot = page.snapshot
    return KeptPage(
        url=snapshot.final_url,
        status=snapshot.status,
        headers=tuple((name, value) for name, value in snapshot.headers),
        body=body,
        captured_at=snapshot.fetched_at,
        title=page.headline,
    )


def _print_page(page: CitedPage, state: PageState) -> dict[str, Any]:
    snapshot = page.snapshot
    return {
        "url": snapshot.final_url,
        "source": page.source,
        "headline": page.headline,
        "kept_at": snapshot.fetched_at.isoformat(),
        "sha256": snapshot.sha256,
        "byte_count": snapshot.byte_count,
        "state": state,
        "reason": _REASONS[state],
        "clips": [{"start": clip.start, "end": clip.end, "sha256": clip.sha256} for clip in page.clips],
    }
