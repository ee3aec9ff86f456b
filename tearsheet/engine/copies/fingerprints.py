"""Fingerprints: a stable sample of a text's word shingles.

Every run of four words is hashed, and those whose hash is divisible by the text's rate are kept, so that the same
words are kept in every text (Broder's "mod p" sketch; containment can be estimated, which MinHash cannot). Short texts
keep more, to have enough to compare; two texts are compared at the coarser of their rates.
"""

import hashlib
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from .words import split_words

SHINGLE_LENGTH = 4
_RATES = ((64, 1), (256, 4))
_COARSEST_RATE = 8
_HEADER = struct.Struct("<IB")
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)


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


def fingerprint_text(text: str) -> Fingerprint:
    """The fingerprint of a text; linear in its length. A text shorter than a shingle is one hash, an empty one none."""
    words = split_words(text)
    if not words:
        return Fingerprint(token_count=0, rate=1, hashes=frozenset())
    hashes = _hash_shingles(words)
    rate = next((rate for most, rate in _RATES if len(hashes) <= most), _COARSEST_RATE)
    kept = np.unique(hashes[hashes % np.uint64(rate) == 0])
    return Fingerprint(token_count=len(words), rate=rate, hashes=frozenset(kept.tolist()))


def _hash_shingles(words: list[str]) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """A 32-bit hash of each run of four words (of all words, if there are fewer)."""
    values = np.fromiter(map(_hash_word, words), dtype=np.uint64, count=len(words))
    length = min(SHINGLE_LENGTH, len(words))
    mixed = np.zeros(len(words) - length + 1, dtype=np.uint64)
    for place in range(length):
        # Multiplication by odd factors wraps modulo 2**64; the shift lets high bits reach the low ones.
        mixed = (mixed ^ values[place : place + len(mixed)]) * np.uint64(_FACTORS[place])
        mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(32)


@lru_cache(maxsize=65_536)
def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
