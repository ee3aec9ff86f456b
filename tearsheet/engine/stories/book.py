"""The book of live stories of one language: what grouping remembers between two articles."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median_low

import numpy as np

from .describe import Description, Key
from .rarity import Rarity
from .shelf import Shelf, Vector

#: A story without news for so long takes no more articles.
LIVE_FOR = timedelta(days=14)
_RETIRE_EVERY = 50
_MOST_RETIRED = 8 * _RETIRE_EVERY
#: What the time is, is told by so many articles, so that a few wrong clocks retire nothing.
_WITNESSES = 501
_NEAREST_ROWS = 48
_MOST_STORIES = 16
#: A long story is known by its latest articles.
_MOST_MEMBERS = 24
_FEWEST_FOR_RENEWAL = 4_096

_Place = tuple[datetime, str, Key]


def _by_time(place: _Place) -> tuple[datetime, str]:
    return place[:2]


class StoryBook:
    """Live stories with an index over their articles' terms, and how common each term is at present.

    The book changes as articles are placed in it; the same articles in the same order give the same book.
    """

    def __init__(self) -> None:
        self._members: dict[Key, list[_Place]] = {}
        # The rows of each story's articles, in the order of its members.
        self._rows: dict[Key, list[int]] = {}
        self._story_of: dict[Key, Key] = {}
        self._story_in_row: list[Key | None] = []
        self._shelf = Shelf()
        self._rarity = Rarity()
        self._placed_at: deque[datetime] = deque(maxlen=_WITNESSES)
        self._placed_count = 0
        # Every story stands here once for each of its articles, so that the oldest need not be searched for.
        self._ageing: deque[tuple[datetime, Key]] = deque()

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

    def members(self, story: Key) -> tuple[Key, ...]:
        """The articles of a live story, by time; KeyError if there is none of this name."""
        return tuple(key for _, _, key in self._members[story])

    def story_of(self, key: Key) -> Key | None:
        """The live story an article is in, or None."""
        return self._story_of.get(key)

    def remove(self, story: Key) -> None:
        """Forget a story; nothing happens if it is not there."""
        for _, _, key in list(self._members.get(story, ())):
            self.take_out(key)

    def take_out(self, key: Key) -> None:
        """Forget an article; nothing happens if it is not there."""
        story = self._story_of.pop(key, None)
        if story is None:
            return
        at = next(at for at, place in enumerate(self._members[story]) if place[2] == key)
        del self._members[story][at]
        row = self._rows[story].pop(at)
        if not self._members[story]:
            del self._members[story], self._rows[story]
        self._shelf.discard(row)
        self._story_in_row[row] = None

    def place(self, key: Key, story: Key, description: Description) -> None:
        """Put an article into a story, a new one or a live one, and learn how common its terms are."""
        self.take_out(key)
        rows = self._latest_rows(story) if story in self._members else []
        held = self._shelf.holds(self._rarity.number(description.terms), rows) if rows else None
        self._add(key, story, description.published_at, self._rarity.learn(description.terms, held))
        self._placed_at.append(description.published_at)
        self._placed_count += 1
        if self._placed_count % _RETIRE_EVERY == 0:
            self._retire(median_low(self._placed_at))

    def weigh(self, description: Description) -> Vector:
        """The heaviest terms of a description, the rarer the heavier, scaled to length 1."""
        return self._rarity.weigh(description.terms)

    def similarities(self, vector: Vector) -> dict[Key, float]:
        """The mean cosine to the (latest 24) members of the 16 live stories that share most (0 to 1)."""
        stories: dict[Key, None] = {}
        for row in self._shelf.nearest(vector, _NEAREST_ROWS):
            story = self._story_in_row[row]
            if story is not None:
                stories[story] = None
            if len(stories) == _MOST_STORIES:
                break
        if not stories:
            return {}
        rows: list[int] = []
        counts: list[int] = []
        for story in stories:
            latest = self._latest_rows(story)
            rows += latest
            counts.append(len(latest))
        starts = np.cumsum([0, *counts[:-1]])
        sums = np.add.reduceat(self._shelf.cosines(vector, rows), starts)
        return dict(zip(stories, (sums / counts).tolist(), strict=True))

    def cohesion(self, story: Key) -> tuple[float, int]:
        """The mean cosine between a live story's (latest 24) members, and how many pairs they make; 0 and 0 for one."""
        rows = self._latest_rows(story)
        pair_count = len(rows) * (len(rows) - 1) // 2
        return (self._shelf.mean_cosine(rows), pair_count) if pair_count else (0.0, 0)

    def last_at(self, story: Key) -> datetime:
        """When a live story's newest article was published."""
        return self._members[story][-1][0]

    def shared_terms(self, story: Key, vector: Vector, most: int) -> tuple[str, ...]:
        """The terms that speak most for putting an article into a story."""
        parts = vector.weights * self._shelf.held(vector, self._latest_rows(story))
        heaviest = np.argsort(-parts, kind="stable")[:most]
        heaviest = heaviest[parts.take(heaviest) > 0]
        return tuple(map(self._rarity.spell, vector.terms.take(heaviest).tolist()))

    def _latest_rows(self, story: Key) -> list[int]:
        return self._rows[story][-_MOST_MEMBERS:]

    def _retire(self, now: datetime) -> None:
        for _ in range(min(len(self._ageing), _MOST_RETIRED)):
            if abs(now - self._ageing[0][0]) <= LIVE_FOR:
                break
            at, story = self._ageing.popleft()
            if at > now:
                # A clock that is ahead of its time must not stand in the way of the others.
                self._ageing.append((at, story))
            elif story in self._members and now - self.last_at(story) > LIVE_FOR:
                self.remove(story)
        if len(self._story_in_row) > max(_FEWEST_FOR_RENEWAL, 2 * len(self._story_of)):
            self._renew()

    def _renew(self) -> None:
        """Write what is live on a new shelf, so that memory follows the live stories and not the stream."""
        old, self._shelf, self._story_in_row = self._shelf, Shelf(), []
        for story, rows in self._rows.items():
            self._rows[story] = [self._shelf.add(old.vector(row)) for row in rows]
            self._story_in_row += [story] * len(rows)

    def _add(self, key: Key, story: Key, at: datetime, vector: Vector) -> None:
        row = self._shelf.add(vector)
        places, place = self._members.setdefault(story, []), (at, str(key), key)
        last = len(places) if not places or places[-1][0] < at else bisect_right(places, place[:2], key=_by_time)
        places.insert(last, place)
        self._rows.setdefault(story, []).insert(last, row)
        self._ageing.append((at, story))
        self._story_of[key] = story
        self._story_in_row.append(story)
