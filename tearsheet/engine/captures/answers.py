"""HTTP answers as captures keep them: status, headers, and a body whose codings are undone (RFC 9110, RFC 9112)."""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]
import zstandard

from tearsheet.engine.captures.streams import MAX_PAGE

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_MAX_HEAD = 200_000
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_GZIP_OR_ZLIB, _RAW_DEFLATE = 47, -15


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer.

    Attributes:
        status: 100-999.
        headers: by name in lower case; of several of a name, the last.
        body: as sent.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def parse_answer(block: bytes) -> Answer | None:
    """An answer's parts; None if the bytes are no answer."""
    status = _STATUS.match(block)
    end = _END_OF_HEAD.search(block, 0, _MAX_HEAD)
    if not status or not end:
        return None
    lines = block[: end.start()].decode("latin-1").splitlines()[1:]
    return Answer(status=int(status[1]), headers=parse_headers(lines), body=block[end.end() :])


def parse_headers(lines: list[str]) -> dict[str, str]:
    """Header lines by name in lower case; a line that begins with white space continues the one before."""
    headers: dict[str, str] = {}
    name = ""
    for line in lines:
        if line[:1] in " \t":
            if name:
                headers[name] += " " + line.strip()
            continue
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers[name] = value.strip()
    return headers


def is_page(content_type: str, body: bytes) -> bool:
    """Whether this is HTML, by its type, or by its look where no type is given."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml"} or (not kind and bool(_MARKUP.search(body, 0, 1024)))


def undo_codings(answer: Answer) -> bytes | None:
    """The body without chunks and compression; None if it is damaged or larger than a page may be.

    A coding that is named but not there is passed over: many crawlers keep the headers and store the body plain.
    """
    body: bytes | None = answer.body
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        body = _join_chunks(answer.body)
    for coding in reversed(answer.headers.get("content-encoding", "").lower().split(",")):
        unpack = _UNPACK.get(coding.strip())
        if unpack and body:
            body = unpack(body)
    return body if body is None or len(body) <= MAX_PAGE else None


def _join_chunks(body: bytes) -> bytes:
    """The chunks' content; the body as it is if it has none, and what was read where they break off."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return b"".join(parts) if parts and at >= len(body) else body


def _inflate(body: bytes) -> bytes | None:
    """Gzip and deflate; the latter is sent with zlib's frame and without."""
    for frame in (_GZIP_OR_ZLIB, _RAW_DEFLATE):
        unpacker = zlib.decompressobj(frame)
        try:
            return unpacker.decompress(body, MAX_PAGE + 1)
        except zlib.error:
            continue
    return body if _MARKUP.search(body, 0, 4096) else None


def _unbrotli(body: bytes) -> bytes | None:
    unpacker = brotli.Decompressor()
    try:
        content: bytes = unpacker.process(body, output_buffer_limit=MAX_PAGE + 1)
    except brotli.error:
        return body if _MARKUP.search(body, 0, 4096) else None
    return content


def _unzstd(body: bytes) -> bytes | None:
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(body, read_across_frames=True) as stream:
            return stream.read(MAX_PAGE + 1)
    except zstandard.ZstdError:
        return body if _MARKUP.search(body, 0, 4096) else None


_UNPACK: dict[str, Callable[[bytes], bytes | None]] = {
    "gzip": _inflate,
    "x-gzip": _inflate,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
