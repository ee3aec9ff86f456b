"""What rules meet, and what one would do to what is stored: reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tearsheet.newsroom.intake.models import Article, Entry, Rule
from tearsheet.newsroom.intake.rule_matching import (
    Candidate,
    Conditions,
    find_contradiction,
    fold_language,
    fold_text,
    is_met,
    read_phrases,
)
from tearsheet.newsroom.sources.models import Feed, Source

#: How many days back a rule is tried, and how many articles at most: the newest.
PREVIEW_DAYS = 14
PREVIEW_LIMIT = 20_000
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a rule would do to what came in lately.

    Attributes:
        days: how many days back it was tried.
        looked_at: how many articles (or entries, for a rule that skips) it was tried on.
        keys: those that it meets, newest first.
        impossible: why it can never meet anything, a sentence each; empty if it can.
        is_cut: whether there was more than `PREVIEW_LIMIT` to look at.
    """

    days: int
    looked_at: int
    keys: tuple[int, ...]
    impossible: tuple[str, ...]
    is_cut: bool = False

    @property
    def share(self) -> float:
        """The part of what was looked at that it meets, in [0, 1]."""
        return len(self.keys) / self.looked_at if self.looked_at else 0.0

    @property
    def is_everything(self) -> bool:
        """Whether it meets all there is."""
        return bool(self.keys) and len(self.keys) == self.looked_at


def read_conditions(rule: Rule) -> Conditions:
    """What a rule asks for; its sources and feeds should be prefetched."""
    return Conditions(
        sources=frozenset(source.pk for source in rule.sources.all()),
        feeds=frozenset(feed.pk for feed in rule.feeds.all()),
        language=fold_language(rule.language),
        headline_only=rule.place == Rule.Place.HEADLINE,
        all_of=read_phrases(rule.all_words),
        any_of=read_phrases(rule.any_words),
        none_of=read_phrases(rule.no_words),
    )


def is_for_all(conditions: Conditions) -> bool:
    """Whether nothing is asked for, so that it meets everything."""
    return conditions in (Conditions(), Conditions(headline_only=True))


def article_candidates(articles: Any) -> Iterator[Candidate]:
    """Articles as rules look at them, in a query or two each `_CHUNK`.

    Args:
        articles: a queryset of articles, ordered.
    """
    fields = ("pk", "source_id", "language", "current__headline", "current__description", "current__text")
    for rows in _chunks(articles.filter(current__isnull=False).values_list(*fields)):
        feeds: dict[int, set[int]] = defaultdict(set)
        for article, feed in Entry.objects.filter(article__in=[row[0] for row in rows]).values_list(
            "article_id", "feed_id"
        ):
            feeds[article].add(feed)
        for key, source, language, headline, description, text in rows:
            folded = fold_text(headline)
            yield Candidate(
                key=key,
                source=source,
                feeds=frozenset(feeds[key]),
                language=fold_language(language),
                headline=folded,
                text=folded + fold_text(f"{description}\n{text}"),
            )


def entry_candidates(entries: Any) -> Iterator[Candidate]:
    """Entries as rules look at them before their pages are read: title, summary, and the source's language.

    Args:
        entries: a queryset of entries, ordered.
    """
    fields = ("pk", "feed__source_id", "feed__source__language", "feed_id", "title", "summary")
    for rows in _chunks(entries.values_list(*fields)):
        for key, source, language, feed, title, summary in rows:
            folded = fold_text(title)
            yield Candidate(
                key=key,
                source=source,
                feeds=frozenset({feed}),
                language=fold_language(language),
                headline=folded,
                text=folded + fold_text(summary),
            )


def find_met(rules: Iterable[tuple[int, Conditions]], candidates: Iterable[Candidate]) -> Iterator[tuple[int, int]]:
    """(rule, candidate) for each rule that meets a candidate.

    Args:
        rules: key and conditions of each.
        candidates: read once.
    """
    asked = list(rules)
    for candidate in candidates:
        for rule, conditions in asked:
            if is_met(conditions, candidate):
                yield rule, candidate.key


def preview_rule(rule: Rule, *, now: datetime, days: int = PREVIEW_DAYS) -> Preview:
    """Try a rule on what came in during the last days; nothing is written.

    Args:
        rule: on or off, stored.
        now: until when.
        days: how many days back.
    """
    conditions = read_conditions(rule)
    since = now - timedelta(days=days)
    rows: Any
    if rule.action == Rule.Action.SKIP:
        rows = Entry.objects.filter(first_seen_at__gte=since).order_by("-first_seen_at", "-pk")
        candidates = entry_candidates(rows)
    else:
        rows = Article.objects.filter(first_seen_at__gte=since, current__isnull=False).freshest_first()
        candidates = article_candidates(rows)
    looked_at = rows.count()
    met = tuple(key for _, key in find_met([(rule.pk, conditions)], candidates))
    return Preview(
        days=days,
        looked_at=min(looked_at, PREVIEW_LIMIT),
        keys=met,
        impossible=tuple(find_flaws(rule, conditions)),
        is_cut=looked_at > PREVIEW_LIMIT,
    )


def find_flaws(rule: Rule, conditions: Conditions) -> Iterator[str]:
    """Why a rule can never meet anything, a sentence for each reason; nothing if it can."""
    yield from _find_empty_words(rule)
    if contradiction := find_contradiction(conditions):
        yield contradiction
    sources, feeds = list(rule.sources.all()), list(rule.feeds.all())
    yield from _find_unfollowed(sources, feeds)
    if sources and feeds and not conditions.sources & {feed.source_id for feed in feeds}:
        yield "None of its feeds belongs to any of its sources."
    if conditions.language and not _is_spoken(conditions):
        where = "by these sources" if conditions.sources else "by any source"
        yield f"Nothing is published in “{rule.language}” {where}: no source is in that language, and no article."
    if rule.language and not conditions.language:
        yield f"“{rule.language}” is no language: give its two letters, for example en."


def _find_empty_words(rule: Rule) -> Iterator[str]:
    for label, lines in (("all", rule.all_words), ("any", rule.any_words), ("none", rule.no_words)):
        if lines.strip() and not read_phrases(lines):
            yield f"There is no word in “{label} of these”: “{lines.strip()[:40]}” has no letter or number."


def _find_unfollowed(sources: list[Source], feeds: list[Feed]) -> Iterator[str]:
    followed = set(Feed.objects.followed().filter(source__in=sources).values_list("source_id", flat=True))
    if sources and not followed:
        names = ", ".join(source.name for source in sources)
        yield f"Nothing comes in from {names} any more: none of the feeds is followed."
    if feeds and not any(feed.is_followed for feed in feeds):
        yield "None of its feeds is followed any more."


def _is_spoken(conditions: Conditions) -> bool:
    """Whether a source is in this language, or an article that we have."""
    sources = Source.objects.filter(pk__in=conditions.sources) if conditions.sources else Source.objects.all()
    if any(fold_language(tag) == conditions.language for tag in sources.values_list("language", flat=True).distinct()):
        return True
    articles = Article.objects.filter(source__in=sources) if conditions.sources else Article.objects.all()
    return articles.filter(language__startswith=conditions.language).exists()


def _chunks(rows: Any) -> Iterator[list[Any]]:
    """A queryset in lists of `_CHUNK`, without holding all of it."""
    chunk: list[Any] = []
    for row in rows[:PREVIEW_LIMIT].iterator(chunk_size=_CHUNK):
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
