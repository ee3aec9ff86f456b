"""What can stand against a decision about stories. The docstring is the message."""


class StoryError(Exception):
    """This could not be decided."""

    def __init__(self, detail: str = "") -> None:
        sentence = (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(f"{sentence} {detail}".strip())


class NotAllowed(StoryError):
    """You do not have the right to decide this: ask an editor."""


class NoReason(StoryError):
    """Say why, in a few words: whoever reads the history wants to know."""


class NothingChosen(StoryError):
    """No article of this story is chosen: select some first."""


class NothingChanges(StoryError):
    """Everything is like that already, so nothing was changed."""


class SameStory(StoryError):
    """This is the story itself: choose another one."""


class EmptyStory(StoryError):
    """That story has no articles any more: choose another one."""


class NothingStays(StoryError):
    """A split leaves articles on both sides: leave at least one out."""


class NoCopy(StoryError):
    """This article is not marked as a copy."""


class NoName(StoryError):
    """A story needs a name."""


class BadThreshold(StoryError):
    """A threshold is a number above 0 and at most 1."""


class UndoRefused(StoryError):
    """This can no longer be undone as a whole, so nothing was changed."""
