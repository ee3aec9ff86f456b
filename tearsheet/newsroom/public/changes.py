"""What readers are told when a source has changed words that we print."""

from dataclasses import dataclass
from typing import Any

from tearsheet.engine.anchors import Difference, word_differences
from tearsheet.newsroom.items.models import ClipCheck, SourceChange

_STATE_WORDS = {
    ClipCheck.State.ABSENT.value: "these words are no longer in its article",
    ClipCheck.State.PAGE_GONE.value: "its page is no longer there",
    ClipCheck.State.UNREADABLE.value: "its page no longer shows the article",
}
_RANK_WORDS = {
    SourceChange.Rank.TYPO: "spelling or punctuation of these words",
    SourceChange.Rank.WORDING: "the wording of this passage",
    SourceChange.Rank.FIGURE_OR_NAME: "a figure or a name in this passage",
    SourceChange.Rank.ATTRIBUTION: "who says this, or how sure it is",
    SourceChange.Rank.WITHDRAWN: "it took back part of this passage",
}
_DIFFERENCES_SHOWN = 5
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A change at a source, for readers.

    Attributes:
        change: with its times and the desk's note.
        words: what changed, in a few words.
        differences: where; empty unless the source's policy lets readers see them.
    """

    change: SourceChange
    words: str
    differences: tuple[Difference, ...] = ()


def make_notice(change: SourceChange, clip: Any) -> Notice:
    """The notice of a change.

    Args:
        change: of this clip.
        clip: with its revision, article and source.
    """
    words = _STATE_WORDS.get(change.state) or _RANK_WORDS.get(SourceChange.Rank(change.rank), "this passage")
    return Notice(change=change, words=words, differences=show_differences(change, clip))


def show_differences(change: SourceChange, clip: Any) -> tuple[Difference, ...]:
    """Where a source's words now differ from ours, where its policy allows; long stretches, which would print the text,
    are left out.
    """
    if change.state != ClipCheck.State.CHANGED or not clip.revision.article.source.may_show_differences:
        return ()
    found = word_differences(clip.exact, change.found)
    return tuple(one for one in found if len(one.before) + len(one.after) <= _LONGEST_SHOWN)[:_DIFFERENCES_SHOWN]
