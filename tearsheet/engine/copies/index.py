"""Find the text that another was copied from, by containment of the smaller in the larger."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from .fingerprints import Fingerprint

#: Share of the smaller text's shingles that the larger must hold; measured on labelled pairs of wire copy.
COPY_THRESHOLD = 0.45
_SHORT_TOKENS = 40
_SHORT_SHARE = 0.8
_WHOLE_SHARE = 0.6
_FEWEST_SHARED = 4
_MOST_POSTINGS_READ = 20_000
_MOST_COMPARED = 32

Key = int | str


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
        share: estimated share of the shorter text's words that stand in the longer, 0 to 1.
        kind: `whole`: both say the same; `shortened`: the newer is a cut of the other; `embedded`: the newer holds
            the other and says more.
    """

    of: Key
    share: float
    kind: CopyKind


class CopyIndex:
    """Fingerprints by key, with an inverted index over their hashes; in memory, in order of arrival."""

    def __init__(self) -> None:
        self._fingerprints: dict[Key, Fingerprint] = {}
        self._order: dict[Key, int] = {}
        self._postings: dict[int, list[Key]] = {}
        self._added_count = 0

    def __len__(self) -> int:
        """How many texts are in the index."""
        return len(self._fingerprints)

    def __contains__(self, key: object) -> bool:
        """Whether a text with this key is in the index."""
        return key in self._fingerprints

    def add(self, key: Key, fingerprint: Fingerprint) -> None:
        """Add a text; one of the same key is replaced."""
        self.discard(key)
        self._fingerprints[key] = fingerprint
        self._order[key] = self._added_count
        self._added_count += 1
        for value in fingerprint.hashes:
            self._postings.setdefault(value, []).append(key)

    def discard(self, key: Key) -> None:
        """Take a text out; nothing happens if it is not there."""
        fingerprint = self._fingerprints.pop(key, None)
        if fingerprint is None:
            return
        del self._order[key]
        for value in fingerprint.hashes:
            keys = self._postings[value]
            keys.remove(key)
            if not keys:
                del self._postings[value]

    def fingerprint(self, key: Key) -> Fingerprint:
        """The fingerprint of a text in the index; KeyError if there is none."""
        return self._fingerprints[key]

    def candidates(self, fingerprint: Fingerprint) -> list[Key]:
        """The texts that share most hashes, the rarest hashes read first, so that common phrases cost little."""
        lists = [self._postings[value] for value in sorted(fingerprint.hashes) if value in self._postings]
        votes: Counter[Key] = Counter()
        budget = _MOST_POSTINGS_READ
        for keys in sorted(lists, key=len):
            votes.update(keys[:budget])
            budget -= len(keys)
            if budget <= 0:
                break
        return sorted(votes, key=lambda key: (-votes[key], self._order[key]))[:_MOST_COMPARED]


def find_copy(
    fingerprint: Fingerprint,
    index: CopyIndex,
    *,
    threshold: float = COPY_THRESHOLD,
) -> CopyDecision | None:
    """The text in the index that this one is most probably a copy of, or None; of equals the earliest added.

    Texts under 40 words are copies only of texts that say nothing else, since a short sentence is easily found
    anywhere. Look before you add: a text in the index finds itself.

    Args:
        fingerprint: of the newer text.
        index: the texts before it.
        threshold: least share of the shorter text that the longer must hold, 0 to 1.
    """
    best: CopyDecision | None = None
    for key in index.candidates(fingerprint):
        decision = _compare(fingerprint, index.fingerprint(key), key, threshold)
        if decision and (best is None or decision.share > best.share):
            best = decision
    return best


def _compare(newer: Fingerprint, other: Fingerprint, key: Key, threshold: float) -> CopyDecision | None:
    rate = max(newer.rate, other.rate)
    left, right = newer.at_rate(rate), other.at_rate(rate)
    smaller, larger = sorted((len(left), len(right)))
    shared = len(left & right)
    if not shared:
        return None
    share, larger_share = shared / smaller, shared / larger
    if min(newer.token_count, other.token_count) < _SHORT_TOKENS:
        is_copy = larger_share >= _SHORT_SHARE
    else:
        is_copy = share >= threshold and shared >= _FEWEST_SHARED
    if not is_copy:
        return None
    if larger_share >= _WHOLE_SHARE:
        kind = CopyKind.WHOLE
    else:
        kind = CopyKind.SHORTENED if newer.token_count < other.token_count else CopyKind.EMBEDDED
    return CopyDecision(of=key, share=share, kind=kind)
