"""Pages saved from a browser: the address they were saved from stands somewhere inside."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.captures.values import CapturedPage
from tearsheet.engine.errors import NotReadable
from tearsheet.engine.text import canonical_url, decode_page

#: How far into a page its address is looked for, in code points: all of it stands in the head.
_HEAD = 400_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\((?:\d+)\)(\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE)
#: How markup shows.
MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p)\b", re.IGNORECASE)


def read_saved_page(body: bytes, name: str) -> Iterator[CapturedPage]:
    """The one page of a saved file.

    Raises:
        NotReadable: it is no HTML, or says nowhere where it came from.
    """
    head = decode_page(body[: 2 * _HEAD]).text[:_HEAD]
    if not MARKUP.search(head):
        raise NotReadable(f"{name} is no page and no known kind of capture")
    for address in _addresses(head):
        if address.lower().startswith(("http://", "https://")):
            yield CapturedPage(url=canonical_url(address), body=body, content_type="text/html", captured_at=None)
            return
    raise NotReadable(f"{name} does not say which address it was saved from")


def _addresses(head: str) -> Iterator[str]:
    """Addresses a saved page names as its own, the most trusted first."""
    for pattern in (_SAVED_FROM, _SINGLE_FILE):
        if match := pattern.search(head):
            yield match[1]
    tree = LexborHTMLParser(head)
    for selector, attribute in (
        ("link[rel=canonical]", "href"),
        ('meta[property="og:url"]', "content"),
        ("base[href]", "href"),
    ):
        for node in tree.css(selector)[:3]:
            yield (node.attributes.get(attribute) or "").strip()
