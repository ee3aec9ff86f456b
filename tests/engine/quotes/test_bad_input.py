"""Whatever stands between marks: what is said is cut exactly, and what is not said is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.quotes import find_quotes, find_sourcings

MARKS = "\"“”„«»‘’'‚‹›「」『』"


def said(text: str, language: str = "en") -> list[str]:
    return [quote.span.of(text) for quote in find_quotes(text, language=language) if quote.kind != "indirect"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will sail,” Ida Brenn said. “And", ["We will sail,"]),
        ('“We will sail again,"  Ida Brenn said.', ["We will sail again,"]),
        ('"We will sail again.“ Ida Brenn said so.', ["We will sail again."]),
        ("''We will sail again,'' Ida Brenn said.", ["We will sail again,"]),
        ("“He told me ‘never again’ and left,” Ida Brenn said.", ["He told me ‘never again’ and left,"]),
        ("“Will it sail?” Ida Brenn asked.", ["Will it sail?"]),
        ("The “free” ferry and the “safe” ferry sank.", []),
        ("“The Old Man of the Harbour” sold well.", []),
        ("‘Ferry will sail again in May,’ says harbour master", ["Ferry will sail again in May,"]),
        ("“”", []),
        ("“ ”, said Brenn.", []),
        (",”” said Brenn: “", []),
    ],
)
def test_marks_are_read_as_printed(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_speech_that_is_left_open_belongs_to_whom_is_named_at_its_end() -> None:
    text = "“The ferry will sail again.\n\n“We have the money for it now,” Ida Brenn said."
    first, second = find_quotes(text)
    assert (first.speaker, second.speaker) == ("Ida Brenn", "Ida Brenn")


def test_a_new_paragraph_after_a_closed_quotation_may_be_another_speaker() -> None:
    text = "“The ferry will sail again,” Ida Brenn said. “We are sure.”\n\n“I do not believe a word of it.”"
    assert find_quotes(text)[-1].speaker is None


def test_a_paragraph_between_belongs_to_nobody_before_it() -> None:
    text = "“The ferry will sail again,” Ida Brenn said.\n\nThe hall was full. “I do not believe a word of it.”"
    assert find_quotes(text)[-1].speaker is None


def test_a_poem_is_nobodys_and_never_certain() -> None:
    text = "“O harbour of my early days,\nO ferry of the sea,\nI sing your ever-flowing praise”\n\nThe end."
    assert not any(quote.certain for quote in find_quotes(text))


WORDS = st.one_of(
    st.sampled_from(
        ["“", "”", '"', "''", "‘", "’", "«", "»", "„", "\n", "\n\n", ".", ",", ":", ";", "?", "!", "-", "—"]
    ),
    st.sampled_from(
        ["Ida", "Brenn", "Varga", "Mr.", "he", "she", "who", "the", "mayor", "die", "Polizei", "(Alder)", "𝔸"]
    ),
    st.sampled_from(
        ["said", "told", "added", "sagte", "déclaré", "dijo", "a-t-elle", "reported", "according to", "laut"]
    ),
    st.sampled_from(["that", "and,", "dass", "que", "sei", "é", "it's", "citing", "sources", "seen by", "called"]),
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=80)


@given(TEXTS, st.sampled_from(["en", "de", "fr", "es", "ru", "ar", None]))
def test_every_span_reads_back(text: str, language: str | None) -> None:
    for quote in find_quotes(text, language=language):
        for span in (quote.span, quote.clause, quote.speaker_span, quote.cue_span):
            assert span is None or 0 <= span.start < span.end <= len(text)
        if quote.cue:
            assert quote.cue_span is not None
            assert quote.cue_span.of(text) == quote.cue
        if quote.certain:
            assert quote.speaker
            assert quote.speaker_span
        if quote.kind == "indirect":
            assert quote.cue_span
        else:
            assert not set(quote.span.of(text)[0]) & {" ", "\n"}
            assert any(mark in MARKS + "—–" for mark in text[max(0, quote.span.start - 3) : quote.span.start])
    for sourcing in find_sourcings(text, language=language):
        assert 0 <= sourcing.span.start < sourcing.span.end <= len(text)
        assert sourcing.cites or sourcing.outlet


@given(TEXTS)
def test_a_paraphrase_is_never_a_quotation(text: str) -> None:
    found = find_quotes(text)
    quoted = [quote.span for quote in found if quote.kind != "indirect"]
    for quote in found:
        if quote.kind == "indirect":
            assert not any(quote.span.start <= span.start < quote.span.end for span in quoted)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "unit",
    [
        "X told X told ",
        "said that, ",
        "He said she said, and ",
        " who said, ",
        "Hale, the mayor, ",
        "“a b c d” said ",
        "according to ",
        "“a ‘b ",
        "Laut X, so Y, ",
        "ab ",
        "reported, citing ",
        "Brenn said:\n\n\n\n\n\n",
        "\n",
    ],
)
def test_a_text_without_stops_takes_time_in_proportion(unit: str, language: str) -> None:
    text = unit * (10_000 // len(unit))
    begin = time.process_time()
    find_quotes(text, language=language)
    find_sourcings(text, language=language)
    assert time.process_time() - begin < 0.25


def test_a_text_of_a_hundred_thousand_words_is_read_whole() -> None:
    told = "“The ferry will sail again in May,” harbour master Ida Brenn told the Alder Courier. "
    text = (told + "Rain fell on the hall, on the bay and on the hills beyond it. " * 5) * 1_250
    assert len(text.split()) > 100_000
    assert len(find_quotes(text)) == 1_250
    assert len(find_sourcings(text[: len(text) // 10])) == 125


def test_many_namesakes_take_time_in_proportion() -> None:
    names = (f"{first}{second}{third}ra" for first in "ABCDEFGH" for second in "aeiou" for third in "bcdfghklmnprstv")
    text = "".join(f"“It sank at once,” said {name} Holt. Holt left. “It did,” he said.\n" for name in names)
    begin = time.process_time()
    find_quotes(text)
    assert time.process_time() - begin < 1
