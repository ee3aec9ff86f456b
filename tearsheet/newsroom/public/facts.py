"""Where every word of an item comes from, as the rows of the foot of its page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tearsheet.newsroom.items.blocks import SOURCE
from tearsheet.newsroom.stories.models import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is known of one block.

    Attributes:
        anchor: the block's id on the page.
        kind: "Excerpt", "Quotation", "Comment", "Picture", "Embed", "Related" or "Update".
        voice: whose words it holds.
        speaker: of a quotation.
        source: the publication, or "" for our own words.
        author, url: as the source gives them, or "".
        published_at: when the source published it.
        kept_at, sha256: when the page was kept, and the hash of its bytes; None and "" where nothing is kept.
        origin: "own reporting", why it is none, or "not known".
    """

    anchor: str
    kind: str
    voice: str
    speaker: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    published_at: date | None = None
    kept_at: datetime | None = None
    sha256: str = ""
    origin: str = ""


def anchor_of(block: Any) -> str:
    """The id of a block on its page."""
    return f"b-{str(block.id)[:8]}"


def find_facts(
    item: Any, body: Sequence[Any], updates: Sequence[Any], placements: Mapping[int, Placement]
) -> list[Fact]:
    """The facts of an item, in page order: picture, body, then each update's headline and blocks."""
    facts = [_picture_fact("picture", item.picture_source, item.picture_source_url)] if item.picture else []
    facts += [_block_fact(block, placements) for block in body]
    for reading in updates:
        facts.append(_update_fact(reading))
        facts += [_block_fact(block, placements) for block in reading.body]
    return facts


def count_origins(article_ids: Iterable[int], placements: Mapping[int, Placement]) -> dict[str, int]:
    """Count articles, their known independent origins, and those of which nothing is known: these never count as one."""
    articles = set(article_ids)
    origins = {placements[key].origin_id for key in articles if key in placements and placements[key].origin_id}
    unknown = sum(1 for key in articles if key not in placements or not placements[key].origin_id)
    return {"articles": len(articles), "origins": len(origins), "unknown": unknown}


def _block_fact(block: Any, placements: Mapping[int, Placement]) -> Fact:
    value, anchor = block.value, anchor_of(block)
    match block.block_type:
        case "excerpt" | "quotation" if value["clip"] is not None:
            return _clip_fact(block, value["clip"].revision, placements)
        case "excerpt" | "quotation":
            kind, voice = block.block_type.capitalize(), block.block.voice
            return Fact(anchor=anchor, kind=kind, voice=voice, source="unverified", origin="not known")
        case "picture":
            return _picture_fact(anchor, value["source"], value["source_url"])
        case "embed":
            return Fact(anchor=anchor, kind="Embed", voice=SOURCE, source=value["publisher"], url=value["url"])
        case kind:
            return Fact(anchor=anchor, kind=kind.capitalize(), voice=block.block.voice)


def _clip_fact(block: Any, revision: Any, placements: Mapping[int, Placement]) -> Fact:
    article = revision.article
    return Fact(
        anchor=anchor_of(block),
        kind=block.block_type.capitalize(),
        voice=block.block.voice,
        speaker=block.value.get("speaker") or "",
        source=article.source.credit,
        author=revision.author_line,
        url=article.canonical_url,
        published_at=revision.published_at or article.published_at,
        kept_at=revision.snapshot.fetched_at,
        sha256=revision.snapshot.sha256,
        origin=_origin(placements.get(article.pk)),
    )


def _origin(placement: Placement | None) -> str:
    if placement is None or placement.origin is None:
        return "not known"
    return placement.origin_reason or "own reporting"


def _picture_fact(anchor: str, source: str, url: str) -> Fact:
    return Fact(anchor=anchor, kind="Picture", voice=SOURCE, source=source, url=url)


def _update_fact(reading: Any) -> Fact:
    update, revision = reading.update, reading.update.revision
    return Fact(
        anchor=f"u-{update.pk}",
        kind="Update",
        voice=reading.voice,
        source=update.source_name,
        author=revision.author_line if revision else "",
        url=reading.url,
        published_at=update.when,
        kept_at=revision.snapshot.fetched_at if revision else None,
        sha256=revision.snapshot.sha256 if revision else "",
    )
