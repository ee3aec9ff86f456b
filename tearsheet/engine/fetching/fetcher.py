"""The fetch itself, readable in one place: check, ask robots.txt, wait for a turn, get, follow redirects by hand, judge."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from aiohttp.abc import AbstractResolver
from yarl import URL

from tearsheet.engine.errors import (
    AddressRefused,
    Rejected,
    RobotsDisallowed,
    ServerBusy,
    StatusRefused,
    TimedOut,
    TooManyRedirects,
)
from tearsheet.engine.fetching.directory import DirectoryTransport
from tearsheet.engine.fetching.guard import check_address
from tearsheet.engine.fetching.network import NetworkTransport
from tearsheet.engine.fetching.options import ACCEPT, FetchOptions, FetchRequest, Purpose
from tearsheet.engine.fetching.pacing import Pacer
from tearsheet.engine.fetching.response import NOT_MODIFIED, Response, header
from tearsheet.engine.fetching.robots import ROBOTS_BYTES, RobotsRules, read_reservations
from tearsheet.engine.fetching.statuses import PERMANENT_REDIRECTS, REDIRECTS, error_for_status
from tearsheet.engine.fetching.transports import Answer, Transport

MOST_REDIRECTS = 10

BeforeHop = Callable[[URL], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Visit:
    """Where a chain of redirects ended. `moved_to` is the end of its unbroken permanent beginning."""

    url: URL
    answer: Answer
    moved_to: URL | None


class Fetcher:
    """Fetches one address at a time, many at once; keeps the manners and the robots.txt files of its lifetime."""

    def __init__(self, options: FetchOptions, transport: Transport) -> None:
        self._options = options
        self._transport = transport
        self._pacer = Pacer(options, needs_manners=transport.needs_manners)
        self._robots: dict[URL, asyncio.Task[RobotsRules]] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls, options: FetchOptions, resolver: AbstractResolver | None = None) -> AsyncIterator[Self]:
        """A fetcher on the network, or on the saved web of the options; inside a running event loop.

        Args:
            options: see `FetchOptions`.
            resolver: looks names up before the guard judges the result; the system's if None.
        """
        transport: Transport
        if options.saved_web is None:
            transport = await NetworkTransport.open(options, resolver)
        else:
            transport = DirectoryTransport(options.saved_web)
        try:
            yield cls(options, transport)
        finally:
            await transport.close()

    async def fetch(self, request: FetchRequest) -> Response:
        """Fetch one address.

        Raises:
            AddressRefused, RobotsDisallowed, TooLarge, TooManyRedirects, PageMissing, StatusRefused: final.
            Unreachable, TimedOut, ServerBusy: try later.
        """
        url = check_address(request.url, self._options.allowed_private_hosts)
        asks_robots = request.purpose is Purpose.PAGE and self._options.respect_robots
        visit = await self._visit(
            url,
            {"Accept": ACCEPT[request.purpose]},
            _validators(request),
            limit_bytes=self._options.limit_bytes(request.purpose),
            before_hop=self._ask_robots if asks_robots else _go_ahead,
        )
        answer = visit.answer
        if answer.status != NOT_MODIFIED:
            self._judge(visit.url, answer)
        rules = await self._rules(visit.url) if asks_robots else None
        return Response(
            url=request.url,
            final_url=str(visit.url),
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            moved_permanently_to=None if visit.moved_to is None else str(visit.moved_to),
            reservations=read_reservations(answer.headers) + (rules.reservations(str(visit.url)) if rules else ()),
        )

    async def _visit(
        self,
        url: URL,
        headers: Mapping[str, str],
        validators: Mapping[str, str],
        *,
        limit_bytes: int,
        before_hop: BeforeHop,
        cut: bool = False,
    ) -> _Visit:
        """Follow redirects by hand; every hop is checked, and validators go to the host they came from only."""
        first, seen, moved_to, permanent = url, {url}, None, True
        seconds_left = self._options.total_seconds
        for _ in range(MOST_REDIRECTS + 1):
            await before_hop(url)
            at_home = url.host == first.host
            async with self._pacer.turn(url):
                if seconds_left <= 0:
                    raise TimedOut(url=str(url))
                answer, spent = await self._get(
                    url, {**headers, **(validators if at_home else {})}, limit_bytes, seconds_left, cut=cut
                )
            seconds_left -= spent
            target = _redirect_target(answer, url)
            if target is None:
                if answer.status == NOT_MODIFIED and not (validators and at_home):
                    raise StatusRefused("It says that nothing changed since a time we did not name.", url=str(url))
                return _Visit(url, answer, moved_to)
            url = check_address(target, self._options.allowed_private_hosts)
            if url in seen:
                raise TooManyRedirects("They go round in a circle.", url=str(first))
            seen.add(url)
            permanent = permanent and answer.status in PERMANENT_REDIRECTS
            moved_to = url if permanent else moved_to
        raise TooManyRedirects(f"More than {MOST_REDIRECTS}.", url=str(first))

    async def _get(
        self, url: URL, headers: Mapping[str, str], limit_bytes: int, seconds: float, *, cut: bool
    ) -> tuple[Answer, float]:
        clock = asyncio.get_running_loop().time
        started_at = clock()
        answer = await self._transport.get(url, headers, limit_bytes=limit_bytes, seconds=seconds, cut=cut)
        return answer, clock() - started_at

    def _judge(self, url: URL, answer: Answer) -> None:
        """Raise what the status stands for, and leave a busy host alone."""
        error = error_for_status(answer.status, answer.headers, url=str(url), now=datetime.now(UTC))
        if error is None:
            return
        if isinstance(error, ServerBusy):
            self._pacer.slow_down(url, error.retry_after_seconds)
        raise error

    async def _ask_robots(self, url: URL) -> None:
        rules = await self._rules(url)
        if not rules.allows(str(url)):
            raise RobotsDisallowed(url=str(url))
        if rules.crawl_delay_seconds:
            self._pacer.keep_crawl_delay(url, rules.crawl_delay_seconds)

    async def _rules(self, url: URL) -> RobotsRules:
        """The rules of an origin, asked once; pages of one site wait for one and the same answer."""
        origin = url.origin()
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._read_rules(origin))
        return await self._robots[origin]

    async def _read_rules(self, origin: URL) -> RobotsRules:
        name = self._options.robots_name
        address = origin / "robots.txt"
        try:
            visit = await self._visit(address, {}, {}, limit_bytes=ROBOTS_BYTES, before_hop=_go_ahead, cut=True)
        except Rejected:  # Lost in redirects: RFC 9309, 2.3.1.2, reads that as "no rules".
            return RobotsRules(name)
        with suppress(Rejected):  # What a 4xx means here, the rules know; a busy server is busy for the page too.
            self._judge(visit.url, visit.answer)
        return RobotsRules.read(visit.answer.status, visit.answer.body, name)


async def _go_ahead(url: URL) -> None:
    """Nobody to ask before this hop."""


def _validators(request: FetchRequest) -> dict[str, str]:
    pairs = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _redirect_target(answer: Answer, url: URL) -> str | None:
    """Where an answer sends us, absolute; None if it is no redirect."""
    location = (header(answer.headers, "location") or "").strip().replace(" ", "%20")
    if answer.status not in REDIRECTS or not location:
        return None
    try:
        return str(url.join(URL(location)))
    except ValueError as error:
        raise AddressRefused("It redirects to something that is no address.", url=str(url)) from error
