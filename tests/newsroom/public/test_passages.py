"""Excerpts and quotations are set so that what is ours never looks like the source's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.newsroom.public.passages import direction_of, set_excerpt, set_quotation, shorten

EXACT = "The bay is closed [sic] until Friday.\n\nForty ships wait outside. The ferry lies still."


def kinds(passage):
    return [[(run.kind, run.text) for run in paragraph] for paragraph in passage.paragraphs]


def test_a_whole_clip_is_all_the_sources():
    assert kinds(set_excerpt(EXACT, "")) == [
        [("verbatim", "The bay is closed [sic] until Friday.")],
        [("verbatim", "Forty ships wait outside. The ferry lies still.")],
    ]


def test_gaps_and_insertions_are_ours_and_the_sources_own_brackets_are_not():
    printed = "The bay [of Selby] is closed [sic] until Friday.\n\n[...] The ferry lies still."
    passage = set_excerpt(EXACT, printed)
    assert passage.is_verbatim
    assert kinds(passage) == [
        [("verbatim", "The bay "), ("insertion", "[of Selby]"), ("verbatim", " is closed [sic] until Friday.")],
        [("gap", "[...]"), ("verbatim", " The ferry lies still.")],
    ]


def test_a_space_between_a_gap_and_an_insertion_stays():
    passage = set_excerpt(EXACT, "The bay [...] [we think] until Friday.\r\n")
    assert passage.text == "The bay [...] [we think] until Friday."


def test_changed_words_are_not_called_verbatim():
    assert not set_excerpt(EXACT, "The bay is open until Friday.").is_verbatim


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("We will not sail.", (True, True)),
        ("“We will not sail.”", (False, False)),
        ("“We will not sail", (False, True)),
        ("We will not sail,”", (True, False)),
        ("We have the “best” boats", (True, True)),
        ("We have the “best”", (True, True)),
        ("“Best” boats we have", (True, True)),
        ("«Nous attendons», dit-elle, «depuis lundi.»", (False, False)),
        ('"No," he said. "Never."', (False, False)),
    ],
)
def test_quotation_marks_are_neither_doubled_nor_missing(words, needs):
    passage = set_quotation(words, "")
    assert (passage.needs_opening, passage.needs_closing) == needs
    assert passage.text == words


def test_marks_at_the_ends_hang_apart():
    assert kinds(set_quotation("“No.”", "")) == [[("mark", "“"), ("verbatim", "No."), ("mark", "”")]]


def test_a_lone_mark_is_still_set():
    assert set_quotation("“", "").text == "“"


def test_first_lines_end_with_a_sentence_and_show_the_gap():
    passage = shorten(set_excerpt(EXACT, ""), 70)
    assert passage.text == "The bay is closed [sic] until Friday.\n\nForty ships wait outside. […]"
    assert passage.paragraphs[-1][-1].kind == "gap"


def test_a_short_passage_is_left_alone():
    assert shorten(set_excerpt(EXACT, ""), 500).text == EXACT


def test_a_number_is_not_cut_from_what_it_counts():
    passage = shorten(set_excerpt("Insurers speak of costs of 1.5 million crowns each day and more", ""), 32)
    assert passage.text == "Insurers speak of costs of […]"


@given(st.text(alphabet="ab .!?12\n“”[]", max_size=200), st.integers(min_value=1, max_value=150))
def test_shortening_only_ever_leaves_words_out(text, limit):
    whole = set_excerpt(text, "")
    kept = shorten(whole, limit)
    words = "".join(run.text for paragraph in kept.paragraphs for run in paragraph if run.kind == "verbatim")
    assert "".join(whole.text.split()).startswith("".join(words.split()))
    assert kept.text == whole.text or not kept.paragraphs or kept.paragraphs[-1][-1].kind == "gap"


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fa-AF", "rtl"), ("PS", "rtl"), ("", "auto")]
)
def test_a_language_runs_its_own_way(language, direction):
    assert direction_of(language) == direction
