"""What a large page and what hostile pages cost: memory of the whole process, and the slowest of those built to break a reader."""

import multiprocessing
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from benchmarks.corpora import BodyPage, MissingCorpusError, read_aeb, read_fundus
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.errors import EngineError
from tearsheet.engine.prepare import read_page
from tearsheet.engine.text import detect_language

_URL = "https://hostile.example/page"
_TEXT = b"<p>The old bridge over the Lind reopened on Monday after eleven months of repairs, the town council said.</p>"
_MEGABYTE = 1_000_000


def measure(_options: Options) -> Iterator[Figure]:
    """Memory of a made page and of the largest page of each set, each in a process of its own; then the time of each bomb."""
    made = b"<html><body><h1>Bridge</h1>" + _TEXT * (5 * _MEGABYTE // len(_TEXT)) + b"</body></html>"
    yield _measure_memory("made_5mb", made, "a page of nothing but paragraphs")
    missing: list[MissingCorpusError] = []
    for name, read in (("aeb", read_aeb), ("fundus", read_fundus)):
        try:
            largest: BodyPage = max(read(), key=lambda page: len(page.body))
        except MissingCorpusError as error:
            missing.append(error)
            continue
        yield _measure_memory(f"{name}_largest", largest.body, "the largest page of the set")
    detect_language("qwx " * 40)  # its model is loaded once, and no bomb should pay for it
    for name, body in _bombs().items():
        started = time.process_time()
        outcome = _read(body)
        yield Figure(name=f"hostile.{name}", value=time.process_time() - started, unit="CPU seconds", note=outcome)
    if missing:
        raise missing[0]


def _bombs() -> Mapping[str, bytes]:
    """Pages that are built to break readers."""
    attributes = b" ".join(b"a%d=1" % number for number in range(200_000))
    return {
        "nested_tags": b"<div>" * 200_000 + _TEXT,
        "nested_and_closed": b"<div>" * 90_000 + _TEXT * 3 + b"</div>" * 90_000,
        "attributes": b"<div " + attributes + b">" + _TEXT,
        "nul_bytes": _TEXT.replace(b" ", b" \0") * 10_000,
        "broken_charset": b'<meta charset="utf-16">' + _TEXT * 10_000 + bytes(range(128, 256)) * 1000,
        "random_bytes": Random(7).randbytes(300_000),  # noqa: S311
        "text_then_random_bytes": _TEXT * 100 + Random(7).randbytes(300_000),  # noqa: S311
        "random_letters": _TEXT + _random_letters(300_000).encode(),
        "fifty_megabytes": _TEXT * (50 * _MEGABYTE // len(_TEXT)),
        "pictures": (b"<figure><img src=a.jpg alt='Two words'><figcaption>x</figcaption></figure>") * 10_000
        + _TEXT * 3,
        "headlines": b"<h1>Bridge - bridge</h1>" * 20_000 + _TEXT * 3,
        "slides": b'<div class="slide carousel"><img src=a.jpg><p class=description>x y z</p>' * 8_000 + _TEXT * 3,
    }


def _random_letters(count: int) -> str:
    """Paragraphs of letters of Latin-1: each looks like mojibake, and none can be put right."""
    random = Random(7)  # noqa: S311
    letters = "".join(chr(random.randrange(0xA0, 0x100)) for _ in range(count))
    return "".join(f"<p>{letters[at : at + 300]}</p>" for at in range(0, count, 300))


def _read(body: bytes) -> str:
    try:
        read_page(body, url=_URL)
    except EngineError as error:
        return error.code
    return "article"


def _measure_memory(name: str, body: bytes, note: str) -> Figure:
    """How much larger a process is at its largest for having read a page, in sizes of the page."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        grown = pool.apply(_grow, (body,))
    return Figure(name=f"{name}.memory", value=grown / len(body), unit="times the page", note=note)


def _grow(body: bytes) -> int:
    """Bytes by which this process' peak grew, the page itself not counted; the libraries' own tables are loaded before."""
    _read(b"<h1>Bridge</h1>" + _TEXT * 3)
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak begins anew (proc(5))
    before = _peak()
    _read(body)
    return _peak() - before


def _peak() -> int:
    """The largest size in bytes that this process had in memory."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main("speed", measure)
