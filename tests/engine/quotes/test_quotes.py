"""Who said what is read where the text says it, and left open where it does not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.quotes import Quote, find_quotes


def read(text: str, language: str = "en") -> list[tuple[str, str, str | None, str | None]]:
    return [
        (quote.span.of(text), quote.kind, quote.speaker, quote.cue) for quote in find_quotes(text, language=language)
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "“The ferry will sail again in May,” harbour master Ida Brenn told the Alder Courier.",
            "en",
            ("The ferry will sail again in May,", "direct", "Ida Brenn", "told"),
        ),
        (
            '"We will not pay for this," said Oto Varga.',
            "en",
            ("We will not pay for this,", "direct", "Oto Varga", "said"),
        ),
        (
            "Ida Brenn said: “We will not pay for this.”",
            "en",
            ("We will not pay for this.", "direct", "Ida Brenn", "said"),
        ),
        ("Brenn called the plan “a costly mistake” on Monday.", "en", ("a costly mistake", "mixed", "Brenn", "called")),
        (
            "‘We won’t pay for the workers’ boats,’ said Ida Brenn.",
            "en",
            ("We won’t pay for the workers’ boats,", "direct", "Ida Brenn", "said"),
        ),
        (
            "„Die Fähre fährt im Mai wieder“, sagte Ida Brenn am Montag.",
            "de",
            ("Die Fähre fährt im Mai wieder", "direct", "Ida Brenn", "sagte"),
        ),
        (
            "»Die Fähre fährt im Mai wieder«, sagte Ida Brenn.",
            "de",
            ("Die Fähre fährt im Mai wieder", "direct", "Ida Brenn", "sagte"),
        ),
        (
            "«\u00a0Le ferry repartira au mois de mai\u00a0», a déclaré Ida Brenn.",
            "fr",
            ("Le ferry repartira au mois de mai", "direct", "Ida Brenn", "a déclaré"),
        ),
        (
            "“El ferri zarpará de nuevo en mayo”, dijo Ida Brenn.",
            "es",
            ("El ferri zarpará de nuevo en mayo", "direct", "Ida Brenn", "dijo"),
        ),
        (
            "«Паром снова пойдёт в мае», — сказала Ида Бренн.",
            "ru",
            ("Паром снова пойдёт в мае", "direct", "Ида Бренн", "сказала"),
        ),
        (
            "وقال المتحدث: «العبارة ستبحر مجددا في مايو»",
            "ar",
            ("العبارة ستبحر مجددا في مايو", "direct", "المتحدث", "وقال"),
        ),
    ],
)
def test_a_quotation_is_read(text: str, language: str, expected: tuple[str, str, str | None, str | None]) -> None:
    assert read(text, language) == [expected]


def only(text: str) -> Quote:
    (quote,) = find_quotes(text)
    return quote


def test_role_and_medium_are_kept() -> None:
    quote = only("“The ferry will sail again in May,” former mayor Jim Hale said in a statement on Tuesday.")
    assert (quote.speaker, quote.role, quote.medium, quote.certain) == ("Jim Hale", "former mayor", "a statement", True)
    quote = only("“The ferry will sail again in May,” Jim Hale, the former mayor, told the Alder Courier.")
    assert (quote.speaker, quote.role, quote.medium, quote.certain) == (
        "Jim Hale",
        "the former mayor",
        "Alder Courier",
        True,
    )


def test_a_surname_becomes_the_full_name() -> None:
    text = "Harbour master Ida Brenn came late. “The ferry will sail again,” Brenn said."
    quote = only(text)
    assert quote.speaker == "Ida Brenn"
    assert quote.speaker_span is not None
    assert quote.speaker_span.of(text) == "Brenn"


def test_a_pronoun_is_the_last_speaker_where_nobody_else_fits() -> None:
    first, second = find_quotes("“The ferry will sail,” Ida Brenn said.\n\n“We have the money now,” she added.")
    assert (first.certain, second.certain) == (True, True)
    assert second.speaker == "Ida Brenn"


def test_a_pronoun_with_two_who_fit_is_not_certain() -> None:
    text = "“The ferry will sail,” Ida Brenn said. Mary Holt met Ida Brenn. “We have the money now,” she added."
    second = find_quotes(text)[1]
    assert not second.certain


def test_a_pronoun_that_means_nobody_named_stays_open() -> None:
    text = "The spokesman was late. “We have the money for the ferry now,” he said."
    quote = only(text)
    assert (quote.speaker, quote.certain) == (None, False)
    assert quote.speaker_span is not None
    assert quote.speaker_span.of(text) == "he"


def test_a_paraphrase_is_never_direct() -> None:
    quote = only("Ida Brenn said that the ferry would sail again in May.")
    assert (quote.kind, quote.speaker, quote.certain) == ("indirect", "Ida Brenn", True)


def test_a_speech_over_several_paragraphs_is_whole() -> None:
    text = "“The ferry will sail again.\n\n“We have the money for it now,” Ida Brenn said."
    assert [quote.span.of(text) for quote in find_quotes(text)] == [
        "The ferry will sail again.",
        "We have the money for it now,",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The so-called “free” ferry sank.",
        "It's the workers' ferry.",
        "A “mark left open.",
        "” “ ”",
        "5'10\" tall",
        "“”",
    ],
)
def test_what_is_no_quotation_is_left_alone(text: str) -> None:
    assert find_quotes(text) == ()


def test_a_speaker_that_the_text_does_not_name_stays_open() -> None:
    quote = only("“The ferry will sail again in May.”")
    assert (quote.speaker, quote.cue, quote.certain) == (None, None, False)


@given(st.text(st.sampled_from("“”\"«»„'‘’ \n.,:abIda Brenn said told that ")))
def test_every_span_reads_back(text: str) -> None:
    for quote in find_quotes(text):
        assert quote.span.of(text).strip() == quote.span.of(text) or quote.kind == "indirect"
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        if quote.speaker_span and quote.speaker:
            assert quote.speaker.endswith(quote.speaker_span.of(text).split()[-1])


@pytest.mark.parametrize("unit", ['“ "', "Ab Cd ", "“Ab cd ef gh,” Ida Brenn said. ", "'", "“a\n", "according to "])
def test_a_long_text_takes_no_time(unit: str) -> None:
    begin = time.process_time()
    find_quotes(unit * (15_000 // len(unit)))
    assert time.process_time() - begin < 0.25
