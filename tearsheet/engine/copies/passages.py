"""The words two texts share, word for word."""

from tearsheet.engine.model import Span

from .words import locate_words

_SEED_LENGTH = 4
_FEWEST_WORDS = 6
_MOST_PLACES = 16


def shared_passages(a: str, b: str) -> tuple[tuple[Span, Span], ...]:
    """The longest runs of at least six equal words (case, marks and white space aside), in the order of `a`.

    Returns:
        For each run its place in `a` and in `b` (code points). Runs do not overlap in `a`; in `b` they may.
    """
    left, right = locate_words(a), locate_words(b)
    left_words, right_words = [word for word, _ in left], [word for word, _ in right]
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(right_words) - _SEED_LENGTH + 1):
        found = places.setdefault(tuple(right_words[at : at + _SEED_LENGTH]), [])
        if len(found) < _MOST_PLACES:
            found.append(at)
    passages: list[tuple[Span, Span]] = []
    at = 0
    while at < len(left_words) - _SEED_LENGTH + 1:
        starts = places.get(tuple(left_words[at : at + _SEED_LENGTH]), ())
        length, start = max(
            ((_run_length(left_words, at, right_words, start), -start) for start in starts), default=(0, 0)
        )
        if length < _FEWEST_WORDS:
            at += 1
            continue
        passages.append((_cover(left, at, length), _cover(right, -start, length)))
        at += length
    return tuple(passages)


def _run_length(left: list[str], at: int, right: list[str], start: int) -> int:
    length = _SEED_LENGTH
    while at + length < len(left) and start + length < len(right) and left[at + length] == right[start + length]:
        length += 1
    return length


def _cover(words: list[tuple[str, Span]], at: int, length: int) -> Span:
    return Span(start=words[at][1].start, end=words[at + length - 1][1].end)
