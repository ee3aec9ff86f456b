"""The only writers of sources and feeds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tearsheet.engine.errors import NotAFeed, NotReadable
from tearsheet.engine.feeds import Subscription, find_feeds, parse_feed, read_opml
from tearsheet.engine.fetching import FetchOptions, FetchRequest, Purpose, Response, fetch_all
from tearsheet.newsroom.sources.errors import FollowingNotAllowed, NothingToFollow
from tearsheet.newsroom.sources.mapping import host_of
from tearsheet.newsroom.sources.models import Feed, OwnerFamily, Poll, Source

POLLED_FIELDS = [
    "title", "kind", "etag", "last_modified", "body_sha256", "next_poll_at", "interval_seconds", "failure_count",
    "is_unreadable", "last_polled_at", "last_ok_at", "last_error", "moved_to", "url",
]  # fmt: skip


_REREAD_RESERVATIONS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What following an address or a list came to: feeds that are new, and feeds that were followed already."""

    added: tuple[Feed, ...] = ()
    known: tuple[Feed, ...] = ()


def follow_address(*, actor: Any, address: str, options: FetchOptions) -> Followed:
    """Follow whatever is at an address: a feed, an OPML list, or a site that names its feed.

    Args:
        actor: who follows; None for the operator at the command line.
        address: http(s) address; `https://` may be left out.
        options: how to fetch.

    Raises:
        FollowingNotAllowed: without the right.
        NothingToFollow: if neither the page nor what it names is a feed.
        EngineError: if it cannot be fetched.
    """
    _check_right(actor)
    url = address.strip() if "://" in address else f"https://{address.strip()}"
    response = _fetch(url, options)
    if b"<opml" in response.body[:2000].lower():
        return follow_opml(actor=actor, body=response.body)
    found = _read_feed(response) or _follow_link(response, options)
    if found is None:
        raise NothingToFollow(url)
    return follow_feeds(actor=actor, subscriptions=[found])


def follow_opml(*, actor: Any, body: bytes) -> Followed:
    """Follow every feed of an OPML list, with titles, languages, kinds and owner families where it gives them.

    Raises:
        FollowingNotAllowed: without the right.
        NothingToFollow: if the list names no feed.
        NotReadable: if it is no OPML.
    """
    _check_right(actor)
    subscriptions = read_opml(body)
    if not subscriptions:
        raise NothingToFollow("This list")
    return follow_feeds(actor=actor, subscriptions=subscriptions)


@transaction.atomic
def follow_feeds(*, actor: Any, subscriptions: Iterable[Subscription]) -> Followed:
    """Follow feeds; one that is followed already stays as it is.

    Raises:
        FollowingNotAllowed: without the right.
    """
    _check_right(actor)
    wanted = {subscription.feed_url: subscription for subscription in subscriptions}
    known = {feed.url: feed for feed in Feed.objects.filter(url__in=wanted)}
    added = tuple(_add_feed(subscription) for url, subscription in wanted.items() if url not in known)
    return Followed(added=added, known=tuple(known.values()))


def record_polls(*, feeds: Sequence[Feed], polls: Sequence[Poll]) -> None:
    """Write what a round of polls has shown: the feeds' new state, and one row a poll."""
    Feed.objects.bulk_update(feeds, POLLED_FIELDS, batch_size=200)
    Poll.objects.bulk_create(polls, batch_size=200)


def record_reservations(*, read: Mapping[Source, Sequence[str]], now: datetime) -> list[Source]:
    """Write what sources reserve about text mining and AI training, as just read with a page.

    What says the same as before is written once a day only.

    Args:
        read: by source, as `where: what` ("tdm-reservation: 1", "robots.txt: content-signal: ai-train=no").
        now: when it was read.

    Returns:
        The sources that were written.
    """
    changed = []
    for source, reservations in read.items():
        is_known = source.reservations == list(reservations) and source.reservations_read_at is not None
        if not is_known or now - source.reservations_read_at >= _REREAD_RESERVATIONS:
            source.reservations, source.reservations_read_at = list(reservations), now
            changed.append(source)
    Source.objects.bulk_update(changed, ["reservations", "reservations_read_at"], batch_size=200)
    return changed


def _check_right(actor: Any) -> None:
    if actor is not None and not actor.has_perm("sources.add_feed"):
        raise FollowingNotAllowed


def _fetch(url: str, options: FetchOptions) -> Response:
    (result,) = fetch_all([FetchRequest(url=url, purpose=Purpose.FEED)], options)
    if isinstance(result, Response):
        return result
    raise result


def _read_feed(response: Response) -> Subscription | None:
    try:
        feed = parse_feed(response.body, url=response.final_url, content_type=response.content_type)
    except NotAFeed:
        return None
    return Subscription(feed_url=response.url, title=feed.title, home_url=feed.home_url, language=feed.language or "")


def _follow_link(response: Response, options: FetchOptions) -> Subscription | None:
    """The first feed that a page names and that can be read."""
    try:
        links = find_feeds(response.body, url=response.final_url)
    except NotReadable:
        return None
    return _read_feed(_fetch(links[0].url, options)) if links else None


def _add_feed(subscription: Subscription) -> Feed:
    home = subscription.home_url or subscription.feed_url
    kind = subscription.category if subscription.category in Source.Kind.values else Source.Kind.OTHER
    source, _ = Source.objects.get_or_create(
        host=host_of(home) or host_of(subscription.feed_url),
        defaults={
            "name": subscription.title[:200] or host_of(home),
            "home_url": subscription.home_url,
            "language": (subscription.language or "")[:12].split("-")[0].lower(),
            "kind": kind,
            "owner_family": _family(subscription.owner_family),
        },
    )
    return Feed.objects.create(source=source, url=subscription.feed_url, title=subscription.title[:300])


def _family(name: str) -> OwnerFamily | None:
    return OwnerFamily.objects.get_or_create(name=name[:200])[0] if name else None
