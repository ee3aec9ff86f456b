"""The whole flow, top to bottom. Each task takes a batch, writes it, and enqueues the next step in one transaction.

    schedule.run_due -> poll_feeds(feed_ids)    fetch -> parse -> diff -> record polls and entries
                     -> take_in(entry_ids)      fetch pages -> prepare -> keep -> store articles and revisions -> rules
                     -> group(language)         copies, stories, origins; one worker, in time order
                     -> archive()               the index of all articles; the same worker, the only one to write it
                     -> watch_cited(watch_ids)  re-read pages that published items cite -> follow our passages -> record

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
from tearsheet.newsroom.archive.actions import ARCHIVE_BATCH, archive_articles
from tearsheet.newsroom.intake.actions import Stored, lease_entries, record_entries, store_pages
from tearsheet.newsroom.intake.models import Entry
from tearsheet.newsroom.intake.rule_actions import skip_entries
from tearsheet.newsroom.items.actions import lease_watches, record_looks
from tearsheet.newsroom.items.models import SourceChange, Watch
from tearsheet.newsroom.pipeline.reading import read_polls, take_page
from tearsheet.newsroom.pipeline.ruling import rule_on_articles
from tearsheet.newsroom.pipeline.watching import conclude, read_again, request_to_look
from tearsheet.newsroom.sources.actions import record_polls
from tearsheet.newsroom.sources.mapping import known_names, request_for
from tearsheet.newsroom.sources.models import Feed
from tearsheet.newsroom.stories.actions import GROUP_BATCH, group_articles

logger = logging.getLogger("tearsheet.pipeline")

POLL_BATCH = 10
TAKE_BATCH = 40
WATCH_BATCH = 20


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


@task(queue_name="group")
def archive(everything: bool = False) -> dict[str, int]:
    """Put new and changed articles into the archive; goes on in a next task while there are more.

    Args:
        everything: look at all articles, as when the desk starts; else only at the newest revisions.
    """
    count = archive_articles(everything=everything)
    if count == ARCHIVE_BATCH:
        archive.enqueue(everything)
    logger.info("archived articles=%d", count)
    return {"articles": count}


@task()
def watch_cited(watch_ids: list[int]) -> dict[str, int]:
    """Read pages again that published items cite, and see how our passages stand there.

    A page that reads otherwise gives a new revision of the same article; what became of our words is recorded with it.

    Returns:
        How many looks ended in each outcome, and how many changes of our words are new.
    """
    watches = list(Watch.objects.for_looking().filter(pk__in=watch_ids).order_by("pk"))
    answers = fetch_all([request_to_look(watch) for watch in watches], settings.FETCH_OPTIONS)
    now = timezone.now()
    readings = read_again(list(zip(watches, answers, strict=True)), known_names())
    changes: list[SourceChange] = []

    def record(stored: Stored) -> None:
        changes.extend(record_looks(looks=conclude(readings, stored, now), now=now))
        enqueue_grouping(stored.languages)

    store_pages(pages=[reading.page for reading in readings if reading.page], now=now, then=record)
    counts = Counter(watch.outcome for watch in watches)
    logger.info("watched pages=%d changes=%d %s", len(watches), len(changes), dict(counts))
    return {**counts, "changes": len(changes)}


def enqueue_watch(watch_ids: list[int]) -> None:
    """Enqueue looks at cited pages, in batches, and lease them."""
    lease_watches(watch_ids=watch_ids, until=timezone.now() + settings.LEASE)
    for start in range(0, len(watch_ids), WATCH_BATCH):
        watch_cited.enqueue(watch_ids[start : start + WATCH_BATCH])


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
    """Enqueue grouping for languages that have new articles, and the archiving of these."""
    languages = sorted(languages)
    for language in languages:
        group.enqueue(language)
    if languages:
        archive.enqueue()
