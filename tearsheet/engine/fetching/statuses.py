"""From an HTTP status to the error that says what to do about it."""

from datetime import datetime

from tearsheet.engine.errors import EngineError, PageMissing, ServerBusy, StatusRefused
from tearsheet.engine.fetching.response import Headers, header, parse_retry_after

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})

_MISSING = frozenset({404, 410})
_TOO_MANY_REQUESTS = 429


def error_for_status(status: int, headers: Headers, *, url: str, now: datetime) -> EngineError | None:
    """The error a status stands for; None for 2xx.

    Args:
        status: of an answer that is neither a redirect nor an expected 304.
        headers: of the answer; `Retry-After` is read from them.
        url: the address, for the message.
        now: aware, for a `Retry-After` that is a date.
    """
    if 200 <= status < 300:  # noqa: PLR2004 (RFC 9110 gives classes of statuses by their first digit)
        return None
    detail = f"Status {status}."
    if status in _MISSING:
        return PageMissing(detail, url=url)
    if status == _TOO_MANY_REQUESTS or 500 <= status < 600:  # noqa: PLR2004
        seconds = parse_retry_after(header(headers, "retry-after"), now)
        return ServerBusy(detail, url=url, retry_after_seconds=seconds)
    return StatusRefused(detail, url=url)
