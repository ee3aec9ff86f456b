"""How fast pages become articles: pages per CPU second on one core, and memory beside the size of the page."""

import contextlib
import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from selectolax.lexbor import LexborHTMLParser

from benchmarks.corpora import BodyPage, MissingCorpusError, read_aeb, read_fundus
from benchmarks.peers import find_trafilatura
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.articles import extract_article
from tearsheet.engine.errors import EngineError
from tearsheet.engine.prepare import prepare_page
from tearsheet.engine.text import decode_page

_ROUNDS = 3


def measure(options: Options) -> Iterator[Figure]:
    """Speeds of both sets, whole (from bytes) and extraction alone (from text), and peak memory."""
    peer = find_trafilatura() if options.with_peers else None
    missing: list[MissingCorpusError] = []
    for name, read in (("aeb", read_aeb), ("fundus", read_fundus)):
        try:
            pages = list(read())
        except MissingCorpusError as error:
            missing.append(error)
            continue
        texts = [decode_page(page.body).text for page in pages]
        yield Figure(
            name=f"{name}.parse",
            value=_speed(lambda index, texts=texts: LexborHTMLParser(texts[index]), len(pages)),
            unit="pages/CPU s",
            count=len(pages),
            note="the bare parser, to compare machines by",
        )
        theirs = _speed(lambda index, texts=texts: peer(texts[index]), len(pages), rounds=1) if peer else None
        yield Figure(
            name=f"{name}.extract",
            value=_speed(
                lambda index, pages=pages, texts=texts: _try(extract_article, texts[index], pages[index].url),
                len(pages),
            ),
            unit="pages/CPU s",
            peer=theirs,
            peer_name="trafilatura",
            count=len(pages),
        )
        yield Figure(
            name=f"{name}.prepare",
            value=_speed(lambda index, pages=pages: _prepare(pages[index]), len(pages)),
            unit="pages/CPU s",
            count=len(pages),
            note="from bytes",
        )
        yield from _measure_memory(name, pages)
    if missing:
        raise missing[0]


def _speed(work: Callable[[int], object], count: int, *, rounds: int = _ROUNDS) -> float:
    """Pages a CPU second, the best of some rounds (the machine has other things to do in the others)."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        started = time.process_time()
        for index in range(count):
            work(index)
        best = min(best, time.process_time() - started)
    return count / best


def _try(work: Callable[..., object], *arguments: object) -> None:
    with contextlib.suppress(EngineError):
        work(*arguments)


def _prepare(page: BodyPage) -> None:
    with contextlib.suppress(EngineError):
        prepare_page(page.body, url=page.url)


def _measure_memory(name: str, pages: Sequence[BodyPage]) -> Iterator[Figure]:
    """The most memory a page takes, the parser's tree included: at worst, and in sizes of the page.

    A tree takes a megabyte however small its page is; in sizes of the page, that is left out.
    """
    least = _peak(lambda: LexborHTMLParser("<p>"))
    peaks = [_peak(lambda page=page: _prepare(page)) for page in pages]
    ratios = [(peak - least) / len(page.body) for peak, page in zip(peaks, pages, strict=True)]
    yield Figure(name=f"{name}.memory_worst", value=max(peaks) / 1e6, unit="MB", note="peak of a page")
    yield Figure(
        name=f"{name}.memory_most",
        value=max(ratios),
        unit="times the page",
        note=f"peak beyond the {least / 1e6:.1f} MB of the smallest tree",
    )
    yield Figure(name=f"{name}.memory_median", value=median(ratios), unit="times the page", note="the same")


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main("speed", measure)
