"""What an article is about, as weighted terms; no word lists, so any language will do."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

MOST_TERMS = 60
_MOST_CHARACTERS = 4_000
_HEADLINE_WEIGHT = 3.0
_NAME_WEIGHT = 1.6
_NUMBER_WEIGHT = 1.2
_SHORTEST_PLAIN = 4
#: Scripts that write no spaces are read as pairs of characters (a stand-in until `engine.text.tokenize` serves here).
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:[\u0300-\u036f]+[^\W_{_UNSPACED}]*)*")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What grouping needs to know of an article.

    Attributes:
        published_at: aware UTC.
        language: as given; articles of different languages are grouped in different books.
        terms: at most 60 terms with their weights (> 0), the heaviest first.
    """

    published_at: datetime
    language: str | None
    terms: tuple[tuple[str, float], ...]

    def to_json(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "published_at": self.published_at.isoformat(),
            "language": self.language,
            "terms": [[term, weight] for term, weight in self.terms],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Description":
        """Read what `to_json` gave.

        Raises:
            ValueError: this is no description.
        """
        try:
            terms = tuple(
                (str(term), float(weight)) for term, weight in cast("Iterable[tuple[str, float]]", data["terms"])
            )
            published_at = datetime.fromisoformat(str(data["published_at"]))
            language = data["language"]
        except (KeyError, TypeError) as error:
            raise ValueError("this is no description of an article") from error
        return cls(published_at=published_at, language=None if language is None else str(language), terms=terms)


def describe_article(*, headline: str, text: str, published_at: datetime, language: str | None = None) -> Description:
    """Weigh the words of an article: the headline's count three times, names and numbers more than other words.

    A name is a word with a capital letter inside a sentence, where the script has capitals. Only the first 4,000
    characters are read: news puts what matters first, and long texts blur.

    Args:
        headline: without the publication's name; may be empty.
        text: the running text; may be empty.
        published_at: aware UTC.
        language: primary tag; kept, not used.
    """
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    in_headline = Counter(word.casefold() for word in _read(headline))
    body = unicodedata.normalize("NFC", text[:_MOST_CHARACTERS])
    for match in _WORD.finditer(body):
        for word in _split(match[0]):
            counts[word.casefold()] += 1
            if word[0].isupper() and not _opens_sentence(body, match.start()):
                names[word.casefold()] += 1
    weights = {
        term: (math.log1p(counts[term]) + _HEADLINE_WEIGHT * (term in in_headline)) * _favour(term, counts, names)
        for term in counts | in_headline
        if len(term) >= _SHORTEST_PLAIN or names[term] or term.isdigit() or _IS_UNSPACED.match(term)
    }
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    terms = tuple((term, round(weight, 4)) for term, weight in heaviest)
    return Description(published_at=published_at, language=language, terms=terms)


def _read(text: str) -> list[str]:
    normal = unicodedata.normalize("NFC", text)
    return [word for match in _WORD.finditer(normal) for word in _split(match[0])]


def _split(run: str) -> list[str]:
    if not _IS_UNSPACED.match(run) or len(run) == 1:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip("\"'“”‘’«»„([ ")
    return not before or before[-1] in ".!?:\n…"


def _favour(term: str, counts: Counter[str], names: Counter[str]) -> float:
    if term.isdigit():
        return _NUMBER_WEIGHT
    return 1 + (_NAME_WEIGHT - 1) * names[term] / max(1, counts[term])
