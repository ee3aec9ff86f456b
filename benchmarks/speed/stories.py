"""How fast articles are put into stories: a made-up press of fourteen days, one process.

Articles are made at the level of descriptions: a story takes the terms of a real article and renames its rarer half,
each of its articles keeps four in five of them; common terms stay as common as they are in real news. `--sizes 500000` replays half a million. Half of the
stories have one article, the others two to twenty. Describing is measured by itself, on real texts.
"""

import hashlib
import random
import time
import tracemalloc
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.quality.copies import read_reports
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.stories import Description, StoryBook, assign_story, describe_article

_COUNTS = (20_000,)
_DAYS = 14
_START = datetime(2026, 5, 1, tzinfo=UTC)
_KEPT = 0.8


def measure(options: Options) -> Iterator[Figure]:
    """Describing, grouping at two sizes, memory, and whether two runs agree."""
    texts = [report.text for report in read_reports() if len(report.text) > 500]
    started = time.process_time()
    bases = [describe_article(headline=text[:60], text=text, published_at=_START) for text in texts]
    speed = len(texts) / (time.process_time() - started)
    yield Figure(name="describe", value=speed, unit="articles/CPU s", count=len(texts))
    counts = options.sizes or _COUNTS
    for count in counts:
        book, digest = StoryBook(), hashlib.sha256()
        waits = array("d")
        for key, description in enumerate(make_press(bases, count)):
            started = time.process_time()
            assignment = assign_story(description, book, key=key)
            waits.append(time.process_time() - started)
            digest.update(f"{assignment.story} {assignment.score} {assignment.reason}".encode())
        yield Figure(name=f"group.{count}", value=count / sum(waits), unit="articles/CPU s", count=count)
        last = sorted(waits[-len(waits) // 5 :])
        p99 = last[len(last) * 99 // 100] * 1000
        yield Figure(name=f"group.{count}.p99", value=p99, unit="ms", note="of the last fifth")
        yield Figure(name=f"group.{count}.stories", value=len(book), unit="live stories")
        if count == counts[0]:
            again, digest_again = StoryBook(), hashlib.sha256()
            for key, description in enumerate(make_press(bases, count)):
                assignment = assign_story(description, again, key=key)
                digest_again.update(f"{assignment.story} {assignment.score} {assignment.reason}".encode())
            digests = {digest.digest(), digest_again.digest()}
            yield Figure(name="replay", value=float(len(digests) == 1), note="1: the same replay gave the same bytes")
    yield from _measure_memory(bases, counts[0])


def _measure_memory(bases: list[Description], count: int) -> Iterator[Figure]:
    tracemalloc.start()
    book = StoryBook()
    before = tracemalloc.get_traced_memory()[0]
    for key, description in enumerate(make_press(bases, count)):
        book.place(key, key // 3, description)
    held = (tracemalloc.get_traced_memory()[0] - before) / 1e6 / count * 100_000
    tracemalloc.stop()
    yield Figure(name="memory", value=held, unit="MB per 100,000 articles", count=count, note="the book alone")


def make_press(bases: list[Description], count: int) -> Iterator[Description]:
    """Descriptions in time order, the same at every run."""
    draw = random.Random(1)  # noqa: S311
    press: list[tuple[datetime, int, int]] = []
    story = 0
    while len(press) < count:
        begin = _START + timedelta(days=draw.uniform(0, _DAYS))
        size = 1 if draw.random() < 0.5 else min(20, 2 + int(draw.expovariate(0.4)))
        press += [(begin + timedelta(days=draw.expovariate(2)), story, draw.randrange(1 << 30)) for _ in range(size)]
        story += 1
    for at, number, seed in sorted(press[:count]):
        own = random.Random(seed)  # noqa: S311
        base = bases[number % len(bases)].terms
        terms = [
            (term if place % 2 == 0 else f"{term}{number // len(bases)}", weight)
            for place, (term, weight) in enumerate(base)
            if own.random() < _KEPT
        ]
        yield Description(published_at=at, language="en", terms=tuple(terms))


if __name__ == "__main__":
    main("speed", measure)
