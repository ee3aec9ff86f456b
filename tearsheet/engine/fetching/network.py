"""The network transport: aiohttp behind the guard."""

import zlib
from collections.abc import Mapping
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from tearsheet.engine.errors import AddressRefused, EngineError, TimedOut, Unreachable
from tearsheet.engine.fetching.guard import GuardRefusalError, PublicResolver, is_allowed, open_public_socket
from tearsheet.engine.fetching.options import FetchOptions
from tearsheet.engine.fetching.transports import Answer, too_large

#: Longer than any honest header, and small enough to hold thousands of.
LONGEST_HEADER_BYTES = 16 * 1024


class NetworkTransport:
    """Asks real servers. Make it inside a running event loop (`NetworkTransport.open`), close it there.

    Public addresses and the operator's allow-list have a session each, so that no connection opened for an allowed
    private host can ever serve another name. Neither reads proxy settings, keeps cookies or follows redirects.
    """

    needs_manners = True

    def __init__(self, options: FetchOptions, guarded: aiohttp.ClientSession, exempt: aiohttp.ClientSession) -> None:
        self._options = options
        self._guarded = guarded
        self._exempt = exempt

    @classmethod
    async def open(cls, options: FetchOptions, resolver: AbstractResolver | None = None) -> Self:
        """Open both sessions.

        Args:
            options: limits, allow-list and user agent.
            resolver: looks names up before the guard sees the result; the system's if None.
        """
        names = resolver or aiohttp.ThreadedResolver()
        guarded = aiohttp.TCPConnector(
            resolver=PublicResolver(names), socket_factory=open_public_socket, limit=options.at_once
        )
        exempt = aiohttp.TCPConnector(resolver=names, limit=options.at_once)
        return cls(options, _open_session(options, guarded), _open_session(options, exempt))

    async def get(
        self, url: URL, headers: Mapping[str, str], *, limit_bytes: int, seconds: float, cut: bool = False
    ) -> Answer:
        """Ask once; see `Transport.get`."""
        session = self._exempt if is_allowed(url, self._options.allowed_private_hosts) else self._guarded
        timeout = aiohttp.ClientTimeout(
            total=seconds, sock_connect=self._options.connect_seconds, sock_read=self._options.read_seconds
        )
        try:
            async with session.get(url, headers=headers, timeout=timeout, allow_redirects=False) as response:
                body = await _read_body(response, url, limit_bytes, cut=cut)
                sent = tuple((_decode(name), _decode(value)) for name, value in response.raw_headers)
                return Answer(status=response.status, headers=sent, body=body)
        except (aiohttp.ClientError, OSError, ValueError, EOFError, zlib.error) as error:
            raise _explain(error, url) from error

    async def close(self) -> None:
        """Close every connection."""
        await self._guarded.close()
        await self._exempt.close()


def _open_session(options: FetchOptions, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=connector,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": options.user_agent, "Accept-Encoding": "gzip, deflate, br"},
        max_line_size=LONGEST_HEADER_BYTES,
        max_field_size=LONGEST_HEADER_BYTES,
    )


async def _read_body(response: aiohttp.ClientResponse, url: URL, limit_bytes: int, *, cut: bool) -> bytes:
    """Read piece by piece, counting what comes out of the decompressor, so that a bomb goes off in small."""
    if response.content_length is not None and response.content_length > limit_bytes and not cut:
        raise too_large(url, limit_bytes)
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > limit_bytes:
            response.close()
            if cut:
                return bytes(body[:limit_bytes])
            raise too_large(url, limit_bytes)
    return bytes(body)


def _decode(value: bytes) -> str:
    """A header as text that can be stored: UTF-8, or else one character a byte."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _explain(error: Exception, url: URL) -> EngineError:
    refused = getattr(error, "os_error", error)
    if isinstance(refused, GuardRefusalError):
        return AddressRefused(str(refused), url=str(url))
    if isinstance(error, TimeoutError):
        return TimedOut(url=str(url))
    if isinstance(error, aiohttp.InvalidURL):
        return AddressRefused("It is not an address.", url=str(url))
    return Unreachable(str(error) or type(error).__name__, url=str(url))
