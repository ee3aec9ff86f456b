"""One address for one page."""

import functools
import re
from importlib import resources
from urllib.parse import urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SPACE = re.compile(r"[\t\n\r]+")


def canonical_url(url: str, base: str | None = None) -> str:
    """The address by which a page is known, however it was linked.

    Scheme and host in lower case, no default port, no fragment, none of the query parameters in
    `data/tracking_parameters.txt`; the path and the order of what is left of the query stay as they are. Idempotent.

    Args:
        url: absolute, or relative to `base`.
        base: absolute address of the page it stands on.

    Returns:
        The canonical address; an address that no parser accepts comes back trimmed, otherwise unchanged.
    """
    url = _SPACE.sub("", url.strip())
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    user, at, _ = parts.netloc.rpartition("@")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((parts.scheme, f"{user}{at}{host}", parts.path, query, ""))


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    exact, prefixes = _tracking_parameters()
    return name in exact or name.startswith(prefixes)


@functools.cache
def _tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names that only follow readers around, and the beginnings of such names."""
    lines = resources.files("tearsheet.engine.data").joinpath("tracking_parameters.txt").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    prefixes = tuple(name[:-1] for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), prefixes
