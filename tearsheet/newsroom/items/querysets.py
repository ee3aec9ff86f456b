"""Reads of clips and items, to be chained."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from tearsheet.engine.anchors import normalise


class ClipQuerySet(QuerySet[Any]):
    """Clips."""

    def with_provenance(self) -> Self:
        """With revision, article and source in the same query, without the blocks."""
        return self.select_related("revision__article__source", "revision__snapshot").defer("revision__blocks")

    def recent_first(self) -> Self:
        """Newest first."""
        return self.order_by("-created_at", "-pk")


def _cited_live(**where: Any) -> Exists:
    """Whether a published item prints it."""
    return Exists(apps.get_model("items", "Citation").objects.filter(item__live=True, **where))


class WatchQuerySet(QuerySet[Any]):
    """Watched articles."""

    def cited(self) -> Self:
        """Those that a published item cites."""
        return self.filter(_cited_live(clip__revision__article=OuterRef("article")))

    def due(self, now: datetime) -> Self:
        """Cited articles whose time has come and that nobody looks at, the longest due first."""
        return self.filter(next_look_at__lte=now).cited().order_by("next_look_at", "pk")

    def for_looking(self) -> Self:
        """With article, source and current page in the same query."""
        return self.select_related("article__source", "article__current__snapshot")


class SourceChangeQuerySet(QuerySet[Any]):
    """Changes at sources."""

    def current(self) -> Self:
        """Those that last, of clips that a published item prints."""
        return self.filter(_cited_live(clip=OuterRef("clip")), ended_at__isnull=True)

    def undecided(self) -> Self:
        """Those that wait for an editor."""
        return self.current().filter(decision="")

    def gravest_first(self) -> Self:
        """By rank, then the newest."""
        return self.order_by("-rank", "-found_at", "-pk")

    def for_desk(self) -> Self:
        """With clip, source and the published items that print it, in three queries."""
        citations = apps.get_model("items", "Citation").objects.filter(item__live=True).select_related("item")
        return self.select_related("clip__revision__article__source", "revision", "decided_by").prefetch_related(
            Prefetch("clip__citations", queryset=citations)
        )

    def matching(self, words: str) -> Self:
        """With the words in the passage, in its headline or in an item's."""
        found = self.filter(clip__exact__icontains=words) | self.filter(clip__revision__headline__icontains=words)
        return (found | self.filter(clip__citations__item__title__icontains=words)).distinct()


class CorrectionQuerySet(QuerySet[Any]):
    """Entries of the ledger."""

    def in_force(self) -> Self:
        """Withdrawals and recalls that still hold."""
        return self.filter(kind__in=("withdrawal", "recall"), ended_at__isnull=True)

    def for_ledger(self) -> Self:
        """Newest first, each with its item and `is_killed`: whether that is withdrawn, so that its headline is not told.

        Entries of items that not everybody may read are left out.
        """
        items = apps.get_model("items.ItemPage").objects.public().order_by().values("pk")
        killed = self.model.objects.in_force().filter(kind="withdrawal", item=OuterRef("item"))
        public = self.filter(Q(item__isnull=True) | Q(item__in=items))
        return public.select_related("item").annotate(is_killed=Exists(killed)).order_by("-at", "-pk")


class TakedownQuerySet(QuerySet[Any]):
    """Takedowns."""

    def in_force(self) -> Self:
        """Those not lifted."""
        return self.filter(lifted_at__isnull=True)

    def covering(self, clips: Iterable[Any]) -> dict[int, Any]:
        """The takedown in force that covers each of these clips, by the clip's key; one query.

        A takedown covers its clip and whatever was cut from the same article and holds some of its words: an
        overlapping passage of the same revision, or the same words in another.

        Args:
            clips: with their revisions; None is passed over.
        """
        by_article: dict[int, list[Any]] = {}
        for clip in clips:
            if clip is not None:
                by_article.setdefault(clip.revision.article_id, []).append(clip)
        rows = self.in_force().filter(clip__revision__article__in=by_article).select_related("clip__revision")
        rows = rows.defer("clip__revision__text", "clip__revision__blocks", "clip__revision__fingerprint")
        return {
            clip.pk: takedown
            for takedown in (rows if by_article else ())
            for clip in by_article[takedown.clip.revision.article_id]
            if shares_words(clip, takedown.clip)
        }


def shares_words(clip: Any, other: Any) -> bool:
    """Whether two clips of one article hold the same words, wholly or in part."""
    if clip.revision_id == other.revision_id:
        return clip.start < other.end and other.start < clip.end
    one, two = normalise(clip.exact), normalise(other.exact)
    return one in two or two in one


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

    def in_feeds(self) -> Self:
        """Published ones, and withdrawn ones: whoever took these must be told."""
        withdrawn = apps.get_model("items.Correction").objects.in_force().filter(kind="withdrawal")
        return self.filter(Q(live=True) | Q(pk__in=withdrawn.order_by().values("item")))

    def printing(self, clip_ids: Iterable[int]) -> Self:
        """Items whose stored body or updates refer to any of these clips, drafts not yet published aside."""
        wanted = rf'"clip": ({"|".join(str(int(key)) for key in clip_ids) or "none"})[,}}]'
        updates = apps.get_model("items.Update").objects.annotate(raw=Cast("body", TextField()))
        bodies = self.annotate(raw=Cast("body", TextField())).filter(raw__regex=wanted)
        return self.filter(
            Q(pk__in=bodies.order_by().values("pk"))
            | Q(pk__in=updates.filter(raw__regex=wanted).order_by().values("item"))
        )

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
            self.select_related("icon", "picture", "story__merged_into")
            .prefetch_related("picture__renditions")
            .annotate(
                update_count=Coalesce(Subquery(counted), 0),
                last_update_at=Subquery(updates.values("at")[:1]),
                last_update_is_day_only=Subquery(updates.values("is_day_only")[:1]),
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
