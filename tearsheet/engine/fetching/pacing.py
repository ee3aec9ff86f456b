"""Politeness: how many requests a host gets at once, how far apart, and how long it is left alone after a 429."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from yarl import URL

from tearsheet.engine.errors import ServerBusy
from tearsheet.engine.fetching.options import FetchOptions

#: Each "too many requests" stretches the spacing by this factor.
STRETCH = 2.0
#: The spacing that is stretched is at least this long.
SHORTEST_STRETCHED_SECONDS = 1.0


class _Pace:
    """The state of one host. Times are the event loop's, in seconds."""

    def __init__(self, options: FetchOptions) -> None:
        self.turns = asyncio.Semaphore(options.per_host)
        self.spacing_seconds = options.spacing_seconds
        self.next_start_at = 0.0
        self.closed_until = 0.0


class Pacer:
    """Gives out turns; one for each call of `fetch_all`."""

    def __init__(self, options: FetchOptions, *, needs_manners: bool) -> None:
        self._options = options
        self._needs_manners = needs_manners
        self._everywhere = asyncio.Semaphore(options.at_once)
        self._paces: dict[str, _Pace] = {}

    @asynccontextmanager
    async def turn(self, url: URL) -> AsyncIterator[None]:
        """Wait for this host's turn, and hold it while the body runs.

        Raises:
            ServerBusy: the host asked for a longer rest than this call may take; nothing was sent.
        """
        if not self._needs_manners:
            yield
            return
        pace = self._pace(url)
        async with pace.turns:
            await self._wait(pace, url)
            async with self._everywhere:
                yield

    def slow_down(self, url: URL, retry_after_seconds: float | None) -> None:
        """The host said 429, or 5xx with a Retry-After: stretch the spacing, or close the host for this call."""
        pace = self._pace(url)
        stretched = max(pace.spacing_seconds, SHORTEST_STRETCHED_SECONDS) * STRETCH
        pace.spacing_seconds = min(stretched, self._options.longest_wait_seconds)
        rest = max(retry_after_seconds or 0.0, pace.spacing_seconds)
        now = asyncio.get_running_loop().time()
        if rest > self._options.longest_wait_seconds:
            pace.closed_until = max(pace.closed_until, now + rest)
        pace.next_start_at = max(pace.next_start_at, now + rest)

    def keep_crawl_delay(self, url: URL, seconds: float) -> None:
        """The host's robots.txt asks for this spacing; it gets it, up to the longest wait."""
        pace = self._pace(url)
        pace.spacing_seconds = max(pace.spacing_seconds, min(seconds, self._options.longest_wait_seconds))

    def _pace(self, url: URL) -> _Pace:
        return self._paces.setdefault((url.host or "").lower(), _Pace(self._options))

    async def _wait(self, pace: _Pace, url: URL) -> None:
        loop = asyncio.get_running_loop()
        while (now := loop.time()) < max(pace.next_start_at, pace.closed_until):
            if now < pace.closed_until:
                detail = "It was not asked again after it had said so."
                raise ServerBusy(detail, url=str(url), retry_after_seconds=pace.closed_until - now)
            await asyncio.sleep(pace.next_start_at - now)
        pace.next_start_at = now + pace.spacing_seconds
