"""Rows of entries, snapshots, articles and revisions <-> the engine's values."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tearsheet.engine.errors import EngineError, NoArticle, NotReadable, PageMissing
from tearsheet.engine.fetching import Response
from tearsheet.engine.model import Block, BlockKind, Link
from tearsheet.engine.model import Entry as FeedEntry
from tearsheet.engine.prepare import PreparedArticle
from tearsheet.engine.quotes import Quote as FoundQuote
from tearsheet.newsroom.intake.models import Article, Entry, Quote, Revision, Snapshot, Sourcing
from tearsheet.newsroom.sources.models import Feed, Source

UNKNOWN_LANGUAGE = "und"


def sha256_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entry_row(feed: Feed, entry: FeedEntry, digest: str, now: datetime) -> Entry:
    """The row of a new entry, due at once."""
    row = Entry(feed=feed, guid=entry.guid, guid_sha256=sha256_of(entry.guid), first_seen_at=now)
    refresh_entry(row, entry, digest, now)
    return row


def refresh_entry(row: Entry, entry: FeedEntry, digest: str, now: datetime) -> None:
    """Write into a row what the feed says now, and make it due again."""
    row.digest, row.url, row.title, row.summary = digest, entry.url, entry.title, entry.summary
    row.authors, row.published_at, row.source_title = list(entry.authors), entry.published_at, entry.source_title[:300]
    row.outcome, row.reason, row.attempt_count, row.next_try_at = "", "", 0, now


def outcome_of(error: EngineError) -> str:
    """The outcome of an entry whose page was finally rejected."""
    if isinstance(error, PageMissing):
        return Entry.Outcome.MISSING
    # A picture or a document that a feed links to is a page without an article; nobody refused it.
    return Entry.Outcome.NO_ARTICLE if isinstance(error, NoArticle | NotReadable) else Entry.Outcome.REFUSED


def block_to_json(block: Block) -> dict[str, Any]:
    """A block as it is stored; what is not said is not stored."""
    said = {
        "kind": block.kind.value, "text": block.text, "level": block.level, "url": block.url, "alt": block.alt,
        "caption": block.caption, "credit": block.credit, "links": [[link.text, link.url] for link in block.links],
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, [], "") or name == "kind"}


def block_from_json(stored: Mapping[str, Any]) -> Block:
    """The block that `block_to_json` stored."""
    links = tuple(Link(text=text, url=url) for text, url in stored.get("links", ()))
    return Block(**{**stored, "kind": BlockKind(stored["kind"]), "links": links})


def blocks_of(revision: Revision) -> tuple[Block, ...]:
    """A revision's blocks as the engine's values."""
    return tuple(block_from_json(stored) for stored in revision.blocks)


def snapshot_row(response: Response, sha256: str, name: str, now: datetime) -> Snapshot:
    """The row of a kept page."""
    return Snapshot(
        url=response.url,
        final_url=response.final_url,
        fetched_at=now,
        status=response.status,
        headers=[list(pair) for pair in response.headers],
        reservations=list(response.reservations),
        sha256=sha256,
        byte_count=len(response.body),
        storage_name=name,
    )


def article_row(prepared: PreparedArticle, source: Source, fallback: datetime | None, now: datetime) -> Article:
    """The row of a new article.

    Args:
        prepared: what the engine made.
        source: whose it is.
        fallback: when the feed says it was published, for pages that do not say.
        now: when it was seen; no article is sorted later than that, whatever its clock says.
    """
    published = prepared.article.published_at or fallback
    return Article(
        canonical_url=prepared.article.url,
        source=source,
        language=prepared.article.language or source.language or UNKNOWN_LANGUAGE,
        published_at=published,
        first_seen_at=now,
        sorted_at=min(published, now) if published else now,
    )


def revision_row(
    article: Article, snapshot: Snapshot, prepared: PreparedArticle, number: int, now: datetime
) -> Revision:
    """The row of a revision."""
    made = prepared.article
    return Revision(
        article=article,
        snapshot=snapshot,
        number=number,
        made_at=now,
        seen_at=snapshot.fetched_at,
        headline=made.headline,
        authors=list(made.authors),
        published_at=made.published_at,
        modified_at=made.modified_at,
        description=made.description,
        picture_url=made.picture_url or "",
        blocks=[block_to_json(block) for block in made.blocks],
        text=made.text,
        text_sha256=sha256_of(made.text),
        reasons=dict(made.reasons),
        fingerprint=prepared.fingerprint.to_bytes(),
        credit=(prepared.credit or "")[:200],
    )


def sourcing_rows(revision: Revision, prepared: PreparedArticle) -> list[Sourcing]:
    """The rows of what an article says it has from others."""
    return [
        Sourcing(
            revision=revision,
            outlet=(sourcing.outlet or "")[:200],
            cites=(sourcing.cites or "")[:200],
            cue=sourcing.cue[:100],
            start=sourcing.span.start,
            end=sourcing.span.end,
            is_anonymous=sourcing.anonymous,
        )
        for sourcing in prepared.sourcings
    ]


def quote_rows(revision: Revision, quotes: Iterable[FoundQuote]) -> list[Quote]:
    """The rows of who says what in an article."""
    return [
        Quote(
            revision=revision,
            start=quote.span.start,
            end=quote.span.end,
            kind=quote.kind,
            speaker=_one_line(quote.speaker)[:200],
            role=_one_line(quote.role)[:200],
            cue=_one_line(quote.cue)[:100],
            medium=_one_line(quote.medium)[:200],
            is_certain=quote.certain and bool(quote.speaker),
        )
        for quote in quotes
    ]


def _one_line(words: str | None) -> str:
    return " ".join((words or "").split())
