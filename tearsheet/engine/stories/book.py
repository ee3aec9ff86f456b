"""The book of live stories of one language: what grouping remembers between two articles."""

import math
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from .describe import Description
from .states import Key, Member, StoryState, make_state

#: A story without news for so long takes no more articles.
LIVE_FOR = timedelta(days=14)
_FADE_EVERY = 2_000
_FADE = 0.8
_FORGET_BELOW = 0.5
_RETIRE_EVERY = 500
_SMOOTHING = 50


class StoryBook:
    """Live stories with an inverted index over their terms, and how common each term is at present.

    The book changes as articles are placed in it; the same articles in the same order give the same book.
    """

    def __init__(self) -> None:
        self._members: dict[Key, list[Member]] = {}
        self._story_of: dict[Key, Key] = {}
        self._postings: defaultdict[str, dict[Key, float]] = defaultdict(dict)
        self._term_counts: defaultdict[str, float] = defaultdict(float)
        self._article_count = 0.0
        self._placed_count = 0
        self._now: datetime | None = None

    @classmethod
    def restore(cls, rows: Iterable[tuple[Key, Key, Description]]) -> "StoryBook":
        """Rebuild a book from rows of (article, story, description), in time order."""
        book = cls()
        for key, story, description in rows:
            book.place(key, story, description)
        return book

    def __len__(self) -> int:
        """How many stories are live."""
        return len(self._members)

    def __contains__(self, story: object) -> bool:
        """Whether a story is live."""
        return story in self._members

    @property
    def stories(self) -> tuple[Key, ...]:
        """The live stories, the oldest first."""
        return tuple(self._members)

    def state(self, story: Key) -> StoryState:
        """A live story; KeyError if there is none of this name."""
        return make_state(self._members[story])

    def story_of(self, key: Key) -> Key | None:
        """The live story an article is in, or None."""
        return self._story_of.get(key)

    def put(self, story: Key, state: StoryState) -> None:
        """Set a story's members, after a merge, a split or an editor's move; articles leave the stories they were in."""
        self.remove(story)
        for member in state.members:
            self._take_out(member.key)
            self._add(story, member)

    def remove(self, story: Key) -> None:
        """Forget a story; nothing happens if it is not there."""
        for member in list(self._members.get(story, ())):
            self._take_out(member.key)

    def place(self, key: Key, story: Key, description: Description) -> None:
        """Put an article into a story, a new one or a live one, and learn how common its terms are."""
        self._take_out(key)
        self._learn(description)
        self._add(story, Member(key=key, published_at=description.published_at, vector=self.weigh(description)))

    def weigh(self, description: Description) -> tuple[tuple[str, float], ...]:
        """The terms of a description, the rarer the heavier, scaled to length 1."""
        total = math.log(_SMOOTHING + self._article_count)
        vector = [
            (term, weight * (total - math.log1p(self._term_counts.get(term, 0.0))))
            for term, weight in description.terms
        ]
        length = math.sqrt(sum(weight * weight for _, weight in vector)) or 1.0
        return tuple((term, weight / length) for term, weight in vector)

    def similarities(self, vector: tuple[tuple[str, float], ...]) -> dict[Key, float]:
        """The mean cosine to the members of each live story that shares a term (0 to 1)."""
        sums: defaultdict[Key, float] = defaultdict(float)
        for term, weight in vector:
            for story, held in self._postings.get(term, {}).items():
                sums[story] += weight * held
        return {story: total / len(self._members[story]) for story, total in sums.items()}

    def last_at(self, story: Key) -> datetime:
        """When a live story's newest article was published."""
        return self._members[story][-1].published_at

    def shared_terms(self, story: Key, vector: tuple[tuple[str, float], ...], most: int) -> tuple[str, ...]:
        """The terms that speak most for putting an article into a story."""
        parts = {term: weight * self._postings.get(term, {}).get(story, 0.0) for term, weight in vector}
        heaviest = sorted((term for term in parts if parts[term] > 0), key=lambda term: (-parts[term], term))
        return tuple(heaviest[:most])

    def _learn(self, description: Description) -> None:
        """Count terms; old counts fade, so that yesterday's news is not today's rarity."""
        self._now = max(self._now, description.published_at) if self._now else description.published_at
        self._placed_count += 1
        self._article_count += 1
        for term, _ in description.terms:
            self._term_counts[term] += 1
        if self._placed_count % _FADE_EVERY == 0:
            self._article_count *= _FADE
            faded = {term: count * _FADE for term, count in self._term_counts.items()}
            self._term_counts = defaultdict(
                float, {term: count for term, count in faded.items() if count > _FORGET_BELOW}
            )
        if self._placed_count % _RETIRE_EVERY == 0:
            self._retire(self._now)

    def _retire(self, now: datetime) -> None:
        for story in [story for story in self._members if now - self.last_at(story) > LIVE_FOR]:
            self.remove(story)

    def _add(self, story: Key, member: Member) -> None:
        insort(self._members.setdefault(story, []), member, key=lambda one: (one.published_at, str(one.key)))
        self._story_of[member.key] = story
        for term, weight in member.vector:
            held = self._postings[term]
            held[story] = held.get(story, 0.0) + weight

    def _take_out(self, key: Key) -> None:
        story = self._story_of.pop(key, None)
        if story is None:
            return
        members = [member for member in self._members[story] if member.key != key]
        gone = next(member for member in self._members[story] if member.key == key)
        if members:
            self._members[story] = members
        else:
            del self._members[story]
        for term, _ in gone.vector:
            held = self._postings[term]
            # Summed anew rather than subtracted, so that nothing of the article remains.
            rest = sum(dict(member.vector).get(term, 0.0) for member in members)
            if rest:
                held[story] = rest
            else:
                del held[story]
                if not held:
                    del self._postings[term]
