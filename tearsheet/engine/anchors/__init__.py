"""Passages: found in a text however the browser sends them, accepted only when they are the source's words.

Finding may be fuzzy, accepting never is. `NORMALISATION` names the one set of differences that does not count.
"""

from .differences import Change, Difference, compare_revisions
from .locating import Located, locate_excerpt
from .normalise import NORMALISATION, normalise
from .select import CONTEXT_LENGTH, Selector, anchor_excerpt, code_point_offset, passage_digest
from .verify import Piece, Verification, verify_excerpt

__all__ = [
    "CONTEXT_LENGTH",
    "NORMALISATION",
    "Change",
    "Difference",
    "Located",
    "Piece",
    "Selector",
    "Verification",
    "anchor_excerpt",
    "code_point_offset",
    "compare_revisions",
    "locate_excerpt",
    "normalise",
    "passage_digest",
    "verify_excerpt",
]
