"""From answers to values: what a task does before it writes anything."""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tearsheet.engine.errors import EngineError, NoArticle, NotAFeed, NotReadable, Rejected, ServerBusy
from tearsheet.engine.feeds import EntryDiff, PollFacts, PollOutcome, diff_entries, next_poll_at, parse_feed
from tearsheet.engine.fetching import Response, freshness
from tearsheet.engine.model import Feed as ParsedFeed
from tearsheet.engine.prepare import prepare_page
from tearsheet.newsroom.intake.actions import TakenPage
from tearsheet.newsroom.intake.mapping import sha256_of
from tearsheet.newsroom.intake.models import Entry
from tearsheet.newsroom.pipeline.site_rules import rules_for
from tearsheet.newsroom.sources.mapping import NOBODY, KnownNames, apply_plan, state_of
from tearsheet.newsroom.sources.models import Feed, Poll

Answer = Response | EngineError

logger = logging.getLogger("tearsheet.pipeline")


def read_polls(
    answers: Sequence[tuple[Feed, Answer]], now: datetime
) -> tuple[list[Poll], list[tuple[Feed, EntryDiff]]]:
    """Read what feeds answered; the feeds' rows are changed, nothing is written.

    Returns:
        One poll a feed, and what is new in the feeds that could be read.
    """
    read = {feed.pk: _read_feed(feed, answer) for feed, answer in answers if isinstance(answer, Response)}
    known = _known_entries({pk: parsed for pk, parsed in read.items() if isinstance(parsed, ParsedFeed)})
    polls: list[Poll] = []
    diffs: list[tuple[Feed, EntryDiff]] = []
    for feed, answer in answers:
        parsed = read.get(feed.pk)
        diff = EntryDiff()
        if isinstance(parsed, ParsedFeed):
            diff = diff_entries(known[feed.pk], parsed.entries)
            feed.title, feed.kind = (feed.title or parsed.title)[:300], parsed.kind
            diffs.append((feed, diff))
        polls.append(_record(feed, answer, parsed, diff, now))
    return polls, diffs


def take_page(entry: Entry | None, answer: Answer, names: KnownNames = NOBODY) -> TakenPage:
    """Make an article of a page; every way to fail is a value.

    Args:
        entry: what led to the page; None if it was handed in.
        answer: the page, or why there is none.
        names: publications whose names are looked for in the text.
    """
    if isinstance(answer, EngineError):
        return TakenPage(entry=entry, error=answer)
    return prepare(entry, answer, names)


def prepare(entry: Entry | None, response: Response, names: KnownNames = NOBODY) -> TakenPage:
    """Prepare a page that was read; see `take_page`."""
    try:
        prepared = prepare_page(
            response.body,
            url=response.final_url,
            content_type=response.content_type,
            outlets=names.outlets,
            agencies=names.agencies,
            rules=rules_for(response.final_url),
        )
    except Rejected as error:
        return TakenPage(entry=entry, response=response, error=error)
    except Exception as error:
        # One page that the engine stumbles over must not hold up the others of its batch.
        logger.exception("engine failed url=%s", response.final_url)
        return TakenPage(entry=entry, response=response, error=NotReadable(repr(error), url=response.final_url))
    if not prepared.article.text.strip():
        return TakenPage(entry=entry, response=response, error=NoArticle(url=response.final_url))
    return TakenPage(entry=entry, response=response, prepared=prepared)


def _read_feed(feed: Feed, response: Response) -> ParsedFeed | NotAFeed | None:
    """The feed as parsed, the reason why it is none, or None if it has not changed."""
    digest = hashlib.sha256(response.body).hexdigest()
    if response.is_not_modified or (digest == feed.body_sha256 and not feed.is_unreadable):
        return None
    feed.body_sha256 = digest
    try:
        return parse_feed(response.body, url=response.final_url, content_type=response.content_type)
    except NotAFeed as error:
        return error


def _known_entries(parsed: dict[int, ParsedFeed]) -> dict[int, dict[str, str]]:
    """For each feed the digests of its entries that we have, by guid; one query."""
    shas = {sha256_of(entry.guid) for feed in parsed.values() for entry in feed.entries}
    rows = Entry.objects.filter(feed__in=parsed, guid_sha256__in=shas).values_list("feed_id", "guid", "digest")
    known: dict[int, dict[str, str]] = defaultdict(dict)
    for feed_id, guid, digest in rows:
        known[feed_id][guid] = digest
    return known


def _record(feed: Feed, answer: Answer, parsed: ParsedFeed | NotAFeed | None, diff: EntryDiff, now: datetime) -> Poll:
    """The poll's row; the feed's row gets the new state and the time of the next poll."""
    new_count = len(diff.new) + len(diff.changed)
    outcome = _outcome(answer, parsed, new_count)
    error = answer if isinstance(answer, EngineError) else parsed if isinstance(parsed, NotAFeed) else None
    facts = PollFacts(
        outcome=outcome,
        ttl_seconds=parsed.ttl_seconds if isinstance(parsed, ParsedFeed) else None,
        retry_after_seconds=answer.retry_after_seconds if isinstance(answer, ServerBusy) else None,
    )
    if isinstance(answer, Response):
        fresh = freshness(answer, now)
        facts = PollFacts(
            outcome=outcome,
            ttl_seconds=facts.ttl_seconds,
            max_age_seconds=fresh.max_age_seconds,
            expires_at=fresh.expires_at,
            retry_after_seconds=fresh.retry_after_seconds,
        )
        _remember_validators(feed, answer)
        _remember_move(feed, answer)
    apply_plan(feed, next_poll_at(now, state_of(feed), facts))
    feed.last_polled_at = now
    feed.last_error = str(error) if error else ("" if not feed.is_unreadable else feed.last_error)
    if error is None:
        feed.last_ok_at = now
    return Poll(
        feed=feed,
        at=now,
        outcome=_ROWS[outcome],
        status=answer.status if isinstance(answer, Response) else None,
        byte_count=len(answer.body) if isinstance(answer, Response) else 0,
        new_count=new_count,
        error=str(error) if error else "",
    )


_ROWS = {
    PollOutcome.CHANGED: Poll.Outcome.CHANGED,
    PollOutcome.UNCHANGED: Poll.Outcome.UNCHANGED,
    PollOutcome.NOT_MODIFIED: Poll.Outcome.UNCHANGED,
    PollOutcome.FAILED: Poll.Outcome.FAILED,
    PollOutcome.UNREADABLE: Poll.Outcome.FAILED,
}


def _outcome(answer: Answer, parsed: ParsedFeed | NotAFeed | None, new_count: int) -> PollOutcome:
    if isinstance(answer, EngineError):
        return PollOutcome.FAILED
    if isinstance(parsed, NotAFeed):
        return PollOutcome.UNREADABLE
    if parsed is None:
        return PollOutcome.NOT_MODIFIED
    return PollOutcome.CHANGED if new_count else PollOutcome.UNCHANGED


def _remember_validators(feed: Feed, response: Response) -> None:
    """Keep the server's validators verbatim; a 304 often leaves them out."""
    if response.is_not_modified:
        return
    feed.etag = (response.etag or "")[:500]
    feed.last_modified = (response.last_modified or "")[:100]


def _remember_move(feed: Feed, response: Response) -> None:
    """Follow a permanent redirect for good only when it is seen a second time."""
    target = response.moved_permanently_to or ""
    if target and target == feed.moved_to and not Feed.objects.filter(url=target).exists():
        feed.url, feed.moved_to = target, ""
    else:
        feed.moved_to = target
