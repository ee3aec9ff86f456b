"""What a server answered, and what its headers say about time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

NOT_MODIFIED = 304
DAY_SECONDS = 86_400
YEAR_SECONDS = 365 * DAY_SECONDS

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A page, feed or picture as it came, or the news that it has not changed.

    Attributes:
        url: the address asked for.
        final_url: the address that answered, after redirects.
        status: 200-299, or 304 with an empty body.
        headers: names as sent, values decoded; a name may occur more than once.
        body: the bytes after decompression; empty for 304.
        moved_permanently_to: where an unbroken chain of 301 or 308 leads; None without one. A stored address
            should change only when this is seen repeatedly.
        reservations: what the publisher reserved about AI training and text mining, as `where: what`
            ("tdm-reservation: 1", "x-robots-tag: noai", "robots.txt: content-signal: ai-train=no").
    """

    url: str
    final_url: str
    status: int
    headers: Headers = ()
    body: bytes = field(default=b"", repr=False)  # asyncio writes results out for its own notes, megabytes and all.
    moved_permanently_to: str | None = None
    reservations: tuple[str, ...] = ()

    @property
    def content_type(self) -> str | None:
        """The `Content-Type` header with its parameters, or None."""
        return header(self.headers, "content-type")

    @property
    def etag(self) -> str | None:
        """The `ETag` header, opaque, or None."""
        return header(self.headers, "etag")

    @property
    def last_modified(self) -> str | None:
        """The `Last-Modified` header, opaque, or None."""
        return header(self.headers, "last-modified")

    @property
    def is_not_modified(self) -> bool:
        """Whether the server says that nothing changed since the validators we sent."""
        return self.status == NOT_MODIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How long an answer stays fresh, and how long the server wants to be left alone.

    Attributes:
        max_age_seconds: what is left of `Cache-Control: max-age`; 0 for no-cache and no-store; None if not said.
        expires_at: the `Expires` header on our own clock, aware UTC; None if not said or overruled by max-age.
        retry_after_seconds: the `Retry-After` header, at most a day; None if not said.
    """

    max_age_seconds: int | None = None
    expires_at: datetime | None = None
    retry_after_seconds: float | None = None


def header(headers: Headers, name: str) -> str | None:
    """The first header of that name, whatever its case; None if there is none."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


def header_values(headers: Headers, name: str) -> tuple[str, ...]:
    """Every header of that name, whatever its case, in order."""
    wanted = name.lower()
    return tuple(value for key, value in headers if key.lower() == wanted)


def parse_http_date(value: str | None) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7) as aware UTC; None if it is none."""
    if not value:
        return None
    try:
        parsed = parsedate_to_datetime(value)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """`Retry-After` (RFC 9110, 10.2.3), seconds or a date, as seconds from now in [0, a day]; None if unreadable."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), DAY_SECONDS))
    at = parse_http_date(text)
    return None if at is None else min(max((at - now).total_seconds(), 0.0), DAY_SECONDS)


def freshness(response: Response, now: datetime) -> Freshness:
    """Read the caching headers (RFC 9111) of an answer that arrived at `now` (aware)."""
    headers = response.headers
    max_age = _max_age_seconds(headers)
    return Freshness(
        max_age_seconds=max_age,
        expires_at=_expires_at(headers, now) if max_age is None else None,
        retry_after_seconds=parse_retry_after(header(headers, "retry-after"), now),
    )


def _max_age_seconds(headers: Headers) -> int | None:
    directives: dict[str, str] = {}
    for value in header_values(headers, "cache-control"):
        for part in value.split(","):
            name, _, argument = part.partition("=")
            directives.setdefault(name.strip().lower(), argument.strip().strip('"'))
    if "no-cache" in directives or "no-store" in directives:
        return 0
    seconds = _digits(directives.get("max-age"))
    if seconds is None:
        return None
    return max(seconds - (_digits(header(headers, "age")) or 0), 0)


def _digits(value: str | None) -> int | None:
    text = (value or "").strip()
    return min(int(text[:12]), YEAR_SECONDS) if text.isascii() and text.isdigit() else None


def _expires_at(headers: Headers, now: datetime) -> datetime | None:
    """`Expires`, moved from the server's clock to ours; a value that is no date ("0") means already expired."""
    value = header(headers, "expires")
    if value is None:
        return None
    expires = parse_http_date(value)
    if expires is None:
        return now
    sent = parse_http_date(header(headers, "date")) or now
    return now + min(max(expires - sent, timedelta()), timedelta(seconds=YEAR_SECONDS))
