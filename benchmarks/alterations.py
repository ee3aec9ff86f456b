"""Passages of real texts, altered as an excerpt must never be, and re-rendered as copying does without harm.

Every function is drawn from a seeded `random.Random`, so that a figure can be had again.
"""

import html
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
_QUOTES = {
    '"': '"“”„«»', "“": '"”„«', "”": '"“»', "„": '"“', "«": '"“', "»": '"”',
    "'": "'’‘", "’": "'‘‚", "‘": "'’",
}  # fmt: skip
_SPACES = [" ", "  ", "\u00a0", "\u202f", "\t", "\n", "\n\n  ", "\u2009", "\r\n", " \u3000"]
_BROWSER_MARKS = "\u200b\u200e\u200f\ufeff\u2066\u2069"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A passage as copying made it.

    Attributes:
        text: the text it is looked for in.
        span: where it stands there.
        selection: what was copied.
        near, prefix, suffix: what the browser says of its place.
        is_printable: whether the named normalisation covers it: then it is verbatim, else only found.
    """

    text: str
    span: Span
    selection: str
    near: int | None = None
    prefix: str = ""
    suffix: str = ""
    is_printable: bool = True


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
Rerendering = Callable[[Passage, random.Random], Rendering | None]


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


def rerender(kind: str, passage: Passage, draw: random.Random) -> Rendering | None:
    """One harmless re-rendering of this kind; None where the passage does not lend itself."""
    return RENDERINGS[kind](passage, draw)


def _rendered(passage: Passage, selection: str, *, is_printable: bool = True) -> Rendering:
    near = passage.span.start
    return Rendering(text=passage.text, span=passage.span, selection=selection, near=near, is_printable=is_printable)


def _spaces(passage: Passage, draw: random.Random) -> Rendering:
    return _rendered(passage, re.sub(r"\s+", lambda _: draw.choice(_SPACES), passage.words))


def _quotation_marks(passage: Passage, draw: random.Random) -> Rendering | None:
    words = "".join(draw.choice(_QUOTES[mark]) if mark in _QUOTES else mark for mark in passage.words)
    return _rendered(passage, words) if words != passage.words else None


def _decomposed(passage: Passage, draw: random.Random) -> Rendering | None:
    words = unicodedata.normalize(draw.choice(["NFD", "NFC"]), passage.words)
    return _rendered(passage, words) if words != passage.words else None


def _markup(passage: Passage, draw: random.Random) -> Rendering:
    """As the page's source has it: escaped, with a tag around a word, perhaps in paragraphs."""
    pieces = re.split(r"(\s+)", passage.words)
    at = draw.randrange(0, len(pieces), 2)
    tag, attributes = draw.choice(
        [("b", ""), ("em", ' class="x"'), ("a", ' href="https://a.example/?q=1"'), ("span", "")]
    )
    pieces = [html.escape(piece, quote=draw.random() < 0.5) for piece in pieces]
    pieces[at] = f"<{tag}{attributes}>{pieces[at]}</{tag}>"
    words = "".join(re.sub(r"\n\s*\n", "</p>\n<p>", piece) for piece in pieces)
    return _rendered(passage, f"<p>{words}</p>" if draw.random() < 0.5 else words)


def _emphasis(passage: Passage, draw: random.Random) -> Rendering | None:
    words = [match for match in _WORD.finditer(passage.words) if match[0].isalnum()]
    if not words or set("*_`~[]<&>#") & set(passage.words):
        return None
    match, mark = draw.choice(words), draw.choice(["*", "**", "_", "__", "`"])
    return _rendered(passage, f"{passage.words[: match.start()]}{mark}{match[0]}{mark}{passage.words[match.end() :]}")


def _soft_hyphens_copied(passage: Passage, draw: random.Random) -> Rendering:
    """The page broke its words, and our text lost that."""
    return _rendered(passage, _strew(passage.words, "\u00ad", draw))


def _invisibles_lost(passage: Passage, draw: random.Random) -> Rendering:
    """Our text has what prints nothing, and copying lost it."""
    before, words = passage.text[: passage.span.start], passage.words
    strewn = _strew(words, draw.choice("\u00ad\u200b\u2060\ufeff"), draw)
    span = Span(start=len(before), end=len(before) + len(strewn))
    return Rendering(
        text=before + strewn + passage.text[passage.span.end :], span=span, selection=words, near=len(before)
    )


