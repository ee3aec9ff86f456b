"""Proof of a published item, made anew each time: every passage against the kept text, every kept page against its hash."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tearsheet.engine.anchors import NORMALISATION, passage_digest, verify_excerpt
from tearsheet.engine.model import Span
from tearsheet.newsroom.intake.evidence import EvidenceState, Examination, examine_bytes
from tearsheet.newsroom.items.blocks import EDITOR
from tearsheet.newsroom.items.models import ClipCheck, ItemPage, RightsOverride
from tearsheet.newsroom.items.packing import CitedPage, list_cited_pages
from tearsheet.newsroom.items.rights import Used, find_used
from tearsheet.newsroom.public.addresses import whole
from tearsheet.newsroom.public.changes import Notice, make_notice
from tearsheet.newsroom.public.facts import anchor_of
from tearsheet.newsroom.public.passages import Passage, set_excerpt
from tearsheet.newsroom.public.reading import Reading, latest_looks, read_item

_EVIDENCE_WORDS: dict[EvidenceState, str] = {
    "intact": "intact: its bytes still have this hash",
    "missing": "missing: the file is gone",
    "damaged": "damaged: the file no longer holds these bytes",
    "unreadable": "unreadable now: the store did not answer",
}
Examine = Callable[..., Examination]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageProof:
    """One excerpt or quotation, checked.

    Attributes:
        anchor, kind, where, voice: which block it is; `where` names its update, or is "".
        passage: as it stands on the page.
        language: of the words, or "".
        speaker, source, author, url: who says it, and where.
        state: "verbatim", "changed" or "absent", against the kept text; "withdrawn" where its words were taken down.
        message: what is wrong, or "".
        is_clip_intact: whether the clip's words, its hash and the kept text agree.
        start, end: of the clip in the kept text; code points, half-open.
        evidence, examined_at: how the kept page stands, and when that was looked at.
        kept_url, kept_at, status, byte_count, sha256: of the kept page: the address that answered, when, how, its bytes.
        seen_state, seen_at: how the words stood at the last look at the source; "" and None if nobody looked.
        notice: what the source has changed since; None if nothing, or nothing that is certain.
    """

    anchor: str
    kind: str
    where: str
    voice: str
    passage: Passage
    language: str
    speaker: str
    source: str
    author: str
    url: str
    state: str
    message: str
    is_clip_intact: bool
    start: int
    end: int
    evidence: EvidenceState
    examined_at: datetime
    kept_url: str
    kept_at: datetime
    status: int
    byte_count: int
    sha256: str
    seen_state: str = ""
    seen_at: datetime | None = None
    notice: Notice | None = None

    @property
    def is_proved(self) -> bool:
        """Whether the words are the kept text's, and the kept page is whole."""
        return self.state == "verbatim" and self.is_clip_intact and self.evidence == "intact"

    @property
    def evidence_words(self) -> str:
        """How the kept page stands, in words."""
        return _EVIDENCE_WORDS[self.evidence]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProof:
    """How one block is proved.

    Attributes:
        anchor, kind, voice: which block it is.
        state: of an excerpt or quotation as its passage; "verbatim" for an update's headline that is the source's own;
            "ours" for the desk's words; "as credited" for pictures and cards, of which no words are compared.
    """

    anchor: str
    kind: str
    voice: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ItemProof:
    """An item and the proofs of all its passages, in page order, and what it takes from each article.

    Attributes:
        item: the page.
        passages: of all excerpts and quotations.
        blocks: every block of the page: what it is, whose words it holds, and how it is proved.
        cited: the kept pages behind it, each with whether readers may download it.
        used: how much is printed of each cited article.
        overrides: a chief editor's words that more may be used than a source allows, newest first.
        checked_at: when all this was compared.
    """

    item: ItemPage
    passages: tuple[PassageProof, ...]
    blocks: tuple[BlockProof, ...] = ()
    cited: tuple[CitedPage, ...] = ()
    used: tuple[Used, ...] = ()
    overrides: tuple[RightsOverride, ...] = ()
    checked_at: datetime = field(default_factory=timezone.now)

    @cached_property
    def standing(self) -> list[PassageProof]:
        """What is printed; withdrawn excerpts are not, and have nothing to prove."""
        return [passage for passage in self.passages if passage.state != "withdrawn"]

    @cached_property
    def failures(self) -> list[PassageProof]:
        """What is not proved."""
        return [passage for passage in self.standing if not passage.is_proved]

    @property
    def offered_count(self) -> int:
        """How many of the kept pages readers may download."""
        return sum(page.is_offered for page in self.cited)

    @property
    def is_proved(self) -> bool:
        """Whether everything is."""
        return not self.failures


