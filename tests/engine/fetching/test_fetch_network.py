"""Fetching from a real server: limits, redirects, validators, statuses."""

import asyncio
import gzip
import time
import tracemalloc
import zlib

import brotli
import pytest
from aiohttp import web

from tearsheet.engine.errors import (
    AddressRefused,
    PageMissing,
    ServerBusy,
    StatusRefused,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from tearsheet.engine.fetching import Fetcher, FetchOptions, FetchRequest, Purpose, fetch_all
from tearsheet.engine.fetching.network import NetworkTransport
from tests.engine.fetching.local_web import AGENT, fetch, local_web, options

pytestmark = pytest.mark.enable_socket

MEGABYTE = 1024 * 1024


def redirect(target, status=302):
    return (status, {"Location": target}, b"")


def test_a_feed_comes_with_its_headers_and_our_name_is_sent(served):
    served.routes["/feed"] = (200, {"Content-Type": "application/rss+xml", "ETag": 'W/"1"', "X-A": "1"}, b"<rss/>")
    response = fetch(served, "/feed")
    assert (response.status, response.body, response.content_type) == (200, b"<rss/>", "application/rss+xml")
    assert (response.etag, response.url, response.final_url) == ('W/"1"', served.url("/feed"), served.url("/feed"))
    (sent,) = served.headers("/feed")
    assert sent["User-Agent"] == AGENT
    assert not {"Cookie", "Referer", "Authorization", "If-None-Match"} & set(sent)


def test_validators_are_sent_back_verbatim_and_304_is_an_answer(served):
    sent = []

    async def answer(request):
        sent.append((request.headers["If-None-Match"], request.headers["If-Modified-Since"]))
        return web.Response(status=304)

    served.routes["/feed"] = answer
    response = fetch(served, "/feed", etag='odd "tag', last_modified="a Tuesday")
    assert response.is_not_modified
    assert response.body == b""
    assert sent == [('odd "tag', "a Tuesday")]


def test_a_304_nobody_asked_for_is_refused(served):
    served.routes["/feed"] = (304, {}, b"")
    assert isinstance(fetch(served, "/feed"), StatusRefused)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, PageMissing),
        (410, PageMissing),
        (400, StatusRefused),
        (401, StatusRefused),
        (403, StatusRefused),
        (451, StatusRefused),
        (300, StatusRefused),
        (999, StatusRefused),
        (429, ServerBusy),
        (500, ServerBusy),
        (503, ServerBusy),
        (599, ServerBusy),
    ],
)
def test_a_status_becomes_the_error_that_says_what_to_do(served, status, error):
    served.routes["/feed"] = (status, {}, b"")
    result = fetch(served, "/feed")
    assert type(result) is error
    assert str(status) in result.detail
    assert result.url == served.url("/feed")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("99999999999", 86_400), ("Mon, 01 Jan 2091 00:00:00 GMT", 86_400), ("soon", None)],
)
def test_a_busy_server_names_its_time(served, said, seconds):
    served.routes["/feed"] = (503, {"Retry-After": said}, b"")
    assert fetch(served, "/feed").retry_after_seconds == seconds


def test_redirects_are_followed_and_a_permanent_beginning_is_reported(served):
    served.routes |= {"/a": redirect("/b", 301), "/b": redirect(served.url("/c"), 308), "/c": redirect("d d", 307)}
    served.routes["/d d"] = (200, {}, b"here")
    response = fetch(served, "/a")
    assert (response.body, response.final_url) == (b"here", served.url("/d%20d"))
    assert response.moved_permanently_to == served.url("/c")


def test_a_temporary_redirect_moves_nothing(served):
    served.routes |= {"/a": redirect("/b", 302), "/b": redirect("/c", 301), "/c": (200, {}, b"here")}
    assert fetch(served, "/a").moved_permanently_to is None


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "//user@harbour.example/",
        "http://[x",
        "http://harbour.example\\@x/",
    ],
)
def test_every_hop_is_checked(served, target):
    served.routes |= {"/a": redirect("/b"), "/b": redirect(target)}
    assert isinstance(fetch(served, "/a"), AddressRefused)


def test_a_circle_of_redirects_ends_at_once(served):
    served.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert isinstance(fetch(served, "/a"), TooManyRedirects)
    assert len(served.asked) == 2


def test_ten_redirects_are_followed_and_eleven_are_not(served):
    served.routes |= {f"/{number}": redirect(f"/{number + 1}") for number in range(11)}
    served.routes["/11"] = (200, {}, b"")
    assert fetch(served, "/1").status == 200
    assert isinstance(fetch(served, "/0"), TooManyRedirects)


def test_a_redirect_without_a_target_is_refused(served):
    served.routes["/a"] = (302, {}, b"")
    assert isinstance(fetch(served, "/a"), StatusRefused)


def test_validators_stay_with_their_host(served):
    with local_web() as other:
        served.routes |= {"/a": redirect("/b"), "/b": redirect(other.url("/c", "localhost"))}
        other.routes["/c"] = (200, {}, b"")
        allowed = frozenset({served.host, f"localhost:{other.port}"})
        assert fetch(served, "/a", etag='"1"', allowed_private_hosts=allowed).status == 200
        assert served.headers("/b")[0]["If-None-Match"] == '"1"'
        assert "If-None-Match" not in other.headers("/c")[0]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", lambda body: brotli.compress(body, quality=1))],
)
def test_a_packed_body_is_unpacked_and_a_bomb_goes_off_in_small(served, name, pack):
    served.routes["/feed"] = (200, {"Content-Encoding": name}, pack(b"words " * 1000))
    assert fetch(served, "/feed").body == b"words " * 1000
    served.routes["/bomb"] = (200, {"Content-Encoding": name}, pack(bytes(24 * MEGABYTE)))
    tracemalloc.start()
    try:
        assert isinstance(fetch(served, "/bomb", feed_bytes=MEGABYTE), TooLarge)
        assert tracemalloc.get_traced_memory()[1] < 12 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_body_that_lies_about_its_packing_is_unreachable(served):
    served.routes["/feed"] = (200, {"Content-Encoding": "gzip"}, b"no gzip at all")
    assert isinstance(fetch(served, "/feed"), Unreachable)


