"""What the walk over an article finds, before it is judged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tearsheet.engine.model import Block

#: Stands for `<br>` while text is gathered; two in a row part paragraphs.
BREAK = "\u2028"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block and what speaks for or against it.

    Attributes:
        block: what would be published.
        link_share: share of its characters that are link text, [0, 1].
        is_title: it is the page's `h1`.
    """

    block: Block
    link_share: float = 0.0
    is_title: bool = False


def collapse(text: str) -> str:
    """A text with each run of white space as one space, and none around it; every other character stays."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """A text for comparison: its words in lower case, a space between two."""
    if text.isascii():  # many times faster
        return " ".join(text.lower().translate(_PUNCTUATION).split())
    return " ".join(_WORD.findall(text.lower().replace("\u00ad", "")))


def mark_breaks(body: LexborNode) -> None:
    """Put a character where each `<br>` stands, so that text does not grow together there."""
    for node in body.css("br"):
        node.replace_with(BREAK)


_WORD = re.compile(r"\w+")
_PUNCTUATION = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_SPLIT = re.compile(rf"\s*{BREAK}\s*(?:{BREAK}\s*)+")


def find_parts(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text stand that two or more `<br>` part: code points, half-open."""
    start = 0
    if BREAK in text:
        for gap in _SPLIT.finditer(text):
            yield start, gap.start()
            start = gap.end()
    yield start, len(text)


def split_breaks(text: str) -> list[str]:
    """The paragraphs of a text that two or more `<br>` part, collapsed; none of them blank."""
    return [part for part in (collapse(text[start:end]) for start, end in find_parts(text)) if part]