def prove_item(item: ItemPage, *, examine: Examine = examine_bytes) -> ItemProof:
    """Check every excerpt and quotation of an item, its updates' included.

    Args:
        item: a published item.
        examine: looks at kept bytes by `sha256` and `name`; each page once.
    """
    reading = read_item(item)
    looks = latest_looks(clip.pk for clip in reading.clips)
    pages: dict[str, Examination] = {}
    passages: list[PassageProof] = []
    for block, where in _passages(reading):
        snapshot = block.value["clip"].revision.snapshot
        if snapshot.sha256 not in pages:
            pages[snapshot.sha256] = examine(sha256=snapshot.sha256, name=snapshot.storage_name)
        passages.append(_prove(block, where, pages[snapshot.sha256], reading, looks))
    return ItemProof(
        item=item,
        passages=tuple(passages),
        blocks=tuple(_list_blocks(reading, passages)),
        cited=tuple(list_cited_pages(item)),
        used=tuple(find_used(item, [(block, "", "") for block in reading.blocks])),
        overrides=tuple(item.rights_overrides.select_related("by", "source", "article")),
    )


def print_proof(proof: ItemProof) -> dict[str, Any]:
    """The proof as plain data, for machines; no kept text but what is printed on the page."""
    return {
        "item": {
            "id": proof.item.pk,
            "headline": proof.item.title,
            "url": whole(proof.item.url or ""),
            "published_at": proof.item.first_published_at,
        },
        "checked_at": proof.checked_at,
        "normalisation": NORMALISATION,
        "is_proved": proof.is_proved,
        "blocks": [
            {"block": block.anchor, "kind": block.kind.lower(), "voice": block.voice, "state": block.state}
            for block in proof.blocks
        ],
        "passages": [_print_passage(passage) for passage in proof.passages],
        "wacz": whole(reverse("verify_wacz", args=[proof.item.pk])) if proof.offered_count else None,
        "rights": {
            "used": [_print_used(used) for used in proof.used],
            "overrides": [_print_override(override) for override in proof.overrides],
        },
    }


def _print_used(used: Used) -> dict[str, Any]:
    return {
        "url": used.article.canonical_url,
        "source": used.source.credit,
        "characters": used.characters,
        "share_percent": round(used.share, 1),
        "longest_excerpt": used.source.longest_excerpt,
        "largest_share_percent": used.source.largest_share,
        "is_over": used.is_over,
        "is_overridden": used.override is not None,
    }


def _print_override(row: RightsOverride) -> dict[str, Any]:
    return {
        "source": row.source.credit,
        "url": row.article.canonical_url if row.article else "",
        "about": "excerpts" if row.article else "pictures",
        "characters": row.characters,
        "reason": row.reason,
        "by": str(row.by or ""),
        "at": row.at,
    }


def _print_passage(passage: PassageProof) -> dict[str, Any]:
    return {
        "block": passage.anchor,
        "kind": passage.kind.lower(),
        "update": passage.where,
        "voice": passage.voice,
        "printed": passage.passage.text,
        "speaker": passage.speaker,
        "source": passage.source,
        "author": passage.author,
        "url": passage.url,
        "is_proved": passage.is_proved,
        "state": passage.state,
        "message": passage.message,
        "clip": {"is_intact": passage.is_clip_intact, "start": passage.start, "end": passage.end},
        "kept_page": {
            "state": passage.evidence,
            "examined_at": passage.examined_at,
            "url": passage.kept_url,
            "kept_at": passage.kept_at,
            "status": passage.status,
            "sha256": passage.sha256,
            "byte_count": passage.byte_count,
        },
        "at_the_source": {
            "state": passage.seen_state,
            "seen_at": passage.seen_at,
            "change": _print_notice(passage.notice) if passage.notice else None,
        },
    }


