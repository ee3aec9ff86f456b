"""Archives made in memory: each record says what it is."""

import gzip
import io
import struct
import zipfile
import zlib

PAGE = b"<!doctype html><html><head><title>The quay</title></head><body><p>The ferry left on time.</p></body></html>"
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


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


def packed_bomb(megabytes: int, *, head: bytes = b"", end: bytes = b"") -> bytes:
    """A gzip member of so many megabytes of spaces: one block is packed, and repeated."""
    megabyte = b" " * 1_000_000
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    blocks = [
        packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH),
        *[packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)] * megabytes,
        packer.compress(end) + packer.flush(),
    ]
    checksum = zlib.crc32(head)
    for _ in range(megabytes):
        checksum = zlib.crc32(megabyte, checksum)
    size = len(head) + megabytes * len(megabyte) + len(end)
    return GZIP_HEAD + b"".join(blocks) + struct.pack("<II", zlib.crc32(end, checksum), size)


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()
