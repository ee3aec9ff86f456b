"""Where the vectors of live articles stand, with an inverted index over their terms; compact, in rows of arrays."""

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Terms kept of an article, the heaviest once their rarity is known.
HELD_TERMS = 64
#: Of these the heaviest are looked up; the others change no neighbour.
_ASKED_TERMS = 32
_MOST_POSTINGS_READ = 2_000
_FIRST_ROWS = 1_024
_FIRST_TERMS = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """Term numbers and their weights, at most `HELD_TERMS`, the heaviest first, of Euclidean length 1."""

    terms: NDArray[np.int32]
    weights: NDArray[np.float32]


class Shelf:
    """Rows of vectors. Rows are numbered in the order of arrival and never reused; term 0 is padding."""

    def __init__(self) -> None:
        self._count = 0
        self._terms = np.zeros((_FIRST_ROWS, HELD_TERMS), np.int32)
        self._weights = np.zeros((_FIRST_ROWS, HELD_TERMS), np.float32)
        self._is_live = np.zeros(_FIRST_ROWS, np.bool_)
        self._postings: list[array[int] | None] = [None] * _FIRST_TERMS
        self._lengths = np.zeros(_FIRST_TERMS, np.int32)
        # Scratch space, all zero between two calls.
        self._votes = np.zeros(_FIRST_ROWS, np.float32)
        self._marks = np.zeros(_FIRST_ROWS, np.int32)
        self._reading = np.arange(_MOST_POSTINGS_READ, dtype=np.int32)
        self._query = np.zeros(_FIRST_TERMS, np.float32)

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
        self._fit(vector.terms)
        np.add.at(self._lengths, vector.terms, 1)
        postings = self._postings
        for term in vector.terms.tolist():
            rows = postings[term]
            if rows is None:
                postings[term] = array("i", (row,))
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
        self._fit(vector.terms)
        asked = vector.terms[:_ASKED_TERMS]
        lengths = self._lengths.take(asked)
        order = lengths.argsort(kind="stable")
        order = order[np.count_nonzero(lengths == 0) :]
        counts = lengths.take(order)
        ends = counts.cumsum()
        last = int(ends.searchsorted(_MOST_POSTINGS_READ)) + 1
        order, counts = order[:last], counts[:last]
        read, postings = array("i"), self._postings
        for term in asked.take(order).tolist():
            read += postings[term]
        if len(read) > _MOST_POSTINGS_READ:
            # Of the last list, the newest.
            over = len(read) - _MOST_POSTINGS_READ
            start = int(ends[last - 1] - counts[-1])
            del read[start : start + over]
            counts[-1] -= over
        if not read:
            return []
        found = np.frombuffer(read, np.int32)
        np.add.at(self._votes, found, np.square(vector.weights.take(order)).repeat(counts))
        reading = self._reading[: len(found)]
        self._marks[found] = reading
        found = found[self._marks.take(found) == reading]
        scores = self._votes.take(found)
        self._votes[found] = 0
        scores *= self._is_live.take(found)
        if len(found) > most:
            best = scores.argpartition(len(found) - most)[-most:]
            found, scores = found.take(best), scores.take(best)
        order = np.lexsort((found, -scores))
        ranked: list[int] = found.take(order[: np.count_nonzero(scores)]).tolist()
        return ranked

    def cosines(self, vector: Vector, rows: list[int]) -> NDArray[np.float32]:
        """The cosine of a vector to each of these rows."""
        self._fit(vector.terms)
        self._query[vector.terms] = vector.weights
        at = np.array(rows, np.int32)
        held = self._query.take(self._terms.take(at, 0))
        held *= self._weights.take(at, 0)
        found: NDArray[np.float32] = held.sum(axis=1)
        self._query[vector.terms] = 0
        return found

    def mean_cosine(self, rows: list[int]) -> float:
        """The mean cosine between different rows (at least two)."""
        at = np.array(rows, np.int32)
        terms, weights = self._terms.take(at, 0).ravel(), self._weights.take(at, 0).ravel()
        together = float(weights @ self._sum_up(terms, weights, terms))
        count = len(rows)
        return max(0.0, (together - float(weights @ weights)) / (count * (count - 1)))

    def held(self, vector: Vector, rows: list[int]) -> NDArray[np.float32]:
        """How much these rows together weigh each term of a vector."""
        self._fit(vector.terms)
        at = np.array(rows, np.int32)
        return self._sum_up(self._terms.take(at, 0).ravel(), self._weights.take(at, 0).ravel(), vector.terms)

    def holds(self, terms: NDArray[np.int32], rows: list[int]) -> NDArray[np.bool_]:
        """Which of these terms any of these rows holds."""
        self._fit(terms)
        held = self._terms.take(np.array(rows, np.int32), 0).ravel()
        self._query[held] = 1
        found: NDArray[np.bool_] = self._query.take(terms) > 0
        self._query[held] = 0
        return found

    def _sum_up(
        self, terms: NDArray[np.int32], weights: NDArray[np.float32], asked: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        np.add.at(self._query, terms, weights)
        found: NDArray[np.float32] = self._query[asked]
        self._query[terms] = 0
        return found

    def _fit(self, terms: NDArray[np.int32]) -> None:
        """Make room for terms that no row holds yet."""
        if len(terms) and (last := int(terms.max())) >= len(self._query):
            self._postings.extend([None] * (last + 1))
            more = len(self._postings) - len(self._query)
            self._lengths = np.concatenate([self._lengths, np.zeros(more, np.int32)])
            self._query = np.zeros(len(self._postings), np.float32)

    def _grow(self) -> None:
        more = self._count // 4 + _FIRST_ROWS
        self._terms = np.concatenate([self._terms, np.zeros((more, HELD_TERMS), np.int32)])
        self._weights = np.concatenate([self._weights, np.zeros((more, HELD_TERMS), np.float32)])
        self._is_live = np.concatenate([self._is_live, np.zeros(more, np.bool_)])
        self._votes = np.zeros(self._count + more, np.float32)
        self._marks = np.zeros(self._count + more, np.int32)
