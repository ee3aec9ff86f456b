"""A reading of attributions is laid beside the truth word by word, and a source is right by its head."""

import json
from pathlib import Path

import pytest

from benchmarks.attributions import (
    Attribution,
    AttributionScores,
    Words,
    cut_marked,
    is_right_source,
    match_contents,
    read_german,
    read_polnear,
)

TEXT = "“We sail,” said Ida Brenn, the harbour master. Varga agreed."


def span(words: str) -> tuple[tuple[int, int], ...]:
    start = TEXT.index(words)
    return ((start, start + len(words)),)


def make(content: str, source: str = "", cue: str = "") -> Attribution:
    return Attribution(span(content), span(source) if source else (), span(cue) if cue else (), "“" in content)


def test_stand_off_files_become_attributions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEARSHEET_CORPORA", str(tmp_path))
    folder = tmp_path / "polnear" / "data" / "dev"
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True)
    (folder / "text" / "courier_one.txt").write_text(TEXT, "utf-8")
    lines = [
        "T1\tContent 0 10\t“We sail,”",
        "T2\tSource 16 25;27 45\tIda Brenn the harbour master",
        "T3\tCue 11 15\tsaid",
        "E1\tAttribution:T3 Content:T1 Source:T2 Cue:T3",
    ]
    (folder / "attributions" / "courier_one_ab.ann").write_text("\n".join(lines), "utf-8")
    (folder / "attributions" / "courier_one_cd.ann").write_text("", "utf-8")
    (document,) = read_polnear("dev")
    assert document.truth == (Attribution(((0, 10),), ((16, 25), (27, 45)), ((11, 15),), is_quoted=True),)


def test_lines_of_json_become_attributions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEARSHEET_CORPORA", str(tmp_path))
    (tmp_path / "german_wikinews_quotes").mkdir()
    one = {
        "quote": {"spans": [{"charBegin": 1, "charEnd": 9}]},
        "speaker": {"spans": []},
        "cue": {"spans": [{"charBegin": 11, "charEnd": 15}]},
        "type": "Direct",
    }
    row = {"documentName": "a", "originalText": TEXT, "annotations": [one, {**one, "quote": {}}]}
    (tmp_path / "german_wikinews_quotes" / "dev.jsonl").write_text(json.dumps(row), "utf-8")
    (document,) = read_german("dev")
    assert document.truth == (Attribution(((1, 9),), (), ((11, 15),), is_quoted=True),)


@pytest.mark.parametrize(
    ("truth", "ours", "right"),
    [
        ("Ida Brenn, the harbour master", "Brenn", True),
        ("Ida Brenn, the harbour master", "the harbour master", False),
        ("", "", True),
        ("Brenn", "", False),
    ],
)
def test_a_source_is_right_by_its_head(truth: str, ours: str, *, right: bool) -> None:
    assert is_right_source(Words(TEXT), span(truth) if truth else (), span(ours) if ours else ()) is right


def test_contents_are_paired_once_and_best_first() -> None:
    truth, ours = [frozenset({1, 2}), frozenset({3, 4, 5})], [frozenset({1, 2, 3}), frozenset({1, 2}), frozenset({9})]
    assert match_contents(truth, ours) == [(0, 1)]


def test_what_stands_between_marks_is_cut_from_the_true_words() -> None:
    assert cut_marked(TEXT, make("“We sail,” said")) == [(1, 9)]
    assert cut_marked(TEXT, make("“We sail")) == [(1, 8)]


def test_a_wrong_source_counts_as_a_span_only() -> None:
    scores = AttributionScores()
    truth = [make("“We sail,”", "Ida Brenn", "said"), make("agreed")]
    scores.add(Words(TEXT), truth, [make("“We sail,”", "Varga", "said")])
    assert (scores.spans.right, scores.whole.right, scores.quoted.true, scores.cue.f1) == (1, 0, 1, 1.0)
    assert (scores.tokens.right, scores.tokens.offered, scores.tokens.true) == (3, 4, 6)
