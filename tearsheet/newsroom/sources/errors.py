"""What can be wrong with what we are asked to follow."""


class SourceError(Exception):
    """A source could not be followed."""


class NothingToFollow(SourceError):
    """Neither this page nor the pages it links to are a feed."""
