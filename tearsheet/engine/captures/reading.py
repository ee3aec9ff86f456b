"""Which kind of capture some bytes are, and the reader for it."""

import re
from collections.abc import Iterator
from io import BytesIO

from tearsheet.engine.captures.mhtml import read_mhtml
from tearsheet.engine.captures.saved import MARKUP, read_saved_page
from tearsheet.engine.captures.streams import Budget, Reader, give_unpacked, unpack_whole
from tearsheet.engine.captures.values import CapturedPage
from tearsheet.engine.captures.wacz import read_wacz
from tearsheet.engine.captures.warc import read_warc
from tearsheet.engine.errors import NotReadable
from tearsheet.engine.text import decode_page

#: How files begin that are known and not read.
_OTHERS = (
    (b"filedesc:", "an ARC file, the format before WARC"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"bplist", "a Safari web archive"),
)
_GZIP, _ZIP, _WARC = b"\x1f\x8b", b"PK\x03\x04", b"WARC/"
_MHTML = (b"mime-version:", b"content-type: multipart/related", b"from: <saved by")
_START = 2048
#: What a text for people does not hold.
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")


def read_captures(body: bytes, *, name: str) -> Iterator[CapturedPage]:
    """The pages in a capture, in its order, with the address and time each was captured from.

    Read are WARC files (plain, compressed as a whole or by record), WACZ, MHTML and pages saved as HTML, and each of
    them once more compressed with gzip. In archives, records that are damaged are passed over.

    Args:
        body: the file's bytes; its kind is told by them.
        name: the file's name, for messages only.

    Raises:
        NotReadable: no capture that can be read, one that is broken, encrypted or a bomb, or one without a page whose
            address is known. Archives may have given pages before.
    """
    if body.startswith(_GZIP):
        start = _unpack_start(body, name)
        if not start.startswith(_WARC):
            if start.startswith(_GZIP):
                raise NotReadable(f"{name} is compressed more than once")
            yield from read_captures(unpack_whole(body, BytesIO(body), name), name=name)
            return
    else:
        start = body[:_START].lstrip()
    if not start:
        raise NotReadable(f"{name} is empty")
    for magic, kind in _OTHERS:
        if start.startswith(magic):
            raise NotReadable(f"{name} is {kind}, which is not read")
    pages = _choose(body, start, name)
    first = next(pages, None)
    if first is None:
        kind = "WACZ" if start.startswith(_ZIP) else "WARC"
        raise NotReadable(f"{name} is a {kind} file that holds no page answered with status 200, or is damaged")
    yield first
    yield from pages


def is_plain_text(body: bytes) -> bool:
    """Whether a file holds text for people and no kind of capture: a digest perhaps, for `read_digest_file`.

    Args:
        body: the file's bytes, perhaps compressed with gzip; what it is is told by its beginning.
    """
    start = body[:_START].lstrip()
    if body.startswith(_GZIP):
        try:
            start = _unpack_start(body, "")
        except NotReadable:
            return False
    begins_otherwise = start.startswith((_WARC, _ZIP, _GZIP, b"<", b"{", *(magic for magic, _ in _OTHERS)))
    if not start or begins_otherwise or any(mark in start.lower() for mark in _MHTML):
        return False
    text = decode_page(start, "text/plain").text
    return not _CONTROL.search(text) and not MARKUP.search(text)


def _choose(body: bytes, start: bytes, name: str) -> Iterator[CapturedPage]:
    """The pages, by the reader for what begins so."""
    if start.startswith(_WARC):
        return read_warc(BytesIO(body), Budget(len(body), name), is_packed=body.startswith(_GZIP))
    if start.startswith(_ZIP):
        return read_wacz(body, name)
    if any(mark in start.lower() for mark in _MHTML) and not start.startswith(b"<"):
        return read_mhtml(body, name)
    return read_saved_page(body, name)


def _unpack_start(body: bytes, name: str) -> bytes:
    return Reader(give_unpacked(BytesIO(body), Budget(len(body), name))).read(_START).lstrip()