def test_each_purpose_has_its_own_limit(served):
    limits = {Purpose.FEED: 15, Purpose.LIST: 15, Purpose.PAGE: 10, Purpose.PICTURE: 20}
    assert {purpose: options(served).limit_bytes(purpose) for purpose in Purpose} == {
        purpose: megabytes * MEGABYTE for purpose, megabytes in limits.items()
    }
    served.routes["/file"] = (200, {}, bytes(20 * MEGABYTE))
    assert isinstance(fetch(served, "/file"), TooLarge)
    assert len(fetch(served, "/file", Purpose.PICTURE).body) == 20 * MEGABYTE


def test_a_body_announced_as_too_large_is_not_waited_for(served):
    async def announce(request):
        response = web.StreamResponse(headers={"Content-Length": str(10**9)})
        await response.prepare(request)
        await asyncio.sleep(3)
        return response

    served.routes["/feed"] = announce
    started = time.monotonic()
    assert isinstance(fetch(served, "/feed"), TooLarge)
    assert time.monotonic() - started < 2


def test_a_body_without_a_length_is_counted_while_it_comes(served):
    async def pour(request):
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(64 * 1024))

    served.routes["/feed"] = pour
    assert isinstance(fetch(served, "/feed", feed_bytes=MEGABYTE), TooLarge)


def test_a_body_shorter_than_announced_is_no_body(served):
    async def break_off(request):
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"half")
        request.transport.close()
        return response

    served.routes["/feed"] = break_off
    assert isinstance(fetch(served, "/feed"), Unreachable)


def test_a_slow_body_times_out_however_steadily_it_drips(served):
    async def drip(request):
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(50):
            await response.write(b".")
            await asyncio.sleep(0.05)
        return response

    served.routes["/feed"] = drip
    assert isinstance(fetch(served, "/feed", total_seconds=0.2), TimedOut)


def test_the_total_time_counts_all_redirects(served):
    async def slow(request):
        await asyncio.sleep(0.1)
        raise web.HTTPFound(f"/{int(request.path[1:]) + 1}")

    served.routes |= {f"/{number}": slow for number in range(10)}
    assert isinstance(fetch(served, "/0", total_seconds=0.25), TimedOut)


def test_a_silent_server_times_out(served):
    async def sleep(request):
        await asyncio.sleep(2)

    served.routes["/feed"] = sleep
    assert isinstance(fetch(served, "/feed", read_seconds=0.1), TimedOut)


def test_a_giant_header_is_unreachable_not_a_crash(served):
    served.routes["/feed"] = (200, {"X-Long": "x" * 100_000}, b"")
    assert isinstance(fetch(served, "/feed"), Unreachable)


def test_tls_is_verified_and_no_proxy_setting_is_read(served):
    async def look():
        transport = await NetworkTransport.open(options(served))
        sessions = (transport._guarded, transport._exempt)
        seen = [(session.connector._ssl, session.trust_env) for session in sessions]
        await transport.close()
        return seen

    assert asyncio.run(look()) == [(True, False), (True, False)]


def test_a_large_body_is_not_written_out_with_its_response(served):
    served.routes["/feed"] = (200, {}, b"words")
    assert "words" not in repr(fetch(served, "/feed"))


def answer_raw(answer):
    """Fetch from a server that writes these bytes, whatever it is asked."""

    async def run():
        async def write(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(write, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        chosen = FetchOptions(user_agent=AGENT, allowed_private_hosts=frozenset({"127.0.0.1"}))
        async with server, Fetcher.open(chosen) as fetcher:
            return await fetcher.fetch(FetchRequest(url=f"http://127.0.0.1:{port}/", purpose=Purpose.FEED))

    return asyncio.run(run())


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-x\r\n\r\n", b"", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Le"]
)
def test_an_answer_that_is_no_http_is_unreachable(socket_enabled, answer):
    with pytest.raises(Unreachable):
        answer_raw(answer)


def test_headers_can_be_stored_whatever_their_bytes(socket_enabled):
    response = answer_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-A: caf\xe9\r\nX-B: caf\xc3\xa9\r\n\r\n")
    assert dict(response.headers)["X-A"] == dict(response.headers)["X-B"] == "café"


def test_results_come_in_the_order_of_the_requests_and_progress_as_it_is_made(served):
    async def slow(request):
        await asyncio.sleep(0.1)
        return web.Response(body=b"slow")

    served.routes |= {"/slow": slow, "/fast": (200, {}, b"fast")}
    paths, done = ["/slow", "/fast", "/missing"], []
    requests = [FetchRequest(url=served.url(path), purpose=Purpose.FEED) for path in paths]
    requests.append(FetchRequest(url="http://10.0.0.1/", purpose=Purpose.FEED))
    results = fetch_all(requests, options(served), on_done=lambda position, result: done.append((position, result)))
    assert [getattr(result, "body", type(result)) for result in results] == [
        b"slow",
        b"fast",
        PageMissing,
        AddressRefused,
    ]
    assert sorted(done, key=lambda pair: pair[0]) == list(enumerate(results))
    assert done[-1][0] == 0
    assert fetch_all([], options(served)) == []
