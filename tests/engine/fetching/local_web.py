"""A real server on 127.0.0.1 for the tests of fetching."""

import asyncio
import threading
from contextlib import contextmanager

from aiohttp import web

from tearsheet.engine.fetching import FetchOptions, FetchRequest, Purpose, fetch_all

AGENT = "Tearsheet-Test/1 (+https://desk.example/)"


class LocalWeb:
    """Answers by path with what a test registered; remembers what was asked, and when."""

    def __init__(self):
        self.routes = {}
        self.asked = []
        self.under_way = self.most_under_way = 0
        self.port = 0

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def times(self, path):
        return [time for asked, time, _ in self.asked if asked == path]

    def headers(self, path):
        return [headers for asked, _, headers in self.asked if asked == path]

    async def answer(self, request):
        now = asyncio.get_running_loop().time()
        self.asked.append((request.path, now, dict(request.headers)))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            handler = self.routes.get(request.path)
            if handler is None:
                return web.Response(status=404)
            if callable(handler):
                return await handler(request)
            status, headers, body = handler
            return web.Response(status=status, headers=headers, body=body)
        finally:
            self.under_way -= 1


@contextmanager
def local_web():
    loop, served = asyncio.new_event_loop(), LocalWeb()

    async def start():
        runner = web.ServerRunner(
            web.Server(served.answer, access_log=None, handler_cancellation=True), shutdown_timeout=0
        )
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        served.port = site._server.sockets[0].getsockname()[1]
        return runner

    runner = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield served
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def options(served, **changes):
    given = {"spacing_seconds": 0.0, "per_host": 10, "allowed_private_hosts": frozenset({served.host})}
    return FetchOptions(user_agent=AGENT, **(given | changes))


def fetch(served, path, purpose=Purpose.FEED, *, etag=None, last_modified=None, **changes):
    request = FetchRequest(url=served.url(path), purpose=purpose, etag=etag, last_modified=last_modified)
    return fetch_all([request], options(served, **changes))[0]
