"""How far a trained reader of attributions gets, beside the rules that ship; it is measured here and never shipped.

It is trained by `benchmarks.crf.training` on PolNeAR's training articles only and measured on the development articles. The
models are trained anew unless `TEARSHEET_QUOTES_CRF` names a folder that holds them: see `benchmarks/crf`.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.attributions import AttributionScores, Words, read_polnear
from benchmarks.corpora import MissingCorpusError
from benchmarks.quality.quotes import predict, report_scores
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.text import split_sentences


def measure(_options: Options) -> Iterator[Figure]:
    """The figures of the rules' benchmark, with the rules' own beside them, and sentences a CPU second.

    `polnear_labels`: as the field labels and links; `polnear_trained`: what has no source then is filled by the rules, or
    left out if it is a quotation. The second offers fewer words and more right speakers.
    """
    if find_spec("pycrfsuite") is None:
        raise MissingCorpusError("python-crfsuite is not installed (requirements-bench.txt)")
    folder = os.environ.get("TEARSHEET_QUOTES_CRF")
    if folder and Path(folder, "linker.crfsuite").exists():
        yield from _measure(Path(folder))
        return
    with TemporaryDirectory() as fresh:
        yield from _train(Path(folder or fresh))
        yield from _measure(Path(folder or fresh))


def _train(folder: Path) -> Iterator[Figure]:
    from benchmarks.crf.training import train

    folder.mkdir(parents=True, exist_ok=True)
    started = time.process_time()
    train(folder)
    yield Figure(name="polnear_trained.training", value=time.process_time() - started, unit="CPU s")


def _measure(folder: Path) -> Iterator[Figure]:
    from benchmarks.crf.training import TrainedReader

    reader = TrainedReader(folder)
    documents = list(read_polnear("dev"))
    scores, labels, rules = AttributionScores(), AttributionScores(), AttributionScores()
    started = time.process_time()
    found = [reader.read(document.text) for document in documents]
    seconds = time.process_time() - started
    for document, ours in zip(documents, found, strict=True):
        words = Words(document.text)
        shipped = [one for one, _ in predict(document, "en")]
        scores.add(words, document.truth, ours)
        labels.add(words, document.truth, reader.tag(document.text, shipped))
        rules.add(words, document.truth, shipped)
    for name, counted in (("polnear_trained", scores), ("polnear_labels", labels)):
        for figure, other in zip(report_scores(name, counted), report_scores("", rules), strict=True):
            yield replace(figure, peer=other.value, peer_name="shipped rules")
    sentences = sum(len(split_sentences(document.text)) for document in documents)
    yield Figure(
        name="polnear_trained.speed",
        value=sentences / seconds,
        unit="sentences/CPU s",
        note="with the rules it builds on",
    )
    size = sum(path.stat().st_size for path in folder.glob("*.crfsuite"))
    yield Figure(name="polnear_trained.size", value=size / 1e6, unit="MB")


if __name__ == "__main__":
    main("quality", measure)
