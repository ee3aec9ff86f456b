"""Train the reader on PolNeAR's training articles: `python -m benchmarks.crf.training FOLDER`.

Origin of the data: github.com/networkdynamics/PolNeAR (2018), articles of seven publishers, no licence stated. Hence the
two models stay in the folder that is named, are measured on the development articles, and are part of no release.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.attributions import Attribution, Document, Words, read_polnear
from benchmarks.crf.linking import Labelled, join_rules, link, list_pairs, make_attributions, read_labels, train_linker
from benchmarks.crf.tagging import make_features, open_tagger, train_tagger
from benchmarks.crf.tokens import collect_spans, label_tokens, read_paragraphs, to_range
from benchmarks.quality.quotes import predict


class TrainedReader:
    """Reads the attributions of an article by the two models in a folder."""

    def __init__(self, folder: Path) -> None:
        self._tagger = open_tagger(folder / "tagger.crfsuite")
        self._linker = open_tagger(folder / "linker.crfsuite")

    def read(self, text: str) -> list[Attribution]:
        """The attributions of an English article, those without a source as the rules read them."""
        rules = read_rules(text)
        return join_rules(Words(text), self.tag(text, rules), rules)

    def tag(self, text: str, rules: Sequence[Attribution]) -> list[Attribution]:
        """The attributions as the models alone read them."""
        found = []
        for paragraph in read_paragraphs(text, rules):
            labelled = read_labels(paragraph, self._tagger.tag(make_features(paragraph)))
            found.extend(make_attributions(text, labelled, link(labelled, rules, self._linker)))
        return found


def read_rules(text: str) -> list[Attribution]:
    """What the shipped rules read."""
    return [one for one, _ in predict(Document("", text, ()), "en")]


def train(folder: Path, *, rounds: int = 60) -> None:
    """Train both models on the training articles; minutes on one core."""
    documents = [(document, read_rules(document.text)) for document in read_polnear("train")]
    train_tagger(
        (
            (paragraph, label_tokens(paragraph.starts, collect_spans(document.truth)))
            for document, rules in documents
            for paragraph in read_paragraphs(document.text, rules)
        ),
        folder / "tagger.crfsuite",
        rounds=rounds,
    )
    train_linker(
        (pair for document, rules in documents for pair in _list_true_pairs(document, rules)),
        folder / "linker.crfsuite",
    )


def _list_true_pairs(document: Document, rules: Sequence[Attribution]) -> Iterator[tuple[list[str], bool]]:
    """All pairs of true contents and true sources of a paragraph, and whether they belong together."""
    spans = collect_spans(document.truth)
    for paragraph in read_paragraphs(document.text, rules):
        labelled = read_labels(paragraph, label_tokens(paragraph.starts, spans))
        for content, source, features in list_pairs(labelled, rules):
            yield features, _belongs(labelled, content, source, document.truth)


def _belongs(
    labelled: Labelled, content: tuple[int, int], source: tuple[int, int], truth: Sequence[Attribution]
) -> bool:
    said, who = to_range(labelled.paragraph, content), to_range(labelled.paragraph, source)
    return any(
        any(start < said[1] and said[0] < end for start, end in one.content)
        and any(start < who[1] and who[0] < end for start, end in one.source)
        for one in truth
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    train(target)
