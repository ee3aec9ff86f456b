"""Archives made in memory: each record says what it is."""

import gzip
import io
import zipfile

PAGE = b"<!doctype html><html><head><title>The quay</title></head><body><p>The ferry left on time.</p></body></html>"


def answer(
    body: bytes = PAGE, *, status: str = "200 OK", headers: tuple[str, ...] = ("Content-Type: text/html",)
) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


def record(
    block: bytes,
    *,
    kind: str = "response",
    url: str = "https://courier.example/quay",
    date: str = "2031-03-04T05:06:07Z",
    headers: tuple[str, ...] = ("Content-Type: application/http; msgtype=response",),
    length: int | None = None,
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()
