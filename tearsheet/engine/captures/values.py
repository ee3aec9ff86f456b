"""What a capture holds, and what one is made of."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPage:
    """One page of a capture.

    Attributes:
        url: the absolute address it was captured from.
        body: its bytes, as captured.
        content_type: as the server or the file said; "" if unknown.
        captured_at: aware UTC, or None if the capture does not say.
        time_source: where that stands, in words; "" if nowhere.
    """

    url: str
    body: bytes
    content_type: str
    captured_at: datetime | None
    time_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """One page as it was answered and kept, to be packed.

    Attributes:
        url: the absolute address that answered.
        status: of the answer.
        headers: names and values as received.
        body: its bytes after decompression.
        captured_at: aware, when it was fetched.
        title: for the list of pages; may be empty.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    captured_at: datetime
    title: str = ""
