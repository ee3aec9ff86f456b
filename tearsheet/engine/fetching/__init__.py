"""Fetching through one guard: feeds, pages, pictures and lists, from the network or from a saved web.

`fetch_all` for ordinary code, `Fetcher` for asynchronous code. Every address passes `check_address`, every connection
the guard; limits, politeness and robots.txt are kept here and nowhere else.
"""

from tearsheet.engine.fetching.batch import OnDone, fetch_all
from tearsheet.engine.fetching.fetcher import Fetcher
from tearsheet.engine.fetching.guard import check_address
from tearsheet.engine.fetching.options import FetchOptions, FetchRequest, Purpose
from tearsheet.engine.fetching.response import Freshness, Response, freshness

__all__ = [
    "FetchOptions",
    "FetchRequest",
    "Fetcher",
    "Freshness",
    "OnDone",
    "Purpose",
    "Response",
    "check_address",
    "fetch_all",
    "freshness",
]
