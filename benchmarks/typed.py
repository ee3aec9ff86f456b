"""Scores of typed things: which headings, paragraphs, captions and credits of a page were found."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.shingles import harmonic

_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """A text's words in lower case: punctuation and white space do not make two things different."""
    return " ".join(_WORD.findall(text.lower().replace("\u00ad", "")))


@dataclass(slots=True)
class Tally:
    """Counts of things found, invented and missed over all pages (micro average)."""

    found: int = 0
    invented: int = 0
    missed: int = 0

    def add(self, truth: Iterable[str], predicted: Iterable[str], *, is_loose: bool = False) -> None:
        """Count one page.

        Args:
            truth: what is on the page.
            predicted: what was extracted.
            is_loose: also match where one holds all of the other ("AP" and "AP/Jane Roe").
        """
        true, guessed = Counter(filter(None, map(fold, truth))), Counter(filter(None, map(fold, predicted)))
        exact = true & guessed
        found = sum(exact.values())
        left, over = list((true - exact).elements()), list((guessed - exact).elements())
        if is_loose:
            for text in list(left):
                match = next(
                    (guess for guess in over if f" {text} " in f" {guess} " or f" {guess} " in f" {text} "), None
                )
                if match is not None:
                    left.remove(text)
                    over.remove(match)
                    found += 1
        self.found += found
        self.missed += len(left)
        self.invented += len(over)

    @property
    def precision(self) -> float:
        """Share of what was extracted that is there."""
        return self.found / (self.found + self.invented) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was extracted."""
        return self.found / (self.found + self.missed) if self.found else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return harmonic(self.precision, self.recall)
