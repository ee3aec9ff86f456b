"""A selection is found however the browser sends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.anchors import anchor_excerpt, code_point_offset, compare_revisions, normalise, passage_digest
from tearsheet.engine.anchors.normalisation import map_text
from tearsheet.engine.errors import PassageAbsent

TEXT = "The ferry sails.\n\n“It sails daily,” she said.\n\nThe fer\u00adry sails again — in May… The ferry sails."


@pytest.mark.parametrize(
    ("selection", "exact"),
    [
        ("It sails daily", "It sails daily"),
        ('"It  sails\tdaily," she', "“It sails daily,” she"),
        ("The ferry sails again", "The fer\u00adry sails again"),
        ("sails.“It sails", "sails.\n\n“It sails"),
        ("sails again - in May...", "sails again — in May…"),
        ("SHE SAID", "she said"),
        ("t sails dai", "It sails daily"),
    ],
)
def test_a_selection_is_found_and_given_in_the_texts_own_words(selection: str, exact: str) -> None:
    selector = anchor_excerpt(TEXT, selection)
    assert selector.exact == exact == TEXT[selector.start : selector.end]
    assert selector.prefix == TEXT[max(0, selector.start - 32) : selector.start]
    assert selector.suffix == TEXT[selector.end : selector.end + 32]


def test_the_occurrence_nearest_to_the_hint_wins() -> None:
    assert anchor_excerpt(TEXT, "The ferry sails").start == 0
    assert anchor_excerpt(TEXT, "The ferry sails", near=len(TEXT)).start == TEXT.rindex("The")


def test_the_context_wins_over_the_hint() -> None:
    assert anchor_excerpt(TEXT, "The ferry sails", near=0, prefix="in May… ").start == TEXT.rindex("The")
    assert anchor_excerpt(TEXT, "The ferry sails", near=0, suffix=" again").start == TEXT.index("The fer\u00ad")


@pytest.mark.parametrize("selection", ["", "  \n", "\u200b", "words from elsewhere"])
def test_words_that_are_not_there_raise(selection: str) -> None:
    with pytest.raises(PassageAbsent):
        anchor_excerpt(TEXT, selection)


def test_an_empty_text_holds_nothing() -> None:
    with pytest.raises(PassageAbsent):
        anchor_excerpt("", "words")


def test_the_digest_is_of_the_words_in_utf8() -> None:
    assert passage_digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert passage_digest("a") != passage_digest("а")


def test_a_browsers_offset_becomes_code_points() -> None:
    assert code_point_offset("a👍b", 3) == 2
    assert code_point_offset("a👍b", 99) == 3
    assert code_point_offset("abc", -1) == 0


@given(st.text())
def test_normalising_is_idempotent_and_keeps_its_way_back(text: str) -> None:
    mapped = map_text(text)
    assert len(mapped.chars) == len(mapped.starts) == len(mapped.ends)
    assert mapped.starts == sorted(mapped.starts)
    assert normalise(normalise(text)) == normalise(text)


def test_paragraphs_that_came_went_or_changed_are_told_apart() -> None:
    old = "One stays.\n\nThe mayor said the bridge will open in May.\n\nThis goes away entirely."
    new = "One  stays.\n\nThe mayor denied the bridge will open in June.\n\nSomething new was written below."
    kinds = [(change.kind, change.before[:4], change.after[:4]) for change in compare_revisions(old, new)]
    assert kinds == [("changed", "The ", "The "), ("removed", "This", ""), ("added", "", "Some")]
    words = [(one.before, one.after) for one in compare_revisions(old, new)[0].differences]
    assert words == [("said", "denied"), ("May", "June")]


def test_a_revision_that_differs_only_in_marks_and_spaces_has_no_change() -> None:
    assert compare_revisions("“It's on.”\n\nYes", '"It’s on."\nYes') == ()
    assert compare_revisions("", "") == ()
