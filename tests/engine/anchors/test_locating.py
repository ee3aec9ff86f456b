"""Copied words, found where they were copied from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.anchors import locate_excerpt, verify_excerpt

TEXT = (
    "The ferry to Ostrey stays in the harbour, the operator said.\n\n"
    "“We will not risk it,” Ines Varga told reporters.\n\n"
    "Repairs take a week. Nobody knows what they cost.\n\n"
    "The island is supplied from the air."
)
PARTS = TEXT.split("\n\n")


def test_paragraphs_that_follow_each_other_are_one_passage():
    found = locate_excerpt(TEXT, PARTS[1:3])
    assert found.span.of(TEXT) == "\n\n".join(PARTS[1:3])
    assert found.printed == ""


def test_other_quotation_marks_and_spaces_are_the_same_words():
    found = locate_excerpt(TEXT, ['"We will  not risk it,"\nInes Varga told reporters.'])
    assert found.span.of(TEXT) == PARTS[1]
    assert found.printed == ""


@pytest.mark.parametrize("said", [[PARTS[0], PARTS[2]], [PARTS[0], "[...]", PARTS[2]], [PARTS[0], "[…]", PARTS[2]]])
def test_a_paragraph_left_out_is_a_gap_whether_it_was_marked_or_not(said):
    assert locate_excerpt(TEXT, said).printed == f"{PARTS[0]}\n\n[...]\n\n{PARTS[2]}"


def test_words_left_out_within_a_paragraph_need_a_mark():
    assert locate_excerpt(TEXT, ["Repairs take a week. [...] what they cost."]).printed == (
        "Repairs take a week. [...] what they cost."
    )
    assert locate_excerpt(TEXT, ["Repairs take a week. What they cost."]) is None


def test_gaps_at_the_ends_are_left_away():
    found = locate_excerpt(TEXT, ["[...]", PARTS[3], "[...]"])
    assert (found.span.of(TEXT), found.printed) == (PARTS[3], "")


def test_an_insertion_in_brackets_stays():
    said = ["Nobody [at the office] knows what they cost."]
    found = locate_excerpt(TEXT, said)
    assert found.printed == said[0]


@pytest.mark.parametrize(
    "said", [[], [""], ["[...]"], ["Nothing of the kind."], [PARTS[2], PARTS[0]], ["The ferry stays in the harbour."]]
)
def test_what_is_not_there_is_not_found(said):
    assert locate_excerpt(TEXT, said) is None


@given(st.sets(st.integers(0, 3), min_size=1), st.booleans())
def test_whatever_is_found_is_verbatim(chosen, marks):
    said = [PARTS[number] for number in sorted(chosen)]
    found = locate_excerpt(TEXT, ["[...]", *said] if marks else said)
    assert verify_excerpt(TEXT, found.printed or found.span.of(TEXT), within=found.span).state == "verbatim"
    assert all(part in (found.printed or found.span.of(TEXT)) for part in said)
