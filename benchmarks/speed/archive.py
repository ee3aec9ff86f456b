"""How fast the article archive answers, through the desk's own calls: `search_archive` and `find_similar`.

Articles are sentences of real texts dealt out anew, about 1.8 kB each: words are as common as in real news. There are
100,000 of them unless `--sizes` says otherwise; the goal is for 1,000,000. Only tantivy's index is measured here.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.quality.copies import read_reports
from benchmarks.reporting import Figure, Options, main

_ARTICLE_COUNT = 100_000
_BATCH = 20_000
_QUERIES = 300
_START = datetime(2024, 1, 1, tzinfo=UTC)
_LANGUAGES = ("en", "en", "en", "en", "de", "fr", "es", "ru")
_SOURCES = 200


def measure(options: Options) -> Iterator[Figure]:
    """Building, size, and the waits for each kind of question."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"TEARSHEET_HOME": home, "DJANGO_SETTINGS_MODULE": "tearsheet.newsroom.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        yield from _measure(Path(home), max(options.sizes, default=_ARTICLE_COUNT))


def _measure(home: Path, article_count: int) -> Iterator[Figure]:
    from tearsheet.newsroom.archive.port import Document, Limits
    from tearsheet.newsroom.archive.searching import find_similar, open_archive, search_archive
    from tearsheet.newsroom.archive.words import fold_words

    texts = [report.text for report in read_reports()]
    sentences = [line.strip() for text in texts for line in text.split(". ") if 40 < len(line) < 400]
    draw = random.Random(1)  # noqa: S311
    archive, spent = open_archive(), 0.0
    for first in range(0, article_count, _BATCH):
        documents = [
            Document(
                article=key,
                words=tuple(fold_words(make_text(sentences, key))),
                source=key % _SOURCES,
                language=_LANGUAGES[key % len(_LANGUAGES)],
                at=_START + timedelta(minutes=key),
            )
            for key in range(first, min(first + _BATCH, article_count))
        ]
        started = time.perf_counter()
        archive.add(documents)
        spent += time.perf_counter() - started
    size = sum(path.stat().st_size for path in (home / "archive").rglob("*") if path.is_file())
    yield Figure(name="archive.add", value=article_count / spent, unit="articles/s", count=article_count)
    yield Figure(name="archive.size", value=size / 1e6, unit="MB", count=article_count)

    def word() -> str:
        words = [word for word in draw.choice(sentences).split() if word.isalpha() and len(word) > 2]
        return draw.choice(words or ["news"])

    def phrase() -> str:
        words = draw.choice(sentences).replace('"', "").split()
        start = draw.randrange(max(1, len(words) - 3))
        return f'"{" ".join(words[start : start + draw.choice((2, 3))])}"'

    middle = _START + timedelta(minutes=article_count // 2)
    questions: dict[str, Callable[[], object]] = {
        "word": lambda: search_archive(word()),
        "words": lambda: search_archive(f"{word()} {word()} {word()}"),
        "phrase": lambda: search_archive(phrase()),
        "or-not": lambda: search_archive(f"({word()} OR {word()} OR {phrase()}) -{word()}"),
        "beginning": lambda: search_archive(f"{word()[:4]}* {word()}"),
        "limited": lambda: search_archive(
            f"{word()} {phrase()} OR {word()}",
            Limits(sources=(draw.randrange(_SOURCES),), languages=("en",), since=middle),
        ),
        "best": lambda: search_archive(f"{word()} {word()} OR {phrase()}", order="best"),
        "also": lambda: find_similar(_draw_article(sentences, draw.randrange(article_count))),
    }
    all_waits: list[float] = []
    all_work: list[float] = []
    for name, ask in questions.items():
        ask()
        pairs = [_time(ask) for _ in range(_QUERIES)]
        waits = sorted(wait for wait, _ in pairs)
        all_waits += waits
        all_work += [work for _, work in pairs]
        yield Figure(name=f"archive.{name}.p50", value=waits[len(waits) // 2], unit="ms", count=_QUERIES)
        yield Figure(name=f"archive.{name}.p99", value=waits[len(waits) * 99 // 100], unit="ms", count=_QUERIES)
    for name, unit, values in (("p99", "ms", sorted(all_waits)), ("p99.cpu", "CPU ms", sorted(all_work))):
        yield Figure(name=f"archive.{name}", value=values[len(values) * 99 // 100], unit=unit, count=len(values))


def make_text(sentences: list[str], key: int) -> str:
    """Some fourteen sentences, the same at every run."""
    own = random.Random(key)  # noqa: S311
    return ". ".join(own.choices(sentences, k=14))


def _draw_article(sentences: list[str], key: int) -> Any:
    """An article as the desk hands it over, not stored."""
    from tearsheet.newsroom.intake.models import Article, Revision

    text = make_text(sentences, key)
    return Article(
        pk=key, language="en", sorted_at=_START, current=Revision(headline=text.partition(". ")[0], text=text)
    )


def _time(ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock, and of them spent by this process: a busy machine makes the first longer."""
    started, worked = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000


if __name__ == "__main__":
    main("speed", measure)
