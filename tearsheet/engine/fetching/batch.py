"""Many fetches from code that is not asynchronous."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver

from tearsheet.engine.errors import EngineError
from tearsheet.engine.fetching.fetcher import Fetcher
from tearsheet.engine.fetching.options import FetchOptions, FetchRequest
from tearsheet.engine.fetching.response import Response

#: Names are looked up in threads; a dead name holds one for seconds.
LOOKUP_THREADS = 32

OnDone = Callable[[int, Response | EngineError], None]


def fetch_all(
    requests: Sequence[FetchRequest],
    options: FetchOptions,
    *,
    on_done: OnDone | None = None,
    resolver: AbstractResolver | None = None,
) -> list[Response | EngineError]:
    """Fetch many addresses: concurrently across hosts, politely at each.

    Runs its own event loop, so call it from ordinary code only; asynchronous code has `Fetcher`.

    Args:
        requests: what to fetch.
        options: limits and manners.
        on_done: called with the position and the result of each request as soon as it is there.
        resolver: looks names up before the guard judges the result; the system's if None.

    Returns:
        One result for each request, in their order. An error is a value here; it is never raised.
    """
    return asyncio.run(_fetch_all(requests, options, on_done, resolver))


async def _fetch_all(
    requests: Sequence[FetchRequest],
    options: FetchOptions,
    on_done: OnDone | None,
    resolver: AbstractResolver | None,
) -> list[Response | EngineError]:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(LOOKUP_THREADS, "lookup"))
    async with Fetcher.open(options, resolver) as fetcher:

        async def fetch_one(position: int, request: FetchRequest) -> Response | EngineError:
            result: Response | EngineError
            try:
                result = await fetcher.fetch(request)
            except EngineError as error:
                result = error
            if on_done is not None:
                on_done(position, result)
            return result

        return await asyncio.gather(*(fetch_one(position, request) for position, request in enumerate(requests)))
