"""Reads of stories, to be chained."""

from typing import Any, Self

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery


class StoryQuerySet(QuerySet[Any]):
    """Stories."""

    def freshest_first(self) -> Self:
        """By their latest article."""
        return self.order_by("-last_at", "-pk")

    def with_news_for(self, user: Any) -> Self:
        """Each with `new_count`: articles placed since this editor last looked, and `seen_at` (None if never)."""
        from tearsheet.newsroom.stories.models import StoryVisit

        visit = StoryVisit.objects.filter(user=user, story=OuterRef("pk")).values("seen_at")[:1]
        return self.annotate(seen_at=Subquery(visit)).annotate(
            new_count=Count(
                "placements", filter=Q(seen_at__isnull=True) | Q(placements__at__gt=F("seen_at")), distinct=True
            )
        )

    def from_source(self, source_id: int) -> Self:
        """Stories in which this source has an article."""
        from tearsheet.newsroom.stories.models import Placement

        return self.filter(Exists(Placement.objects.filter(story=OuterRef("pk"), article__source_id=source_id)))

    def matching(self, words: str) -> Self:
        """Stories with all of the words in their own headline or in one article's headline."""
        from tearsheet.newsroom.stories.models import Placement

        stories = self
        for word in words.split()[:12]:
            stories = stories.filter(
                Exists(Placement.objects.filter(story=OuterRef("pk"), article__current__headline__icontains=word))
                | Q(headline__icontains=word)
            )
        return stories
