"""What can be wrong with what we are asked to follow. The docstring is the message."""


class SourceError(Exception):
    """A source could not be followed."""

    def __init__(self, detail: str = "") -> None:
        sentence = (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(f"{sentence} ({detail})" if detail else sentence)


class NothingToFollow(SourceError):
    """There is no feed here, and no link to one: give the address of the feed itself."""


class FollowingNotAllowed(SourceError):
    """You do not have the right to follow sources."""
