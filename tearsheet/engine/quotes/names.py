"""Names as they stand in a text: runs of capitalised words."""

import re
from dataclasses import dataclass, field

from tearsheet.engine.model import Span

from .language import Language

_UPPER = "".join(character for character in map(chr, range(0x530)) if character.isupper())
_WORD = rf"[{_UPPER}](?:[\w’'\-]*\w)?"
_PARTICLE = r"(?:(?:de|la|del|da|von|van|der|den|bin|ibn|al|el|di|du|le)[ \u00a0]){0,2}"
NAME = re.compile(rf"(?:{_WORD}|[{_UPPER}]\.)(?:[ \u00a0]{_PARTICLE}(?:{_WORD}|[{_UPPER}]\.)){{0,5}}")
_POSSESSIVE = re.compile(r"['’]s$")


def find_names(text: str, language: Language, start: int = 0, end: int | None = None) -> list[Span]:
    """The names in a part of the text, without words that are capitalised for another reason."""
    spans: list[Span] = []
    for match in NAME.finditer(text, start, len(text) if end is None else end):
        span = _trim(text, match.start(), match.end(), language)
        if span:
            spans.append(span)
    return spans


def match_name(text: str, language: Language, start: int) -> Span | None:
    """The name that begins at `start`, after an article."""
    article = re.compile(r"[Tt]he |[Dd](?:ie|er|as) |[Ll](?:e|a|es) |[Ee]l ").match(text, start)
    match = NAME.match(text, article.end() if article else start)
    return _trim(text, match.start(), match.end(), language) if match else None


def _trim(text: str, start: int, end: int, language: Language) -> Span | None:
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text[start:end])]
    while words and text[start + words[0][0] : start + words[0][1]] in language.not_names:
        words.pop(0)
    while words and text[start + words[-1][0] : start + words[-1][1]] in language.not_names:
        words.pop()
    if not words:
        return None
    end = start + words[-1][1]
    possessive = _POSSESSIVE.search(text, start, end)
    return Span(start=start + words[0][0], end=possessive.start() if possessive else end)


@dataclass(slots=True)
class FullNames:
    """Surnames with the fullest name that stood before them in the article."""

    by_surname: dict[str, str] = field(default_factory=dict)

    def learn(self, name: str) -> None:
        """Remember a name of two or more words by its last one."""
        words = name.split()
        if len(words) > 1:
            self.by_surname.setdefault(words[-1], name)

    def resolve(self, name: str) -> str:
        """The full name behind a surname; the name itself if nothing fuller is known."""
        return name if " " in name else self.by_surname.get(name, name)
