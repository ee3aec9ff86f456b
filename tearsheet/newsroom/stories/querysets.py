"""Reads of stories, to be chained."""

from datetime import UTC, datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

_NEVER = datetime(1, 1, 2, tzinfo=UTC)


class StoryQuerySet(QuerySet[Any]):
    """Stories."""

    def freshest_first(self) -> Self:
        """By their latest article."""
        return self.order_by("-last_at", "-pk")

    def with_news_for(self, user: Any) -> Self:
        """Each with `new_count`: articles placed since this editor last looked, and `seen_at` (None if never)."""
        visit = _rows("StoryVisit").filter(user=user, story=OuterRef("pk")).values("seen_at")[:1]
        unseen = _rows("Placement").filter(story=OuterRef("pk"), at__gt=Coalesce(OuterRef("seen_at"), Value(_NEVER)))
        counts = unseen.order_by().values("story").annotate(count=Count("pk")).values("count")
        return self.annotate(seen_at=Subquery(visit)).annotate(new_count=Coalesce(Subquery(counts), 0))

    def live(self) -> Self:
        """Stories that hold articles: not those that were merged away or emptied."""
        return self.filter(article_count__gt=0)

    def with_stance_of(self, user: Any) -> Self:
        """Each with `stance`: "follow", "mute", or None where this editor said neither."""
        stances = _rows("Stance").filter(user=user, story=OuterRef("pk"))
        return self.annotate(stance=Subquery(stances.values("kind")[:1]))

    def unmuted(self) -> Self:
        """Without what the editor muted; after `with_stance_of`."""
        return self.filter(Q(stance__isnull=True) | ~Q(stance="mute"))

    def only_news(self) -> Self:
        """Only stories with something unseen; after `with_news_for`."""
        return self.filter(new_count__gt=0)

    def running_since(self, moment: datetime) -> Self:
        """Stories with an article at or after this moment."""
        return self.filter(last_at__gte=moment)

    def unhidden(self) -> Self:
        """Stories but for those of which a rule hides every article."""
        hidden = apps.get_model("intake", "RuleMatch").objects.filter(rule__action="hide")
        if not hidden.exists():
            return self
        shown = _rows("Placement").filter(story=OuterRef("pk")).exclude(article__rule_matches__rule__action="hide")
        touched = _rows("Placement").filter(article__rule_matches__rule__action="hide").values("story")
        return self.filter(~Q(pk__in=touched) | Exists(shown))

    def languages(self) -> list[str]:
        """The languages there are stories in."""
        return sorted(self.order_by().values_list("language", flat=True).distinct())

    def from_source(self, source_id: int) -> Self:
        """Stories in which this source has an article."""
        return self.filter(Exists(_rows("Placement").filter(story=OuterRef("pk"), article__source_id=source_id)))

    def matching(self, words: str) -> Self:
        """Stories with all of the words in their own headline or in one article's headline."""
        stories = self
        for word in words.split()[:12]:
            told = _rows("Placement").filter(story=OuterRef("pk"), article__current__headline__icontains=word)
            stories = stories.filter(Exists(told) | Q(headline__icontains=word))
        return stories


class DecisionQuerySet(QuerySet[Any]):
    """What editors decided about stories."""

    def standing(self) -> Self:
        """Decisions that nobody undid."""
        return self.filter(undone_at__isnull=True)

    def on_board_for(self, user: Any) -> Self:
        """What an editor sees in a story's history: all but what others follow or mute; the latest first."""
        private = Q(kind="stance") & ~Q(actor=user)
        return self.exclude(private).select_related("actor", "undone_by").defer("before", "after").order_by("-pk")


def _rows(model: str) -> QuerySet[Any]:
    """The rows of a model of this stage, which is defined above its querysets."""
    rows: QuerySet[Any] = apps.get_model("stories", model).objects.all()
    return rows
