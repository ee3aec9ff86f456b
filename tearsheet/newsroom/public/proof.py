"""Proof of a published item, made anew each time: every passage against the kept text, every kept page against its hash."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from tearsheet.engine.anchors import NORMALISATION, Difference, passage_digest, verify_excerpt
from tearsheet.engine.model import Span
from tearsheet.newsroom.intake.errors import EvidenceDamaged, EvidenceMissing
from tearsheet.newsroom.intake.evidence import read_bytes
from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.public.addresses import whole
from tearsheet.newsroom.public.facts import anchor_of
from tearsheet.newsroom.public.passages import Passage, set_excerpt
from tearsheet.newsroom.public.reading import Reading, read_item

Evidence = Literal["intact", "missing", "damaged", "unreadable"]

_EVIDENCE_WORDS: dict[Evidence, str] = {
    "intact": "intact: its bytes still have this hash",
    "missing": "missing: the file is gone",
    "damaged": "damaged: the file no longer holds these bytes",
    "unreadable": "unreadable now: the store did not answer",
}
_DIFFERENCES_SHOWN = 5
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageProof:
    """One excerpt or quotation, checked.

    Attributes:
        anchor, kind, where, voice: which block it is; `where` names its update, or is "".
        passage: as it stands on the page.
        language: of the words, or "".
        speaker, source, author, url: who says it, and where.
        state: "verbatim", "changed" or "absent", against the kept text.
        message: what is wrong, or "".
        is_clip_intact: whether the clip's words, its hash and the kept text agree.
        start, end: of the clip in the kept text; code points, half-open.
        evidence: how the kept page stands.
        kept_at, byte_count, sha256: of the kept page.
        seen_state, seen_at: how the words stood at the last look; "" and None if nobody looked.
        differences: where the source's newest revision differs, if it does.
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
    evidence: Evidence
    kept_at: datetime
    byte_count: int
    sha256: str
    seen_state: str = ""
    seen_at: datetime | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether the words are the kept text's, and the kept page is whole."""
        return self.state == "verbatim" and self.is_clip_intact and self.evidence == "intact"

    @property
    def evidence_words(self) -> str:
        """How the kept page stands, in words."""
        return _EVIDENCE_WORDS[self.evidence]


@dataclass(frozen=True, kw_only=True)
class ItemProof:
    """An item and the proofs of all its passages, in page order."""

    item: ItemPage
    passages: tuple[PassageProof, ...]

    @cached_property
    def failures(self) -> list[PassageProof]:
        """What is not proved."""
        return [passage for passage in self.passages if not passage.is_proved]

    @property
    def is_proved(self) -> bool:
        """Whether everything is."""
        return not self.failures


def prove_item(item: ItemPage, *, read: Callable[..., bytes] = read_bytes) -> ItemProof:
    """Check every excerpt and quotation of an item, its updates' included.

    Args:
        item: a published item.
        read: reads kept bytes by `sha256` and `name`; each page is read once.
    """
    reading = read_item(item)
    pages: dict[str, Evidence] = {}
    newest = _newest_texts(reading)
    passages: list[PassageProof] = []
    for block, where in _passages(reading):
        snapshot = block.value["clip"].revision.snapshot
        if snapshot.sha256 not in pages:
            pages[snapshot.sha256] = _examine(snapshot, read)
        passages.append(_prove(block, where, pages[snapshot.sha256], reading, newest))
    return ItemProof(item=item, passages=tuple(passages))


def print_proof(proof: ItemProof) -> dict[str, Any]:
    """The proof as plain data, for machines; no kept text but what is printed on the page."""
    return {
        "item": {
            "id": proof.item.pk,
            "headline": proof.item.title,
            "url": whole(proof.item.url or ""),
            "published_at": proof.item.first_published_at,
        },
        "normalisation": NORMALISATION,
        "is_proved": proof.is_proved,
        "passages": [_print_passage(passage) for passage in proof.passages],
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
            "kept_at": passage.kept_at,
            "sha256": passage.sha256,
            "byte_count": passage.byte_count,
        },
        "at_the_source": {"state": passage.seen_state, "seen_at": passage.seen_at},
    }


def _passages(reading: Reading) -> Iterator[tuple[Any, str]]:
    bodies = [(reading.body, "")] + [(row.body, f"the update “{row.update.headline}”") for row in reading.updates]
    for body, where in bodies:
        for block in body:
            if block.block_type in {"excerpt", "quotation"} and block.value["clip"] is not None:
                yield block, where


def _examine(snapshot: Any, read: Callable[..., bytes]) -> Evidence:
    """How a kept page stands; nothing that goes wrong is passed over."""
    try:
        read(sha256=snapshot.sha256, name=snapshot.storage_name)
    except EvidenceMissing:
        return "missing"
    except EvidenceDamaged:
        return "damaged"
    except OSError:
        return "unreadable"
    return "intact"


def _newest_texts(reading: Reading) -> dict[int, str]:
    """The newest text of each article whose words have changed since, by the article's key."""
    changed = {
        clip.revision.article_id
        for clip in reading.clips
        if clip.pk in reading.checks and reading.checks[clip.pk].state != "verbatim"
    }
    rows = Revision.objects.filter(article__in=changed).order_by("seen_at", "number").values_list("article_id", "text")
    return dict(rows) if changed else {}


def _prove(block: Any, where: str, evidence: Evidence, reading: Reading, newest: dict[int, str]) -> PassageProof:
    value, clip = block.value, block.value["clip"]
    revision = clip.revision
    article, snapshot = revision.article, revision.snapshot
    printed = (value["text"] or "").strip() or clip.exact
    verdict = verify_excerpt(revision.text, printed, within=Span(start=clip.start, end=clip.end))
    check = reading.checks.get(clip.pk)
    return PassageProof(
        anchor=anchor_of(block),
        kind=block.block_type.capitalize(),
        where=where,
        voice=block.block.voice,
        passage=set_excerpt(clip.exact, value["text"] or ""),
        language=article.language,
        speaker=value.get("speaker") or "",
        source=article.source.credit,
        author=revision.author_line,
        url=article.canonical_url,
        state=verdict.state,
        message=verdict.message,
        is_clip_intact=_is_intact(clip),
        start=clip.start,
        end=clip.end,
        evidence=evidence,
        kept_at=snapshot.fetched_at,
        byte_count=snapshot.byte_count,
        sha256=snapshot.sha256,
        seen_state=check.state if check else "",
        seen_at=check.at if check else None,
        differences=_differences(clip.exact, newest.get(article.pk)),
    )


def _is_intact(clip: Any) -> bool:
    """Whether the clip's words, their hash, the kept text and its hash all agree."""
    text = clip.revision.text
    return (
        text[clip.start : clip.end] == clip.exact
        and passage_digest(clip.exact) == clip.sha256
        and passage_digest(text) == clip.revision.text_sha256
    )


def _differences(exact: str, newest: str | None) -> tuple[Difference, ...]:
    """Where the source's newest text differs from a clip; long stretches, which would print the text, are left out."""
    found = verify_excerpt(newest, exact).difference if newest is not None else ()
    return tuple(one for one in found[:_DIFFERENCES_SHOWN] if len(one.before) + len(one.after) <= _LONGEST_SHOWN)
