"""The one gate: which addresses may be asked for, and which machines may be connected to.

Two checks, because a name proves nothing: `check_address` looks at the address as written, and `open_public_socket`
looks at the machine at the very moment of connecting, after DNS, on every hop. aiohttp connects to a literal address
without asking its resolver, so only the socket factory sees them all. `PublicResolver` stands between: it refuses a
name as soon as *one* of its addresses is not public, so that a lucky order of answers opens nothing.
"""

import ipaddress
import re
import socket
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from tearsheet.engine.errors import AddressRefused

LONGEST_ADDRESS = 2048
FIRST_FREE_PORT = 1024
WEB_PORTS = frozenset({80, 443})

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_FORBIDDEN_CHARACTERS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\\]")
_AUTHORITY = re.compile(r"^[^/?#]*//([^/?#]*).*$", re.DOTALL)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
_NUMBER_AT_THE_END = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$")

_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Not every Python calls these non-global: it depends on the registry of the day it was released.
_REFUSED_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
    )
)


class GuardRefusalError(OSError):
    """The machine behind a name is not one that may be connected to."""


def check_address(url: str, allowed_private_hosts: frozenset[str] = frozenset()) -> URL:
    """Check an address as written, before anything is looked up.

    Args:
        url: an absolute address.
        allowed_private_hosts: hosts, or hosts with a port, that need not be public.

    Returns:
        The parsed address, without its fragment: the same value is then connected to, so that no two parsers can
        read one address differently.

    Raises:
        AddressRefused: not http or https; user info; a backslash, space or control character; over 2,048
            characters; no host; a port of another service; a literal address that is not public.
    """
    parsed = _parse(url)
    if parsed.scheme not in {"http", "https"}:
        raise AddressRefused("Only http and https are read.", url=url)
    if "@" in _AUTHORITY.sub(r"\1", url):
        raise AddressRefused("It contains a user name or password.", url=url)
    if not parsed.raw_host:
        raise AddressRefused("It has no host.", url=url)
    if not is_allowed(parsed, allowed_private_hosts):
        reason = _refuse_port(parsed.port) or _refuse_host(parsed.raw_host)
        if reason:
            raise AddressRefused(reason, url=url)
    return parsed


def _parse(url: str) -> URL:
    if len(url) > LONGEST_ADDRESS:
        raise AddressRefused(f"It is longer than {LONGEST_ADDRESS:,} characters.", url=url[:200])
    if _FORBIDDEN_CHARACTERS.search(url):
        raise AddressRefused("It contains a space, a backslash or a character that no address has.", url=repr(url))
    try:
        parsed = URL(url).with_fragment(None)
        _ = parsed.port  # Read here, since it is where a port out of range shows.
        if parsed.raw_host and parsed.raw_path == "/":
            parsed = parsed.with_path("/", keep_query=True)  # Writes the slash that may be missing.
    except ValueError as error:
        raise AddressRefused("It is not an address.", url=url) from error
    return parsed


def is_allowed(url: URL, allowed_private_hosts: frozenset[str]) -> bool:
    """Whether the operator exempted this host, or this host and port, from the guard."""
    host = (url.host or "").lower()
    return host in allowed_private_hosts or f"{host}:{url.port}" in allowed_private_hosts


def refuse_ip(address: str) -> str:
    """Why a machine's address may not be connected to; empty if it may.

    Refused is all that is not globally routable, and IPv4-mapped, 6to4, Teredo and NAT64 forms of such
    (IANA special-purpose address registries; RFC 6890).
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is no IP address."
    return "" if _is_public(ip) else f"{address} is not a public address."


def _is_public(ip: IPAddress) -> bool:
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip.ipv4_mapped is not None:
            return _is_public(ip.ipv4_mapped)
        if ip.sixtofour is not None and not _is_public(ip.sixtofour):
            return False
        if ip not in _PUBLIC_IPV6:
            return False
    if any(ip.version == network.version and ip in network for network in _REFUSED_NETWORKS):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _refuse_port(port: int | None) -> str:
    if not port:
        return "Its port is out of range."
    return f"Port {port} belongs to another service." if port < FIRST_FREE_PORT and port not in WEB_PORTS else ""


def _refuse_host(host: str) -> str:
    if ":" in host:
        return refuse_ip(host)
    if _NUMBER_AT_THE_END.search(host.lower()):
        # "127.1", "0x7f000001" and "2130706433" are all read as 127.0.0.1 by some resolver.
        return refuse_ip(host.removesuffix("."))
    return "" if _HOST.fullmatch(host.lower()) else f"{host!r} is no host name."


class PublicResolver(AbstractResolver):
    """A resolver that answers only for names whose addresses are *all* public."""

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Look a name up.

        Raises:
            GuardRefusalError: one of its addresses is not public.
        """
        results = await self._inner.resolve(host, port, family)
        for result in results:
            reason = refuse_ip(result["host"])
            if reason:
                raise GuardRefusalError(f"{host} leads to {result['host']}, which is not public.")
        return results

    async def close(self) -> None:
        """Close the resolver beneath."""
        await self._inner.close()


def open_public_socket(addr_info: tuple[Any, ...]) -> socket.socket:
    """Make the socket for a connection, or refuse: the last look, at the address that is really connected to.

    Args:
        addr_info: as `socket.getaddrinfo` gives it: family, type, protocol, canonical name, address.

    Raises:
        GuardRefusalError: the address is not public.
    """
    family, kind, protocol, _, address = addr_info
    reason = refuse_ip(str(address[0]))
    if reason:
        raise GuardRefusalError(reason)
    return socket.socket(family=family, type=kind, proto=protocol)
