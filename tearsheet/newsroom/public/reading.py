"""Items with everything that is printed beside them, in a number of queries that does not grow with the page.

The bodies of all items and updates are laid end to end as one stream, so that clips, pictures and links are each read
once, however many blocks refer to them.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.blocks import EDITOR, SOURCE
from tearsheet.newsroom.items.models import ClipCheck, Correction, ItemPage, SourceChange, Takedown, Update
from tearsheet.newsroom.public.facts import Fact, count_origins, find_facts
from tearsheet.newsroom.stories.models import Placement

_BETWEEN = "<!--between-->"


@dataclass(frozen=True, kw_only=True)
class UpdateReading:
    """An update, its blocks, and whose words its headline holds."""

    update: Update
    body: list[Any]

    @property
    def voice(self) -> str:
        """`source` while the headline is the source's own, else `editor`."""
        return SOURCE if self.update.has_verbatim_headline else EDITOR

    @property
    def language(self) -> str:
        """Of the headline, where it is the source's; else ""."""
        revision = self.update.revision
        return revision.article.language if revision and self.voice == SOURCE else ""

    @property
    def url(self) -> str:
        """Where it stands at the source, or ""."""
        revision = self.update.revision
        return self.update.url or (revision.article.canonical_url if revision else "")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An item as readers see it.

    Attributes:
        item: the page.
        body: its blocks.
        updates, corrections: newest first.
        checks: when each clip was last found verbatim, by the clip's key.
        changes: what a source has since changed in a clip and readers are told of, by the clip's key.
        placements: what is known of the origin of each cited article, by the article's key.
    """

    item: ItemPage
    body: list[Any]
    updates: list[UpdateReading] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    checks: dict[int, ClipCheck] = field(default_factory=dict)
    changes: dict[int, SourceChange] = field(default_factory=dict)
    placements: dict[int, Placement] = field(default_factory=dict)

    @cached_property
    def blocks(self) -> list[Any]:
        """All blocks, the updates' after the body's."""
        return [*self.body, *(block for update in self.updates for block in update.body)]

    @cached_property
    def clips(self) -> list[Any]:
        """The clips of all excerpts and quotations, in page order."""
        return _clips(self.blocks)

    @cached_property
    def sources(self) -> list[str]:
        """Who speaks on the page, in page order, each once."""
        names = [clip.revision.article.source.credit for clip in self.clips]
        return list(
            dict.fromkeys([*names, *(row.update.source_name for row in self.updates if row.update.source_name)])
        )

    @cached_property
    def withdrawal(self) -> Correction | None:
        """The withdrawal or recall in force, if there is one."""
        kinds = {Correction.Kind.WITHDRAWAL, Correction.Kind.RECALL}
        return next((row for row in self.corrections if row.kind in kinds and row.ended_at is None), None)

    @cached_property
    def facts(self) -> list[Fact]:
        """Where every word comes from, block by block."""
        return find_facts(self.item, self.body, self.updates, self.placements)

    @cached_property
    def origins(self) -> dict[str, int]:
        """How many articles are cited, how many independent origins they have, and of how many nothing is known."""
        return count_origins([clip.revision.article_id for clip in self.clips], self.placements)


def read_item(item: ItemPage) -> Reading:
    """One item, published or previewed."""
    return read_items([item])[0]


def read_items(items: Sequence[ItemPage]) -> list[Reading]:
    """Items, in the order given.

    Args:
        items: saved, or (for a preview) made from a draft.
    """
    prefetch_related_objects([item for item in items if not _is_draft(item)], "updates")
    prefetch_related_objects([item for item in items if item.pk], "corrections")
    updates = [item.sorted_updates for item in items]
    revisions = Revision.objects.select_related("article__source", "snapshot").defer("text", "blocks", "fingerprint")
    prefetch_related_objects([update for some in updates for update in some], Prefetch("revision", queryset=revisions))
    bodies = iter(
        join_streams(
            stream
            for item, some in zip(items, updates, strict=True)
            for stream in (item.body, *(update.body for update in some))
        )
    )
    laid_out = [
        (item, next(bodies), [UpdateReading(update=update, body=next(bodies)) for update in some])
        for item, some in zip(items, updates, strict=True)
    ]
    clips = _clips([block for _, body, some in laid_out for block in (*body, *(b for u in some for b in u.body))])
    checks = latest_checks(clip.pk for clip in clips)
    changes = public_changes(clip.pk for clip in clips if clip.takedown is None)
    placements = _placements(clip.revision.article_id for clip in clips)
    return [
        Reading(
            item=item,
            body=body,
            updates=some,
            corrections=sorted(item.corrections.all(), key=lambda row: row.at, reverse=True) if item.pk else [],
            checks=checks,
            changes=changes,
            placements=placements,
        )
        for item, body, some in laid_out
    ]


def join_streams(streams: Iterable[StreamValue]) -> list[list[Any]]:
    """The blocks of each stream, all read together."""
    raw = [list(stream.raw_data) for stream in streams]
    joined = StreamValue(
        ItemPage._meta.get_field("body").stream_block,  # noqa: SLF001 - Django's documented way to a field
        [child for stream in raw for child in stream],
        is_lazy=True,
    )
    blocks = list(joined)
    _withdraw_excerpts(blocks)
    _prepare_pictures(blocks)
    _prepare_comments(blocks)
    _prepare_related(blocks)
    rest = iter(blocks)
    return [[block for block in islice(rest, len(stream)) if not _is_empty(block)] for stream in raw]


def latest_checks(clip_ids: Iterable[int]) -> dict[int, ClipCheck]:
    """The latest check of each clip that found it verbatim, in the kept text or at its source, in one query."""
    return _latest(ClipCheck.objects.filter(state=ClipCheck.State.VERBATIM), clip_ids)


def latest_looks(clip_ids: Iterable[int]) -> dict[int, ClipCheck]:
    """The latest look at each clip's source that showed how its words stand there, in one query."""
    looks = ClipCheck.objects.filter(is_at_source=True).exclude(state=ClipCheck.State.UNREADABLE)
    return _latest(looks, clip_ids)


