"""How fast copies are found: fingerprints a CPU second, and asking and adding at two sizes of the index."""

import time
import tracemalloc
from collections.abc import Iterator

from benchmarks.quality.copies import mix_text, read_reports
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.copies import CopyIndex, find_copy, fingerprint_text

_COUNTS = (10_000, 50_000)


def measure(_options: Options) -> Iterator[Figure]:
    """Fingerprints of real texts; the index over texts made of real runs of words."""
    texts = [report.text for report in read_reports() if report.text]
    fingerprint_text(texts[0])
    started = time.process_time()
    for text in texts:
        fingerprint_text(text)
    yield Figure(
        name="fingerprints",
        value=len(texts) / (time.process_time() - started),
        unit="texts/CPU s",
        count=len(texts),
        note=f"{sum(map(len, texts)) // len(texts)} characters each",
    )
    short = [text[:1_800] for text in texts]
    started = time.process_time()
    for text in short:
        fingerprint_text(text)
    yield Figure(name="fingerprints.1800", value=len(short) / (time.process_time() - started), unit="texts/CPU s")
    words = [word for text in texts for word in text.split()]
    fingerprints = [fingerprint_text(mix_text(words, key)) for key in range(_COUNTS[-1])]
    for count in _COUNTS:
        index = CopyIndex()
        waits = []
        for key, fingerprint in enumerate(fingerprints[:count]):
            started = time.process_time()
            find_copy(fingerprint, index)
            index.add(key, fingerprint)
            waits.append(time.process_time() - started)
        last = sorted(waits[-count // 5 :])
        yield Figure(name=f"find_and_add.{count}", value=count / sum(waits), unit="texts/CPU s", count=count)
        yield Figure(name=f"find_and_add.{count}.p99", value=last[len(last) * 99 // 100] * 1000, unit="ms")
    tracemalloc.start()
    index = CopyIndex()
    for key, fingerprint in enumerate(fingerprints):
        index.add(key, fingerprint)
    held = tracemalloc.get_traced_memory()[0] / len(fingerprints)
    tracemalloc.stop()
    yield Figure(name="index", value=held, unit="bytes a text", count=len(fingerprints))


if __name__ == "__main__":
    main("speed", measure)