def _strew(words: str, mark: str, draw: random.Random) -> str:
    at = [place for place in range(1, len(words)) if words[place - 1].isalpha() and words[place].isalpha()]
    for place in sorted(draw.sample(at, min(len(at), 3)), reverse=True):
        words = words[:place] + mark + words[place:]
    return words


def _moved(passage: Passage, draw: random.Random) -> Rendering | None:
    """The text was revised, the passage stands elsewhere, and the browser's hints are those of the older text."""
    others = [part for part in passage.text.split("\n\n") if part.strip()]
    draw.shuffle(others)
    moved = "\n\n".join(others)
    at = moved.find(passage.words)
    if "\n\n" in passage.words or at < 0 or moved == passage.text or moved.count(passage.words) != 1:
        return None
    before = passage.text[: passage.span.start]
    return Rendering(
        text=moved,
        span=Span(start=at, end=at + len(passage.words)),
        selection=passage.words,
        near=passage.span.start,
        prefix=before[-32:],
        suffix=passage.text[passage.span.end :][:32],
    )


def _repeated(passage: Passage, draw: random.Random) -> Rendering | None:
    """The text says it twice; the words around tell which was meant."""
    if passage.text.count(passage.words) != 1:
        return None
    start, end = passage.span.start, passage.span.end
    prefix, suffix = passage.text[max(0, start - 32) : start], passage.text[end : end + 32]
    if not prefix.strip() or not suffix.strip():
        return None
    is_before = draw.random() < 0.5
    lead = f"{passage.words}\n\n" if is_before else ""
    text = f"{lead}{passage.text}\n\n{passage.words}"
    span = Span(start=start + len(lead), end=end + len(lead))
    return Rendering(text=text, span=span, selection=passage.words, prefix=prefix, suffix=suffix)


def _run_together(passage: Passage, draw: random.Random) -> Rendering | None:  # noqa: ARG001 - nothing to draw
    words = re.sub(r"\s*\n\s*", "", passage.words)
    return _rendered(passage, words, is_printable=False) if words != passage.words else None


def _dashes_and_dots(passage: Passage, draw: random.Random) -> Rendering | None:
    words = re.sub("[–—-]", lambda _: draw.choice("–—-"), passage.words).replace("…", "...")
    return _rendered(passage, words, is_printable=False) if words != passage.words else None


def _capitals(passage: Passage, draw: random.Random) -> Rendering | None:  # noqa: ARG001 - nothing to draw
    """A style sheet's capitals, as some browsers copy them."""
    words = passage.words.upper()
    return _rendered(passage, words, is_printable=False) if words.casefold() == passage.words.casefold() else None


def _browser_marks(passage: Passage, draw: random.Random) -> Rendering:
    mark = draw.choice(_BROWSER_MARKS)
    return _rendered(passage, mark + passage.words + mark, is_printable=False)


RENDERINGS: dict[str, Rerendering] = {
    "spaces": _spaces,
    "quotation_marks": _quotation_marks,
    "unicode_form": _decomposed,
    "markup": _markup,
    "emphasis": _emphasis,
    "soft_hyphens_copied": _soft_hyphens_copied,
    "invisibles_lost": _invisibles_lost,
    "moved": _moved,
    "repeated": _repeated,
    "run_together": _run_together,
    "dashes_and_dots": _dashes_and_dots,
    "capitals": _capitals,
    "browser_marks": _browser_marks,
}


def shorten(passage: Passage, draw: random.Random) -> str | None:
    """As an editor shortens and explains: with marked gaps and words in brackets, all else as it is."""
    words = [match.span() for match in _WORD.finditer(passage.words)]
    if len(words) < 6 or set("[]") & set(passage.text):
        return None
    first, second, third = sorted(draw.sample(range(1, len(words)), 3))
    head = passage.words[: words[first][0]].rstrip()
    middle = passage.words[words[second][0] : words[third][0]].rstrip()
    return f"{head} [...] {middle} [as we explain] {passage.words[words[third][0] :]}"
