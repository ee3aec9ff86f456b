"""Put one article into the story it belongs to, or open a new one."""

import math
from dataclasses import dataclass
from datetime import timedelta

from .book import LIVE_FOR, StoryBook
from .describe import Description, Key

#: How much an article must stand out among a hundred live stories.
STORY_THRESHOLD = 0.09
_USUAL_STORIES = 100
#: The more stories there are, the more is alike by chance: the threshold grows with the logarithm of their number.
_GROWTH = 0.44
_RIVALS = 10
#: The nearest rivals may be splinters of the same story: they do not speak against it.
_SPARED = 2
#: After so long without news a story takes only what is twice as much like it.
_FADE = timedelta(days=2)
#: A story whose articles are much alike takes only what is about half as much like them.
_COHESION_SHARE = 0.55
_PRIOR_PAIRS = 2
#: Copies of one text are alike beyond measure; they must not keep other reports of the event out.
_MOST_COHESION = 0.3
_TERMS_IN_REASON = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Where an article belongs.

    Attributes:
        story: the story's name: the key of the article that opened it.
        score: how much more it is like this story than like its rivals, 0 to 1; 0 for a story of its own.
        reason: in words: "shares: ferry, alder, brenn" or "nothing like it in the last 14 days".
        is_new: whether this article opened the story.
    """

    story: Key
    score: float
    reason: str
    is_new: bool


def assign_story(
    description: Description,
    book: StoryBook,
    *,
    key: Key,
    threshold: float = STORY_THRESHOLD,
) -> Assignment:
    """Decide the story of the next article in time order, and write it into the book.

    The similarity to a story is the mean cosine to its articles, fading with the time since its newest one. Two things
    are asked of the most similar story. It must stand out: exceed the mean of the fourth to thirteenth by `threshold`
    (more, where more than a hundred stories are live; less, where fewer are), so that a stream full of one topic needs
    more than a common topic. And the article must fit in: be .55 times as much like the story's articles as these are
    like each other, so that a story told alike by all does not swallow the next event of its kind. An article that is
    already in the book is placed anew.

    Args:
        description: of the article.
        book: the live stories of its language; changed.
        key: the caller's name of the article; a story that it opens takes it as its name.
        threshold: 0 (anything goes together) to 1.
    """
    book.take_out(key)
    vector = book.weigh(description)
    scores: dict[Key, float] = {}
    for story, similarity in book.similarities(vector).items():
        age = abs(description.published_at - book.last_at(story))
        if age <= LIVE_FOR:
            scores[story] = similarity / (1 + age / _FADE)
    ranked = sorted(scores.items(), key=lambda item: (item[1], str(item[0])), reverse=True)[: 1 + _SPARED + _RIVALS]
    if ranked:
        best, similarity = ranked[0]
        score = similarity - sum(rival for _, rival in ranked[1 + _SPARED :]) / _RIVALS
        if score >= _asked(threshold, len(book)) and _fits(similarity, book, best, threshold):
            reason = "shares: " + ", ".join(book.shared_terms(best, vector, _TERMS_IN_REASON))
            book.place(key, best, description)
            return Assignment(story=best, score=min(1.0, score), reason=reason, is_new=False)
    book.place(key, key, description)
    reason = f"nothing like it in the last {LIVE_FOR.days} days"
    return Assignment(story=key, score=0.0, reason=reason, is_new=True)


def _asked(threshold: float, story_count: int) -> float:
    """The threshold among so many live stories; 0 stays 0 and 1 stays 1, however many there are."""
    crowding = (1 + _GROWTH * math.log1p(story_count)) / (1 + _GROWTH * math.log1p(_USUAL_STORIES))
    return threshold * (crowding + (1.0 - crowding) * threshold**2)


def _fits(similarity: float, book: StoryBook, story: Key, threshold: float) -> bool:
    """Whether an article is about as much like a story as its articles are alike."""
    if similarity >= _COHESION_SHARE * _MOST_COHESION:
        return True
    return similarity >= _COHESION_SHARE * _expected(book, story, threshold)


def _expected(book: StoryBook, story: Key, threshold: float) -> float:
    """How much a story's articles are alike; with few pairs to go by, nearer to twice the threshold."""
    cohesion, pair_count = book.cohesion(story)
    expected = (cohesion * pair_count + 2 * threshold * _PRIOR_PAIRS) / (pair_count + _PRIOR_PAIRS)
    return min(expected, _MOST_COHESION)