def _latest(checks: Any, clip_ids: Iterable[int]) -> dict[int, ClipCheck]:
    newest = checks.filter(clip=OuterRef("clip")).order_by("-at", "-pk").values("pk")[:1]
    return {check.clip_id: check for check in checks.filter(clip__in=set(clip_ids), pk=Subquery(newest))}


def public_changes(clip_ids: Iterable[int]) -> dict[int, SourceChange]:
    """What sources have since changed in these clips, as far as readers are told, in one query."""
    lasting = SourceChange.objects.filter(clip__in=set(clip_ids), ended_at__isnull=True)
    return {change.clip_id: change for change in lasting if change.is_public}


def _is_draft(item: ItemPage) -> bool:
    """Whether its updates come with it, as in a preview, instead of from the database."""
    return not item.pk or "updates" in getattr(item, "_cluster_related_objects", {})


def _clips(blocks: Iterable[Any]) -> list[Any]:
    values = [block.value for block in blocks if block.block_type in {"excerpt", "quotation"}]
    return [value["clip"] for value in values if value["clip"] is not None]


def _placements(article_ids: Iterable[int]) -> dict[int, Placement]:
    placements = Placement.objects.filter(article__in=set(article_ids)).select_related("origin").defer("terms")
    return {placement.article_id: placement for placement in placements}


def _withdraw_excerpts(blocks: list[Any]) -> None:
    """Empty every block whose words were taken down: what prints it finds no words, only the takedown."""
    takedowns = Takedown.objects.covering(_clips(blocks))
    for block in blocks:
        clip = block.value["clip"] if block.block_type in {"excerpt", "quotation"} else None
        if clip is not None and clip.pk in takedowns:
            emptied = copy(clip)
            emptied.exact = emptied.prefix = emptied.suffix = ""
            emptied.takedown = takedowns[clip.pk]
            for name in set(block.value) - {"clip"}:
                block.value[name] = ""
            block.value["clip"] = emptied


def _prepare_pictures(blocks: list[Any]) -> None:
    images = [block.value["image"] for block in blocks if block.block_type == "picture" and block.value["image"]]
    prefetch_related_objects(images, "renditions")


class _Expanded:
    """A rich text whose links are already looked up."""

    def __init__(self, html: str) -> None:
        self.html = mark_safe(html)

    def __html__(self) -> SafeString:
        return self.html

    def __str__(self) -> SafeString:
        return self.html


def _prepare_comments(blocks: list[Any]) -> None:
    """Look up the pages that comments link to all at once."""
    comments = [block for block in blocks if block.block_type == "comment"]
    sources = [block.value["text"].source for block in comments]
    expanded = expand_db_html(_BETWEEN.join(sources)).split(_BETWEEN)
    if len(expanded) == len(comments):
        for block, html in zip(comments, expanded, strict=True):
            block.value["text"] = _Expanded(html)


def _prepare_related(blocks: list[Any]) -> None:
    """Keep only links that readers may follow: published pages of ours, and addresses elsewhere."""
    related = [block for block in blocks if block.block_type == "related"]
    pages = {link["page"].pk for block in related for link in block.value["links"] if link["page"]}
    shown = set(Page.objects.live().public().filter(pk__in=pages).values_list("pk", flat=True)) if pages else set()
    for block in related:
        links = block.value["links"]
        block.value["links"] = [link for link in links if (link["page"].pk in shown if link["page"] else link["url"])]


def _is_empty(block: Any) -> bool:
    return block.block_type == "related" and not block.value["links"]
