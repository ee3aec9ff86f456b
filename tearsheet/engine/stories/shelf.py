"""Where the vectors of live articles stand, with an inverted index over their terms; compact, in rows of arrays."""

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Terms kept of an article, the heaviest once their rarity is known.
HELD_TERMS = 64
_MOST_POSTINGS_READ = 3_000
_FIRST_ROWS = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """Term numbers and their weights, at most `HELD_TERMS`, the heaviest first, of Euclidean length 1."""

    terms: NDArray[np.int32]
    weights: NDArray[np.float32]


def _by_length(entry: "tuple[int, int, array[int]]") -> tuple[int, int]:
    return entry[:2]


class Shelf:
    """Rows of vectors. Rows are numbered in the order of arrival and never reused; term 0 is padding."""

    def __init__(self) -> None:
        self._count = 0
        self._terms = np.zeros((_FIRST_ROWS, HELD_TERMS), np.int32)
        self._weights = np.zeros((_FIRST_ROWS, HELD_TERMS), np.float32)
        self._is_live = np.zeros(_FIRST_ROWS, np.bool_)
        self._postings: list[array[int] | None] = [None]
        # Scratch space, all zero between two calls.
        self._votes = np.zeros(_FIRST_ROWS, np.float32)
        self._marks = np.zeros(_FIRST_ROWS, np.int32)
        self._query = np.zeros(_FIRST_ROWS, np.float32)

    def add(self, vector: Vector) -> int:
        """Put a vector on the shelf; returns its row."""
        row = self._count
        if row == len(self._is_live):
            self._grow()
        length = len(vector.terms)
        self._terms[row, :length] = vector.terms
        self._weights[row, :length] = vector.weights
        self._is_live[row] = True
        self._count += 1
        terms = vector.terms.tolist()
        if terms and max(terms) >= len(self._postings):
            self._postings.extend([None] * (max(terms) + 1 - len(self._postings)))
        for term in terms:
            rows = self._postings[term]
            if rows is None:
                self._postings[term] = array("i", (row,))
            else:
                rows.append(row)
        return row

    def discard(self, row: int) -> None:
        """Take a row out; its vector no longer counts."""
        self._is_live[row] = False

    def vector(self, row: int) -> Vector:
        """The vector in a row."""
        length = int(np.count_nonzero(self._terms[row]))
        return Vector(terms=self._terms[row, :length].copy(), weights=self._weights[row, :length].copy())

    def nearest(self, vector: Vector, most: int) -> list[int]:
        """The live rows that share most with a vector, best first: the rarest terms are read first, then newest rows.

        Reading ends after some thousand postings, so that common terms cost little however long the stream is.
        """
        known, postings = len(self._postings), self._postings
        lists = [
            (len(rows), place, rows)
            for place, term in enumerate(vector.terms.tolist())
            if term < known and (rows := postings[term])
        ]
        lists.sort(key=_by_length)
        read, places, counts = array("i"), [], []
        for length, place, rows in lists:
            taken = min(length, _MOST_POSTINGS_READ - len(read))
            read += rows if taken == length else rows[-taken:]
            places.append(place)
            counts.append(taken)
            if len(read) >= _MOST_POSTINGS_READ:
                break
        if not read:
            return []
        found = np.frombuffer(read, np.int32)
        np.add.at(self._votes, found, np.repeat(np.square(vector.weights[places]), counts))
        order = np.arange(len(found), dtype=np.int32)
        self._marks[found] = order
        found = found[self._marks[found] == order]
        scores = self._votes[found]
        self._votes[found] = 0
        scores[~self._is_live[found]] = 0
        if len(found) > most:
            best = np.argpartition(scores, len(found) - most)[-most:]
            found, scores = found[best], scores[best]
        ranked: list[int] = found[np.lexsort((found, -scores))].tolist()
        return [row for row in ranked if self._is_live[row]]

    def cosines(self, vector: Vector, rows: list[int]) -> NDArray[np.float32]:
        """The cosine of a vector to each of these rows."""
        self._fit_query()
        self._query[vector.terms] = vector.weights
        at = np.array(rows, np.int32)
        found: NDArray[np.float32] = np.einsum("rt,rt->r", self._query[self._terms[at]], self._weights[at])
        self._query[vector.terms] = 0
        return found

    def mean_cosine(self, rows: list[int]) -> float:
        """The mean cosine between different rows (at least two)."""
        at = np.array(rows, np.int32)
        terms, weights = self._terms[at].ravel(), self._weights[at].ravel()
        together = float(weights @ self._sum_up(terms, weights, terms))
        count = len(rows)
        return max(0.0, (together - float(weights @ weights)) / (count * (count - 1)))

    def held(self, vector: Vector, rows: list[int]) -> NDArray[np.float32]:
        """How much these rows together weigh each term of a vector."""
        at = np.array(rows, np.int32)
        return self._sum_up(self._terms[at].ravel(), self._weights[at].ravel(), vector.terms)

    def _sum_up(
        self, terms: NDArray[np.int32], weights: NDArray[np.float32], asked: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        self._fit_query()
        np.add.at(self._query, terms, weights)
        found: NDArray[np.float32] = self._query[asked]
        self._query[terms] = 0
        return found

    def _fit_query(self) -> None:
        # A vector that is asked about may hold terms that no row holds yet.
        if len(self._query) <= len(self._postings) + HELD_TERMS:
            self._query = np.zeros(2 * len(self._postings) + HELD_TERMS, np.float32)

    def _grow(self) -> None:
        more = self._count // 4 + _FIRST_ROWS
        self._terms = np.concatenate([self._terms, np.zeros((more, HELD_TERMS), np.int32)])
        self._weights = np.concatenate([self._weights, np.zeros((more, HELD_TERMS), np.float32)])
        self._is_live = np.concatenate([self._is_live, np.zeros(more, np.bool_)])
        self._votes = np.zeros(self._count + more, np.float32)
        self._marks = np.zeros(self._count + more, np.int32)
