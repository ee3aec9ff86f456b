"""Reads of sources and feeds, to be chained."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Count, Max, Q, QuerySet


class SourceQuerySet(QuerySet[Any]):
    """Sources."""

    def with_counts(self) -> Self:
        """Each with `feed_count`, `entry_count` and `last_entry_at`."""
        return self.annotate(
            feed_count=Count("feeds", distinct=True),
            entry_count=Count("feeds__entries", distinct=True),
            last_entry_at=Max("feeds__entries__first_seen_at"),
        )


class FeedQuerySet(QuerySet[Any]):
    """Feeds."""

    def followed(self) -> Self:
        """Feeds that are polled at all."""
        return self.filter(is_followed=True)

    def due(self, now: datetime) -> Self:
        """Followed feeds whose time has come, longest waiting first."""
        return self.followed().filter(next_poll_at__lte=now).order_by("next_poll_at", "pk")

    def failing(self) -> Self:
        """Feeds whose last poll went wrong."""
        return self.filter(~Q(last_error=""))
