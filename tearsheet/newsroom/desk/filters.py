"""How the desk's lists are narrowed."""

from datetime import timedelta
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from tearsheet.newsroom.archive.port import Limits
from tearsheet.newsroom.intake.models import Article, Entry, Rule
from tearsheet.newsroom.items.models import SourceChange
from tearsheet.newsroom.sources.models import Feed, Source
from tearsheet.newsroom.stories.models import Stance, Story

RANGES = [("1", "Last 24 hours"), ("3", "Last three days"), ("7", "Last week"), ("30", "Last month")]


def _choice(label: str, choices: Any, **more: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label="All", widget=forms.RadioSelect, **more
    )


class StoryFilters(WagtailFilterSet):
    """Of the inbox."""

    language = _choice("Language", lambda: [(code, code) for code in Story.objects.languages()])
    source = django_filters.ModelChoiceFilter(label="Source", queryset=Source.objects.all(), method="told_by")
    days = _choice("Time", RANGES, method="in_days")
    news = _choice("News", [("mine", "Only what is new to me")], method="only_news")
    stance = _choice("For me", Stance.Kind.choices)

    def told_by(self, stories: Any, _: str, source: Source) -> Any:
        """Stories this source tells."""
        return stories.from_source(source.pk)

    def in_days(self, stories: Any, _: str, days: str) -> Any:
        """Stories with an article in these last days."""
        return stories.running_since(timezone.now() - timedelta(days=int(days)))

    def only_news(self, stories: Any, _: str, __: str) -> Any:
        """Stories with something unseen."""
        return stories.only_news()


class ArticleFilters(WagtailFilterSet):
    """Of the list of articles."""

    source = django_filters.ModelChoiceFilter(label="Source", queryset=Source.objects.all())
    language = _choice("Language", lambda: [(code, code) for code in Article.objects.languages()])
    days = django_filters.DateFromToRangeFilter(field_name="sorted_at", label="Days", widget=DateRangePickerWidget)
    copies = _choice("Copies", [("only", "Only copies"), ("none", "Only originals")], method="by_copy")
    rule = django_filters.ModelChoiceFilter(
        label="Met by the rule", queryset=Rule.objects.all(), field_name="rule_matches__rule"
    )
    story = django_filters.ModelChoiceFilter(
        label="Story",
        field_name="placement__story",
        queryset=Story.objects.all(),
        widget=forms.NumberInput(attrs={"placeholder": "Number of a story"}),
    )

    order = _choice("Order", [("best", "Best match first")], method="as_searched", null_label=None)

    def as_searched(self, articles: Any, _: str, __: str) -> Any:
        """The search sees to it; without words there is no best match."""
        return articles

    def by_copy(self, articles: Any, _: str, value: str) -> Any:
        """Copies or originals."""
        return articles.only_copies() if value == "only" else articles.only_originals()


def read_limits(asked: dict[str, Any]) -> Limits:
    """What the archive is asked for beside words, from the filters of the list of articles.

    Args:
        asked: the cleaned values of `ArticleFilters`.
    """
    source, language, days = asked.get("source"), asked.get("language"), asked.get("days")
    return Limits(
        sources=(source.pk,) if source else (),
        languages=(language,) if language else (),
        since=days.start if days else None,
        until=days.stop + timedelta(microseconds=1) if days and days.stop else None,
    )


class EntryFilters(WagtailFilterSet):
    """Of the list of entries behind the health page."""

    outcome = _choice("Outcome", [*Entry.Outcome.choices, ("pending", "Pending")], method="with_outcome")
    source = django_filters.ModelChoiceFilter(label="Source", field_name="feed__source", queryset=Source.objects.all())
    feed = django_filters.ModelChoiceFilter(label="Feed", queryset=Feed.objects.all())

    def with_outcome(self, entries: Any, _: str, outcome: str) -> Any:
        """Entries that ended so."""
        return entries.pending() if outcome == "pending" else entries.filter(outcome=outcome)


class SourceFilters(WagtailFilterSet):
    """Of the list of sources."""

    state = _choice("State", [("failing", "Failing"), ("paused", "Not followed")], method="in_state")

    def in_state(self, sources: Any, _: str, state: str) -> Any:
        """Sources with a feed in this state."""
        feeds = Feed.objects.failing() if state == "failing" else Feed.objects.filter(is_followed=False)
        return sources.filter(pk__in=feeds.values("source"))


class SourceChangeFilters(WagtailFilterSet):
    """Of the list of changed sources."""

    decision = _choice(
        "Decision", [("all", "Waiting and decided"), *SourceChange.Decision.choices], method="with_decision"
    )
    rank = _choice("What changed", SourceChange.Rank.choices)
    source = django_filters.ModelChoiceFilter(
        label="Source", field_name="clip__revision__article__source", queryset=Source.objects.all()
    )

    def with_decision(self, changes: Any, _: str, decision: str) -> Any:
        """Changes decided so, or all."""
        return changes if decision == "all" else changes.filter(decision=decision)
