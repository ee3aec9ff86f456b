"""robots.txt (RFC 9309), and what publishers reserve about AI training and text mining."""

import re
from dataclasses import dataclass
from typing import Self

from protego import Protego

from tearsheet.engine.fetching.response import Headers, header_values

#: RFC 9309, 2.5: at least this much of the file is read; the rest is ignored.
ROBOTS_BYTES = 500 * 1024

_DISALLOWED = frozenset({401, 403})
_OK = range(200, 300)

# Crawlers whose only use is AI training: a site that shuts them out says what it thinks of that use.
_TRAINING_CRAWLERS = ("GPTBot", "CCBot", "Google-Extended", "ClaudeBot", "Applebot-Extended", "Bytespider")
_SIGNAL_LINE = re.compile(
    r"^[ \t]*(content-signal|content-usage)[ \t]*:[ \t]*([^#\r\n]+)", re.IGNORECASE | re.MULTILINE
)
_AI_ROBOTS_TAG = re.compile(r"\b(noai|noimageai|notranscribe|nomediaai)\b", re.IGNORECASE)
_RESERVING_HEADERS = ("tdm-reservation", "tdm-policy", "content-usage", "content-signal")


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one origin.

    Attributes:
        name: the product token that we are known by.
        parsed: the file; None if it could not say anything.
        signals: its lines on AI training and text mining.
        closed: nothing may be read, since even robots.txt was refused.
    """

    name: str
    parsed: Protego | None = None
    signals: tuple[str, ...] = ()
    closed: bool = False

    @classmethod
    def read(cls, status: int, body: bytes, name: str) -> Self:
        """The rules that an answer to /robots.txt stands for.

        Args:
            status: 401 and 403 close the site, any other 4xx opens it; never a 429 or 5xx, which say nothing.
            body: the file, UTF-8 (RFC 9309, 2.3), at most `ROBOTS_BYTES`.
            name: our product token.
        """
        if status in _DISALLOWED:
            return cls(name, closed=True)
        if status not in _OK:
            return cls(name)
        text = body.decode("utf-8-sig", "replace")
        lines = (f"robots.txt: {key.lower()}: {value.strip()}" for key, value in _SIGNAL_LINE.findall(text))
        return cls(name, Protego.parse(text), tuple(dict.fromkeys(lines)))

    def allows(self, url: str) -> bool:
        """Whether we may read this address."""
        if self.parsed is None:
            return not self.closed
        return bool(self.parsed.can_fetch(url, self.name))

    @property
    def crawl_delay_seconds(self) -> float | None:
        """The spacing that the site asks of us, or None."""
        return None if self.parsed is None else self.parsed.crawl_delay(self.name)

    def reservations(self, url: str) -> tuple[str, ...]:
        """What the file reserves about this address."""
        if self.parsed is None:
            return ()
        shut_out = [crawler for crawler in _TRAINING_CRAWLERS if not self.parsed.can_fetch(url, crawler)]
        return self.signals + ((f"robots.txt: disallows {', '.join(shut_out)}",) if shut_out else ())


def read_reservations(headers: Headers) -> tuple[str, ...]:
    """What the headers of an answer reserve about AI training and text mining (TDMRep, X-Robots-Tag, AI preferences)."""
    found = [f"{name}: {value}" for name in _RESERVING_HEADERS for value in header_values(headers, name)]
    tags = (tag for value in header_values(headers, "x-robots-tag") for tag in _AI_ROBOTS_TAG.findall(value))
    return tuple(dict.fromkeys([*found, *(f"x-robots-tag: {tag.lower()}" for tag in tags)]))
