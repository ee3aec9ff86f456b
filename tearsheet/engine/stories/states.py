"""A story as a value: its members, and what they are about together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

Key = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article in a story.

    Attributes:
        key: the caller's name of the article.
        published_at: aware UTC.
        vector: its terms with weights of Euclidean length 1, as rare as they were when it came.
    """

    key: Key
    published_at: datetime
    vector: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryState:
    """A story; always equal for equal members, whatever happened to them before.

    Attributes:
        members: by time, then by key.
    """

    members: tuple[Member, ...]

    @property
    def last_at(self) -> datetime:
        """When its newest article was published."""
        return self.members[-1].published_at

    @property
    def keys(self) -> tuple[Key, ...]:
        """The articles' keys, by time."""
        return tuple(member.key for member in self.members)


def make_state(members: Iterable[Member]) -> StoryState:
    """A story of these members (at least one)."""
    by_key = {member.key: member for member in members}
    return StoryState(members=tuple(sorted(by_key.values(), key=lambda member: (member.published_at, str(member.key)))))


def merge_states(one: StoryState, other: StoryState) -> StoryState:
    """One story of two. `split_state(merge_states(a, b), b.keys)` gives `(a, b)` back, if they share no article."""
    return make_state((*one.members, *other.members))


def split_state(state: StoryState, keys: Collection[Key]) -> tuple[StoryState, StoryState]:
    """Take articles out of a story.

    Returns:
        What stays, and what was taken out.

    Raises:
        ValueError: one of the two would be empty, or an article is not in the story.
    """
    wanted = set(keys)
    if not wanted <= set(state.keys):
        raise ValueError("these articles are not all in the story")
    stays = [member for member in state.members if member.key not in wanted]
    leaves = [member for member in state.members if member.key in wanted]
    if not stays or not leaves:
        raise ValueError("a split leaves articles on both sides")
    return make_state(stays), make_state(leaves)
