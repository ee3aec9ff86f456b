"""The directory transport: a folder that is read as if it were the web, for the demo and for tests.

`https://host/path` (http is the same) is the file `folder/host/path`. A path that ends in `/`, or is a folder, means
`index.html` in it. A query is part of the file's name: `/find?q=a` is `find?q=a`, with `/` in it written `%2F`. A port
other than 80 and 443 is part of the folder's name: `host:8080`. A file `<name>.headers` beside it overrides what is
made up: its first line is the status, the others are `Name: value`; it may stand alone. What is not there is a 404, and
so is everything outside the folder, however it is written or linked.
"""

from collections.abc import Mapping
from errno import ELOOP, ENAMETOOLONG
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from yarl import URL

from tearsheet.engine.errors import Unreachable
from tearsheet.engine.fetching.guard import WEB_PORTS
from tearsheet.engine.fetching.response import NOT_MODIFIED, Headers, header
from tearsheet.engine.fetching.transports import Answer, too_large

# A saved page names its own charset, or leaves it to be found: a header that guessed would be believed.
_CONTENT_TYPES: Mapping[str, str] = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xml": "application/rss+xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".json": "application/feed+json",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".opml": "text/x-opml",
}
_OK = 200
_MISSING = 404
_HEADERS_SUFFIX = ".headers"


class DirectoryTransport:
    """Answers from a folder of saved pages."""

    needs_manners = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def get(
        self, url: URL, headers: Mapping[str, str], *, limit_bytes: int, seconds: float, cut: bool = False
    ) -> Answer:
        """Ask once; see `Transport.get`. The time limit has no meaning here."""
        del seconds
        try:
            return self._answer(url, headers, limit_bytes, cut=cut)
        except OSError as error:
            if error.errno in {ENAMETOOLONG, ELOOP}:
                return Answer(status=_MISSING)
            raise Unreachable("The saved file cannot be read.", url=str(url)) from error

    async def close(self) -> None:
        """Nothing is held."""

    def _answer(self, url: URL, sent: Mapping[str, str], limit_bytes: int, *, cut: bool) -> Answer:
        path = self._locate(url)
        if path is None:
            return Answer(status=_MISSING)
        body = self._read(path, url, limit_bytes, cut=cut)
        extra = self._read(path.with_name(path.name + _HEADERS_SUFFIX), url, limit_bytes, cut=True)
        if body is None and extra is None:
            return Answer(status=_MISSING)
        status, given = _parse_headers(extra or b"")
        headers = _fill_in(given, path, body or b"")
        if status == _OK and _is_known(headers, sent):
            return Answer(status=NOT_MODIFIED, headers=headers)
        return Answer(status=status, headers=headers, body=body or b"")

    def _locate(self, url: URL) -> Path | None:
        """The file an address stands for, whether it is there or not; None if it could never be."""
        host = (url.host or "").lower()
        names = [host if url.port in WEB_PORTS else f"{host}:{url.port}"]
        names += [unquote(name) for name in url.raw_path.split("/") if name]
        if any(name in {"", ".", ".."} or set(name) & {"/", "\\", "\0"} for name in names):
            return None
        path = self._folder.joinpath(*names)
        if len(names) == 1 or url.raw_path.endswith("/") or path.is_dir():
            path /= "index.html"
        if url.raw_query_string:
            path = path.with_name(f"{path.name}?{url.raw_query_string.replace('/', '%2F')}")
        return None if path.name.endswith(_HEADERS_SUFFIX) else path

    def _read(self, path: Path, url: URL, limit_bytes: int, *, cut: bool) -> bytes | None:
        try:
            real = path.resolve()
        except RuntimeError:  # A circle of links.
            return None
        if not real.is_relative_to(self._folder) or not real.is_file():
            return None
        with real.open("rb") as file:
            body = file.read(limit_bytes + 1)
        if len(body) > limit_bytes and not cut:
            raise too_large(url, limit_bytes)
        return body[:limit_bytes]


def _parse_headers(text: bytes) -> tuple[int, Headers]:
    status, *lines = text.decode("utf-8", "replace").splitlines() or [str(_OK)]
    pairs = (line.partition(":") for line in lines if ":" in line)
    given = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    return int(status) if status.strip().isdecimal() else _OK, given


def _fill_in(given: Headers, path: Path, body: bytes) -> Headers:
    """The headers given, with a type and an ETag made up where they are missing."""
    content_type = _CONTENT_TYPES.get(Path(path.name.partition("?")[0]).suffix.lower(), "application/octet-stream")
    made_up = (("Content-Type", content_type), ("ETag", f'"{sha256(body).hexdigest()[:32]}"'))
    return given + tuple(pair for pair in made_up if header(given, pair[0]) is None)


def _is_known(headers: Headers, sent: Mapping[str, str]) -> bool:
    """Whether the validators sent are those of the file (RFC 9110, 13.2.2: an ETag overrules a date)."""
    if "If-None-Match" in sent:
        return sent["If-None-Match"] == header(headers, "etag")
    return "If-Modified-Since" in sent and sent["If-Modified-Since"] == header(headers, "last-modified")
