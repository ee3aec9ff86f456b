"""An article as paragraphs of tokens, with what the rules and the word lists say of each."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.attributions import Attribution, Range
from tearsheet.engine.quotes.lexicon import get_lexicon
from tearsheet.engine.quotes.marks import find_marked, unify_marks

ROLES = ("content", "source", "cue")
#: How each role is written in a label: B-C begins a content, I-C goes on with it.
LETTERS = {"content": "C", "source": "S", "cue": "Q"}
_TOKEN = re.compile(r"\w+(?:[’'\-.&@/]\w+)*|``|''|[^\w\s]")
_STOPS = frozenset(".!?")


@dataclass(slots=True)
class Paragraph:
    """A line of an article as parallel lists.

    Attributes:
        starts, ends: where each token stands: code points, half-open.
        words, lows: as written and in lower case.
        kinds: what the word lists say of each word.
        quoted: "(" opens marked words, "I" is inside, ")" closes, "-" is outside.
        rules: the label that the rules' reading gives.
        sentences: for each token, the first token of its sentence and the end.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    lows: list[str]
    kinds: list[str]
    quoted: list[str]
    rules: list[str]
    sentences: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.starts)


def read_paragraphs(text: str, found: Sequence[Attribution], *, language: str = "en") -> Iterator[Paragraph]:
    """The paragraphs of an article that hold a word; `found` is what the rules read in it."""
    kinds_of = _list_kinds(language)
    marked = find_marked(unify_marks(text))
    opens, closes = [span.start for span in marked], [span.end for span in marked]
    spans = collect_spans(found)
    for line in re.finditer(r"[^\n]+", text):
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text, line.start(), line.end())]
        if not tokens:
            continue
        starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
        words = [text[start:end] for start, end in tokens]
        lows = [word.lower() for word in words]
        yield Paragraph(
            starts=starts,
            ends=ends,
            words=words,
            lows=lows,
            kinds=[kinds_of.get(low, "-") for low in lows],
            quoted=[_find_quoted(start, opens, closes) for start in starts],
            rules=label_tokens(starts, spans),
            sentences=_cut_sentences(words),
        )


def collect_spans(attributions: Iterable[Attribution]) -> list[tuple[int, int, str]]:
    """All ranges of all roles, in order, with the letter of their role; of two that overlap the first is kept."""
    spans = sorted(
        (start, end, LETTERS[role]) for one in attributions for role in ROLES for start, end in getattr(one, role)
    )
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def label_tokens(starts: Sequence[int], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """A label for each token: "O", or where in a span of which role it stands."""
    labels = ["O"] * len(starts)
    low = bisect_left(spans, (starts[0], 0, "")) if starts else 0
    for start, end, letter in spans[max(0, low - 1) :]:
        if start > starts[-1]:
            break
        first = bisect_left(starts, start)
        for at in range(first, bisect_left(starts, end)):
            labels[at] = f"{'B' if at == first else 'I'}-{letter}"
    return labels


def find_ranges(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans that labels tell: first token, end, letter."""
    spans: list[tuple[int, int, str]] = []
    first = 0
    for at in range(1, len(labels) + 1):
        goes_on = at < len(labels) and labels[at] == f"I-{labels[first][2:]}"
        if goes_on and labels[first] != "O":
            continue
        if labels[first] != "O":
            spans.append((first, at, labels[first][2:]))
        first = at
    return spans


def to_range(paragraph: Paragraph, span: tuple[int, int]) -> Range:
    """The code points that tokens take."""
    return paragraph.starts[span[0]], paragraph.ends[span[1] - 1]


def _find_quoted(start: int, opens: Sequence[int], closes: Sequence[int]) -> str:
    at = bisect_left(opens, start + 1) - 1
    if at >= 0 and start < closes[at]:
        return "(" if start == opens[at] else "I"
    return ")" if at >= 0 and start - closes[at] <= 1 else "-"


def _cut_sentences(words: Sequence[str]) -> list[tuple[int, int]]:
    """The sentence of each token: a stop ends it, with the mark after it."""
    borders = [0]
    for at in range(len(words) - 1):
        follows = words[at + 1]
        if words[at] in _STOPS and (follows[0].isupper() or (not follows[0].isalnum() and follows not in ".,;:)")):
            is_mark = not follows[0].isalnum() and at + 2 < len(words) and words[at + 2][0].isupper()
            borders.append(at + 1 + (is_mark and follows in "\"”»'’"))
    borders.append(len(words))
    return [(first, end) for first, end in itertools.pairwise(borders) for _ in range(first, end)]


@cache
def _list_kinds(language: str) -> dict[str, str]:
    """What each word of the word lists is; the last that names a word counts."""
    lexicon = get_lexicon(language)
    kinds: dict[str, str] = {}
    for name, words in (
        ("det", lexicon.determiners),
        ("prep", lexicon.prepositions),
        ("time", lexicon.days),
        ("title", lexicon.titles),
        ("aux", lexicon.auxiliaries | lexicon.passive),
        ("that", lexicon.that),
        ("who", lexicon.relative),
        ("pron", lexicon.pronouns),
        ("think", frozenset(lexicon.cues)),
        ("noun", lexicon.sayings & lexicon.ambiguous),
        ("said", lexicon.sayings - lexicon.ambiguous),
        ("tell", lexicon.tell),
    ):
        kinds.update(dict.fromkeys(words, name))
    return kinds
