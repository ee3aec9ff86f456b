"""How much an item takes from each article and whose pictures it shows, beside what their sources allow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from tearsheet.engine.anchors import verify_excerpt
from tearsheet.engine.model import Span
from tearsheet.newsroom.items.models.rights import RightsOverride
from tearsheet.newsroom.sources.models import Source

#: A block, where it stands in words, and the form field it belongs to.
Placed = tuple[Any, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What an item takes from one article, all its excerpts and quotations together.

    Attributes:
        article, source: whose words.
        characters: of the article that are printed, each counted once (code points).
        length: of the article's text.
        override: the latest override that covers this much, or None.
        block_id, field: of the last block that takes from it, and the form field it stands in.
    """

    article: Any
    source: Source
    characters: int
    length: int
    override: RightsOverride | None = None
    block_id: str = ""
    field: str = "body"

    @property
    def share(self) -> float:
        """Of the article, in per cent."""
        return 100 * self.characters / max(1, self.length)

    @property
    def is_over(self) -> bool:
        """Whether it is more than the source allows."""
        longest, largest = self.source.longest_excerpt, self.source.largest_share
        return (longest is not None and self.characters > longest) or (largest is not None and self.share > largest)

    @property
    def limits(self) -> str:
        """What the source allows, in words; "" without limits."""
        longest, largest = self.source.longest_excerpt, self.source.largest_share
        parts = [f"{longest:,} characters"] if longest is not None else []
        parts += [f"{largest} % of an article"] if largest is not None else []
        return " and ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BannedPicture:
    """A picture taken from a source that allows none.

    Attributes:
        source: which.
        where, field, block_id: where it stands.
        override: the latest override for this source's pictures in the item, or None.
    """

    source: Source
    where: str
    field: str
    block_id: str = ""
    override: RightsOverride | None = None


def find_used(item: Any, blocks: Iterable[Placed]) -> list[Used]:
    """What an item takes from each article, in page order; overrides are read in one query if any limit is reached.

    Args:
        item: an ItemPage, saved or not.
        blocks: its blocks, from `list_blocks`.
    """
    spans: dict[int, list[Span]] = {}
    clips: dict[int, Any] = {}
    places: dict[int, tuple[str, str]] = {}
    for block, _, field in blocks:
        clip = block.value["clip"] if block.block_type in {"excerpt", "quotation"} else None
        if clip is not None and clip.takedown is None:
            spans.setdefault(clip.revision_id, []).extend(_printed(clip, block.value["text"] or ""))
            clips[clip.revision_id] = clip
            places[clip.revision.article_id] = (str(block.id or ""), field)
    found: dict[int, Used] = {}
    for key, clip in clips.items():
        revision, earlier = clip.revision, found.get(clip.revision.article_id)
        block_id, field = places[revision.article_id]
        found[revision.article_id] = Used(
            article=revision.article,
            source=revision.article.source,
            characters=_covered(spans[key]) + (earlier.characters if earlier else 0),
            length=max(len(revision.text), earlier.length if earlier else 0),
            block_id=block_id,
            field=field,
        )
    return _with_overrides(item, list(found.values()))


def find_banned_pictures(item: Any, blocks: Iterable[Placed]) -> list[BannedPicture]:
    """Pictures taken from sources that allow none, by the name or address they are said to be from; two queries at most.

    Args:
        item: an ItemPage, saved or not.
        blocks: its blocks, from `list_blocks`.
    """
    shown = [("Picture", "picture_source", "", item.picture_source, item.picture_source_url)] if item.picture else []
    for block, where, field in blocks:
        if block.block_type == "picture":
            shown.append((where, field, str(block.id or ""), block.value["source"], block.value["source_url"]))
    banning = list(Source.objects.filter(may_use_pictures=False)) if shown else []
    found = [
        BannedPicture(source=source, where=where, field=field, block_id=block_id)
        for where, field, block_id, name, url in shown
        if (source := next((one for one in banning if _is_from(one, name or "", url or "")), None))
    ]
    allowed = {row.source_id: row for row in reversed(_overrides(item) if found else []) if row.article_id is None}
    return [replace(one, override=allowed.get(one.source.pk)) for one in found]


def list_blocks(item: Any, updates: Iterable[Any]) -> Iterator[Placed]:
    """The blocks of an item's body and updates, in page order."""
    for number, block in enumerate(item.body, 1):
        yield block, f"Block {number} ({block.block_type})", "body"
    for order, update in enumerate(updates, 1):
        for number, block in enumerate(update.body, 1):
            yield block, f"Update {order}, block {number} ({block.block_type})", "updates"


def _printed(clip: Any, text: str) -> list[Span]:
    """Where the source's words that an excerpt prints stand in the revision's text."""
    whole = Span(start=clip.start, end=clip.end)
    if not text.strip():
        return [whole]
    pieces = verify_excerpt(clip.revision.text, text.strip(), within=whole).pieces
    return [piece.span for piece in pieces if piece.kind == "verbatim" and piece.span] or [whole]


def _covered(spans: Sequence[Span]) -> int:
    """How many code points some spans cover, overlaps counted once."""
    covered = end = 0
    for span in sorted(spans, key=lambda span: span.start):
        covered += max(0, span.end - max(span.start, end))
        end = max(end, span.end)
    return covered


def _with_overrides(item: Any, found: list[Used]) -> list[Used]:
    overrides = _overrides(item) if any(one.is_over for one in found) else []
    return [
        replace(
            one,
            override=next(
                (row for row in overrides if row.article_id == one.article.pk and row.characters >= one.characters),
                None,
            ),
        )
        if one.is_over
        else one
        for one in found
    ]


def _overrides(item: Any) -> list[RightsOverride]:
    """The item's overrides, newest first; one query."""
    return list(RightsOverride.objects.filter(item=item.pk).select_related("by", "source")) if item.pk else []


def _is_from(source: Source, name: str, url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    is_named = name.strip().casefold() in {source.name.casefold(), source.credit.casefold()}
    return is_named or f".{host}".endswith(f".{source.host}")
