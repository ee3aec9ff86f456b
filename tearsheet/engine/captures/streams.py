"""Bytes read bit by bit, and never more of them than a capture may hold."""

import zlib
from collections.abc import Iterator
from typing import Protocol

from tearsheet.engine.errors import NotReadable

#: No page of a capture is larger, in bytes after unpacking: the engine refuses longer ones anyway.
MAX_PAGE = 60_000_000
_CHUNK = 1 << 16
#: A capture may unpack to so many bytes, and to so many more for each byte it has. Pages shrink to a tenth at best.
_FREE, _RATIO = 64_000_000, 60
_GZIP = b"\x1f\x8b\x08"
#: What tells zlib to expect gzip's frame.
_GZIP_FRAME = 31


class Source(Protocol):
    """Anything that gives bytes: an open file, an entry of a ZIP file."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


class Budget:
    """How much a capture may still unpack to. What is spent beyond it is a bomb."""

    def __init__(self, packed: int, name: str) -> None:
        """Allow what `packed` bytes may honestly hold; `name` is the capture's, for the message."""
        self._left = _FREE + _RATIO * packed
        self._name = name

    def spend(self, size: int) -> None:
        """Take so many bytes off.

        Raises:
            NotReadable: there were fewer left.
        """
        self._left -= size
        if self._left < 0:
            raise NotReadable(f"{self._name} unpacks to far more than its size lets expect")


def give_plain(source: Source, budget: Budget) -> Iterator[bytes | None]:
    """The bytes of a source, chunk by chunk."""
    while chunk := source.read(_CHUNK):
        budget.spend(len(chunk))
        yield chunk


def give_unpacked(source: Source, budget: Budget) -> Iterator[bytes | None]:
    """The content of a gzip file of any number of members, chunk by chunk; None where a member breaks off or is damaged.

    After damage it goes on with the next member, so that one bad record costs no other.
    """
    packed = source.read(_CHUNK)
    while packed:
        member = zlib.decompressobj(_GZIP_FRAME)
        try:
            while packed and not member.eof:
                chunk = member.decompress(packed, _CHUNK)
                budget.spend(len(chunk))
                yield chunk
                packed = member.unconsumed_tail or (b"" if member.eof else source.read(_CHUNK))
        except zlib.error:
            yield None
            packed = _seek_member(packed[1:], source)
            continue
        if not member.eof:
            yield None
        packed = member.unused_data or source.read(_CHUNK)


def _seek_member(packed: bytes, source: Source) -> bytes:
    """What stands from the next member's first byte on; none if there is none."""
    while (at := packed.find(_GZIP)) < 0:
        more = source.read(_CHUNK)
        if not more:
            return b""
        packed = packed[-len(_GZIP) + 1 :] + more
    return packed[at:]


class Reader:
    """Chunks read as lines and lengths. No reading crosses a break: it comes back short, and the next one starts after."""

    def __init__(self, chunks: Iterator[bytes | None]) -> None:
        """Read these chunks; None among them is a break."""
        self._chunks = chunks
        self._buffer = bytearray()
        self._at_break = False
        self.break_count = 0

    def read_line(self, limit: int) -> bytes | None:
        """The next line with its end, or so much of it; None at the end."""
        searched = 0
        while (at := self._buffer.find(b"\n", searched)) < 0 and len(self._buffer) < limit:
            searched = len(self._buffer)
            if not self._fill():
                break
        if not self._buffer:
            if not self._at_break:
                return None
            self._at_break = False
            return self.read_line(limit)
        return self._take(min(at + 1 if at >= 0 else len(self._buffer), limit))

    def read(self, size: int) -> bytes:
        """The next bytes; fewer at a break and at the end."""
        while len(self._buffer) < size and self._fill():
            pass
        return self._take(min(size, len(self._buffer)))

    def skip(self, size: int) -> None:
        """Leave out so many bytes, or those before the next break."""
        while size > len(self._buffer):
            size -= len(self._buffer)
            self._buffer.clear()
            if not self._fill():
                return
        del self._buffer[:size]

    def _fill(self) -> bool:
        """Whether there was more before the next break."""
        if self._at_break:
            return False
        for chunk in self._chunks:
            if chunk is None:
                self._at_break = True
                self.break_count += 1
                return False
            if chunk:
                self._buffer += chunk
                return True
        return False

    def _take(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken


def unpack_whole(body: bytes, source: Source, name: str) -> bytes:
    """A gzip file's content, at most as large as a page may be.

    Raises:
        NotReadable: it is damaged or too large.
    """
    parts: list[bytes] = []
    size = 0
    for chunk in give_unpacked(source, Budget(len(body), name)):
        if chunk is None:
            raise NotReadable(f"{name} is a compressed file (gzip) that is damaged or truncated")
        size += len(chunk)
        if size > MAX_PAGE:
            raise NotReadable(f"{name} unpacks to more than {MAX_PAGE:,} bytes")
        parts.append(chunk)
    return b"".join(parts)