def _print_notice(notice: Notice) -> dict[str, Any]:
    change = notice.change
    is_kept = change.decision == change.Decision.KEPT
    return {
        "state": change.state,
        "rank": change.Rank(change.rank).name.lower(),
        "what": notice.words,
        "found_at": change.found_at,
        "note": change.note if is_kept else "",
        "noted_at": change.decided_at if is_kept else None,
        "differences": [{"before": one.before, "after": one.after} for one in notice.differences],
    }


def _passages(reading: Reading) -> Iterator[tuple[Any, str]]:
    bodies = [(reading.body, "")] + [(row.body, f"the update “{row.update.headline}”") for row in reading.updates]
    for body, where in bodies:
        for block in body:
            if block.block_type in {"excerpt", "quotation"} and block.value["clip"] is not None:
                yield block, where


def _list_blocks(reading: Reading, passages: Sequence[PassageProof]) -> Iterator[BlockProof]:
    """Every block of the page, the passages with their verdict."""
    states = {passage.anchor: passage.state for passage in passages}
    for fact in reading.facts:
        own = "ours" if fact.voice == EDITOR else "verbatim" if fact.kind == "Update" else "as credited"
        yield BlockProof(anchor=fact.anchor, kind=fact.kind, voice=fact.voice, state=states.get(fact.anchor, own))


def _prove(
    block: Any, where: str, examined: Examination, reading: Reading, looks: Mapping[int, ClipCheck]
) -> PassageProof:
    value, clip = block.value, block.value["clip"]
    if clip.takedown:
        return _prove_withdrawn(block, where, examined)
    revision = clip.revision
    printed = (value["text"] or "").strip() or clip.exact
    verdict = verify_excerpt(revision.text, printed, within=Span(start=clip.start, end=clip.end))
    look, change = looks.get(clip.pk), reading.changes.get(clip.pk)
    return PassageProof(
        **_name_place(block, where, examined),
        passage=set_excerpt(clip.exact, value["text"] or ""),
        language=revision.article.language,
        speaker=value.get("speaker") or "",
        author=revision.author_line,
        state=verdict.state,
        message=verdict.message,
        is_clip_intact=_is_intact(clip),
        seen_state=look.state if look else "",
        seen_at=look.at if look else None,
        notice=make_notice(change, clip) if change else None,
    )


def _prove_withdrawn(block: Any, where: str, examined: Examination) -> PassageProof:
    """What is said of an excerpt that was taken down: when, where it was from, and none of its words."""
    takedown = block.value["clip"].takedown
    told = f"This excerpt was withdrawn on {date_format(timezone.localtime(takedown.at), 'j F Y')}."
    return PassageProof(
        **_name_place(block, where, examined),
        passage=set_excerpt("", ""),
        language="",
        speaker="",
        author="",
        state="withdrawn",
        message=f"{told} {takedown.text}".strip(),
        is_clip_intact=True,
    )


def _name_place(block: Any, where: str, examined: Examination) -> dict[str, Any]:
    """Which block it is, where its clip was cut, and how the kept page stands."""
    clip = block.value["clip"]
    article, snapshot = clip.revision.article, clip.revision.snapshot
    return {
        "anchor": anchor_of(block),
        "kind": block.block_type.capitalize(),
        "where": where,
        "voice": block.block.voice,
        "source": article.source.credit,
        "url": article.canonical_url,
        "start": clip.start,
        "end": clip.end,
        "evidence": examined.state,
        "examined_at": examined.at,
        "kept_url": snapshot.final_url,
        "kept_at": snapshot.fetched_at,
        "status": snapshot.status,
        "byte_count": snapshot.byte_count,
        "sha256": snapshot.sha256,
    }


def _is_intact(clip: Any) -> bool:
    """Whether the clip's words, their hash, the kept text and its hash all agree."""
    text = clip.revision.text
    return (
        text[clip.start : clip.end] == clip.exact
        and passage_digest(clip.exact) == clip.sha256
        and passage_digest(text) == clip.revision.text_sha256
    )
