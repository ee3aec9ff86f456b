"""Reads of clips and items, to be chained."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet


class ClipQuerySet(QuerySet[Any]):
    """Clips."""

    def with_provenance(self) -> Self:
        """With revision, article and source in the same query, without the blocks."""
        return self.select_related("revision__article__source", "revision__snapshot").defer("revision__blocks")

    def recent_first(self) -> Self:
        """Newest first."""
        return self.order_by("-created_at", "-pk")


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The half-open interval of a calendar day in the site's time zone."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class ItemQuerySet(PageQuerySet):
    """Items."""

    def newest_first(self) -> Self:
        """By first publication: an update does not move an item."""
        return self.order_by("-first_published_at", "-pk")

    def recently_edited(self) -> Self:
        """By their latest draft."""
        return self.order_by("-latest_revision_created_at", "-pk")

    def editable_by(self, user: Any) -> Self:
        """Items this user may edit."""
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        return self.filter(pk__in=pages.order_by().values("pk"))

    def on_day(self, day: date) -> Self:
        """First published on this day, in the site's time zone."""
        start, end = day_bounds(day)
        return self.filter(first_published_at__gte=start, first_published_at__lt=end)

    def for_listing(self) -> Self:
        """With icon, picture, story and counts of updates, as a list of items needs them.

        Counted per item in subqueries: a join would group all items before the first twenty are taken.
        """
        updates = apps.get_model("items.Update").objects.filter(item=OuterRef("pk")).order_by("-at")
        counted = updates.order_by().values("item").annotate(count=Count("pk")).values("count")
        return (
            self.select_related("icon", "picture", "story")
            .prefetch_related("picture__renditions")
            .annotate(
                update_count=Coalesce(Subquery(counted), 0),
                last_update_at=Subquery(updates.values("at")[:1]),
            )
        )

    def awaiting_updates(self) -> Self:
        """Live items about a story: those for which the story's new articles are offered as updates."""
        return self.live().filter(story__isnull=False)


class NominationQuerySet(QuerySet[Any]):
    """Nominations."""

    def open(self) -> Self:
        """Those nobody has decided on."""
        return self.filter(state="open")

    def for_listing(self) -> Self:
        """With all that a row shows, in the same query."""
        return self.select_related(
            "article__source", "article__current", "article__placement__story", "section", "nominated_by", "rule",
            "decided_by", "item",
        ).defer("article__current__text", "article__current__blocks")  # fmt: skip
