"""What a capture holds."""

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
    """

    url: str
    body: bytes
    content_type: str
    captured_at: datetime | None
