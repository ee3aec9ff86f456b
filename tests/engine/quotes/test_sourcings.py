"""Who reports citing whom is read in every form that agencies use, nested ones too."""

import pytest

from tearsheet.engine.quotes import find_sourcings


def read(text: str, language: str = "en") -> list[tuple[str | None, str | None, str, bool]]:
    return [(one.outlet, one.cites, one.cue, one.anonymous) for one in find_sourcings(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Courier reported on Saturday, citing harbour sources, that it sank.",
            ("Courier", "harbour sources", "reported, citing", True),
        ),
        ("“It sank,” Ida Brenn told the Courier.", ("Courier", "Ida Brenn", "told", False)),
        ("It sank, according to a draft seen by the Courier.", ("Courier", "a draft", "according to", False)),
        ("It sank, according to the Courier.", ("Courier", None, "according to", False)),
        (
            "It sank, reported the Courier, quoting an unnamed captain.",
            ("Courier", "an unnamed captain", "reported, quoting", True),
        ),
        (
            "The Courier, citing people familiar with the plan, said it sank.",
            ("Courier", "people familiar with the plan", "citing", True),
        ),
        ("Sources told the Courier that it sank.", ("Courier", "Sources", "told", True)),
        (
            "According to two officials who asked not to be named, it sank.",
            (None, "two officials who asked not to be named", "According to", True),
        ),
    ],
)
def test_a_form_of_citing_is_read(text: str, expected: tuple[str | None, str | None, str, bool]) -> None:
    assert read(text) == [expected]


def test_a_report_of_a_report_is_two_sourcings() -> None:
    text = "The Gazette reports that the Courier reported on Saturday, citing two officials, that it sank."
    assert read(text) == [
        ("Gazette", "Courier", "reports", False),
        ("Courier", "two officials", "reported, citing", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brenn told Oto Varga that it sank.",
        "Ida Brenn, citing her doctor, said no.",
        "The mayor told reporters that it sank.",
        "The bank reports, citing",
        ", citing , said",
    ],
)
def test_people_who_talk_are_no_outlets(text: str) -> None:
    assert all(one.outlet is None or one.outlet == "bank" for one in find_sourcings(text))


def test_a_sourcing_reads_back_to_its_words() -> None:
    text = "𝔸 — The Courier reported on Saturday, citing harbour sources, that it sank."
    (found,) = find_sourcings(text)
    assert found.span.of(text) == "Courier reported on Saturday, citing harbour sources"
