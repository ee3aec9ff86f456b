"""Certain is what can be read in one way only; whatever else may be meant gets a question mark."""

import pytest

from tearsheet.engine.quotes import Quote, find_quotes


def last(text: str, language: str = "en") -> Quote:
    return [quote for quote in find_quotes(text, language=language) if quote.kind != "indirect"][-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It will sail in May,” Ida Brenn said. “It must.”", "Ida Brenn"),
        ("Ida Brenn said that the plan, which needs no new money, is “a gift to the whole town.”", "Ida Brenn"),
        ("“It will sail in May,” the retired captain said.", "the retired captain"),
        ("“It will sail in May,” the statement read.", "the statement"),
        ("Ida Brenn left the hall early, saying “we will never sail with this board.”", "Ida Brenn"),
        ("“It will sail in May,” Ida Brenn surmised.", "Ida Brenn"),
        ("“It will sail in May,” a friend, Ida Brenn, told the Alder Courier.", "Ida Brenn"),
        ("Ida Brenn said the ferry was sold. “It was never ours to keep.”", "Ida Brenn"),
        ("“It will sail in May,” said Secretary of State Ida Brenn.", "Ida Brenn"),
        ("“It will sail in May,” the mayor, Ida Brenn, said on Monday.", "Ida Brenn"),
        ("“It will sail in May,” Kelly said.", "Kelly"),
        ("Oto Varga agreed. “We will never sail with this board.”", "Oto Varga"),
        ("“It is new,” Brenn said. Varga agreed. “We will never sail with it.”", "Varga"),
        ("“He should cheer for us,” Brenn said. Instead, “he acts like a beaten man.”", "Brenn"),
        ("Brenn called Varga’s remarks on ferries “an attempt to sink the town.”", "Brenn"),
        ("“It would be the end of the harbour,” says one unaligned captain.", "one unaligned captain"),
        ("“The plan would be the end of the harbour,” noted a report.", "a report"),
        ("For example: “We made a mistake with this ferry,” Brenn told Norda in May.", "Brenn"),
        ("Without any captains, “he does need the ferry,” Brenn said of Varga.", "Brenn"),
        ("“It will sail in May,” Mr. Varga, now of Alder, Mass., said by telephone.", "Varga"),
        ("Ida Brenn said:\n\n“It will sail again in May.”", "Ida Brenn"),
        ("A list\n“It will sail again in May.” — Ida Brenn, mayor of Alder\n“No.” — Oto Varga", "Ida Brenn"),
    ],
)
def test_one_reading_is_certain(text: str, speaker: str) -> None:
    quote = last(text)
    assert (quote.speaker, quote.certain) == (speaker, True)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It will sail in May,” Ida Brenn said, according to the Alder Courier.", "Ida Brenn"),
        ("Ida Brenn leaned over the rail and boomed: “It will sail again in May.”", "Ida Brenn"),
        ("“It will sail in May,” Ida Brenn told Norda.\n\n“We have the money for it now.”", "Ida Brenn"),
        ("Ida Brenn said that Varga thinks it will be “the end of the whole harbour.”", "Ida Brenn"),
        ("Brenn told the Courier that Varga said it was “the end of the whole harbour.”", "Brenn"),
        ("Ida Brenn: “It will sail again in May.”", "Ida Brenn"),
        ("“It is new,” Ida Brenn said. Oto Varga was not amused. “We will never sail with it.”", "Ida Brenn"),
        ("Brenn made the following comment:\n\n“It will sail again in May.”", "Brenn"),
    ],
)
def test_a_likely_reading_is_offered_with_a_question_mark(text: str, speaker: str) -> None:
    quote = last(text)
    assert (quote.speaker, quote.certain) == (speaker, False)


@pytest.mark.parametrize(
    ("text", "speaker", "certain"),
    [
        # The thread of a pronoun goes on from sentence to sentence.
        ("Ida Brenn came late. She sat down. She was tired. “We will sail in May,” she said.", "Ida Brenn", True),
        ("In March, Ida Brenn bought the ferry. “We will sail in May,” she said.", "Ida Brenn", True),
        ("Ida Brenn met Jim Holt at the harbour. “We will sail in May,” she said.", "Ida Brenn", True),
        # Somebody else who may be meant was named in between.
        ("Ida Brenn spoke in the hall beside Mary Holt. “We will sail in May,” she said.", "Ida Brenn", False),
        (
            "Ida Brenn spoke. A sailor joined in: it was cold, one woman said. “We will sail in May,” she said.",
            None,
            False,
        ),
        # What a name only tells about is nobody.
        ("Mary Holt spoke. Critics of the Brenn campaign left. “We will sail in May,” she said.", "Mary Holt", True),
        # A place is nobody.
        ("Ida Brenn flew to New York. “We will sail in May,” she said.", "Ida Brenn", True),
        # Nobody who fits was named.
        ("The harbour was empty. “We will sail in May,” she said.", None, False),
        ("Jim Holt came late. “We will sail in May,” she said.", None, False),
    ],
)
def test_a_pronoun_is_certain_only_if_nobody_else_fits(text: str, speaker: str | None, *, certain: bool) -> None:
    quote = last(text)
    assert (quote.speaker, quote.certain) == (speaker, certain)
    assert quote.speaker_span
    assert quote.speaker_span.of(text) == "she"


@pytest.mark.parametrize(
    ("text", "speaker", "certain"),
    [
        ("„Die Fähre fährt im Mai wieder“, sagte die Hafenmeisterin.", "Hafenmeisterin", True),
        ("„Die Fähre fährt im Mai wieder“, sagte Ida Brenn gegenüber dem Kurier.", "Ida Brenn", True),
        ("„Die Fähre fährt im Mai wieder“, sagte Ida Brenn laut Kurier.", "Ida Brenn", False),
        ("„Die Fähre fährt im Mai wieder“, heißt es in der Mitteilung.", "Mitteilung", False),
        ("Ida Brenn, die Hafenmeisterin sagte: „Die Fähre fährt im Mai wieder.“", "Ida Brenn", True),
        ("Die Fähre lobte Ida Brenn mit den Worten: „Sie fährt im Mai wieder.“", None, False),
        ("Der städtischen Zeitung sagte Ida Brenn: „Die Fähre fährt im Mai wieder.“", "Ida Brenn", True),
        ("Ähnlich äußerte sich Ida Brenn: „Die Fähre fährt im Mai wieder.“", "Ida Brenn", True),
        ("Brenn dankte dem Hafen und sagte: „Die Fähre fährt im Mai wieder.“", "Brenn", True),
        ("Ida Brenn sagte, Leo XIV. „ist ein großer Freund des Hafens“.", "Ida Brenn", False),
        ("„Die Fähre fährt im Mai wieder“, erwiderte Ida Brenn.", "Ida Brenn", True),
        ("Ida Brenn nannte die Fähre „ein altes, müdes Schiff“.", "Ida Brenn", False),
    ],
)
def test_german_is_certain_only_where_verb_and_case_leave_no_choice(
    text: str, speaker: str | None, *, certain: bool
) -> None:
    quote = last(text, "de")
    assert quote.certain is certain
    if speaker:
        assert quote.speaker == speaker
