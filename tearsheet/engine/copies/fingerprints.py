"""Fingerprints: a stable sample of a text's word shingles.

Every run of four words is hashed, and those whose hash is divisible by the text's rate are kept, so that the same
words are kept in every text (Broder's "mod p" sketch; containment can be estimated, which MinHash cannot). Short texts
keep more, to have enough to compare; two texts are compared at the coarser of their rates.
"""

import struct
import unicodedata
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .words import ALONE, LAST_CHARACTER, character_kinds

SHINGLE_LENGTH = 4
_RATES = ((64, 1), (256, 4))
_COARSEST_RATE = 8
_HEADER = struct.Struct("<IB")
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)


Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of a text to find its copies; the same for the same words on every machine.

    Attributes:
        token_count: words in the text.
        rate: one in how many shingles is kept: 1, 4 or 8.
        hashes: the kept shingles, 32 bits each, about token_count / rate of them.
    """

    token_count: int
    rate: int
    hashes: frozenset[int]

    def at_rate(self, rate: int) -> frozenset[int]:
        """The hashes a coarser rate would have kept."""
        return self.hashes if rate <= self.rate else frozenset(value for value in self.hashes if value % rate == 0)

    def to_bytes(self) -> bytes:
        """Five bytes and four a hash, little-endian, sorted."""
        return _HEADER.pack(self.token_count, self.rate) + struct.pack(f"<{len(self.hashes)}I", *sorted(self.hashes))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: these bytes are no fingerprint.
        """
        count, rest = divmod(len(data) - _HEADER.size, 4)
        if count < 0 or rest:
            raise ValueError(f"{len(data)} bytes are no fingerprint")
        token_count, rate = _HEADER.unpack_from(data)
        hashes = frozenset(struct.unpack_from(f"<{count}I", data, _HEADER.size))
        return cls(token_count=token_count, rate=rate, hashes=hashes)


def fingerprint_text(text: str, *, seed: int = 0) -> Fingerprint:
    """The fingerprint of a text; linear in its length. A text shorter than a shingle is one hash, an empty one none.

    Args:
        text: the running text.
        seed: another seed keeps other shingles; fingerprints are compared only with those of the same seed. For
            measuring how much of a result is chance; 0 otherwise.
    """
    words = _hash_words(text)
    if not len(words):
        return Fingerprint(token_count=0, rate=1, hashes=frozenset())
    hashes = _mix_shingles(words)
    if seed:
        hashes = ((hashes ^ np.uint64(seed)) * np.uint64(_FACTORS[1])) >> np.uint64(32)
    rate = next((rate for most, rate in _RATES if len(hashes) <= most), _COARSEST_RATE)
    kept = np.unique(hashes[hashes % np.uint64(rate) == 0])
    return Fingerprint(token_count=len(words), rate=rate, hashes=frozenset(kept.tolist()))


def measure_share(a: str, b: str) -> float:
    """The exact share of the shorter text's shingles that stand in the longer, 0 to 1; 0 if one has no words."""
    smaller, larger = sorted((np.unique(_mix_shingles(_hash_words(text))) for text in (a, b)), key=len)
    return float(np.isin(smaller, larger).mean()) if len(smaller) else 0.0


def _mix_shingles(words: Hashes) -> Hashes:
    """A 32-bit hash of each run of four words (of all words, if there are fewer), as 64-bit numbers in reading order."""
    length = min(SHINGLE_LENGTH, len(words))
    mixed = np.zeros(len(words) - length + 1 if length else 0, dtype=np.uint64)
    for place in range(length):
        # Multiplication by odd factors wraps modulo 2**64; the shift lets high bits reach the low ones.
        mixed = (mixed ^ words[place : place + len(mixed)]) * np.uint64(_FACTORS[place])
        mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(32)


def _hash_words(text: str) -> Hashes:
    """A hash of each word: its characters' numbers times the powers of an odd factor, by place in the word."""
    folded = text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()
    characters = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = character_kinds()[np.minimum(characters, LAST_CHARACTER)]
    in_word = kinds > 0
    # A word begins where the character before is none of a word, or where either stands for itself.
    starts = in_word.copy()
    starts[1:] &= ~in_word[:-1] | (kinds[1:] == ALONE) | (kinds[:-1] == ALONE)
    first = np.flatnonzero(starts[in_word])
    if not len(first):
        return np.zeros(0, np.uint64)
    count = int(np.count_nonzero(in_word))
    lengths = np.diff(first, append=count)
    place = np.arange(count) - np.repeat(first, lengths)
    parts = (characters[in_word].astype(np.uint64) + np.uint64(1)) * _POWERS[place & (len(_POWERS) - 1)]
    sums: Hashes = np.add.reduceat(parts, first)
    sums ^= sums >> np.uint64(31)
    return sums * np.uint64(_FACTORS[0])


def _list_powers() -> Hashes:
    powers, value = [], 1
    for _ in range(64):
        value = value * _FACTORS[1] % 2**64
        powers.append(value ^ value >> 32)
    return np.array(powers, np.uint64)


_POWERS = _list_powers()
