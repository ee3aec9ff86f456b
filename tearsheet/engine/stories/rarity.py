"""How common each term is at present, and what that makes it weigh."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .shelf import HELD_TERMS, Vector

_SMOOTHING = 6
_FADE_EVERY = 2_000
_FADE = 0.8
_FIRST_TERMS = 4_096


class Rarity:
    """Numbers for terms, and counts of the articles that hold them; old counts fade, so that yesterday's news is not
    today's rarity.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}
        self._words: list[str] = [""]
        self._counts: NDArray[np.float64] = np.zeros(_FIRST_TERMS)
        self._article_count = 0.0
        self._learnt_count = 0
        # What was weighed last is mostly what is learnt next.
        self._weighed: tuple[Sequence[tuple[str, float]], NDArray[np.int32], Vector] | None = None

    def weigh(self, terms: Sequence[tuple[str, float]]) -> Vector:
        """The heaviest terms, the rarer the heavier, scaled to length 1; the article counts as already learnt."""
        if self._weighed is None or self._weighed[0] is not terms:
            numbers = self._number(terms)
            self._weighed = (terms, numbers, self._weigh(numbers, terms))
        return self._weighed[2]

    def learn(self, terms: Sequence[tuple[str, float]]) -> Vector:
        """Count an article's terms, and weigh them as `weigh` did."""
        vector = self.weigh(terms)
        numbers = self._number(terms) if self._weighed is None else self._weighed[1]
        self._weighed = None
        self._learnt_count += 1
        self._article_count += 1
        self._counts[numbers] += 1
        if self._learnt_count % _FADE_EVERY == 0:
            self._article_count *= _FADE
            self._counts *= _FADE
        return vector

    def _weigh(self, numbers: NDArray[np.int32], terms: Sequence[tuple[str, float]]) -> Vector:
        rarity = math.log(_SMOOTHING + self._article_count) - np.log1p(self._counts[numbers] + 1)
        weights = np.array([weight for _, weight in terms]) * np.maximum(rarity, 0.0)
        heaviest = np.argsort(-weights, kind="stable")[:HELD_TERMS]
        heaviest = heaviest[weights[heaviest] > 0]
        chosen = weights[heaviest]
        length = math.sqrt(float(chosen @ chosen)) or 1.0
        return Vector(terms=numbers[heaviest], weights=(chosen / length).astype(np.float32))

    def read(self, vector: Vector) -> tuple[tuple[str, float], ...]:
        """A vector with its terms in words."""
        words = (self._words[term] for term in vector.terms.tolist())
        return tuple(zip(words, vector.weights.tolist(), strict=True))

    def write(self, terms: Sequence[tuple[str, float]]) -> Vector:
        """What `read` gave, as a vector again."""
        return Vector(terms=self._number(terms), weights=np.array([weight for _, weight in terms], np.float32))

    def _number(self, terms: Sequence[tuple[str, float]]) -> NDArray[np.int32]:
        numbers = []
        for term, _ in terms:
            number = self._numbers.get(term)
            if number is None:
                number = self._numbers[term] = len(self._words)
                self._words.append(term)
            numbers.append(number)
        if len(self._words) > len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros(len(self._words))])
        return np.array(numbers, np.int32)
