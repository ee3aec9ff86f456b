"""The smallest honest difference between two texts, in whole words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tearsheet.engine.model import Span

from .normalisation import DROPPABLE, MARKS, normalise

_WORD = re.compile(rf"[\w{DROPPABLE}]+(?:['’.,\-\u2010\u2011][\w{DROPPABLE}]+)*|[^\w\s]")
_PARAGRAPH = re.compile(r"\s*\n\s*")
_LONGEST_COMPARED = 600
_HIDDEN = frozenset(DROPPABLE)
_WITHOUT_DROPPABLE = str.maketrans("", "", DROPPABLE)
_FREQUENT = 64
_MARGIN = 12
_SAME_PARAGRAPH = 0.5

#: Where a word stands: its first code point and the one after its last.
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where two texts differ.

    Attributes:
        before: the words of the source (or of the older revision); "" where there are none.
        after: the words of the excerpt (or of the newer revision); "" where there are none.
        span: where `before` stands in the source; empty where words were added.
    """

    before: str
    after: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One paragraph that is not the same in two revisions.

    Attributes:
        kind: what happened to it.
        before, after: the paragraph in the older and in the newer revision; "" if it is not there.
        differences: for a changed paragraph, its words; spans count in `before`.
    """

    kind: Literal["added", "removed", "changed"]
    before: str
    after: str
    differences: tuple[Difference, ...] = ()


def compare_revisions(old: str, new: str) -> tuple[Change, ...]:
    """What changed between two revisions of an article, paragraph by paragraph, in reading order.

    Differences of the named normalisation (white space, Unicode form, typographic quotation marks) are none.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    matcher = SequenceMatcher(
        None, [normalise(text) for text in before], [normalise(text) for text in after], autojunk=False
    )
    changes: list[Change] = []
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if tag != "equal":
            changes.extend(_pair_paragraphs(before[low:high], after[new_low:new_high]))
    return tuple(changes)


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in _PARAGRAPH.split(text.strip()) if paragraph]


def _pair_paragraphs(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """Pair each old paragraph with the first new one that is mostly the same; what finds no pair came or went."""
    changes: list[Change] = []
    next_new = 0
    for old in before:
        pair = next((at for at in range(next_new, len(after)) if _likeness(old, after[at]) >= _SAME_PARAGRAPH), None)
        if pair is None:
            changes.append(Change(kind="removed", before=old, after=""))
            continue
        changes.extend(Change(kind="added", before="", after=new) for new in after[next_new:pair])
        differences = word_differences(old, after[pair])
        changes.append(Change(kind="changed", before=old, after=after[pair], differences=differences))
        next_new = pair + 1
    changes.extend(Change(kind="added", before="", after=new) for new in after[next_new:])
    return changes


def _likeness(one: str, other: str) -> float:
    """Share of words in common, 0 to 1 (Dice)."""
    left, right = (Counter(_WORD.findall(text)) for text in (one, other))
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def word_differences(source: str, excerpt: str) -> tuple[Difference, ...]:
    """Where two texts differ, word by word, after the named normalisation.

    Very long differing stretches (over 600 words) are given whole, so that the work stays bounded.
    """
    places, words = _words(source)
    new_places, plain_words = _words(excerpt)
    new_words = _as_keys(excerpt, new_places, plain_words, set(words))
    shared = _shared_length(words, new_words)
    shared_end = _shared_length(words[shared:][::-1], new_words[shared:][::-1])
    middle = words[shared : len(words) - shared_end]
    new_middle = new_words[shared : len(new_words) - shared_end]
    if max(len(middle), len(new_middle)) <= _LONGEST_COMPARED:
        codes = SequenceMatcher(None, middle, new_middle, autojunk=False).get_opcodes()
    else:
        codes = [("replace", 0, len(middle), 0, len(new_middle))]
    return tuple(
        Difference(
            before=_between(source, places, shared + low, shared + high),
            after=_between(excerpt, new_places, shared + new_low, shared + new_high),
            span=_range(places, shared + low, shared + high, len(source)),
        )
        for tag, low, high, new_low, new_high in codes
        if tag != "equal"
    )


def _shared_length(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two sequences begin with in common."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


def nearest_passage(source: str, excerpt: str) -> tuple[Span, float] | None:
    """The passage of `source` that is most like `excerpt`, and the share of the excerpt's words it holds (0 to 1)."""
    places, words = _words(source)
    all_words = _words(excerpt)[1]
    excerpt_words = all_words[:_LONGEST_COMPARED]
    offset = _best_diagonal(words, excerpt_words)
    if offset is None:
        return None
    low = max(0, offset - _MARGIN)
    window = words[low : offset + len(excerpt_words) + _MARGIN]
    blocks = [
        block
        for block in SequenceMatcher(None, window, excerpt_words, autojunk=False).get_matching_blocks()
        if block.size
    ]
    if not blocks:
        return None
    # The passage begins as many words before the first match as the excerpt does, and ends likewise.
    first = max(0, low + blocks[0].a - blocks[0].b)
    last_match = blocks[-1]
    missing = len(all_words) - last_match.b - last_match.size
    last = min(len(words), low + last_match.a + last_match.size + missing)
    share = sum(block.size for block in blocks) / len(excerpt_words)
    return Span(start=places[first][0], end=places[last - 1][1]), share


def _best_diagonal(words: Sequence[str], excerpt_words: Sequence[str]) -> int | None:
    """The position in `words` where most of the excerpt's words fall into place; rarer words count more."""
    places: dict[str, list[int]] = {word: [] for word in excerpt_words}
    for at, word in enumerate(words):
        if word in places:
            places[word].append(at)
    votes: Counter[int] = Counter()
    for at, word in enumerate(excerpt_words):
        found = places[word]
        for place in found[:_FREQUENT]:
            votes[(place - at) // _MARGIN] += 1_000_000 // len(found)
    if not votes:
        return None
    best = min(votes, key=lambda bucket: (-votes[bucket] - votes[bucket + 1] // 2, bucket))
    return max(0, best * _MARGIN)


def _words(text: str) -> tuple[list[_Place], list[str]]:
    """Where the words of a text stand, and each as it is compared (a word that comes often is read once)."""
    places = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end] for start, end in places]
    keys = {word: _key(word) for word in set(words)}
    return places, [keys[word] for word in words]


def _key(word: str) -> str:
    return unicodedata.normalize("NFC", word.translate(_WITHOUT_DROPPABLE)).translate(MARKS)


def _as_keys(excerpt: str, places: Sequence[_Place], words: Sequence[str], known: set[str]) -> list[str]:
    """The excerpt's words, but one that hides an invisible character stays different from the visible word."""
    return [
        word if word not in known or _HIDDEN.isdisjoint(excerpt[start:end]) else f"{word}\0"
        for (start, end), word in zip(places, words, strict=True)
    ]


def _between(text: str, places: Sequence[_Place], low: int, high: int) -> str:
    return text[places[low][0] : places[high - 1][1]] if high > low else ""


def _range(places: Sequence[_Place], low: int, high: int, length: int) -> Span:
    if high > low:
        return Span(start=places[low][0], end=places[high - 1][1])
    at = places[low][0] if low < len(places) else length
    return Span(start=at, end=at)
