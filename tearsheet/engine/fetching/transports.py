"""The small protocol behind which the network and a saved web are the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from yarl import URL

from tearsheet.engine.errors import TooLarge
from tearsheet.engine.fetching.response import Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to one GET: no redirect followed, no status judged."""

    status: int
    headers: Headers = ()
    body: bytes = field(default=b"", repr=False)


class Transport(Protocol):
    """Gets the bytes of an address that has passed `check_address`.

    Attributes:
        needs_manners: whether a real machine answers, which wants spacing and to be asked few things at once.
    """

    needs_manners: bool

    async def get(
        self, url: URL, headers: Mapping[str, str], *, limit_bytes: int, seconds: float, cut: bool = False
    ) -> Answer:
        """Ask once.

        Args:
            url: checked.
            headers: to send.
            limit_bytes: the largest body accepted, after decompression.
            seconds: the time for the whole exchange.
            cut: take the first `limit_bytes` of a larger body instead of refusing it.

        Raises:
            AddressRefused: the machine behind the name is not public.
            TooLarge: the body is over the limit.
            TimedOut, Unreachable: no answer, or only part of one.
        """
        ...

    async def close(self) -> None:
        """Give back what is held."""
        ...


def too_large(url: URL, limit_bytes: int) -> TooLarge:
    """The error for a body over the limit."""
    return TooLarge(f"More than {limit_bytes:,} bytes.", url=str(url))
