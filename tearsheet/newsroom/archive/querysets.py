"""Reads of what the archive knows, to be chained."""

from typing import Any

from django.db.models import F, Max, Q, QuerySet

from tearsheet.newsroom.intake.models import Article


class ArchivedQuerySet(QuerySet[Any]):
    """Articles in the index."""

    def newest_revision(self) -> int:
        """The highest primary key of an archived revision; 0 if there is none."""
        return int(self.aggregate(newest=Max("revision_id"))["newest"] or 0)


def unarchived() -> QuerySet[Article]:
    """Articles whose current revision is not in the index, by the age of that revision."""
    behind = Q(archived__isnull=True) | ~Q(archived__revision=F("current"))
    return Article.objects.filter(behind, current__isnull=False).order_by("current_id")
