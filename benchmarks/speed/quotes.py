"""How fast quotations and sourcings are read: sentences per CPU second on one core."""

import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.attributions import Document, read_german, read_polnear
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.quotes import find_quotes, find_sourcings
from tearsheet.engine.text import split_sentences

_ROUNDS = 3


def measure(_options: Options) -> Iterator[Figure]:
    """Sentences a second: quotations alone, and with sourcings as the pipeline reads them."""
    for name, language, read in (("polnear", "en", read_polnear), ("german", "de", read_german)):
        documents = list(read("dev"))
        count = sum(len(split_sentences(document.text)) for document in documents)

        def read_quotes(text: str, language: str = language) -> object:
            return find_quotes(text, language=language)

        def read_both(text: str, language: str = language) -> object:
            return find_quotes(text, language=language), find_sourcings(text, language=language)

        for metric, work in (("quotes", read_quotes), ("both", read_both)):
            yield Figure(
                name=f"{name}.{metric}",
                value=count / _time(work, documents),
                unit="sentences/CPU s",
                count=count,
                note="quotations and sourcings" if metric == "both" else "quotations",
            )


def _time(work: Callable[[str], object], documents: Sequence[Document]) -> float:
    """CPU seconds for all, the best of some rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        started = time.process_time()
        for document in documents:
            work(document.text)
        best = min(best, time.process_time() - started)
    return best


if __name__ == "__main__":
    main("speed", measure)
