"""What is known of an article over time: captures come in any order, old ones after new ones."""

from collections.abc import Iterable
from datetime import datetime

from tearsheet.newsroom.intake.models import Revision


class History:
    """The revisions of one article, in the order in which its page said them.

    Each revision was seen at least twice: when its snapshot was captured, and when the same words were last seen. What
    counts is these sightings, never the order of taking in.
    """

    def __init__(self, revisions: Iterable[Revision] = ()) -> None:
        self._revisions = list(revisions)

    @property
    def newest(self) -> Revision:
        """What the page said when it was last seen.

        Raises:
            ValueError: if there is no revision yet.
        """
        return max(self._revisions, key=lambda revision: (revision.seen_at, revision.number))

    @property
    def next_number(self) -> int:
        """The number of the next revision: they are counted as they come in, so no number ever changes."""
        return max((revision.number for revision in self._revisions), default=0) + 1

    def find_same(self, *, headline: str, text_sha256: str, at: datetime) -> Revision | None:
        """The revision that says what a page said at a time, if it was seen just before or just after it.

        A page that said A, then B, then A again has three revisions, so all others do not count.
        """
        before, after = self._neighbours(at)
        return next(
            (
                revision
                for revision in (before, after)
                if revision and revision.text_sha256 == text_sha256 and revision.headline == headline
            ),
            None,
        )

    def add(self, revision: Revision) -> None:
        """One more revision, with its snapshot."""
        self._revisions.append(revision)

    def _neighbours(self, at: datetime) -> tuple[Revision | None, Revision | None]:
        """What was seen last up to a time, and first after it."""
        sightings = sorted(
            ((time, revision.number, revision) for revision in self._revisions for time in _times(revision)),
            key=lambda sighting: sighting[:2],
        )
        before = [revision for time, _, revision in sightings if time <= at]
        after = [revision for time, _, revision in sightings if time > at]
        return (before[-1] if before else None), (after[0] if after else None)


def _times(revision: Revision) -> tuple[datetime, datetime]:
    return revision.snapshot.fetched_at, revision.seen_at
