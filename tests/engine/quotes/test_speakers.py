"""A speaker is who the text says, in full where it says so, and nobody where it does not."""

import pytest

from tearsheet.engine.quotes import Quote, find_quotes


def last(text: str, language: str = "en") -> Quote:
    return find_quotes(text, language=language)[-1]


@pytest.mark.parametrize(
    ("text", "speaker", "certain"),
    [
        ("“We will sail again in May,” his deputy said.", "his deputy", True),
        ("“We will sail again in May,” a spokesman for Ida Brenn said.", "a spokesman for Ida Brenn", True),
        ("“We will sail again in May,” said the harbour board’s chief engineer.", None, True),
        ("“We will sail again in May,” Ida Brenn, who led the board, said on Monday.", "Ida Brenn", True),
        ("“We will sail again in May,” said master of ceremonies Asa Berg.", "Asa Berg", True),
        ("Ida Brenn, leader of the harbour board told Norda: “We will sail again in May.”", "Ida Brenn", True),
        ("The mayor, Ida Brenn, said: “We will sail again in May.”", None, True),
        ("“We will sail again in May.” The mayor left early.", None, False),
        ("Oto Varga spoke first. “We will sail again in May,” they said.", "they", False),
        ("Jim Holt came with Tom Reed. “We will sail again in May,” he said.", "Jim Holt", False),
        ("Ida Brenn and Oto Varga came. Mrs. Brenn was late. “We will sail in May,” she said.", "Ida Brenn", True),
    ],
)
def test_who_said_it(text: str, speaker: str | None, *, certain: bool) -> None:
    quote = last(text)
    assert quote.certain is certain
    if speaker is not None or not certain:
        assert quote.speaker == speaker


def test_a_role_before_a_name_is_kept_for_later() -> None:
    text = "Harbour master Ida Brenn came late. “It will sail,” harbour master Ida Brenn said. “It must,” Brenn added."
    quote = last(text)
    assert (quote.speaker, quote.role) == ("Ida Brenn", "harbour master")


def test_namesakes_are_told_apart_by_their_honorific_or_not_at_all() -> None:
    text = "Mary Holt and John Holt came. “We will sail in May,” {} said."
    assert last(text.format("Mrs. Holt")).speaker == "Mary Holt"
    assert last(text.format("Mr. Holt")).speaker == "John Holt"
    assert last(text.format("Holt")).speaker == "Holt"


def test_a_title_alone_is_a_guess() -> None:
    quote = last("Mayor Ida Brenn came late. “We will sail again in May,” the mayor said.")
    assert (quote.speaker, quote.certain) == ("Ida Brenn", False)


def test_a_name_in_somebodys_words_is_no_rival_of_a_pronoun() -> None:
    text = "“Mary Holt will sail in May,” Ida Brenn said. “We will all come to the harbour,” she added."
    quote = last(text)
    assert (quote.speaker, quote.certain) == ("Ida Brenn", True)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brenn never said that “the ferry is not safe for anyone.”",
        "Ida Brenn denied that “the ferry is not safe for anyone.”",
        "Asked whether the ferry “is still safe for everyone,” most people said yes.",
        "It was sold under the name “Harbour Jim and Sons,” one paper wrote of it in 1931.",
        "Brenn said that Varga thinks the ferry is “a danger to everyone on board.”",
        "The mayor left. Varga gives an account of Brenn telling him to “leave the harbour right now.”",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_certain(text: str) -> None:
    assert not any(quote.certain for quote in find_quotes(text) if quote.kind != "indirect")


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("“We will sail in May,” Ida Brenn wrote on Harbourbook on Monday.", "Harbourbook"),
        ("“We will sail in May,” Ida Brenn said in a long letter.", "a long letter"),
        ("“We will sail in May,” Ida Brenn told reporters.", "reporters"),
        ("“We will sail in May,” Ida Brenn told him.", None),
        ("“We will sail in May,” Ida Brenn told Mayor Oto Varga.", None),
        ("“We will sail in May,” Ida Brenn said on Monday in Port Alder.", None),
    ],
)
def test_where_it_was_said(text: str, medium: str | None) -> None:
    assert last(text).medium == medium


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Laut Polizei fährt die Fähre nicht.", "de", ("indirect", "Polizei")),
        ("Nach Angaben der Polizei fährt die Fähre nicht.", "de", ("indirect", "Angaben der Polizei")),
        ("Dem Hafenamt zufolge fährt die Fähre nicht.", "de", ("indirect", "Dem Hafenamt")),
        ("Am Montag teilte Ida Brenn mit, dass die Fähre fährt.", "de", ("indirect", "Ida Brenn")),
        ("Die Fähre fährt wieder, wie Ida Brenn mitteilte.", "de", ("indirect", "Ida Brenn")),
        ("Ida Brenn hat angekündigt, die Fähre fahre wieder.", "de", ("indirect", "Ida Brenn")),
        ("Die Fähre fahre wieder, so Ida Brenn.", "de", ("indirect", "Ida Brenn")),
        ("Ida Brenn sagte, die Fähre fahre. Sie sei auch sicher.", "de", ("indirect", "Ida Brenn")),
        ("El alcalde Oto Varga dijo que el ferri volverá.", "es", ("indirect", "Oto Varga")),
        ("Dijo Ida Brenn: “El ferri zarpará de nuevo en mayo”.", "es", ("direct", "Ida Brenn")),
        ("Ida Brenn est venue. « Le ferry repartira au mois de mai », dit-elle.", "fr", ("direct", None)),
        ("Мэр Ида Бренн сообщила, что паром вернётся.", "ru", ("indirect", "Ида Бренн")),
    ],
)
def test_other_languages_are_read_alike(text: str, language: str, expected: tuple[str, str | None]) -> None:
    quote = last(text, language)
    assert quote.kind == expected[0]
    if expected[1]:
        assert quote.speaker == expected[1]
