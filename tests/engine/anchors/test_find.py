"""A selection is found through whatever rendering added, and judged as it stands without it."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from tearsheet.engine.anchors import anchor_excerpt, find_excerpt, normalise, verify_excerpt
from tearsheet.engine.anchors.rendering import plain
from tearsheet.engine.errors import PassageAbsent
from tearsheet.engine.model import Span
from tearsheet.engine_cli import engine

TEXT = (
    "The harbour of Selby Bay will stay closed until Friday, the port authority said.\n\n"
    "“We will not risk a single pilot boat,” harbour master Ines Varga told reporters. R&D costs rose 5 < 6 times."
)


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ("stay <b>closed</b> until", "stay closed until"),
        ("the port authority said.</p>\n<p class='x'>&ldquo;We will", "the port authority said.\n\n“We will"),
        ("said.<br>“We", "said.\n\n“We"),
        ("Bay <a href='https://x.example/?a=1&b=2'>will</a> stay", "Bay will stay"),
        ("**harbour master** _Ines Varga_", "harbour master Ines Varga"),
        ("> The harbour of\n> Selby Bay", "The harbour of Selby Bay"),
        ("- The harbour of", "The harbour of"),
        ("[Selby Bay](https://selby.example/bay) will", "Selby Bay will"),
        ("will stay clo\u00adsed", "will stay closed"),
        ("R&amp;D costs", "R&D costs"),
        ("5 < 6 times", "5 < 6 times"),
    ],
)
def test_markup_is_taken_off_before_the_words_are_judged(selection, words):
    found = find_excerpt(TEXT, selection)
    assert found.verification.state == "verbatim", found
    assert normalise(found.selector.exact) == normalise(words) == normalise(found.excerpt)
    assert TEXT[found.selector.start : found.selector.end] == found.selector.exact


@pytest.mark.parametrize(
    "selection",
    [
        "stay <b>open</b> until",
        "will <i>not</i> stay closed",
        "will <s>not</s> stay closed",
        "rose <b>> 5</b> < 6",
        "will stay clo\u200bsed",
        "SELBY BAY WILL STAY",
        "the port authority said.“We will",
    ],
)
def test_what_is_still_different_without_markup_is_refused_but_found(selection):
    found = find_excerpt(TEXT, selection)
    assert found.verification.state == "changed"
    assert found.selector is not None
    assert found.verification.message


def test_a_number_keeps_its_sign():
    assert plain("> 5 people") == "> 5 people"
    assert plain("- 5 degrees") == "- 5 degrees"
    assert plain("* seals, *not* dogs") == "seals, not dogs"


def test_gaps_and_insertions_are_told_with_their_places():
    found = find_excerpt(TEXT, "The harbour [of ours] of Selby Bay [...] the port authority said")
    assert found.verification.state == "verbatim"
    (gap,) = found.gaps
    assert gap.span.of(TEXT) == " will stay closed until Friday, "
    assert [(piece.text, at) for piece, at in found.insertions] == [("[of ours]", len("The harbour"))]
    assert found.selector.exact == TEXT[: TEXT.index(".")]


def test_a_whole_word_wins_over_a_part_of_one():
    assert find_excerpt("The party of art.", "art").selector.start == len("The party of ")


def test_words_from_nowhere_have_no_selector():
    found = find_excerpt(TEXT, "glaciers")
    assert (found.verification.state, found.selector) == ("absent", None)


@given(st.text())
def test_taking_markup_off_twice_changes_nothing_more_for_plain_words(text):
    assert "\u00ad" not in plain(text)


#: Any code point, with the ones that make passages hard more often than chance would.
LETTERS = st.one_of(
    st.characters(),
    st.sampled_from(
        "أبשלåé\u0301\u0308\u05b0\u064b\u0e31\u0e33\u200c\u200d\u200e\u200f\u202e\u2066\u00ad\u200b\ufeff "
    ),
    st.sampled_from("\ud800\udfff\U00010000\U0010ffff\ufffe\uffff👩🏽🚀🇳🇴ﬁΐẛ̣가각“”'’\"«[]().,-\n\t\u00a0\u3000"),
)


@given(st.text(LETTERS, min_size=1, max_size=60), st.data())
@example("a\u00adb", None)
def test_whatever_is_anchored_is_exact(text, data):
    start = data.draw(st.integers(0, len(text) - 1)) if data else 0
    end = data.draw(st.integers(start + 1, len(text))) if data else len(text)
    try:
        selector = anchor_excerpt(text, text[start:end], near=start)
    except PassageAbsent:
        assert not any(letter.isalnum() for letter in text[start:end])
        return
    assert text[selector.start : selector.end] == selector.exact
    within = Span(start=selector.start, end=selector.end)
    assert verify_excerpt(text, selector.exact, within=within).state == "verbatim"


def run(*lines):
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = CliRunner().invoke(engine, ["anchor"], input=given)
    return done.exit_code, [json.loads(line) for line in done.output.splitlines()]


def test_the_command_answers_each_line_with_selector_gaps_brackets_and_verdict():
    code, (whole, marked, changed, absent) = run(
        {"id": "a", "text": TEXT, "selection": "until  Friday"},
        {"text": TEXT, "selection": "The harbour [...] will stay [tightly] closed"},
        {"id": 7, "text": TEXT, "selection": "will not stay closed"},
        {"text": TEXT, "selection": "glaciers"},
    )
    assert code == 0
    assert (whole["id"], whole["verdict"], whole["selector"]["exact"]) == ("a", "verbatim", "until Friday")
    assert (marked["verdict"], marked["gaps"][0]["text"], marked["brackets"][0]["text"]) == (
        "verbatim",
        "[...]",
        "[tightly]",
    )
    assert (changed["id"], changed["verdict"]) == (7, "changed")
    assert [(one["before"], one["after"]) for one in changed["difference"]] == [("", "not")]
    assert (absent["verdict"], absent["selector"]) == ("absent", None)


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        "3",
        {"text": TEXT},
        {"selection": "x"},
        {"text": None, "selection": "x"},
        {"text": TEXT, "selection": 5},
        {"text": TEXT, "selection": "x", "near": "soon"},
        {"text": TEXT, "selection": "x", "prefix": 5},
    ],
)
def test_a_line_that_cannot_be_read_is_answered_and_the_next_one_too(line):
    code, (refused, answered) = run(line, {"text": TEXT, "selection": "Friday"})
    assert code == 1
    assert refused["error"] == "not_readable"
    assert answered["verdict"] == "verbatim"


def test_half_a_surrogate_pair_does_not_stop_the_command():
    code, (line,) = run('{"text": "A \\ud83d is half.", "selection": "A \\ud83d is"}')
    assert (code, line["verdict"], line["selector"]["exact"]) == (0, "verbatim", "A \ud83d is")


def test_empty_texts_and_selections_are_absent():
    _, lines = run(
        {"text": "", "selection": "x"}, {"text": TEXT, "selection": ""}, {"text": TEXT, "selection": " \u200b"}
    )
    assert [line["verdict"] for line in lines] == ["absent"] * 3
