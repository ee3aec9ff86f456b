"""Copies: the same text, whole, cut to a brief or set into a longer piece. Not the same event: that is `stories`."""

from .fingerprints import Fingerprint, fingerprint_text
from .index import COPY_THRESHOLD, CopyDecision, CopyIndex, CopyKind, find_copy
from .passages import shared_passages

__all__ = [
    "COPY_THRESHOLD",
    "CopyDecision",
    "CopyIndex",
    "CopyKind",
    "Fingerprint",
    "find_copy",
    "fingerprint_text",
    "shared_passages",
]
