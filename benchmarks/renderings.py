"""Passages of real texts, re-rendered as copying does without harm, or shortened as editors do.

Every function is drawn from a seeded `random.Random`, so that a figure can be had again.
"""

import html
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.alterations import Passage
from tearsheet.engine.model import Span

_WORD = re.compile("[^\\s\u00ad\u200b\u2060\ufeff](?:\\S*[^\\s\u00ad\u200b\u2060\ufeff])?")
_QUOTES = {
    '"': '"“”„«»', "“": '"”„«', "”": '"“»', "„": '"“', "«": '"“', "»": '"”',
    "'": "'’‘", "’": "'‘‚", "‘": "'’",
}  # fmt: skip
_SPACES = [" ", "  ", "\u00a0", "\u202f", "\t", "\n", "\n\n  ", "\u2009", "\r\n", " \u3000"]
_BROWSER_MARKS = "\u200b\u200e\u200f\ufeff\u2066\u2069"


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


Rerendering = Callable[[Passage, random.Random], Rendering | None]


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
