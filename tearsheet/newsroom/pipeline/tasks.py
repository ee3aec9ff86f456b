"""The whole flow, top to bottom. Each task takes a batch, writes it, and enqueues the next step in one transaction.

    schedule.run_due -> poll_feeds(feed_ids)    fetch -> parse -> diff -> record polls and entries
                     -> take_in(entry_ids)      fetch pages -> prepare -> keep -> store articles and revisions -> rules
                     -> group(language)         copies, stories, origins; one worker, in time order

A task that is killed leaves rows that are still due, and `schedule` finds them again.
"""

import logging
from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tearsheet.engine.fetching import FetchRequest, Purpose, fetch_all
from tearsheet.newsroom.intake.actions import Stored, lease_entries, record_entries, store_pages
from tearsheet.newsroom.intake.models import Entry
from tearsheet.newsroom.intake.rule_actions import skip_entries
from tearsheet.newsroom.pipeline.reading import read_polls, take_page
from tearsheet.newsroom.pipeline.ruling import rule_on_articles
from tearsheet.newsroom.sources.actions import record_polls
from tearsheet.newsroom.sources.mapping import known_names, request_for
from tearsheet.newsroom.sources.models import Feed
from tearsheet.newsroom.stories.actions import GROUP_BATCH, group_articles

logger = logging.getLogger("tearsheet.pipeline")

POLL_BATCH = 10
TAKE_BATCH = 40


@task()
def poll_feeds(feed_ids: list[int]) -> dict[str, int]:
    """Look at feeds; record what each says, and take in what is new.

    Returns:
        How many polls ended in each outcome, and how many entries are new or changed.
    """
    feeds = list(Feed.objects.filter(pk__in=feed_ids).select_related("source"))
    answers = fetch_all([request_for(feed) for feed in feeds], settings.FETCH_OPTIONS)
    now = timezone.now()
    polls, diffs = read_polls(list(zip(feeds, answers, strict=True)), now)
    with transaction.atomic():
        entry_ids = skip_entries(entry_ids=record_entries(diffs=diffs, now=now))
        record_polls(feeds=feeds, polls=polls)
        enqueue_take_in(entry_ids)
    counts = Counter(poll.outcome for poll in polls)
    logger.info("polled feeds=%d entries=%d %s", len(feeds), len(entry_ids), dict(counts))
    return {**counts, "entries": len(entry_ids)}


@task()
def take_in(entry_ids: list[int]) -> dict[str, int]:
    """Read the pages of entries, and make articles of them. Entries that have an outcome are passed over.

    Returns:
        How many entries ended in each outcome; "" counts those that will be tried again.
    """
    entries = list(Entry.objects.pending().filter(pk__in=entry_ids).select_related("feed__source").order_by("pk"))
    answers = fetch_all(
        [FetchRequest(url=entry.url, purpose=Purpose.PAGE) for entry in entries], settings.FETCH_OPTIONS
    )
    names = known_names()
    pages = [take_page(entry, answer, names) for entry, answer in zip(entries, answers, strict=True)]
    stored = store_pages(pages=pages, now=timezone.now(), then=go_on)
    counts = Counter(outcome for _, outcome in stored.outcomes)
    logger.info("took in entries=%d %s", len(entries), dict(counts))
    return dict(counts)


@task(queue_name="group")
def group(language: str) -> dict[str, int]:
    """Put new articles of a language into stories; goes on in a next task while there are more."""
    with transaction.atomic():
        grouped = group_articles(language=language)
        if grouped.article_count == GROUP_BATCH:
            group.enqueue(language)
    logger.info("grouped language=%s articles=%d copies=%d", language, grouped.article_count, grouped.copy_count)
    return {"articles": grouped.article_count, "copies": grouped.copy_count, "stories": len(grouped.story_ids)}


def enqueue_take_in(entry_ids: list[int]) -> None:
    """Enqueue the taking in of entries, in batches, and lease them so that nobody enqueues them again meanwhile."""
    lease_entries(entry_ids=entry_ids, until=timezone.now() + settings.LEASE)
    for start in range(0, len(entry_ids), TAKE_BATCH):
        take_in.enqueue(entry_ids[start : start + TAKE_BATCH])


def go_on(stored: Stored) -> None:
    """What follows on taking in, in the same transaction: the desk's rules, then grouping."""
    rule_on_articles(article_ids=[article.pk for article in stored.articles])
    enqueue_grouping(stored.languages)


def enqueue_grouping(languages: Iterable[str]) -> None:
    """Enqueue grouping for languages that have new articles."""
    for language in sorted(languages):
        group.enqueue(language)
