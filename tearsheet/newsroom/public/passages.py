"""Words as they are set: paragraphs made of runs, so that what is ours in an excerpt never looks like the source's."""

import re
from dataclasses import dataclass
from typing import Literal

from tearsheet.engine.anchors import Piece, verify_excerpt

_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
_DOUBLE_MARKS = '"“”„‟«»「」『』'
_SENTENCE_END = re.compile(r"[.!?…؟۔][\"”’»)]?\s|[。！？][」』]?")
_SHORTEST_SHARE = 0.4

RunKind = Literal["verbatim", "gap", "insertion", "mark"]

#: Primary language tags written from right to left in their usual script.
RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of one kind: the source's words, a gap, the desk's insertion, or a quotation mark that may hang."""

    kind: RunKind
    text: str


Paragraphs = tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An excerpt or quotation, ready to be set.

    Attributes:
        paragraphs: its runs, paragraph by paragraph.
        is_verbatim: whether its words are the clip's, gaps and insertions apart.
        needs_opening, needs_closing: whether a quotation lacks its own mark at that end.
    """

    paragraphs: Paragraphs
    is_verbatim: bool = True
    needs_opening: bool = False
    needs_closing: bool = False

    @property
    def text(self) -> str:
        """The words as plain text, a blank line between paragraphs."""
        return "\n\n".join("".join(run.text for run in paragraph) for paragraph in self.paragraphs)


def direction_of(language: str) -> Literal["ltr", "rtl", "auto"]:
    """How a language runs; "auto" (let the first letter decide) where the language is not known."""
    if not language:
        return "auto"
    return "rtl" if language.partition("-")[0].lower() in RTL_LANGUAGES else "ltr"


def set_excerpt(exact: str, printed: str) -> Passage:
    """Take an excerpt apart for printing.

    Args:
        exact: the clip's words.
        printed: as the editor shortened and explained them; "" for the whole clip.
    """
    printed = printed.replace("\r\n", "\n").strip()
    if not printed:
        return Passage(paragraphs=_split(exact.strip(), ()))
    verdict = verify_excerpt(exact, printed)
    return Passage(paragraphs=_split(printed, verdict.pieces), is_verbatim=verdict.state == "verbatim")


def set_quotation(exact: str, printed: str) -> Passage:
    """Take a quotation apart: like an excerpt, with the outer quotation marks apart so that they hang and never double."""
    passage = set_excerpt(exact, printed)
    words = (printed or exact).strip()
    opens = words.startswith(tuple(_DOUBLE_MARKS))
    closes = words.endswith(tuple(_DOUBLE_MARKS)) and len(words) > 1
    if sum(words.count(mark) for mark in _DOUBLE_MARKS) % 2 == 0 and not (opens and closes):
        opens = closes = False
    return Passage(
        paragraphs=_hang_marks(passage.paragraphs, opens=opens, closes=closes),
        is_verbatim=passage.is_verbatim,
        needs_opening=not opens,
        needs_closing=not closes,
    )


def shorten(passage: Passage, limit: int) -> Passage:
    """The first lines: cut at the end of a sentence (else of a word), with a gap where words are left out.

    Args:
        passage: what is shortened.
        limit: about how many characters stay.
    """
    kept: list[tuple[Run, ...]] = []
    room = limit
    for paragraph in passage.paragraphs:
        length = sum(len(run.text) for run in paragraph)
        if length <= room:
            kept.append(paragraph)
            room -= length
            continue
        if begun := _begin(paragraph, room, is_first=not kept):
            kept.append(begun)
        break
    if kept and kept != list(passage.paragraphs) and kept[-1][-1].kind != "gap":
        kept[-1] = (*kept[-1], Run(kind="verbatim", text=" "), Run(kind="gap", text="[…]"))
    return Passage(paragraphs=tuple(kept), is_verbatim=passage.is_verbatim)


def _begin(paragraph: tuple[Run, ...], room: int, *, is_first: bool) -> tuple[Run, ...]:
    """As much of a paragraph as fits; of a later paragraph only whole sentences."""
    begun: list[Run] = []
    for run in paragraph:
        if len(run.text) > room:
            words = _cut(run.text, room, by_words=is_first and not begun) if run.kind == "verbatim" else ""
            return (*begun, Run(kind="verbatim", text=words)) if words else tuple(begun)
        begun.append(run)
        room -= len(run.text)
    return tuple(begun)


def _cut(text: str, room: int, *, by_words: bool) -> str:
    """The longest beginning that ends a sentence; else, where words will do, whole words, not after a number."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: room + 1])]
    if ends and (not by_words or ends[-1] >= room * _SHORTEST_SHARE):
        return text[: ends[-1]].rstrip()
    head = text[:room]
    if not by_words or " " not in head:
        return head if by_words else ""
    words = head.rpartition(" ")[0]
    while " " in words and words[-1:].isdigit():
        words = words.rpartition(" ")[0]
    return words.rstrip()


def _split(printed: str, pieces: tuple[Piece, ...]) -> Paragraphs:
    """The runs of a text; white space that belongs to no piece stays where it was."""
    runs: list[Run] = []
    at = 0
    for piece in pieces:
        start = printed.index(piece.text, at)
        runs.extend([Run(kind="verbatim", text=printed[at:start]), Run(kind=piece.kind, text=piece.text)])
        at = start + len(piece.text)
    runs.append(Run(kind="verbatim", text=printed[at:]))
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *others = _PARAGRAPH.split(run.text) if run.kind == "verbatim" else [run.text]
        paragraphs[-1].append(Run(kind=run.kind, text=first))
        paragraphs.extend([Run(kind=run.kind, text=text)] for text in others)
    filled = [tuple(run for run in paragraph if run.text) for paragraph in paragraphs]
    return tuple(paragraph for paragraph in filled if paragraph)


def _hang_marks(paragraphs: Paragraphs, *, opens: bool, closes: bool) -> Paragraphs:
    result = [list(paragraph) for paragraph in paragraphs]
    if opens and result:
        first = result[0].pop(0)
        result[0][:0] = [Run(kind="mark", text=first.text[0]), Run(kind=first.kind, text=first.text[1:])]
    if closes and result:
        last = result[-1].pop()
        result[-1] += [Run(kind=last.kind, text=last.text[:-1]), Run(kind="mark", text=last.text[-1])]
    return tuple(tuple(run for run in paragraph if run.text) for paragraph in result)
