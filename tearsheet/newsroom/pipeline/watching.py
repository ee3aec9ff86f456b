"""From answers to looks: what a page that is read again says about the passages we cite. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tearsheet.engine.anchors import (
    CONFIRMING_WAIT,
    EditRank,
    SightingState,
    follow_passage,
    is_confirmed,
    next_look_at,
    stands_on,
)
from tearsheet.engine.errors import EngineError, PageMissing, ServerBusy, Transient
from tearsheet.engine.fetching import FetchRequest, Purpose, Response
from tearsheet.engine.prepare import read_words
from tearsheet.newsroom.intake.actions import Stored, TakenPage
from tearsheet.newsroom.intake.errors import EvidenceNotKept
from tearsheet.newsroom.items.actions import ClipSighting, Look
from tearsheet.newsroom.items.models import Clip, ClipCheck, Watch
from tearsheet.newsroom.pipeline.reading import Answer, prepare
from tearsheet.newsroom.sources.mapping import KnownNames

Outcome = Watch.Outcome
_STATES: dict[SightingState, str] = {
    "unchanged": ClipCheck.State.VERBATIM,
    "changed": ClipCheck.State.CHANGED,
    "gone": ClipCheck.State.ABSENT,
    "unreadable": ClipCheck.State.UNREADABLE,
}
_ABSENCES = {Outcome.MISSING: ClipCheck.State.PAGE_GONE, Outcome.UNREADABLE: ClipCheck.State.UNREADABLE}
_FIRST_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A cited page as it was read again.

    Attributes:
        watch: its row, as it was before.
        clips: what published items print of it.
        outcome: how the look ended.
        reason: why, in words, where it says nothing about our passages.
        sightings: how our clips stand; for a page that is not there, how they will stand once that is confirmed.
        page: what is to be stored, if it shows the article.
        retry_after_seconds: how long the server wants to be left alone, or None.
    """

    watch: Watch
    clips: tuple[Clip, ...]
    outcome: Outcome
    reason: str = ""
    sightings: tuple[ClipSighting, ...] = ()
    page: TakenPage | None = None
    retry_after_seconds: float | None = None


def request_to_look(watch: Watch) -> FetchRequest:
    """The conditional request for a cited page, at the address that gave it before."""
    return FetchRequest(
        url=watch.article.revision.snapshot.final_url,
        purpose=Purpose.PAGE,
        etag=watch.etag or None,
        last_modified=watch.last_modified or None,
    )


def read_again(answers: Sequence[tuple[Watch, Answer]], names: KnownNames) -> list[Reading]:
    """Read what cited pages answered; one query for the clips of all."""
    clips: dict[int, list[Clip]] = defaultdict(list)
    cited = Clip.objects.filter(revision__article__in=[watch.article_id for watch, _ in answers])
    for clip in cited.filter(citations__item__live=True).distinct().select_related("revision").order_by("pk"):
        clips[clip.revision.article_id].append(clip)
    return [_read(watch, answer, tuple(clips[watch.article_id]), names) for watch, answer in answers]


def conclude(readings: Iterable[Reading], stored: Stored, now: datetime) -> list[Look]:
    """The looks that these readings come to, once it is known which pages could be kept; the watches' rows are changed.

    A page that could not be kept proves nothing: that look counts as failed, and is made again.
    """
    unkept = {
        page.article.pk: str(page.error)
        for page, _ in stored.outcomes
        if page.article is not None and isinstance(page.error, EvidenceNotKept)
    }
    return [
        _apply(
            replace(reading, outcome=Outcome.FAILED, reason=unkept[reading.watch.article_id], sightings=(), page=None)
            if reading.watch.article_id in unkept
            else reading,
            now,
        )
        for reading in readings
    ]


def _read(watch: Watch, answer: Answer, clips: tuple[Clip, ...], names: KnownNames) -> Reading:
    if isinstance(answer, Response):
        return _read_page(watch, answer, clips, names)
    if isinstance(answer, PageMissing):
        return _absent(watch, clips, Outcome.MISSING, str(answer))
    outcome = Outcome.FAILED if isinstance(answer, Transient) else Outcome.REFUSED
    busy = answer.retry_after_seconds if isinstance(answer, ServerBusy) else None
    return Reading(watch=watch, clips=clips, outcome=outcome, reason=str(answer), retry_after_seconds=busy)


