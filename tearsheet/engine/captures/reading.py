"""Which kind of capture some bytes are, and the reader for it."""

from collections.abc import Iterator

from tearsheet.engine.captures.saved import read_saved_page
from tearsheet.engine.captures.values import CapturedPage
from tearsheet.engine.errors import NotReadable

#: How the kinds that are known but not read yet begin.
_KINDS = (
    (b"WARC/", "a WARC file"),
    (b"\x1f\x8b", "a compressed file (WARC?)"),
    (b"PK\x03\x04", "a ZIP file (WACZ?)"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_MHTML = (b"mime-version:", b"content-type: multipart/related", b"from: <saved by")


def read_captures(body: bytes, *, name: str) -> Iterator[CapturedPage]:
    """The pages in a capture, in its order.

    Args:
        body: the file's bytes. Saved HTML is read; WARC, WACZ, MHTML and plain text are told apart and refused.
        name: the file's name, for messages only.

    Raises:
        NotReadable: on the first page: no capture that can be read, or one that does not name its address.
    """
    start = body[:2048].lstrip()
    if not start:
        raise NotReadable(f"{name} is empty")
    for magic, kind in _KINDS:
        if start.startswith(magic):
            raise NotReadable(f"{name} is {kind}, which is not read yet")
    if any(mark in start.lower() for mark in _MHTML) and not start.startswith(b"<"):
        raise NotReadable(f"{name} is an MHTML file, which is not read yet")
    yield from read_saved_page(body, name)
