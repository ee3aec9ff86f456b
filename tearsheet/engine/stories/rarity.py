"""How common each term is at present, and what that makes it weigh."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .describe import FIRST_DENSE
from .shelf import HELD_TERMS, Vector

#: Before there is news, as if so many articles had been read, with terms as common in them as their length lets expect.
_FIRST_ARTICLES = 20
#: In what share of articles a word of so many letters is found that some article holds: means over news in English,
#: German and French. Short words are mostly grammar, in any script that writes with spaces.
_SHARES = (0.6, 0.6, 0.6, 0.35, 0.17, 0.085, 0.045, 0.025)
_SHARE_OF_NUMBERS = 0.05
_SHARE_OF_PAIRS = 0.02
_FADE_EVERY = 2_000
_FADE = 0.8
_HELD_COUNT = 0.5
_FIRST_TERMS = 4_096


class Rarity:
    """Numbers for terms, and counts of the articles that hold them; old counts fade, so that yesterday's news is not
    today's rarity.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}
        self._words: list[str] = [""]
        self._counts: NDArray[np.float64] = np.zeros(_FIRST_TERMS)
        self._firsts: NDArray[np.float64] = np.zeros(_FIRST_TERMS)
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

    def learn(self, terms: Sequence[tuple[str, float]], held: NDArray[np.bool_] | None = None) -> Vector:
        """Count an article's terms, and weigh them as `weigh` did.

        Args:
            terms: of the article.
            held: which of them its story already holds. They count by half, so that a big story's own words do not
                pass for common ones; None if the story is new.
        """
        vector = self.weigh(terms)
        numbers = self.number(terms)
        self._weighed = None
        self._learnt_count += 1
        if held is None:
            self._article_count += 1
            self._counts[numbers] += 1
        elif len(numbers):
            added = np.where(held, _HELD_COUNT, 1.0)
            self._counts[numbers] += added
            self._article_count += float(added.mean())
        if self._learnt_count % _FADE_EVERY == 0:
            self._article_count *= _FADE
            self._counts *= _FADE
        return vector

    def number(self, terms: Sequence[tuple[str, float]]) -> NDArray[np.int32]:
        """The numbers of terms."""
        return self._weighed[1] if self._weighed and self._weighed[0] is terms else self._number(terms)

    def _weigh(self, numbers: NDArray[np.int32], terms: Sequence[tuple[str, float]]) -> Vector:
        rarity = math.log(_FIRST_ARTICLES + self._article_count) - np.log(
            self._counts.take(numbers) + self._firsts.take(numbers)
        )
        weights = np.array([weight for _, weight in terms], np.float64) * np.maximum(rarity, 0.0)
        heaviest = np.argsort(-weights, kind="stable")[:HELD_TERMS]
        chosen = weights.take(heaviest)
        if len(chosen) and chosen[-1] <= 0:
            heaviest, chosen = heaviest[chosen > 0], chosen[chosen > 0]
        length = math.sqrt(float(chosen @ chosen)) or 1.0
        return Vector(terms=numbers.take(heaviest), weights=(chosen / length).astype(np.float32))

    def spell(self, term: int) -> str:
        """The word of a term's number."""
        return self._words[term]

    def _number(self, terms: Sequence[tuple[str, float]]) -> NDArray[np.int32]:
        known, meet = self._numbers.get, self._meet
        return np.array([known(term) or meet(term) for term, _ in terms], np.int32)

    def _meet(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._words)
            self._words.append(term)
            if number == len(self._counts):
                self._counts = np.concatenate([self._counts, np.zeros(number)])
                self._firsts = np.concatenate([self._firsts, np.zeros(number)])
            self._firsts[number] = 1 + _FIRST_ARTICLES * _expect_share(term)
        return number


def _expect_share(term: str) -> float:
    """In what share of articles a term may be found, by its looks alone."""
    if term.isdigit():
        return _SHARE_OF_NUMBERS
    return _SHARE_OF_PAIRS if term[:1] >= FIRST_DENSE else _SHARES[min(len(term), len(_SHARES) - 1)]
