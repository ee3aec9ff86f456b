"""When to ask a feed again: pure arithmetic, told the time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SHORTEST_SECONDS = 5 * 60
DAY_SECONDS = 24 * 60 * 60
MONTH_SECONDS = 30 * DAY_SECONDS
FIRST_INTERVAL_SECONDS = 60 * 60

#: A feed that changed is asked sooner, one that did not a little later: halve quickly, grow slowly.
SOONER = 0.5
LATER = 1.25
#: Two to this power times the shortest interval is over a month: more failures change nothing.
MOST_DOUBLINGS = 16


class PollOutcome(StrEnum):
    """How a poll ended.

    `unchanged` is a body that was read and held nothing new; `not_modified` is a 304, which proves nothing about a
    body that could not be read before. `failed` is no answer; `unreadable` is an answer that is no feed.
    """

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """What is remembered between polls.

    Attributes:
        interval_seconds: our own interval, adapted to how often the feed changes.
        failure_count: polls that failed since the last good one.
        is_unreadable: the last body could not be read as a feed.
    """

    interval_seconds: float = FIRST_INTERVAL_SECONDS
    failure_count: int = 0
    is_unreadable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """What a poll has shown.

    Attributes:
        outcome: how it ended.
        ttl_seconds: what the feed says of itself (`Feed.ttl_seconds`).
        max_age_seconds, expires_at, retry_after_seconds: what the server says (`fetching.freshness`); a busy server's
            error knows its own `retry_after_seconds`.
    """

    outcome: PollOutcome
    ttl_seconds: float | None = None
    max_age_seconds: float | None = None
    expires_at: datetime | None = None
    retry_after_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollPlan:
    """What to remember: when to ask next, and the state for then."""

    next_poll_at: datetime
    interval_seconds: float
    failure_count: int
    is_unreadable: bool


def next_poll_at(now: datetime, state: PollState, facts: PollFacts) -> PollPlan:
    """Plan the next poll.

    A healthy feed is asked after the longest of its own interval, its ttl, the caching headers and Retry-After, within
    [5 minutes, 1 day]. A failing one is asked ever more rarely, at last monthly, but never given up. A 304 does not
    heal a feed whose last body could not be read.

    Args:
        now: aware, the time of the poll.
        state: from the last plan.
        facts: of this poll.
    """
    own = _clamp(state.interval_seconds, DAY_SECONDS)
    retry_after = min(facts.retry_after_seconds or 0.0, DAY_SECONDS)
    still_unreadable = facts.outcome == PollOutcome.NOT_MODIFIED and state.is_unreadable
    if still_unreadable or facts.outcome in {PollOutcome.FAILED, PollOutcome.UNREADABLE}:
        doublings = min(max(state.failure_count, 0), MOST_DOUBLINGS)
        wait = _clamp(max(own * 2**doublings, retry_after), MONTH_SECONDS)
        return PollPlan(
            next_poll_at=now + timedelta(seconds=wait),
            interval_seconds=own,
            failure_count=max(state.failure_count, 0) + 1,
            is_unreadable=state.is_unreadable or facts.outcome == PollOutcome.UNREADABLE,
        )
    own = _clamp(own * (SOONER if facts.outcome == PollOutcome.CHANGED else LATER), DAY_SECONDS)
    fresh_for = (facts.expires_at - now).total_seconds() if facts.expires_at else 0.0
    wait = _clamp(max(own, facts.ttl_seconds or 0, facts.max_age_seconds or 0, fresh_for, retry_after), DAY_SECONDS)
    return PollPlan(
        next_poll_at=now + timedelta(seconds=wait), interval_seconds=own, failure_count=0, is_unreadable=False
    )


def _clamp(seconds: float, longest: float) -> float:
    return min(max(seconds, SHORTEST_SECONDS), longest)
