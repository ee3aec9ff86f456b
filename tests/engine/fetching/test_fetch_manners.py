"""Politeness towards hosts, robots.txt, and what publishers reserve."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from tearsheet.engine.errors import RobotsDisallowed, ServerBusy, Unreachable
from tearsheet.engine.fetching import FetchRequest, Freshness, Purpose, Response, fetch_all, freshness
from tests.engine.fetching.local_web import fetch, options

pytestmark = pytest.mark.enable_socket


def fetch_many(served, paths, purpose=Purpose.FEED, **changes):
    return fetch_all(
        [FetchRequest(url=served.url(path), purpose=purpose) for path in paths], options(served, **changes)
    )


def gaps(times):
    return [later - sooner for sooner, later in itertools.pairwise(sorted(times))]


def test_a_host_gets_so_many_requests_at_once_and_no_more(served):
    async def slow(request):
        await asyncio.sleep(0.03)
        return web.Response()

    served.routes["/feed"] = slow
    fetch_many(served, ["/feed"] * 9, per_host=3)
    assert served.most_under_way == 3


def test_starts_at_one_host_are_spaced(served):
    served.routes["/feed"] = (200, {}, b"")
    fetch_many(served, ["/feed"] * 4, spacing_seconds=0.05)
    assert min(gaps(served.times("/feed"))) > 0.035


def test_after_a_429_the_host_is_asked_more_slowly(served):
    served.routes |= {"/busy": (429, {}, b""), "/feed": (200, {}, b"")}
    busy, fine = fetch_many(served, ["/busy", "/feed"], per_host=1, longest_wait_seconds=0.2)
    assert isinstance(busy, ServerBusy)
    assert fine.status == 200
    assert served.times("/feed")[0] - served.times("/busy")[0] > 0.15


def test_a_host_that_wants_a_long_rest_is_left_alone(served):
    served.routes |= {"/busy": (429, {"Retry-After": "3600"}, b""), "/feed": (200, {}, b"")}
    results = fetch_many(served, ["/busy", "/feed", "/feed"], per_host=1)
    assert all(isinstance(result, ServerBusy) and result.retry_after_seconds > 3500 for result in results)
    assert served.times("/feed") == []


def robots(served, text, status=200):
    served.routes["/robots.txt"] = (status, {}, text.encode())
    served.routes["/page"] = (200, {}, b"words")


def test_robots_txt_is_obeyed_for_pages_and_asked_once(served):
    robots(served, "User-agent: *\nDisallow: /\n\nUser-agent: tearsheet-test\nDisallow: /private/\n")
    public, private, again = fetch_many(served, ["/page", "/private/a", "/private/b"], Purpose.PAGE)
    assert public.body == b"words"
    assert isinstance(private, RobotsDisallowed)
    assert isinstance(again, RobotsDisallowed)
    assert len(served.times("/robots.txt")) == 1
    assert served.times("/private/a") == []


@pytest.mark.parametrize("purpose", [Purpose.FEED, Purpose.PICTURE, Purpose.LIST])
def test_what_is_published_for_machines_needs_no_robots_txt(served, purpose):
    robots(served, "User-agent: *\nDisallow: /\n")
    assert fetch(served, "/page", purpose).status == 200
    assert served.times("/robots.txt") == []


def test_a_redirect_into_a_disallowed_page_is_not_followed(served):
    robots(served, "User-agent: *\nDisallow: /private/\n")
    served.routes["/page"] = (302, {"Location": "/private/a"}, b"")
    assert isinstance(fetch(served, "/page", Purpose.PAGE), RobotsDisallowed)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, RobotsDisallowed),
        (403, RobotsDisallowed),
        (404, Response),
        (410, Response),
        (400, Response),
        (500, ServerBusy),
        (503, ServerBusy),
        (429, ServerBusy),
        (304, Response),
    ],
)
def test_the_status_of_robots_txt_decides(served, status, outcome):
    robots(served, "", status)
    assert type(fetch(served, "/page", Purpose.PAGE)) is outcome


def test_a_robots_txt_that_breaks_off_leaves_the_page_for_later(served):
    async def break_off(request):
        request.transport.close()
        return web.Response()

    robots(served, "")
    served.routes["/robots.txt"] = break_off
    assert isinstance(fetch(served, "/page", Purpose.PAGE), Unreachable)


def test_a_robots_txt_lost_in_redirects_says_nothing(served):
    robots(served, "")
    served.routes["/robots.txt"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    assert fetch(served, "/page", Purpose.PAGE).status == 200


def test_of_a_giant_robots_txt_the_beginning_counts(served):
    robots(served, "User-agent: *\nDisallow: /page\n" + "# padding\n" * 100_000)
    assert isinstance(fetch(served, "/page", Purpose.PAGE), RobotsDisallowed)


def test_robots_txt_can_be_left_unasked(served):
    robots(served, "User-agent: *\nDisallow: /\n")
    assert fetch(served, "/page", Purpose.PAGE, respect_robots=False).status == 200


def test_a_crawl_delay_is_kept_up_to_the_longest_wait(served):
    robots(served, "User-agent: *\nCrawl-delay: 1000\n")
    fetch_many(served, ["/page"] * 3, Purpose.PAGE, longest_wait_seconds=0.1)
    assert min(gaps(served.times("/page"))) > 0.08


def test_reservations_are_recorded_not_enforced(served):
    robots(
        served,
        "User-agent: *\nContent-Signal: search=yes, ai-train=no # ours\nDisallow:\n\nUser-agent: GPTBot\nDisallow: /\n",
    )
    headers = [("TDM-Reservation", "1"), ("X-Robots-Tag", "noai, noimageai"), ("X-Robots-Tag", "noindex, NOAI")]

    async def answer(request):
        response = web.Response(body=b"words")
        for name, value in headers:
            response.headers.add(name, value)
        return response

    served.routes["/page"] = answer
    assert fetch(served, "/page", Purpose.PAGE).reservations == (
        "tdm-reservation: 1",
        "x-robots-tag: noai",
        "x-robots-tag: noimageai",
        "robots.txt: content-signal: search=yes, ai-train=no",
        "robots.txt: disallows GPTBot",
    )


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Freshness()),
        ({"Cache-Control": 'public, Max-Age="600"', "Age": "100"}, Freshness(max_age_seconds=500)),
        ({"cache-control": "max-age=10", "Age": "100"}, Freshness(max_age_seconds=0)),
        ({"Cache-Control": "no-cache, max-age=600"}, Freshness(max_age_seconds=0)),
        ({"Cache-Control": "max-age=soon"}, Freshness()),
        ({"Cache-Control": "max-age=5", "Expires": "0"}, Freshness(max_age_seconds=5)),
        ({"Expires": "0"}, Freshness(expires_at=NOW)),
        ({"Expires": "Mon, 23 Nov 2026 13:00:00 GMT"}, Freshness(expires_at=NOW + timedelta(hours=1))),
        (
            {"Expires": "Mon, 23 Nov 2020 13:00:00 GMT", "Date": "Mon, 23 Nov 2020 12:30:00 GMT"},
            Freshness(expires_at=NOW + timedelta(minutes=30)),
        ),
        ({"Retry-After": "60"}, Freshness(retry_after_seconds=60)),
        ({"Retry-After": "Mon, 23 Nov 2026 12:01:00 GMT"}, Freshness(retry_after_seconds=60)),
        ({"Retry-After": "Mon, 23 Nov 2020 12:01:00 GMT"}, Freshness(retry_after_seconds=0)),
        ({"Retry-After": "-5"}, Freshness()),
    ],
)
def test_caching_headers_are_read(headers, expected):
    response = Response(url="x", final_url="x", status=200, headers=tuple(headers.items()))
    assert freshness(response, NOW) == expected
