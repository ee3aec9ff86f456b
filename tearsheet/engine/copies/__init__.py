"""Copies: the same text, whole, cut to a brief or set into a longer piece. Not the same event: that is `stories`."""

from .decide import COPY_THRESHOLD, CopyDecision, CopyKind, find_copy
from .fingerprints import Fingerprint, fingerprint_text, measure_share
from .index import Candidate, CopyIndex
from .passages import shared_passages

__all__ = [
    "COPY_THRESHOLD",
    "Candidate",
    "CopyDecision",
    "CopyIndex",
    "CopyKind",
    "Fingerprint",
    "find_copy",
    "fingerprint_text",
    "measure_share",
    "shared_passages",
]
