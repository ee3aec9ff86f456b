import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reporting import Figure, find_below
from benchmarks.run import render_section
from benchmarks.shingles import score_page, score_set
from benchmarks.typed import Tally

SIX = "one two three four five six"


def test_the_same_words_score_one_whatever_stands_between_them():
    score = score_page(SIX, "one, two\nthree — four five six!")
    assert (score.precision, score.recall, score.f1, score.is_exact) == (1.0, 1.0, 1.0, True)


def test_missing_words_cost_recall_and_added_ones_precision():
    half = score_page(SIX, "one two three four five")
    more = score_page("one two three four five", SIX)
    assert (half.precision, half.recall) == (1.0, pytest.approx(2 / 3))
    assert (more.precision, more.recall) == (pytest.approx(2 / 3), 1.0)


def test_two_empty_texts_agree_and_one_scores_nothing():
    assert score_page("", "").f1 == 1.0
    assert score_page(SIX, "").f1 == 0.0
    assert score_page("", SIX).f1 == 0.0


def test_the_set_score_is_the_harmonic_mean_of_mean_precision_and_mean_recall():
    score = score_set([score_page(SIX, SIX), score_page(SIX, "")])
    assert score.precision == 1.0
    assert score.recall == 0.5
    assert score.f1 == pytest.approx(2 / 3)


def test_letters_count_as_words_in_scripts_without_spaces():
    assert score_page("東京都は語った", "東京都は語っ").recall == 0.0
    assert score_page("東京都は語った", "東京都は語っ", is_wide=True).recall > 0.5


@given(st.text(max_size=40), st.text(max_size=40))
def test_scores_are_shares_and_swap(one, other):
    here, there = score_page(one, other), score_page(other, one)
    assert 0.0 <= here.f1 <= 1.0
    assert here.precision == pytest.approx(there.recall)


def test_a_tally_counts_over_all_pages():
    tally = Tally()
    tally.add(["What comes next", "A pier"], ["What comes next!"])
    tally.add([], ["Comments"])
    assert (tally.found, tally.missed, tally.invented) == (1, 1, 1)
    assert tally.f1 == 0.5


def test_a_loose_tally_matches_a_part():
    tally = Tally()
    tally.add(["AP"], ["AP/Jane Roe"], is_loose=True)
    assert tally.f1 == 1.0


def test_figures_below_their_floor_are_found():
    figures = [Figure(name="a.f1", value=0.5), Figure(name="b.f1", value=0.9), Figure(name="c.f1", value=0.1)]
    assert find_below(figures, {"a.f1": 0.6, "b.f1": 0.9}) == [("a.f1", 0.5, 0.6)]


def test_a_figure_is_one_line():
    figure = Figure(name="aeb.f1", value=0.97, peer=0.96, peer_name="peer", count=104)
    assert figure.as_line() == "aeb.f1 0.9700 (peer 0.9600) [104]"


def test_a_section_says_when_nothing_was_measured():
    assert "Not measured" in render_section("benchmarks.quality.articles", [])
    assert "| aeb.f1 | 0.970" in render_section(
        "benchmarks.quality.articles", [Figure(name="aeb.f1", value=0.97).as_json()]
    )
