"""What began a sentence on the page is written small within one of ours, and names stay names."""

import pytest

from tearsheet.engine.quotes import write_within


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("Its chief executive", "en", "its chief executive"),
        ("The port authority", "en-GB", "the port authority"),
        ("Their lawyers", None, "their lawyers"),
        ("She", "en", "she"),
        ("The Alder Courier", "en", "The Alder Courier"),
        ("Ida Brenn", "en", "Ida Brenn"),
        ("THE port authority", "en", "THE port authority"),
        ("its chief executive", "en", "its chief executive"),
        ("Officials", "en", "Officials"),
        ("Die Zeitung am Hafen", "de", "Die Zeitung am Hafen"),
        ("Son directeur", "fr", "son directeur"),
        ("Su directora", "es", "su directora"),
        ("Le Phare", "fr", "Le Phare"),
        ("سلطة الميناء", "ar", "سلطة الميناء"),
        ("", "en", ""),
    ],
)
def test_only_a_determiner_loses_its_capital(words: str, language: str | None, expected: str) -> None:
    assert write_within(words, language=language) == expected
