"""What the engine raises.

::

    EngineError
    ├── Transient              later, with back-off
    │   ├── Unreachable        no connection, a broken connection, a name that does not resolve now
    │   ├── TimedOut           the server was too slow
    │   └── ServerBusy         429, 503 and other 5xx; knows `retry_after_seconds`
    └── Rejected               final for these bytes; the reason is kept
        ├── AddressRefused     the guard will not connect there
        ├── RobotsDisallowed   the site asks not to be read there
        ├── TooLarge           more bytes than the limit allows
        ├── TooManyRedirects
        ├── PageMissing        404 and 410
        ├── StatusRefused      any other status that is not a page
        ├── NotAFeed           what was polled is no feed
        ├── NotReadable        bytes that are no page, no capture, no list of feeds
        ├── NoArticle          a page without an article
        └── PassageAbsent      the words are not in the text

Each class has a default message (its docstring's first line) and a `code`, which is what the newsroom stores and counts.
"""

from typing import Any, ClassVar


class EngineError(Exception):
    """Something the engine was asked to do could not be done."""

    code: ClassVar[str] = "error"

    def __init__(self, detail: str = "", *, url: str = "") -> None:
        """Build the message from the class's own sentence, the address and a detail.

        Args:
            detail: what exactly happened, in words a person can act on; may be empty.
            url: the address concerned; may be empty.
        """
        self.detail = detail
        self.url = url
        sentence = (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(" ".join(part for part in (sentence, detail, f"({url})" if url else "") if part))

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross to another process as what it was made from, not as its message."""
        return _remake, (type(self), self.__dict__)


def _remake(kind: type[EngineError], values: dict[str, Any]) -> EngineError:
    error = kind(values["detail"], url=values["url"])
    error.__dict__.update(values)
    return error


class Transient(EngineError):
    """It did not work this time; it is worth another try later."""

    code = "transient"


class Unreachable(Transient):
    """The server could not be reached."""

    code = "unreachable"


class TimedOut(Transient):
    """The server took too long."""

    code = "timed_out"


class ServerBusy(Transient):
    """The server asked to be left alone for now."""

    code = "server_busy"

    def __init__(self, detail: str = "", *, url: str = "", retry_after_seconds: float | None = None) -> None:
        super().__init__(detail, url=url)
        self.retry_after_seconds = retry_after_seconds


class Rejected(EngineError):
    """This will not work, however often it is tried."""

    code = "rejected"


class AddressRefused(Rejected):
    """The address is not one that may be fetched."""

    code = "address_refused"


class RobotsDisallowed(Rejected):
    """The site's robots.txt asks not to read this page."""

    code = "robots_disallowed"


class TooLarge(Rejected):
    """The answer is larger than the limit."""

    code = "too_large"


class TooManyRedirects(Rejected):
    """The address leads from redirect to redirect."""

    code = "too_many_redirects"


class PageMissing(Rejected):
    """The page is not there (any more)."""

    code = "page_missing"


class StatusRefused(Rejected):
    """The server refused to give the page."""

    code = "status_refused"


class NotAFeed(Rejected):
    """This is no RSS, Atom or JSON feed."""

    code = "not_a_feed"


class NotReadable(Rejected):
    """These bytes cannot be read as what they should be."""

    code = "not_readable"


class NoArticle(Rejected):
    """The page has no article on it."""

    code = "no_article"


class PassageAbsent(Rejected):
    """These words are not in the text."""

    code = "passage_absent"
