"""A cited passage when its page is read again: when to look, and what became of the words.

A page that cannot be read proves nothing about the passage. So a passage is only called gone on a page that is still
the article: not on one that shows little text (a login wall, a consent page, a teaser) or another text (a soft 404, the
front page, the same address in another language).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tearsheet.engine.errors import PassageAbsent
from tearsheet.engine.text import split_sentences

from .differences import Difference, nearest_passage, word_differences
from .normalisation import normalise
from .ranking import EditRank, rank_edit
from .select import Selector, anchor_excerpt

#: A page is read again once the time since the last look exceeds this share of its age, both taken at that moment.
STALE_SHARE = 0.2
SHORTEST_WAIT = timedelta(minutes=30)
LONGEST_WAIT = timedelta(days=30)
#: How often, and over how long, an absence must be seen before it is believed.
CONFIRMING_LOOKS = 3
CONFIRMING_TIME = timedelta(days=1)
#: Looks that confirm an absence are so far apart.
CONFIRMING_WAIT = CONFIRMING_TIME / (CONFIRMING_LOOKS - 1)
_LONGEST_RETRY_AFTER = timedelta(days=1)
_MOST_DOUBLINGS = 12

_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
_ALIKE = 0.5
_SAME_ARTICLE = 0.2
_SHORTENED = 0.5
_WINDOW, _WINDOWS = 16, 200
_LONGEST_SPREAD = 2
_MOST_SENTENCES = 20

SightingState = Literal["unchanged", "changed", "gone", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What became of a passage.

    Attributes:
        state: "unchanged" after the named normalisation; "changed" stands there in other words; "gone" from a page that
            still is the article; "unreadable" if the page does not show the article, so that nothing is known.
        rank: of the edit.
        found: the words that stand there now; "" unless unchanged or changed.
        differences: of a changed passage, where; spans count in the passage as it was.
    """

    state: SightingState
    rank: EditRank = EditRank.NONE
    found: str = ""
    differences: tuple[Difference, ...] = ()


def next_look_at(
    now: datetime, *, fresh_at: datetime, failure_count: int = 0, retry_after_seconds: float | None = None
) -> datetime:
    """When to read a cited page again: often while it is new, ever more rarely as it ages, never not at all.

    The rule is diffengine's (DocNow, `Entry.stale`): read again when staleness / age exceeds a fifth. Solved for the
    moment at which that comes true it is a quarter of the age now; here within 30 minutes and 30 days. A page of five
    days has been read some twenty times, one of a year some forty times.

    Args:
        now: aware, the time of the look.
        fresh_at: aware, when the page was published, or when our passage was last seen to change. A time to come (a
            clock that is wrong) counts as now.
        failure_count: looks that failed since the last good one; each doubles the wait.
        retry_after_seconds: how long the server wants to be left alone; at most a day is granted.
    """
    age = max(now - fresh_at, timedelta())
    wait = min(max(age * (STALE_SHARE / (1 - STALE_SHARE)), SHORTEST_WAIT), LONGEST_WAIT)
    doublings: int = 2 ** min(max(failure_count, 0), _MOST_DOUBLINGS)
    wait = min(wait * doublings, LONGEST_WAIT)
    asked = timedelta(seconds=max(retry_after_seconds or 0.0, 0.0))
    return now + max(wait, min(asked, _LONGEST_RETRY_AFTER))


def is_confirmed(*, look_count: int, since: datetime, now: datetime) -> bool:
    """Whether an absence was seen often enough, and for long enough, to be believed: three looks over a day.

    Args:
        look_count: looks in a row that found the page absent, this one included.
        since: aware, the first of them.
        now: aware, this one.
    """
    return look_count >= CONFIRMING_LOOKS and now - since >= CONFIRMING_TIME


