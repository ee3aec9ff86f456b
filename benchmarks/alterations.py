"""Passages of real texts, altered as an excerpt must never be.

Every function is drawn from a seeded `random.Random`, so that a figure can be had again.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tearsheet.engine.model import Span

_WORD = re.compile("[^\\s\u00ad\u200b\u2060\ufeff](?:\\S*[^\\s\u00ad\u200b\u2060\ufeff])?")
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]+[”»\"’)]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FEWEST_CHARS, _MOST_CHARS = 30, 420
_HOMOGLYPHS = dict(zip("aceopxyABEHKMOPTXасеорху01235", "асеорхуАВЕНКМОРТХaceopxyОl２３５", strict=True))
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202e\u2066\u180e\u034f"
_NEGATIONS = ("not", "never", "nicht", "no", "не", "不", "لا", "pas", "hardly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a text that begins and ends between words.

    Attributes:
        text: the whole text.
        span: where the passage stands in it, in code points.
    """

    text: str
    span: Span

    @property
    def words(self) -> str:
        """The passage."""
        return self.span.of(self.text)


def fold(text: str) -> str:
    """What two equal passages have in common, written apart from the engine: NFC, single spaces, two quotation marks."""
    text = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b\u2060\ufeff]", "", text))
    text = re.sub(r"[“”„‟«»]", '"', re.sub(r"[‘’‚‛‹›]", "'", text))
    return " ".join(text.split())


def cut_passages(texts: Sequence[str], draw: random.Random) -> Iterator[Passage]:
    """Passages of 30 to 420 characters from texts taken in turn, without end."""
    usable = [text for text in texts if len(text) >= 2 * _FEWEST_CHARS]
    while usable:
        for text in usable:
            words = [match.span() for match in _WORD.finditer(text)]
            first = draw.randrange(len(words))
            wanted = draw.randint(_FEWEST_CHARS, _MOST_CHARS)
            last = next((at for at in range(first, len(words)) if words[at][1] - words[first][0] >= wanted), None)
            if last is None or words[last][1] - words[first][0] > 2 * _MOST_CHARS:
                # Texts without spaces are cut between characters.
                start = draw.randrange(max(1, len(text) - _FEWEST_CHARS))
                passage = Span(start=start, end=min(len(text), start + wanted))
                inside, edges = passage.of(text), text[start] + text[passage.end : passage.end + 1]
                if any(map(str.isspace, inside)) or any(map(unicodedata.combining, edges)):
                    continue
            else:
                passage = Span(start=words[first][0], end=words[last][1])
            yield Passage(text=text, span=passage)


Alteration = Callable[[Passage, random.Random], str | None]


def alter(kind: str, passage: Passage, draw: random.Random) -> str | None:
    """One alteration of this kind; None where the passage does not lend itself, or the text has these words too."""
    altered = ALTERATIONS[kind](passage, draw)
    if altered is None or kind in _NEVER_IN_A_TEXT:
        return altered
    parts = [fold(part) for part in altered.split("[...]")]
    at, text = 0, fold(passage.text)
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return altered
        at += len(part)
    return None


def _letters(words: str) -> list[int]:
    return [at for at, letter in enumerate(words) if letter.isalpha()]


def _other_letter(passage: Passage, draw: random.Random) -> str | None:
    places = _letters(passage.words)
    if not places:
        return None
    at, words = draw.choice(places), passage.words
    letter = words[at]
    others = [one for one in {words[place] for place in places} if one != letter]
    return words[:at] + draw.choice(others) + words[at + 1 :] if others else None


def _lost_letter(passage: Passage, draw: random.Random) -> str | None:
    places, words = _letters(passage.words)[1:-1], passage.words
    if not places:
        return None
    at = draw.choice(places)
    return words[:at] + words[at + 1 :]


def _other_case(passage: Passage, draw: random.Random) -> str | None:
    words = passage.words
    places = [at for at, letter in enumerate(words) if letter.swapcase() != letter and len(letter.swapcase()) == 1]
    if not places:
        return None
    at = draw.choice(places)
    return words[:at] + words[at].swapcase() + words[at + 1 :]


def _negation(passage: Passage, draw: random.Random) -> str | None:
    words = passage.words
    found = [match for match in _WORD.finditer(words) if match[0].lower().strip(".,;") in _NEGATIONS]
    if found and draw.random() < 0.5:
        match = draw.choice(found)
        return (words[: match.start()] + words[match.end() + 1 :]).strip() or None
    at = draw.choice([match.start() for match in _WORD.finditer(words)])
    return f"{words[:at]}{draw.choice(_NEGATIONS)} {words[at:]}"


def _swapped_numbers(passage: Passage, draw: random.Random) -> str | None:
    words = passage.words
    numbers = list(_NUMBER.finditer(words))
    if len({match[0] for match in numbers}) < 2:
        return _other_digit(passage, draw)
    one, other = sorted(draw.sample(numbers, 2), key=lambda match: match.start())
    return words[: one.start()] + other[0] + words[one.end() : other.start()] + one[0] + words[other.end() :]


