"""Kept pages written as a WACZ file (Web Archive Collection Zipped 1.1.1), which ReplayWeb.page and others open.

The same pages in the same order give the same bytes. Pages are written one at a time, so that no more than one is held.
What a server sent about coding the bytes on their way (`Content-Encoding` and such) no longer holds for the bytes kept,
so it is kept under another name; cookies that were meant for us are left out.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from tearsheet.engine.captures.values import KeptPage

WACZ_VERSION = "1.1.1"
WACZ_TYPE = "application/wacz"
_SOFTWARE = "Tearsheet"
_WARC = "archive/data.warc.gz"
_CODINGS = {"content-encoding", "transfer-encoding", "content-length"}
_PRIVATE = {"set-cookie", "set-cookie2"}
_OTHER_NAME = "X-Archive-Orig-"
#: The earliest time a ZIP file can say; the pages' own times stand in their records.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class _Resource:
    """A file in the package, as its description lists it."""

    path: str
    digest: Any = field(default_factory=hashlib.sha256)
    size: int = 0


class _Entry:
    """An entry of a ZIP file, written piece by piece, whose size and hash are kept."""

    def __init__(self, file: Any, resource: _Resource) -> None:
        self._file, self._resource = file, resource

    def write(self, piece: bytes) -> int:
        """Write the next piece."""
        self._resource.digest.update(piece)
        self._resource.size += len(piece)
        self._file.write(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def tell(self) -> int:
        """How many bytes were written."""
        return self._resource.size


def pack_wacz(
    target: BinaryIO,
    pages: Iterable[KeptPage],
    *,
    title: str,
    created_at: datetime,
    description: str = "",
    extra: Mapping[str, Any] | None = None,
) -> int:
    """Write a WACZ file.

    Args:
        target: an open file to write to, from its beginning; it must be seekable.
        pages: what it holds, taken one at a time; the first is the main page.
        title, description: of the collection.
        created_at: aware; what the file says of itself.
        extra: more files, as JSON by name ("proof.json"); they stand in the folder `evidence`. Taken after the pages,
            so that it may still be filled while they are read.

    Returns:
        How many pages were written.
    """
    index: list[str] = []
    listed: list[str] = [_line({"format": "json-pages-1.0", "id": "pages", "title": title})]
    resources: list[_Resource] = []
    with ZipFile(target, "w") as archive:
        with _open(archive, _WARC, resources, ZIP_STORED) as entry:
            writer = WARCWriter(entry, gzip=True, warc_version="1.1")
            writer.write_record(_describe(writer, title, created_at))
            for page in pages:
                start = entry.tell()
                record = _record(writer, page)
                writer.write_record(record)
                index.append(_index_line(page, record, start, entry.tell() - start))
                listed.append(
                    _line({"id": _page_id(page), "url": page.url, "ts": _time(page.captured_at), "title": page.title})
                )
        _write(archive, "indexes/index.cdx", "".join(sorted(index)), resources)
        _write(archive, "pages/pages.jsonl", "".join(listed), resources)
        for name, data in (extra or {}).items():
            _write(archive, f"evidence/{name}", json.dumps(data, ensure_ascii=False, indent=2) + "\n", resources)
        package = json.dumps(
            {
                "profile": "data-package",
                "wacz_version": WACZ_VERSION,
                "title": title,
                "description": description,
                "created": _time(created_at),
                "software": _SOFTWARE,
                "resources": list(_list(resources)),
            },
            ensure_ascii=False,
            indent=2,
        )
        _write(archive, "datapackage.json", package, [])
        digest = f"sha256:{hashlib.sha256(package.encode()).hexdigest()}"
        _write(archive, "datapackage-digest.json", json.dumps({"path": "datapackage.json", "hash": digest}), [])
    return len(index)


@contextmanager
def _open(archive: ZipFile, path: str, resources: list[_Resource], compression: int) -> Iterator[_Entry]:
    """An entry of the archive, open for writing and listed among the resources."""
    info = ZipInfo(path, date_time=_ZIP_TIME)
    info.compress_type = compression
    resource = _Resource(path)
    resources.append(resource)
    with archive.open(info, "w", force_zip64=True) as file:
        yield _Entry(file, resource)


def _write(archive: ZipFile, path: str, text: str, resources: list[_Resource]) -> None:
    with _open(archive, path, resources, ZIP_DEFLATED) as entry:
        entry.write(text.encode("utf-8", "surrogatepass"))


def _list(resources: Sequence[_Resource]) -> Iterator[dict[str, Any]]:
    for resource in resources:
        name = resource.path.rpartition("/")[2]
        yield {
            "name": name.lower(),
            "path": resource.path,
            "hash": f"sha256:{resource.digest.hexdigest()}",
            "bytes": resource.size,
        }


def _describe(writer: Any, title: str, created_at: datetime) -> Any:
    """The record that says what made the file; its identity and time do not depend on when it is written."""
    body = f"software: {_SOFTWARE}\r\nformat: WARC File Format 1.1\r\nisPartOf: {_header(title)}\r\n".encode()
    headers = {"WARC-Record-ID": _urn(f"info:{title}:{_time(created_at)}"), "WARC-Date": _time(created_at)}
    return writer.create_warc_record(
        "", "warcinfo", payload=BytesIO(body), warc_content_type="application/warc-fields", warc_headers_dict=headers
    )


def _record(writer: Any, page: KeptPage) -> Any:
    """The answer as it was kept: its status, its headers, and the bytes after undoing what coded them on the way."""
    headers: list[tuple[str, str]] = []
    for name, value in page.headers:
        if name.lower() not in _PRIVATE:
            renamed = f"{_OTHER_NAME}{name}" if name.lower() in _CODINGS else name
            headers.append((_header(renamed), _header(value)))
    headers.append(("Content-Length", str(len(page.body))))
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:
        phrase = ""
    return writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        http_headers=StatusAndHeaders(f"{page.status} {phrase}".strip(), headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Record-ID": _urn(_page_id(page)), "WARC-Date": _time(page.captured_at)},
    )


def _header(text: str) -> str:
    """A header on one line, in the characters headers have; others are written as escapes."""
    return " ".join(text.split()).encode("ascii", "backslashreplace").decode("ascii")


def _index_line(page: KeptPage, record: Any, start: int, length: int) -> str:
    """The page's line in the index (CDXJ): sorting key, time, and where its record stands."""
    kind = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    facts = {
        "url": page.url,
        "mime": kind.partition(";")[0].strip() or "unk",
        "status": str(page.status),
        "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
        "length": str(length),
        "offset": str(start),
        "filename": "data.warc.gz",
    }
    return f"{sort_key(page.url)} {page.captured_at.astimezone(UTC):%Y%m%d%H%M%S} {_line(facts)}"


def sort_key(url: str) -> str:
    """An address as archives sort it (SURT): the host turned round, "www." and the scheme left out, lower case."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in {80, 443} else ""
    names = host if host.replace(".", "").isdigit() else ",".join(reversed(host.split(".")))
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    path = parts.path.lower().rstrip("/") or "/"
    return f"{names}{port}){path}{f'?{query}' if query else ''}".replace(" ", "%20")


def _page_id(page: KeptPage) -> str:
    return hashlib.sha256(
        f"{page.url} {_time(page.captured_at)} {hashlib.sha256(page.body).hexdigest()}".encode()
    ).hexdigest()[:22]


def _urn(name: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"
