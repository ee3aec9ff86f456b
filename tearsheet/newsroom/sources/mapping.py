"""Rows of sources and feeds <-> the engine's values."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tearsheet.engine.feeds import PollPlan, PollState
from tearsheet.engine.fetching import FetchRequest, Purpose
from tearsheet.newsroom.sources.models import Feed, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """Names of publications that we know of, to be recognised in texts."""

    outlets: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


NOBODY = KnownNames()


def known_names() -> KnownNames:
    """The names of all sources; one query."""
    rows = list(Source.objects.values_list("name", "kind"))
    return KnownNames(
        outlets=tuple(name for name, _ in rows),
        agencies=tuple(name for name, kind in rows if kind == Source.Kind.AGENCY),
    )


def host_of(url: str) -> str:
    """The host of an address as sources are known by: lower case, without `www.`; "" if there is none."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def request_for(feed: Feed) -> FetchRequest:
    """The conditional request for a feed."""
    return FetchRequest(
        url=feed.url, purpose=Purpose.FEED, etag=feed.etag or None, last_modified=feed.last_modified or None
    )


def state_of(feed: Feed) -> PollState:
    """What the schedule remembers of a feed."""
    return PollState(
        interval_seconds=feed.interval_seconds, failure_count=feed.failure_count, is_unreadable=feed.is_unreadable
    )


def apply_plan(feed: Feed, plan: PollPlan) -> None:
    """Put the schedule's decision into the row; the caller saves."""
    feed.next_poll_at = plan.next_poll_at
    feed.interval_seconds = round(plan.interval_seconds)
    feed.failure_count = plan.failure_count
    feed.is_unreadable = plan.is_unreadable
