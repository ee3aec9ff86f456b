"""The fingerprints of earlier texts, to be asked which of them share hashes with a new one."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .fingerprints import Fingerprint

Key = int | str

_NEWEST_TEXTS = 512
_MOST_POSTINGS_READ = 20_000
_MOST_CANDIDATES = 32
_RATES = (1, 4, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A text that shares hashes with the one asked for, both thinned to the coarser of their rates.

    Attributes:
        key: of the text in the index.
        token_count: its words.
        shared: hashes both have.
        own_count: hashes of the text asked for.
        other_count: hashes of the text in the index.
    """

    key: Key
    token_count: int
    shared: int
    own_count: int
    other_count: int


class CopyIndex:
    """Fingerprints by key, with an inverted index over their hashes; in memory, in order of arrival.

    New texts stand in a dictionary; every 512 of them are laid down as one sorted array, and arrays of like size are
    merged (a log-structured merge tree, O'Neil et al. 1996), so that a million texts take some 8 bytes a hash.
    """

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._token_counts = array("I")
        # For each row the number of hashes at each rate.
        self._sizes = array("I")
        self._newest: dict[int, list[int]] = {}
        self._newest_count = 0
        self._layers: list[tuple[NDArray[np.uint32], NDArray[np.int32]]] = []

    def __len__(self) -> int:
        """How many texts are in the index."""
        return len(self._keys)

    def add(self, key: Key, fingerprint: Fingerprint) -> None:
        """Add a text; each key once."""
        row = len(self._keys)
        self._keys.append(key)
        self._token_counts.append(fingerprint.token_count)
        self._sizes.extend(len(fingerprint.at_rate(rate)) for rate in _RATES)
        for value in fingerprint.hashes:
            self._newest.setdefault(value, []).append(row)
        self._newest_count += 1
        if self._newest_count == _NEWEST_TEXTS:
            self._lay_down()

    def candidates(self, fingerprint: Fingerprint) -> list[Candidate]:
        """The texts that share most hashes, of equals the earliest; at most 32.

        The rarest hashes are read first and reading ends after 20,000 entries, so that common phrases cost little;
        what is shared is then an estimate from those that were read.
        """
        parts = sorted(self._find(fingerprint), key=len)
        ends = np.cumsum([0, *map(len, parts)])
        read = int(np.searchsorted(ends, _MOST_POSTINGS_READ, side="right"))
        if not parts:
            return []
        rows, counts = np.unique(np.concatenate(parts[: max(1, read)]), return_counts=True)
        order = np.lexsort((rows, -counts))[:_MOST_CANDIDATES]
        return [
            self._compare(fingerprint, row, shared)
            for row, shared in zip(rows[order].tolist(), counts[order].tolist(), strict=True)
        ]

    def _compare(self, fingerprint: Fingerprint, row: int, shared: int) -> Candidate:
        sizes = self._sizes[row * len(_RATES) : (row + 1) * len(_RATES)]
        # A text thinned at rate r has all its hashes divisible by r.
        rate = next(rate for rate, size in zip(reversed(_RATES), reversed(sizes), strict=True) if size == sizes[0])
        rate = max(fingerprint.rate, rate)
        return Candidate(
            key=self._keys[row],
            token_count=self._token_counts[row],
            shared=shared,
            own_count=len(fingerprint.at_rate(rate)),
            other_count=sizes[_RATES.index(rate)],
        )

    def _find(self, fingerprint: Fingerprint) -> Iterator[NDArray[np.int32]]:
        """For each hash that is known, the rows that have it."""
        asked = np.array(sorted(fingerprint.hashes), np.uint32)
        found: dict[int, list[NDArray[np.int32]]] = {}
        for hashes, rows in self._layers:
            first, last = np.searchsorted(hashes, asked, side="left"), np.searchsorted(hashes, asked, side="right")
            for place in np.flatnonzero(last > first).tolist():
                found.setdefault(int(asked[place]), []).append(rows[first[place] : last[place]])
        for value in fingerprint.hashes & self._newest.keys():
            found.setdefault(value, []).append(np.array(self._newest[value], np.int32))
        for lists in found.values():
            yield lists[0] if len(lists) == 1 else np.concatenate(lists)

    def _lay_down(self) -> None:
        pairs = [(value, row) for value, rows in self._newest.items() for row in rows]
        self._newest, self._newest_count = {}, 0
        layer = _sort_layer(
            np.array([pair[0] for pair in pairs], np.uint32), np.array([pair[1] for pair in pairs], np.int32)
        )
        while self._layers and len(self._layers[-1][0]) <= 2 * len(layer[0]):
            hashes, rows = self._layers.pop()
            layer = _sort_layer(np.concatenate([hashes, layer[0]]), np.concatenate([rows, layer[1]]))
        self._layers.append(layer)


def _sort_layer(hashes: NDArray[np.uint32], rows: NDArray[np.int32]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    order = np.argsort(hashes, kind="stable")
    return hashes[order], rows[order]
