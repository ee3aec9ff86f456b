"""The archive asked: the desk's own calls."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from tearsheet.newsroom.archive.mapping import read_terms
from tearsheet.newsroom.archive.port import Archive, Found, Limits, Order
from tearsheet.newsroom.archive.words import parse_words
from tearsheet.newsroom.intake.models import Article


def open_archive() -> Archive:
    """The index of this installation: PostgreSQL's where that is the database, else tantivy's in a folder."""
    if connection.vendor == "postgresql":
        from tearsheet.newsroom.archive.postgres_archive import PostgresArchive

        return PostgresArchive()
    return _open_folder(Path(settings.ARCHIVE_FOLDER))


@lru_cache(maxsize=4)
def _open_folder(folder: Path) -> Archive:
    from tearsheet.newsroom.archive.tantivy_archive import TantivyArchive

    return TantivyArchive(folder)


def search_archive(
    typed: str, limits: Limits | None = None, *, order: Order = "newest", limit: int = 30, offset: int = 0
) -> Found:
    """Articles that match what an editor typed.

    Args:
        typed: as `parse_words` reads it; nothing typed finds everything within the limits.
        limits: sources, languages and time.
        order: newest first, or best match first.
        limit, offset: the page of the answer.
    """
    return open_archive().search(parse_words(typed), limits or Limits(), order=order, limit=limit, offset=offset)


def find_similar(
    article: Article, limits: Limits | None = None, *, without: Iterable[int] = (), limit: int = 8
) -> tuple[int, ...]:
    """Articles most like this one, the most alike first: what a reader may also want to see.

    Args:
        article: with its current revision at hand.
        limits: sources, languages and time; its own language if None.
        without: primary keys of articles to leave out, beside its own.
        limit: how many.
    """
    left_out = {article.pk, *without}
    asked = limits or Limits(languages=(article.language,) if article.language else ())
    found = open_archive().find_like(read_terms(article), asked, limit=limit + len(left_out))
    return tuple(key for key in found if key not in left_out)[:limit]
