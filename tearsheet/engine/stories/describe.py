"""What an article is about, as weighted terms; no word lists, so any language will do."""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from tearsheet.engine.text import tokenize

Key = int | str

MOST_TERMS = 100
_MOST_CHARACTERS = 4_000
_MOST_HEADLINE_CHARACTERS = 500
_HEADLINE_WEIGHT = 1.0
_NAME_WEIGHT = 1.2
_SHORTEST_WORD = 3
#: From Thai upwards scripts write no spaces, or few letters a word.
FIRST_DENSE = "\u0e00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What grouping needs to know of an article.

    Attributes:
        published_at: aware UTC.
        language: as given; articles of different languages are grouped in different books.
        terms: at most 100 terms with their weights (> 0), the heaviest first.
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
    """Weigh the words of an article: the headline's count once more, names a little more than other words.

    A name is a word that the text always writes with a capital letter, where the script has capitals. Only the first
    4,000 characters are read: news puts what matters first, and long texts blur. Scripts without spaces are read as
    pairs of characters.

    Args:
        headline: without the publication's name; may be empty.
        text: the running text; may be empty.
        published_at: aware UTC.
        language: primary tag; kept, not used.
    """
    tokens = _read(text[:_MOST_CHARACTERS])
    in_headline = {term.casefold() for term in _read(headline[:_MOST_HEADLINE_CHARACTERS])}
    counts: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for token, count in Counter(tokens).items():
        counts[token.casefold()] += count
        capitals[token.casefold()] += count * token[0].isupper()
    weights = {}
    for term in counts.keys() | in_headline:
        if len(term) >= _SHORTEST_WORD or term.isdigit() or term[0] >= FIRST_DENSE:
            weight = math.log1p(counts[term]) + _HEADLINE_WEIGHT * (term in in_headline)
            is_name = counts[term] and capitals[term] == counts[term]
            weights[term] = weight * (_NAME_WEIGHT if is_name else 1.0)
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    terms = tuple((term, round(weight, 4)) for term, weight in heaviest)
    return Description(published_at=published_at, language=language, terms=terms)


def _read(text: str) -> list[str]:
    """The words as written; where characters are words by themselves, neighbours come in pairs."""
    tokens = tokenize(unicodedata.normalize("NFC", text))
    return list(_pair(tokens)) if max(text, default="") >= FIRST_DENSE and any(map(_is_dense, tokens)) else tokens


def _pair(tokens: list[str]) -> Iterator[str]:
    before = ""
    for token in tokens:
        if not _is_dense(token):
            yield token
            before = ""
            continue
        if before:
            yield before + token
        before = token


def _is_dense(token: str) -> bool:
    return len(token) == 1 and token >= FIRST_DENSE
