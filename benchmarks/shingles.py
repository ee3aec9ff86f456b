"""The shingle score of the article extraction benchmark, written afresh.

Per page the texts' 4-grams of words are compared as multisets; precision and recall are means over the pages that have
a prediction or a truth, F1 is their harmonic mean (not the mean of the pages' F1). Source: Scrapinghub's
article-extraction-benchmark (2020), `evaluate.py`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

_WORD = re.compile(r"\w+")
#: A run of letters of a script without spaces counts a letter a word, or a whole sentence would be one word.
_WORD_OR_WIDE = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """One page: shares of shingles found, invented and missed; they add up to 1 unless both texts are empty."""

    found: float
    invented: float
    missed: float
    is_exact: bool

    @property
    def precision(self) -> float:
        """Share of what was extracted that is true."""
        return _ratio(self.found, self.invented, is_blank=self.found + self.invented + self.missed == 0)

    @property
    def recall(self) -> float:
        """Share of what is true that was extracted."""
        return _ratio(self.found, self.missed, is_blank=self.found + self.invented + self.missed == 0)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return harmonic(self.precision, self.recall)


def _ratio(hits: float, errors: float, *, is_blank: bool) -> float:
    if is_blank:
        return 1.0
    return hits / (hits + errors) if hits else 0.0


def harmonic(one: float, other: float) -> float:
    """The harmonic mean of two shares."""
    return 2 * one * other / (one + other) if one + other else 0.0


def shingle(text: str, *, size: int = 4, is_wide: bool = False) -> Counter[tuple[str, ...]]:
    """The multiset of a text's word n-grams; a shorter text is one shingle, an empty one none."""
    words = (_WORD_OR_WIDE if is_wide else _WORD).findall(text)
    if not words:
        return Counter()
    if len(words) < size:
        return Counter([tuple(words)])
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def score_page(truth: str, prediction: str, *, is_wide: bool = False) -> PageScore:
    """Compare a page's prediction with its truth."""
    true, predicted = shingle(truth, is_wide=is_wide), shingle(prediction, is_wide=is_wide)
    found = sum((true & predicted).values())
    invented, missed = sum(predicted.values()) - found, sum(true.values()) - found
    total = found + invented + missed
    is_exact = _WORD.findall(truth) == _WORD.findall(prediction)
    if not total:
        return PageScore(found=0.0, invented=0.0, missed=0.0, is_exact=is_exact)
    return PageScore(found=found / total, invented=invented / total, missed=missed / total, is_exact=is_exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetScore:
    """A set of pages: macro means."""

    f1: float
    precision: float
    recall: float
    exact: float


def score_set(pages: Iterable[PageScore]) -> SetScore:
    """The score of a set from its pages' scores."""
    rows: Sequence[PageScore] = tuple(pages)
    precisions = [page.precision for page in rows if page.found + page.invented > 0]
    recalls = [page.recall for page in rows if page.found + page.missed > 0]
    precision = fmean(precisions) if precisions else 0.0
    recall = fmean(recalls) if recalls else 0.0
    return SetScore(
        f1=harmonic(precision, recall),
        precision=precision,
        recall=recall,
        exact=fmean(page.is_exact for page in rows) if rows else 0.0,
    )