def _other_digit(passage: Passage, draw: random.Random) -> str | None:
    words = passage.words
    places = [at for at, digit in enumerate(words) if digit in "0123456789"]
    if not places:
        return None
    at = draw.choice(places)
    return words[:at] + draw.choice([digit for digit in "0123456789" if digit != words[at]]) + words[at + 1 :]


def _homoglyph(passage: Passage, draw: random.Random) -> str | None:
    words = passage.words
    places = [at for at, letter in enumerate(words) if letter in _HOMOGLYPHS]
    if not places:
        return None
    at = draw.choice(places)
    return words[:at] + _HOMOGLYPHS[words[at]] + words[at + 1 :]


def _zero_width(passage: Passage, draw: random.Random) -> str | None:
    words = passage.words
    at = draw.randrange(1, len(words))
    around = passage.text[max(0, passage.span.start + at - 1) : passage.span.start + at + 1]
    return None if set(around) & set(_ZERO_WIDTH + "\u00ad") else words[:at] + draw.choice(_ZERO_WIDTH) + words[at:]


def _moved_sentences(passage: Passage, draw: random.Random) -> str | None:
    sentences = [match[0].strip() for match in _SENTENCE.finditer(passage.text)]
    if len(sentences) < 2:
        return None
    at = draw.randrange(len(sentences) - 1)
    return f"{sentences[at + 1]} {sentences[at]}"


def _joined(passage: Passage, draw: random.Random) -> str | None:
    """The passage's beginning and its end, and nothing to show that its middle is left out."""
    words = [match.span() for match in _WORD.finditer(passage.words)]
    if len(words) < 4:
        return None
    first, second = sorted(draw.sample(range(1, len(words)), 2))
    return passage.words[: words[first][0]].rstrip() + " " + passage.words[words[second][0] :]


def _unmarked_dots(passage: Passage, draw: random.Random) -> str | None:
    words = [match.span() for match in _WORD.finditer(passage.words)]
    if len(words) < 4:
        return None
    first, second = sorted(draw.sample(range(1, len(words)), 2))
    dots = draw.choice(["...", "…", "(...)", "[..]"])
    return f"{passage.words[: words[first][0]].rstrip()} {dots} {passage.words[words[second][0] :]}"


def _gap_out_of_order(passage: Passage, draw: random.Random) -> str | None:
    words = [match.span() for match in _WORD.finditer(passage.words)]
    if len(words) < 4:
        return None
    at = words[draw.randrange(2, len(words) - 1)][0]
    return f"{passage.words[at:]} [...] {passage.words[:at].rstrip()}"


def _replaced_in_brackets(passage: Passage, draw: random.Random) -> str | None:
    """A bracket in place of a word, without the gap that would say so."""
    words = [match.span() for match in _WORD.finditer(passage.words)]
    if len(words) < 3:
        return None
    start, end = words[draw.randrange(1, len(words) - 1)]
    return f"{passage.words[:start]}[the minister]{passage.words[end:]}" if end - start > 1 else None


def _scare_quotes(passage: Passage, draw: random.Random) -> str | None:
    words = [match for match in _WORD.finditer(passage.words) if match[0].isalpha()]
    if not words:
        return None
    match = draw.choice(words)
    return f"{passage.words[: match.start()]}“{match[0]}”{passage.words[match.end() :]}"


def _punctuation(passage: Passage, draw: random.Random) -> str | None:
    words = [match.end() for match in _WORD.finditer(passage.words) if match[0].isalpha()][:-1]
    if not words:
        return None
    at = draw.choice(words)
    return passage.words[:at] + draw.choice([",", ".", "?", "!", ":"]) + passage.words[at:]


def _half_word(passage: Passage, draw: random.Random) -> str | None:
    last = passage.words.split()[-1]
    if len(last) < 4 or not last.isascii() or not last.isalpha():
        return None
    half = passage.words[: -draw.randint(1, len(last) - 2)]
    return None if re.search(re.escape(half) + r"\b", passage.text) else half


ALTERATIONS: dict[str, Alteration] = {
    "other_letter": _other_letter,
    "lost_letter": _lost_letter,
    "other_case": _other_case,
    "negation": _negation,
    "swapped_numbers": _swapped_numbers,
    "other_digit": _other_digit,
    "homoglyph": _homoglyph,
    "zero_width": _zero_width,
    "moved_sentences": _moved_sentences,
    "joined": _joined,
    "unmarked_dots": _unmarked_dots,
    "gap_out_of_order": _gap_out_of_order,
    "replaced_in_brackets": _replaced_in_brackets,
    "scare_quotes": _scare_quotes,
    "punctuation": _punctuation,
    "half_word": _half_word,
}


#: Whether the text has the altered words need not be asked: an invisible character of its own, half a word.
_NEVER_IN_A_TEXT = ("zero_width", "half_word")
