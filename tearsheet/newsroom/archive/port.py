"""What an index of the archive can do, whoever keeps it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from tearsheet.newsroom.archive.words import Term

Order = Literal["newest", "best"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as the archive keeps it.

    Attributes:
        article: its primary key.
        words: folded by `fold_words`, headline first, in order.
        source: primary key of its source.
        language: primary tag, or "".
        at: when it became news; aware.
    """

    article: int
    words: tuple[str, ...]
    source: int
    language: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which articles are asked for, beside their words; empty means all.

    Attributes:
        sources: primary keys.
        languages: primary tags.
        since, until: half-open; aware.
    """

    sources: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found.

    Attributes:
        articles: primary keys, in the order asked for.
        count: how many there are in all.
    """

    articles: tuple[int, ...] = ()
    count: int = 0


class Archive(Protocol):
    """An index of articles."""

    def add(self, documents: Sequence[Document]) -> None:
        """Put in articles, or put them in anew."""

    def clear(self) -> None:
        """Forget everything."""

    def is_empty(self) -> bool:
        """Whether nothing is in it: then what the rows say of it is not true (a new folder, a restored backup)."""

    def search(self, term: Term | None, limits: Limits, *, order: Order, limit: int, offset: int) -> Found:
        """Articles with these words; without words, all within the limits."""

    def find_like(self, terms: Iterable[tuple[str, float]], limits: Limits, *, limit: int) -> tuple[int, ...]:
        """Articles that share the most of these weighted terms, the rarer the better; the most alike first."""
