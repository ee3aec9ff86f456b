"""Names as they stand in a text: runs of capitalised words."""

import re

from tearsheet.engine.model import Span

from .lexicon import Lexicon

_UPPER = "".join(character for character in map(chr, range(0x530)) if character.isupper())
_WORD = rf"[{_UPPER}](?:[\w’'\-]*\w)?"
_INITIAL = rf"[{_UPPER}]\.(?=[ \u00a0])"
_PARTICLE = r"(?:(?:de|la|del|da|von|van|der|den|bin|ibn|al|el|di|du|le)[ \u00a0]){0,2}"
_NAME = re.compile(rf"(?:{_INITIAL}|{_WORD})(?:[ \u00a0]{_PARTICLE}(?:{_INITIAL}|{_WORD})){{0,5}}")
_WORDS = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’]s$")


def find_names(text: str, lexicon: Lexicon) -> list[Span]:
    """The names in a text, without words that are capitalised for another reason."""
    spans = (_trim(text, match.start(), match.end(), lexicon) for match in _NAME.finditer(text))
    return [span for span in spans if span]


def _trim(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    words = [match.span() for match in _WORDS.finditer(text[start:end])]
    while words and text[start + words[0][0] : start + words[0][1]].lower() in lexicon.not_names:
        words.pop(0)
    while words and text[start + words[-1][0] : start + words[-1][1]].lower() in lexicon.not_names:
        words.pop()
    if not words:
        return None
    end = start + words[-1][1]
    possessive = _POSSESSIVE.search(text, start, end)
    return Span(start=start + words[0][0], end=possessive.start() if possessive else end)
