"""The words of a text for comparing copies; a stand-in until `engine.text.tokenize` serves here."""

import re
import unicodedata

from tearsheet.engine.model import Span

#: Scripts that write no spaces count by the character.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")


def split_words(text: str) -> list[str]:
    """The words in order, in one case and one Unicode form."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def locate_words(text: str) -> list[tuple[str, Span]]:
    """The words with their places in the text as given."""
    return [
        (unicodedata.normalize("NFC", match[0]).casefold(), Span(start=match.start(), end=match.end()))
        for match in _WORD.finditer(text)
    ]