def follow_passage(exact: str, *, kept: str, reread: str, language: str | None = None) -> Sighting:
    """Look for a passage in an article's text as it was read again.

    Args:
        exact: the passage, as it was cut from `kept`.
        kept: the text it was cut from.
        reread: the text as it reads now.
        language: of the article, or None.
    """
    if normalise(exact) in normalise(reread):
        return Sighting(state="unchanged", found=exact)
    found = _locate(exact, reread)
    if found:
        differences = word_differences(exact, found)
        rank = rank_edit(exact, found, language=language)
        if rank is EditRank.NONE:
            return Sighting(state="unchanged", found=found)
        sighting = Sighting(state="changed", rank=rank, found=found, differences=differences)
    else:
        sighting = Sighting(state="gone", rank=EditRank.WITHDRAWN)
    if sighting.rank is EditRank.WITHDRAWN and not _is_still_the_article(kept, reread):
        return Sighting(state="unreadable")
    return sighting


def stands_on(page: str, exact: str) -> bool:
    """Whether a passage stands anywhere on a page, letter by letter; spaces, quotation marks and dashes may differ.

    For the whole of a page's words: an article that was read badly has not lost a passage that the page still shows.
    """
    return _anchor(page, exact) is not None


def _is_still_the_article(kept: str, reread: str) -> bool:
    """Whether a text is still that article: not much shorter, and with some of its words in their order."""
    old, new = _letters(kept), _letters(reread)
    return len(new) >= _SHORTENED * len(old) and _resemblance(old, new) >= _SAME_ARTICLE


def _resemblance(old: str, new: str) -> float:
    """The share of samples of the old letters that stand in the new ones, 0 to 1."""
    step = max(_WINDOW, len(old) // _WINDOWS)
    samples = [old[at : at + _WINDOW] for at in range(0, max(1, len(old) - _WINDOW + 1), step)]
    return sum(sample in new for sample in samples) / len(samples)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _locate(exact: str, reread: str) -> str:
    """What stands in a passage's place now; "" if hardly any of it is there.

    Each paragraph is looked for by itself, so that a paragraph put between two of ours is seen for what it is.
    """
    places = [place for part in _PARAGRAPHS.split(exact.strip()) for place in _places(part, reread)]
    if not places:
        return ""
    start, end = min(low for low, _ in places), max(high for _, high in places)
    if end - start <= _LONGEST_SPREAD * len(exact):
        return reread[start:end]
    return "\n\n".join(reread[low:high] for low, high in sorted(set(places)))


def _places(part: str, reread: str) -> Iterator[tuple[int, int]]:
    anchored = _anchor(reread, part)
    if anchored is not None:
        yield anchored.start, anchored.end
        return
    if rest := _find_rest(part, reread):
        yield rest
        return
    near = nearest_passage(reread, part)
    if near is not None and near[1] >= _ALIKE:
        yield near[0].start, near[0].end


def _find_rest(part: str, reread: str) -> tuple[int, int] | None:
    """Where a paragraph stands from which sentences were taken out, if all others stand there and nothing else does.

    Without its first or last sentence it must begin or end a paragraph: else these may have been rewritten.
    """
    sentences = [part[span.start : span.end] for span in split_sentences(part)]
    if not 1 < len(sentences) <= _MOST_SENTENCES:
        return None
    found = [(sentence, at) for sentence in sentences if (at := _anchor(reread, sentence))]
    if not found or len(found) == len(sentences):
        return None
    start, end = found[0][1].start, found[-1][1].end
    if normalise(reread[start:end]) != normalise(" ".join(sentence for sentence, _ in found)):
        return None
    begins = found[0][0] is sentences[0] or reread[:start].rstrip(" ")[-1:] in {"", "\n"}
    ends = found[-1][0] is sentences[-1] or reread[end:].lstrip(" ")[:1] in {"", "\n"}
    return (start, end) if begins and ends else None


def _anchor(text: str, words: str) -> Selector | None:
    try:
        return anchor_excerpt(text, words)
    except PassageAbsent:
        return None
