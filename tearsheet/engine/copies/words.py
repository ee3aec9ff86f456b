"""The words of a text for comparing copies, with their places, or as numbers that arrays can be made of."""

import re
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tearsheet.engine.model import Span

#: Scripts that write no spaces count by the character.
_IS_ALONE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(rf"{_IS_ALONE.pattern}|[^\W_]+")
#: A character that is a word by itself.
ALONE = 2
#: What stands behind it in Unicode is treated like it: ideographs, all but a few.
LAST_CHARACTER = 0x2FFFF


@cache
def character_kinds() -> NDArray[np.uint8]:
    """For each character up to `LAST_CHARACTER`: 0 between words, 1 in a word, `ALONE` a word of its own."""
    kinds = [ALONE if _IS_ALONE.match(chr(at)) else int(chr(at).isalnum()) for at in range(LAST_CHARACTER + 1)]
    return np.array(kinds, np.uint8)


def locate_words(text: str) -> list[tuple[str, Span]]:
    """The words with their places in the text as given."""
    return [
        (unicodedata.normalize("NFC", match[0]).casefold(), Span(start=match.start(), end=match.end()))
        for match in _WORD.finditer(text)
    ]
