"""MHTML files (RFC 2557), as browsers save them: a page and its parts as one mail message."""

import email
import email.policy
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from tearsheet.engine.captures.streams import MAX_PAGE
from tearsheet.engine.captures.values import CapturedPage
from tearsheet.engine.errors import NotReadable
from tearsheet.engine.text import canonical_url

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(body: bytes, name: str) -> Iterator[CapturedPage]:
    """The one page of the file: its first HTML part.

    Raises:
        NotReadable: it is broken, too large, or has no page with an address.
    """
    if len(body) > 2 * MAX_PAGE:
        raise NotReadable(f"{name} is larger than {2 * MAX_PAGE:,} bytes")
    try:
        message = email.message_from_bytes(body, policy=email.policy.compat32)
        part = next((part for part in message.walk() if part.get_content_type() in _PAGE_TYPES), None)
        page = part.get_payload(decode=True) if part else None
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError) as error:
        raise NotReadable(f"{name} is a broken MHTML file ({error})") from error
    if part is None or not isinstance(page, bytes) or not page.strip():
        raise NotReadable(f"{name} is an MHTML file without a page in it")
    addresses = (part["Content-Location"], message["Snapshot-Content-Location"], message["Content-Location"])
    for address in map(str, filter(None, addresses)):
        url = "".join(address.split())
        if url.lower().startswith(("http://", "https://")):
            captured_at = _read_date(message)
            yield CapturedPage(
                url=canonical_url(url),
                body=page,
                content_type=" ".join(str(part["Content-Type"] or "text/html").split()),
                captured_at=captured_at,
                time_source="Date of the MHTML file" if captured_at else "",
            )
            return
    raise NotReadable(f"{name} does not say which address it was saved from")


def _read_date(message: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
