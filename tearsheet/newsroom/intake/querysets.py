"""Reads of entries, articles and revisions, to be chained."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet


class EntryQuerySet(QuerySet[Any]):
    """Entries of feeds."""

    def pending(self) -> Self:
        """Entries without an outcome yet."""
        return self.filter(outcome="")

    def due(self, now: datetime) -> Self:
        """Pending entries that nobody works on, oldest first."""
        return self.pending().filter(next_try_at__lte=now).order_by("next_try_at", "pk")


class ArticleQuerySet(QuerySet[Any]):
    """Articles."""

    def with_sources(self) -> Self:
        """With source and current revision in the same query, without the long texts."""
        return self.select_related("source__owner_family", "current").defer("current__text", "current__blocks")

    def freshest_first(self) -> Self:
        """By the time they became news."""
        return self.order_by("-sorted_at", "-pk")

    def ungrouped(self, language: str) -> Self:
        """Articles of a language that no story holds yet, in time order."""
        return self.filter(language=language, placement__isnull=True, current__isnull=False).order_by("sorted_at", "pk")

    def matching(self, words: str) -> Self:
        """Articles whose headline or text has all of the words. For small archives; the search port replaces it."""
        query = Q()
        for word in words.split()[:12]:
            query &= Q(current__headline__icontains=word) | Q(current__text__icontains=word)
        return self.filter(query)
