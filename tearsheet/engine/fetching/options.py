"""What a fetch is for, what it asks, and the limits and manners it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MEGABYTE = 1024 * 1024


class Purpose(StrEnum):
    """What the bytes are wanted for; sets the size limit, the `Accept` header and whether robots.txt is asked."""

    FEED = "feed"
    PAGE = "page"
    PICTURE = "picture"
    LIST = "list"


ACCEPT: Mapping[Purpose, str] = {
    Purpose.FEED: "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.5",
    Purpose.PAGE: "text/html, application/xhtml+xml, */*;q=0.5",
    Purpose.PICTURE: "image/avif, image/webp, image/png, image/jpeg, image/*;q=0.8, */*;q=0.1",
    Purpose.LIST: "text/x-opml, application/xml, text/xml, */*;q=0.5",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How this installation fetches.

    Attributes:
        user_agent: sent with every request; its first product token is the name looked up in robots.txt.
        per_host: requests under way at one host at once, at least 1.
        at_once: requests under way at all hosts together, at least 1.
        spacing_seconds: time between the starts of two requests to one host.
        longest_wait_seconds: the longest pause a Crawl-delay or a 429 may impose within one call; a host that asks
            for more is left alone for the rest of the call (429), or is read at this pace (Crawl-delay).
        allowed_private_hosts: hosts ("intranet.example") or hosts with a port ("127.0.0.1:8001") that the guard lets
            through although they are not public; nothing else is ever exempt.
        connect_seconds, read_seconds: limits for connecting and for each read.
        total_seconds: limit for one request with all its redirects, waiting for the host's turn not counted.
        feed_bytes, page_bytes, picture_bytes: limits of a body after decompression.
        saved_web: a folder to read instead of the network: `https://host/path` is the file `saved_web/host/path`.
        respect_robots: ask robots.txt before reading pages.
    """

    user_agent: str
    per_host: int = 2
    at_once: int = 50
    spacing_seconds: float = 1.0
    longest_wait_seconds: float = 30.0
    allowed_private_hosts: frozenset[str] = frozenset()
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    feed_bytes: int = 15 * MEGABYTE
    page_bytes: int = 10 * MEGABYTE
    picture_bytes: int = 20 * MEGABYTE
    saved_web: Path | None = None
    respect_robots: bool = True

    @property
    def robots_name(self) -> str:
        """The name that robots.txt knows us by: "Tearsheet/1.0 (+https://...)" is "Tearsheet"."""
        return self.user_agent.split("/", 1)[0].split(" ", 1)[0]

    def limit_bytes(self, purpose: Purpose) -> int:
        """The largest body accepted for a purpose, in bytes after decompression."""
        match purpose:
            case Purpose.PAGE:
                return self.page_bytes
            case Purpose.PICTURE:
                return self.picture_bytes
            case Purpose.FEED | Purpose.LIST:
                return self.feed_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One address to read.

    Attributes:
        url: an absolute http or https address.
        purpose: what the bytes are for.
        etag, last_modified: what the server sent last time, opaque and sent back verbatim; None to read anew.
    """

    url: str
    purpose: Purpose
    etag: str | None = None
    last_modified: str | None = None
