"""Whether everything that came in has come to an end, and which."""

from typing import Any

from django.db.models import Count, Max, Sum
from django_tasks_db.models import DBTaskResult

from tearsheet.newsroom.desk.charts import draw_shares
from tearsheet.newsroom.desk.filters import EntryFilters
from tearsheet.newsroom.desk.views.base import DeskListing, DeskPage
from tearsheet.newsroom.intake.models import Entry, Snapshot
from tearsheet.newsroom.sources.models import Feed


class HealthView(DeskPage):
    """Outcomes, failing feeds, the queue and the evidence store."""

    template_name = "desk/health.html"
    page_title = "Health"
    header_icon = "circle-check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the counts."""
        outcomes = count_outcomes()
        shares = [(f"is-{key}", label, count) for key, label, count in outcomes]
        kept = Snapshot.objects.order_by().values("sha256").annotate(size=Max("byte_count"))
        return {
            **super().get_context_data(**kwargs),
            "outcomes": outcomes,
            "entry_count": sum(count for _, _, count in outcomes),
            "shares": draw_shares(shares, label="Entries by outcome"),
            "failing": Feed.objects.followed().failing().select_related("source").order_by("-failure_count", "url"),
            "feed_count": Feed.objects.followed().count(),
            "queue": count_tasks(),
            "evidence": kept.aggregate(count=Count("sha256"), bytes=Sum("size")),
        }


def count_outcomes() -> list[tuple[str, str, int]]:
    """(key, words, count) of every outcome in its fixed order, those still pending last."""
    counts = Entry.objects.all().counted()
    ended = [(str(key), str(label), counts.get(key, 0)) for key, label in Entry.Outcome.choices]
    return [*ended, ("pending", "Pending", counts.get("", 0))]


def count_tasks() -> dict[str, int]:
    """How many tasks stand in the queue by state: READY, RUNNING, FAILED, SUCCESSFUL."""
    rows = DBTaskResult.objects.order_by().values_list("status").annotate(count=Count("pk"))
    return {str(status): count for status, count in rows}


class EntriesView(DeskListing):
    """Entries of feeds with their outcome and its reason."""

    results_template_name = "desk/entries_results.html"
    list_name = "entries"
    page_title = "Entries"
    header_icon = "circle-check"
    filterset_class = EntryFilters
    paginate_by = 50

    def get_base_queryset(self) -> Any:
        """Newest first, with feed and source."""
        return Entry.objects.select_related("feed__source").order_by("-first_seen_at", "-pk")

    def search_queryset(self, queryset: Any) -> Any:
        """By words of the title or of the reason."""
        words = self.search_query
        return queryset.filter(title__icontains=words) | queryset.filter(reason__icontains=words) if words else queryset
