"""Reads of entries, articles and revisions, to be chained."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When


class EntryQuerySet(QuerySet[Any]):
    """Entries of feeds."""

    def pending(self) -> Self:
        """Entries without an outcome yet."""
        return self.filter(outcome="")

    def due(self, now: datetime) -> Self:
        """Pending entries that nobody works on, oldest first."""
        return self.pending().filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def counted(self) -> dict[str, int]:
        """How many entries ended with each outcome; "" for those that are still pending."""
        rows = self.order_by().values_list("outcome").annotate(count=Count("pk"))
        return dict(rows)


class ArticleQuerySet(QuerySet[Any]):
    """Articles."""

    def with_sources(self) -> Self:
        """With source and current revision in the same query, without the long texts."""
        return self.select_related("source__owner_family", "current").defer("current__text", "current__blocks")

    def for_listing(self) -> Self:
        """With sources, story, what it copies and `revision_count`, as a list of articles needs them."""
        counts = (
            apps.get_model("intake", "Revision").objects.filter(article=OuterRef("pk")).order_by().values("article")
        )
        return (
            self.with_sources()
            .select_related("placement__story", "copy__of__source")
            .with_marks()
            .annotate(revision_count=Subquery(counts.annotate(count=Count("pk")).values("count")))
        )

    def with_marks(self) -> Self:
        """With the rules that have met each, in one more query."""
        matches = apps.get_model("intake", "RuleMatch").objects.select_related("rule").order_by("pk")
        return self.prefetch_related(Prefetch("rule_matches", queryset=matches))

    def hidden(self) -> Self:
        """Articles that a rule keeps out of the inbox."""
        return self.filter(Exists(_hiding(OuterRef("pk"))))

    def unhidden(self) -> Self:
        """Articles that no rule keeps out of the inbox."""
        return self.filter(~Exists(_hiding(OuterRef("pk"))))

    def only_copies(self) -> Self:
        """Articles that repeat another."""
        return self.filter(copy__isnull=False)

    def only_originals(self) -> Self:
        """Articles that repeat no other."""
        return self.filter(copy__isnull=True)

    def languages(self) -> list[str]:
        """The languages there are articles in."""
        return sorted(self.order_by().exclude(language="").values_list("language", flat=True).distinct())

    def freshest_first(self) -> Self:
        """By the time they became news."""
        return self.order_by("-sorted_at", "-pk")

    def ungrouped(self, language: str) -> Self:
        """Articles of a language that no story holds yet, in time order."""
        return self.filter(language=language, placement__isnull=True, current__isnull=False).order_by("sorted_at", "pk")

    def in_order(self, keys: Sequence[int]) -> Self:
        """The articles of these primary keys, in this order."""
        places = [When(pk=key, then=place) for place, key in enumerate(keys)]
        return self.filter(pk__in=keys).order_by(Case(*places) if places else "pk")


class RevisionQuerySet(QuerySet[Any]):
    """Revisions of articles."""

    def with_times(self) -> Self:
        """With what tells them apart and when each was seen, without their texts."""
        told_apart = ("article", "number", "headline", "text_sha256", "seen_at", "snapshot__fetched_at")
        return self.select_related("snapshot").only(*told_apart)

    def in_time_order(self) -> Self:
        """By when their pages were captured, which for old captures is not the order they came in."""
        return self.order_by("snapshot__fetched_at", "number")

    def before(self, revision: Any) -> Any:
        """The one its page said before this one, or None."""
        at = revision.snapshot.fetched_at
        earlier = Q(snapshot__fetched_at__lt=at) | Q(snapshot__fetched_at=at, number__lt=revision.number)
        return self.filter(earlier).in_time_order().last()


class RuleQuerySet(QuerySet[Any]):
    """Rules."""

    def at_work(self) -> Self:
        """Rules that are switched on, with all that matching needs."""
        return self.filter(is_on=True).with_conditions()

    def with_conditions(self) -> Self:
        """With sources and feeds."""
        return self.prefetch_related("sources", "feeds")

    def with_counts(self) -> Self:
        """Each with `match_count`."""
        return self.annotate(match_count=Count("matches"))


def _hiding(article: Any) -> QuerySet[Any]:
    """The matches by which rules hide an article."""
    matches: QuerySet[Any] = apps.get_model("intake", "RuleMatch").objects.filter(article=article, rule__action="hide")
    return matches