def _read_page(watch: Watch, answer: Response, clips: tuple[Clip, ...], names: KnownNames) -> Reading:
    if answer.is_not_modified:
        sightings = _see(watch, clips, watch.article.revision.text, answer)
        return Reading(watch=watch, clips=clips, outcome=Outcome.NOT_MODIFIED, sightings=sightings)
    taken = prepare(None, answer, names)
    text = taken.prepared.article.text if taken.prepared else ""
    sightings = _see(watch, clips, text, answer)
    hidden = [one for one in sightings if one.state == ClipCheck.State.UNREADABLE]
    if hidden:
        reason = (
            str(taken.error) if isinstance(taken.error, EngineError) else f"It reads: “{text[:_FIRST_WORDS].strip()}”"
        )
        return _absent(watch, clips, Outcome.UNREADABLE, reason, sightings=sightings)
    page = replace(taken, article=watch.article) if taken.prepared else None
    return Reading(watch=watch, clips=clips, outcome=Outcome.READ, sightings=sightings, page=page)


def _see(watch: Watch, clips: tuple[Clip, ...], text: str, answer: Response) -> tuple[ClipSighting, ...]:
    """How each clip stands in a text, or failing that anywhere on the page."""
    sightings = []
    words: str | None = None
    for clip in clips:
        seen = follow_passage(clip.exact, kept=clip.revision.text, reread=text, language=watch.article.language)
        state, rank, found = _STATES[seen.state], seen.rank, seen.found if seen.state == "changed" else ""
        if seen.state in {"gone", "unreadable"} and answer.body:
            words = read_words(answer.body, content_type=answer.content_type) if words is None else words
            if stands_on(words, clip.exact):
                state, rank, found = ClipCheck.State.VERBATIM, EditRank.NONE, ""
        sightings.append(ClipSighting(clip_id=clip.pk, state=state, rank=rank, found=found))
    return tuple(sightings)


def _absent(
    watch: Watch, clips: tuple[Clip, ...], outcome: Outcome, reason: str, sightings: tuple[ClipSighting, ...] = ()
) -> Reading:
    """A page that is not there, or does not show the article; clips that do stand on it still stand."""
    seen = {one.clip_id: one for one in sightings if one.state == ClipCheck.State.VERBATIM}
    rank = EditRank.WITHDRAWN if outcome is Outcome.MISSING else EditRank.NONE
    lost = _ABSENCES[outcome]
    found = reason if outcome is Outcome.UNREADABLE else ""
    return Reading(
        watch=watch,
        clips=clips,
        outcome=outcome,
        reason=reason,
        sightings=tuple(
            seen.get(clip.pk) or ClipSighting(clip_id=clip.pk, state=lost, rank=rank, found=found) for clip in clips
        ),
    )


def _apply(reading: Reading, now: datetime) -> Look:
    """Put what a reading says into the watch's row, and say when to look next."""
    watch, sightings = reading.watch, reading.sightings
    is_absent = reading.outcome in _ABSENCES
    is_good = reading.outcome in {Outcome.READ, Outcome.NOT_MODIFIED}
    if is_absent and watch.outcome == reading.outcome and watch.absent_since:
        watch.absent_count += 1
    else:
        watch.absent_count, watch.absent_since = (1, now) if is_absent else (0, None)
    watch.failure_count = 0 if is_good or is_absent else watch.failure_count + 1
    watch.looked_at, watch.outcome, watch.reason = now, reading.outcome, reading.reason
    watch.next_look_at = next_look_at(
        now,
        fresh_at=max(watch.article.sorted_at, watch.changed_at or watch.article.sorted_at),
        failure_count=watch.failure_count,
        retry_after_seconds=reading.retry_after_seconds,
    )
    if watch.absent_since and not is_confirmed(look_count=watch.absent_count, since=watch.absent_since, now=now):
        watch.next_look_at = now + CONFIRMING_WAIT
        sightings = tuple(one for one in sightings if one.state == ClipCheck.State.VERBATIM)
    if reading.outcome is Outcome.READ:
        _remember_validators(watch, reading.page)
    return Look(watch=watch, sightings=sightings)


def _remember_validators(watch: Watch, page: TakenPage | None) -> None:
    """Keep the server's validators of a page that was stored, verbatim; of any other page a 304 would prove nothing."""
    response = page.response if page else None
    watch.etag = ((response.etag if response else "") or "")[:500]
    watch.last_modified = ((response.last_modified if response else "") or "")[:100]
