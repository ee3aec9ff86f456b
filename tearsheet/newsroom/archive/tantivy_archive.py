"""The index in a folder, kept by tantivy. One process writes (the grouping worker), any number read."""

import fcntl
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy

from tearsheet.newsroom.archive.port import Document, Found, Limits, Order
from tearsheet.newsroom.archive.rarity import weigh_rare
from tearsheet.newsroom.archive.words import Either, Every, Phrase, Term, Without, fold_words, pair_common

#: What the writer may hold in memory before it writes, in bytes.
WRITER_HEAP = 64_000_000
_LAST = datetime(9999, 1, 1, tzinfo=UTC)
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
#: What ends a word's own alphabet in a regular expression over terms.
_ANY_ENDING = ".*"


class TantivyArchive:
    """Keeps the index in a folder. An index of another make is emptied, and so built anew.

    Args:
        folder: made if missing.
    """

    def __init__(self, folder: Path) -> None:
        self._schema = _make_schema()
        self._index = _open(folder, self._schema)
        self._index.config_reader(reload_policy="manual")
        self._writing = Lock()
        self._meta = folder / "meta.json"
        self._read_state = 0

    def add(self, documents: Sequence[Document]) -> None:
        """Put in articles, or put them in anew; all of them or none.

        Raises:
            ValueError: while another process writes.
        """
        with self._writing:
            writer = self._index.writer(heap_size=WRITER_HEAP, num_threads=1)
            for document in documents:
                writer.delete_documents_by_term("article", document.article)
                writer.add_document(
                    tantivy.Document(
                        article=document.article,
                        words=" ".join(document.words),
                        pairs=" ".join(pair_common(document.words)),
                        source=document.source,
                        language=document.language,
                        at=_seconds(document.at),
                    )
                )
            writer.commit()
            writer.wait_merging_threads()

    def clear(self) -> None:
        """Forget everything."""
        with self._writing:
            writer = self._index.writer(heap_size=WRITER_HEAP, num_threads=1)
            writer.delete_all_documents()
            writer.commit()
            writer.wait_merging_threads()

    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return bool(self._searcher().num_docs == 0)

    def search(self, term: Term | None, limits: Limits, *, order: Order, limit: int, offset: int) -> Found:
        """Articles with these words; without words, all within the limits."""
        query = self._limited(self._query(term) if term else tantivy.Query.all_query(), limits)
        searcher = self._searcher()
        by_time = {"order_by_field": "at", "order": tantivy.Order.Desc} if order == "newest" or term is None else {}
        result = searcher.search(query, limit=limit, offset=offset, count=True, **by_time)
        return Found(articles=self._articles(searcher, result), count=result.count)

    def find_like(self, terms: Iterable[tuple[str, float]], limits: Limits, *, limit: int) -> tuple[int, ...]:
        """Articles that share the most of these weighted terms, the rarer the better; the most alike first."""
        searcher = self._searcher()
        # Scripts without spaces have terms of two characters, which are words of their own here.
        rare = weigh_rare(
            terms,
            searcher.num_docs,
            lambda term: min((searcher.doc_freq("words", word) for word in fold_words(term)), default=0),
        )
        if not rare:
            return ()
        wanted = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(self._phrase_query(fold_words(term), is_open=False), weight),
            )
            for term, weight in rare
        ]
        query = self._limited(tantivy.Query.boolean_query(wanted), limits)
        return self._articles(searcher, searcher.search(query, limit=limit, count=False))

    def _searcher(self) -> Any:
        """Of the newest state that any process wrote."""
        state = self._meta.stat().st_mtime_ns if self._meta.exists() else 0
        if state != self._read_state:
            self._index.reload()
            self._read_state = state
        return self._index.searcher()

    def _articles(self, searcher: Any, result: Any) -> tuple[int, ...]:
        addresses = [address for _, address in result.hits]
        return tuple(searcher.fast_field_values("article", addresses)) if addresses else ()

    def _term(self, field: str, value: str | int) -> Any:
        return tantivy.Query.term_query(
            self._schema, field, value, index_option="basic" if field != "words" else "freq"
        )

    def _query(self, term: Term) -> Any:
        match term:
            case Phrase(words=words, is_open=is_open):
                return self._phrase_query(words, is_open=is_open)
            case Every(parts=parts) if all(isinstance(part, Without) for part in parts):
                return tantivy.Query.boolean_query(
                    [(tantivy.Occur.Must, tantivy.Query.all_query())]
                    + [(tantivy.Occur.MustNot, self._query(part.part)) for part in parts if isinstance(part, Without)]
                )
            case Every(parts=parts):
                return tantivy.Query.boolean_query(
                    [
                        (tantivy.Occur.MustNot, self._query(part.part))
                        if isinstance(part, Without)
                        else (tantivy.Occur.Must, self._query(part))
                        for part in parts
                    ]
                )
            case Either(parts=parts):
                return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._query(part)) for part in parts])
            case Without():
                return self._query(Every((term,)))

    def _phrase_query(self, words: Sequence[str], *, is_open: bool) -> Any:
        if len(words) == 1 and is_open:
            return tantivy.Query.regex_query(self._schema, "words", _escape(words[0]) + _ANY_ENDING)
        if len(words) == 1:
            return self._term("words", words[0])
        if is_open:
            return tantivy.Query.phrase_prefix_query(self._schema, "words", list(words))
        pairs = list(pair_common(words))
        must = [tantivy.Query.term_query(self._schema, "pairs", pair, index_option="basic") for pair in pairs]
        if len(pairs) < len(words) - 1 or len(pairs) > 1:
            # Pairs that overlap may stand in two places; they make the places few where the words are looked up.
            must.append(tantivy.Query.phrase_query(self._schema, "words", list(words)))
        return must[0] if len(must) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in must])

    def _limited(self, query: Any, limits: Limits) -> Any:
        must = [query]
        if limits.sources:
            must.append(tantivy.Query.term_set_query(self._schema, "source", list(limits.sources)))
        if limits.languages:
            must.append(tantivy.Query.term_set_query(self._schema, "language", list(limits.languages)))
        if limits.since or limits.until:
            span = (_seconds(limits.since or _FIRST), _seconds(limits.until or _LAST))
            must.append(
                tantivy.Query.range_query(self._schema, "at", tantivy.FieldType.Integer, *span, include_upper=False)
            )
        if len(must) == 1:
            return query
        # The limits choose and do not score.
        filters = [tantivy.Query.const_score_query(limit, 0.0) for limit in must[1:]]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (query, *filters)])


def _open(folder: Path, schema: Any) -> Any:
    """Open or make the index; processes do so one after another, or the second would empty what the first began anew."""
    folder.mkdir(parents=True, exist_ok=True)
    # The lock is the operating system's, and lies beside the folder, which may go.
    with folder.with_name(f"{folder.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        folder.mkdir(exist_ok=True)
        try:
            return tantivy.Index(schema, path=str(folder))
        except ValueError:
            shutil.rmtree(folder)
            folder.mkdir()
            return tantivy.Index(schema, path=str(folder))


def _make_schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("article", indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("source", indexed=True, fast=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("at", indexed=True, fast=True)
    return builder.build()


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _escape(word: str) -> str:
    """Words are letters, digits and marks, but a regular expression is a regular expression."""
    return "".join(character if character.isalnum() else f"\\{character}" for character in word)
