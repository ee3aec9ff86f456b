"""The index in PostgreSQL: a column of words with a GIN index, shared by all machines that share the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from tearsheet.newsroom.archive.models import Archived
from tearsheet.newsroom.archive.port import Document, Found, Limits, Order
from tearsheet.newsroom.archive.rarity import weigh_rare
from tearsheet.newsroom.archive.words import Either, Every, Phrase, Term, Without, fold_words

_TABLES = "archive_archived AS kept JOIN intake_article AS article ON article.id = kept.article_id"
#: How many of the rarest words an alike article must share one of, and how many such articles are looked at.
_ASKED_FIRST, _LOOKED_AT = 8, 1000


class PostgresArchive:
    """Keeps the index in the rows of `Archived`."""

    def add(self, documents: Sequence[Document]) -> None:
        """Put in articles; their rows are there already."""
        rows = [(document.article, write_vector(document.words)) for document in documents]
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE archive_archived SET words = %s::tsvector WHERE article_id = %s",
                [(vector, article) for article, vector in rows],
            )

    def clear(self) -> None:
        """Forget everything."""
        Archived.objects.all().delete()

    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not Archived.objects.exists()

    def search(self, term: Term | None, limits: Limits, *, order: Order, limit: int, offset: int) -> Found:
        """Articles with these words; without words, all within the limits."""
        where, values = _limit(limits)
        query = write_query(term) if term else None
        if query:
            where, values = [*where, "kept.words @@ %s::tsquery"], [*values, query]
        by, more = "article.sorted_at DESC", []
        if order == "best" and query:
            by, more = "ts_rank(kept.words, %s::tsquery, 1) DESC", [query]
        chosen = f"FROM {_TABLES} WHERE {' AND '.join(where)}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {chosen}", values)
            count = cursor.fetchone()[0]
            cursor.execute(
                f"SELECT article.id {chosen} ORDER BY {by}, article.id DESC LIMIT %s OFFSET %s",
                [*values, *more, limit, offset],
            )
            return Found(articles=tuple(article for (article,) in cursor.fetchall()), count=count)

    def find_like(self, terms: Iterable[tuple[str, float]], limits: Limits, *, limit: int) -> tuple[int, ...]:
        """Articles that share the most of these weighted terms, the rarer the better; the most alike first.

        Only the newest thousand that share one of the rarest words are compared.
        """
        terms = list(terms)
        with connection.cursor() as cursor:
            article_count, counts = _read_counts(cursor, [word for word, _ in terms])
            rare = weigh_rare(terms, article_count, lambda word: counts[word])
            if not rare:
                return ()
            where, values = _limit(limits)
            first = " | ".join(write_query(_phrase(word)) for word, _ in rare[:_ASKED_FIRST])
            score = " + ".join("(kept.words @@ %s::tsquery)::int * %s::float" for _ in rare)
            weights = [value for word, weight in rare for value in (write_query(_phrase(word)), weight)]
            cursor.execute(
                # All values are bound.
                f"SELECT id FROM (SELECT article.id AS id, kept.words AS words FROM {_TABLES}"  # noqa: S608
                f" WHERE {' AND '.join([*where, 'kept.words @@ %s::tsquery'])}"
                f" ORDER BY article.sorted_at DESC LIMIT {_LOOKED_AT}) AS kept"
                f" ORDER BY {score} DESC, id DESC LIMIT %s",
                [*values, first, *weights, limit],
            )
            return tuple(article for (article,) in cursor.fetchall())


def _phrase(word: str) -> Phrase:
    return Phrase(tuple(fold_words(word)))


def _read_counts(cursor: Any, words: list[str]) -> tuple[int, dict[str, int]]:
    """How many articles there are, and how many have each of these words.

    Common words as PostgreSQL's own statistics estimate them; the others are counted, which is quick as they are rare.
    """
    cursor.execute("SELECT greatest(reltuples, 1)::bigint FROM pg_class WHERE relname = 'archive_archived'")
    article_count = cursor.fetchone()[0]
    cursor.execute(
        "SELECT unnest(most_common_elems::text::text[]), unnest(most_common_elem_freqs)"
        " FROM pg_stats WHERE tablename = 'archive_archived' AND attname = 'words'"
    )
    shares = {word: share for word, share in cursor.fetchall() if word is not None}
    counts = {word: max(1, round(shares[word] * article_count)) for word in words if word in shares}
    others = [word for word in words if word not in shares and fold_words(word)]
    cursor.execute(
        "SELECT word, (SELECT count(*) FROM (SELECT 1 FROM archive_archived WHERE words @@ asked::tsquery LIMIT 1000) AS x)"
        " FROM unnest(%s::text[], %s::text[]) AS other(word, asked)",
        [others, [write_query(_phrase(word)) for word in others]],
    )
    return article_count, dict.fromkeys(words, 0) | counts | dict(cursor.fetchall())


def _limit(limits: Limits) -> tuple[list[str], list[Any]]:
    where, values = ["kept.words IS NOT NULL"], []
    for clause, value in (
        ("article.source_id = ANY(%s)", list(limits.sources)),
        ("article.language = ANY(%s)", list(limits.languages)),
        ("article.sorted_at >= %s", limits.since),
        ("article.sorted_at < %s", limits.until),
    ):
        if value:
            where.append(clause)
            values.append(value)
    return where, values


def write_vector(words: Iterable[str]) -> str:
    """Words as PostgreSQL writes a `tsvector`: each with the places where it stands, from 1."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(words, 1):
        places[word].append(str(min(place, 16_383)))
    return " ".join(f"'{word}':{','.join(where[:255])}" for word, where in places.items())


def write_query(term: Term) -> str:
    """A query as PostgreSQL writes a `tsquery`. Words are letters, digits and marks: nothing in them needs escaping."""
    match term:
        case Phrase(words=words, is_open=is_open):
            lexemes = [f"'{word}'" for word in words]
            return f"({' <-> '.join(lexemes)}{':*' if is_open else ''})"
        case Every(parts=parts):
            return f"({' & '.join(map(write_query, parts))})"
        case Either(parts=parts):
            return f"({' | '.join(map(write_query, parts))})"
        case Without(part=part):
            return f"!{write_query(part)}"
