"""Quotation marks are read as each language prints them, nested, wrong and missing ones too."""

import pytest

from tearsheet.engine.quotes import find_quotes


def read(text: str, language: str) -> list[tuple[str, str | None]]:
    return [
        (quote.span.of(text), quote.speaker)
        for quote in find_quotes(text, language=language)
        if quote.kind != "indirect"
    ]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "« Elle a promis “un nouveau ferry” », a dit Ida Brenn.", "Elle a promis “un nouveau ferry”"),
        ("fr", "« Il m’a dit « jamais plus » ce soir », a dit Ida Brenn.", "Il m’a dit « jamais plus » ce soir"),
        ("fr", "« Il m’a dit : « jamais plus », a dit Ida Brenn.", "Il m’a dit : « jamais plus"),
        ("fr", "Ida Brenn a affirmé : « Le ferry repartira en mai. »", "Le ferry repartira en mai."),
        ("es", "«Nos prometió “un ferri nuevo” para mayo», dijo Ida Brenn.", "Nos prometió “un ferri nuevo” para mayo"),
        ("es", "“El ferri zarpará en mayo”, dijo Ida Brenn.", "El ferri zarpará en mayo"),
        (
            "ru",
            "«Он назвал его „старой посудиной“ вчера», — сказала Ida Brenn.",
            "Он назвал его „старой посудиной“ вчера",
        ),
        ("ru", "„Паром снова пойдёт в мае“, — заявила Ida Brenn.", "Паром снова пойдёт в мае"),
        ("de", "„Er nannte sie ‚eine Kiste‘ und ging“, sagte Ida Brenn.", "Er nannte sie ‚eine Kiste‘ und ging"),
        ("de", "»Er nannte sie ›eine Kiste‹ und ging«, sagte Ida Brenn.", "Er nannte sie ›eine Kiste‹ und ging"),
        ("de", "‚Die Fähre fährt im Mai wieder‘, sagte Ida Brenn.", "Die Fähre fährt im Mai wieder"),
        ("en", "‘He called it “a floating box” then,’ said Ida Brenn.", "He called it “a floating box” then,"),
    ],
)
def test_marks_of_a_language_nest(language: str, text: str, said: str) -> None:
    assert read(text, language) == [(said, "Ida Brenn")]


@pytest.mark.parametrize(
    "text",
    [
        "“We will sail again in May,“ said Ida Brenn. “We are sure of it.”",
        '"We will sail again in May,” said Ida Brenn. “We are sure of it.”',
        "''We will sail again in May, '' said Ida Brenn. ''We are sure of it.''",
        '“We will sail again in May," said Ida Brenn. “We are sure of it.”',
    ],
)
def test_a_wrong_closing_mark_closes_what_it_must(text: str) -> None:
    assert read(text, "en") == [("We will sail again in May,", "Ida Brenn"), ("We are sure of it.", "Ida Brenn")]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "— Le ferry repartira en mai, a dit Ida Brenn.", "Le ferry repartira en mai"),
        (
            "es",
            "—El ferri zarpará de nuevo en mayo —dijo Ida Brenn—. No hay dinero.",
            "El ferri zarpará de nuevo en mayo",
        ),
        ("ru", "— Паром снова пойдёт в мае, — сказала Ida Brenn.", "Паром снова пойдёт в мае"),
    ],
)
def test_a_dash_at_the_beginning_of_a_line_opens_speech_that_is_never_certain(
    language: str, text: str, said: str
) -> None:
    (quote,) = find_quotes(text, language=language)
    assert (quote.span.of(text), quote.kind, quote.speaker, quote.certain) == (said, "direct", "Ida Brenn", False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le ferry — il est vieux — repartira, a dit Ida Brenn."),
        ("fr", "— Le ferry repartira en mai, selon Ida Brenn."),
        ("en", "— The ferry will sail again in May, Ida Brenn said."),
    ],
)
def test_other_dashes_open_no_speech(language: str, text: str) -> None:
    assert read(text, language) == []


def test_a_speech_of_three_paragraphs_left_open_is_one_persons() -> None:
    text = "“The ferry sank in May.\n\n“It was too old for us.\n\n“It was never ours,” said Ida Brenn."
    assert [speaker for _, speaker in read(text, "en")] == ["Ida Brenn"] * 3
