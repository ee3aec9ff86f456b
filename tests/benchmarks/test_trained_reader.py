"""The trained reader labels words of paragraphs; its labels and its features are made here, its models are not."""

import pytest

from benchmarks.attributions import Attribution
from benchmarks.crf.tokens import collect_spans, find_ranges, label_tokens, read_paragraphs, to_range

TEXT = "“We sail,” said Ida Brenn.\n\nVarga agreed. He left."
READ = Attribution(((0, 10),), ((16, 25),), ((11, 15),), is_quoted=True)


def test_paragraphs_know_marks_sentences_and_what_the_rules_read() -> None:
    first, second = read_paragraphs(TEXT, [READ])
    assert first.words == ["“", "We", "sail", ",", "”", "said", "Ida", "Brenn", "."]
    assert first.quoted == ["-", "(", "I", "I", ")", "-", "-", "-", "-"]
    assert first.rules == ["B-C", "I-C", "I-C", "I-C", "I-C", "B-Q", "B-S", "I-S", "O"]
    assert first.kinds[5] == "said"
    assert second.sentences == [(0, 3)] * 3 + [(3, 6)] * 3
    assert TEXT[slice(*to_range(second, (0, 2)))] == "Varga agreed"


def test_labels_and_spans_are_each_others_inverse() -> None:
    starts = [0, 3, 8, 11]
    labels = label_tokens(starts, [(0, 7, "C"), (8, 10, "S")])
    assert labels == ["B-C", "I-C", "B-S", "O"]
    assert find_ranges(labels) == [(0, 2, "C"), (2, 3, "S")]
    assert find_ranges([]) == []


def test_of_two_spans_that_overlap_the_first_counts() -> None:
    other = Attribution(((5, 20),), (), (), is_quoted=False)
    assert collect_spans([READ, other]) == [(0, 10, "C"), (11, 15, "Q"), (16, 25, "S")]


def test_every_token_has_its_features() -> None:
    pytest.importorskip("pycrfsuite")
    from benchmarks.crf.tagging import make_features

    (paragraph, _) = read_paragraphs(TEXT, [READ])
    assert [len(row) for row in make_features(paragraph)] == [32] * len(paragraph)
