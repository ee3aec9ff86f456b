"""Find the text that another was copied from, by containment of the smaller in the larger."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .fingerprints import Fingerprint
from .index import Candidate, CopyIndex, Key

#: Share of the smaller text's shingles that the larger must hold; measured on labelled pairs of wire copy.
COPY_THRESHOLD = 0.44
_SHORT_TOKENS = 40
_SHORT_SHARE = 0.8
_WHOLE_SHARE = 0.6
_FEWEST_SHARED = 4
#: So far below the threshold an estimate may lie by chance, and so few hashes may tell, if texts are compared after it.
_SLACK = 0.25
_FEWEST_SHARED_WITH_TEXTS = 2
_MOST_MEASURED = 6


class CopyKind(StrEnum):
    """How the newer text relates to the one it is a copy of."""

    WHOLE = "whole"
    SHORTENED = "shortened"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDecision:
    """A text is a copy of another.

    Attributes:
        of: the key of the other text, as given to the index.
        share: of the shorter text's words that stand in the longer, 0 to 1: exact if the texts were compared.
        kind: `whole`: both say the same; `shortened`: the newer is a cut of the other; `embedded`: the newer holds
            the other and says more.
    """

    of: Key
    share: float
    kind: CopyKind


def find_copy(
    fingerprint: Fingerprint,
    index: CopyIndex,
    *,
    threshold: float = COPY_THRESHOLD,
    measure: Callable[[Key], float] | None = None,
) -> CopyDecision | None:
    """The text in the index that this one is most probably a copy of, or None; of equals the earliest added.

    Texts under 40 words are copies only of texts that say nothing else, since a short sentence is easily found
    anywhere. Look before you add: a text in the index finds itself.

    Args:
        fingerprint: of the newer text.
        index: the texts before it.
        threshold: least share of the shorter text that the longer must hold, 0 to 1.
        measure: gives the exact share for the text of a key (`measure_share` of the two texts). With it the
            fingerprints only propose, at most six texts, and the texts decide; without it the fingerprints decide.
    """
    best: CopyDecision | None = None
    slack, fewest = (_SLACK, _FEWEST_SHARED_WITH_TEXTS) if measure else (0.0, _FEWEST_SHARED)
    likely = [
        candidate
        for candidate in index.candidates(fingerprint)
        if _is_likely(fingerprint, candidate, threshold - slack, fewest)
    ]
    likely.sort(key=lambda candidate: -_share(candidate))
    for candidate in likely[:_MOST_MEASURED]:
        share = measure(candidate.key) if measure else _share(candidate)
        if share >= threshold and (best is None or share > best.share):
            best = CopyDecision(of=candidate.key, share=share, kind=_tell_kind(fingerprint, candidate))
    return best


def _share(candidate: Candidate) -> float:
    return min(1.0, candidate.shared / min(candidate.own_count, candidate.other_count))


def _larger_share(candidate: Candidate) -> float:
    return candidate.shared / max(candidate.own_count, candidate.other_count)


def _is_likely(fingerprint: Fingerprint, candidate: Candidate, least: float, fewest: int) -> bool:
    if min(fingerprint.token_count, candidate.token_count) < _SHORT_TOKENS:
        return _larger_share(candidate) >= _SHORT_SHARE
    return candidate.shared >= fewest and _share(candidate) >= least


def _tell_kind(fingerprint: Fingerprint, candidate: Candidate) -> CopyKind:
    if _larger_share(candidate) >= _WHOLE_SHARE:
        return CopyKind.WHOLE
    return CopyKind.SHORTENED if fingerprint.token_count < candidate.token_count else CopyKind.EMBEDDED
