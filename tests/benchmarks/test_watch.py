"""What the benchmark of the watch asks, on a corpus of two small articles."""

import json

import pytest

from benchmarks.quality.watch import (
    EDITS,
    cut_paragraphs,
    follow_edited,
    follow_elsewhere,
    is_at,
    measure,
    rank_made,
    read_versions,
)
from benchmarks.reporting import Options

FERRY = (
    "The ferry to Norrholm sails again from Sunday, the harbour master of Selby Bay said.",
    "Some 40 ships wait outside the bay for the swell to go down far enough. The crews were thanked by the mayor of the town.",
    "Insurers put the cost of the week at one and a half million crowns, which is disputed.",
)
MILL = ("The mill at Anmouth was sold to its workers for a crown, its owner of forty years says.",) * 3


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    (tmp_path / "wsdl_article_revisions").mkdir()
    monkeypatch.setenv("TEARSHEET_CORPORA", str(tmp_path))

    def write(*articles):
        rows = [
            {"url": f"https://a.example/{number}", "versions": [{"text": "\n\n".join(text)} for text in versions]}
            for number, versions in enumerate(articles)
        ]
        lines = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / "wsdl_article_revisions" / "revisions.jsonl").write_text(lines, "utf-8")
        return read_versions()

    return write


def test_each_capture_is_followed_into_the_next_one(corpus):
    versions = corpus([FERRY, FERRY, MILL])
    assert [(two.old == two.new) for two in versions] == [True, False]
    assert cut_paragraphs("Too short.\n" + FERRY[0]) == [FERRY[0]]


def test_a_paragraph_between_two_that_stand_has_one_counterpart(corpus):
    (two,) = corpus([FERRY, (FERRY[0], FERRY[1].replace("40", "38"), FERRY[2])])
    ((seen, other),) = follow_edited(two)
    assert other.startswith("Some 38 ships")
    assert is_at(seen, other)
    assert not is_at(seen, FERRY[2])


def test_another_article_is_not_the_page(corpus):
    versions = corpus([FERRY, FERRY], [MILL, MILL])
    assert [seen.state for seen in follow_elsewhere(versions)] == ["unreadable", "unreadable"]


@pytest.mark.parametrize("kind", EDITS)
def test_made_edits_are_ranked(corpus, kind):
    ranks = list(rank_made(corpus([FERRY, FERRY]), kind))
    assert ranks
    assert ranks == list(rank_made(corpus([FERRY, FERRY]), kind))


def test_every_figure_says_on_how_much_it_rests(corpus):
    corpus([FERRY, (FERRY[0], FERRY[1].replace("40", "38"), FERRY[2])])
    figures = {figure.name: figure for figure in measure(Options())}
    assert figures["revisions.unchanged"].value == 1
    assert figures["revisions.unchanged"].count == 2
    assert figures["revisions.figure_or_name"].value == 1
    assert set(figures) >= {f"edits.{kind}" for kind in EDITS}
