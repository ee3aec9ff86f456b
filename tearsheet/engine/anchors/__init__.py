"""Passages: found in a text however the browser sends them, accepted only when they are the source's words.

Finding may be fuzzy, accepting never is. `NORMALISATION` names the one set of differences that does not count.
"""

from .differences import Change, Difference, compare_revisions, word_differences
from .find import Finding, find_excerpt
from .locating import Located, locate_excerpt
from .normalisation import NORMALISATION, normalise
from .ranking import EditRank, rank_edit
from .select import CONTEXT_LENGTH, Selector, anchor_excerpt, code_point_offset, passage_digest
from .verify import Piece, Verification, verify_excerpt
from .watching import (
    CONFIRMING_WAIT,
    Sighting,
    SightingState,
    follow_passage,
    is_confirmed,
    next_look_at,
    stands_on,
)

__all__ = [
    "CONFIRMING_WAIT",
    "CONTEXT_LENGTH",
    "NORMALISATION",
    "Change",
    "Difference",
    "EditRank",
    "Finding",
    "Located",
    "Piece",
    "Selector",
    "Sighting",
    "SightingState",
    "Verification",
    "anchor_excerpt",
    "code_point_offset",
    "compare_revisions",
    "find_excerpt",
    "follow_passage",
    "is_confirmed",
    "locate_excerpt",
    "next_look_at",
    "normalise",
    "passage_digest",
    "rank_edit",
    "stands_on",
    "verify_excerpt",
    "word_differences",
]
