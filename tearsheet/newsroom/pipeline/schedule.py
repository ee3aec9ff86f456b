"""What is due. The queue may be thrown away: everything undone is found again by its columns."""

import fcntl
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision as PageRevision

from tearsheet.newsroom.intake.models import Article, Entry
from tearsheet.newsroom.items.actions.publishing import record_refusal
from tearsheet.newsroom.items.errors import PublicationRefused
from tearsheet.newsroom.items.models import ItemPage, Watch
from tearsheet.newsroom.pipeline.tasks import POLL_BATCH, enqueue_grouping, enqueue_take_in, enqueue_watch, poll_feeds
from tearsheet.newsroom.sources.errors import FollowingNotAllowed
from tearsheet.newsroom.sources.models import Feed

logger = logging.getLogger("tearsheet.schedule")

#: How often the schedule looks, in seconds.
TICK_SECONDS = 15


def run_due(now: datetime) -> dict[str, int]:
    """Enqueue whatever is due now, and lease it so that the next look does not enqueue it again.

    Returns:
        How many feeds, entries, languages and cited pages were enqueued.
    """
    feed_ids = list(Feed.objects.due(now).values_list("pk", flat=True)[:500])
    entry_ids = list(Entry.objects.due(now).values_list("pk", flat=True)[:2000])
    languages = set(
        Article.objects.filter(
            placement__isnull=True, current__isnull=False, first_seen_at__lt=now - settings.LEASE
        ).values_list("language", flat=True)
    )
    watch_ids = list(Watch.objects.due(now).values_list("pk", flat=True)[:500])
    with transaction.atomic():
        poll_now(feed_ids)
        enqueue_take_in(entry_ids)
        enqueue_grouping(languages)
        enqueue_watch(watch_ids)
    return {
        "feeds": len(feed_ids), "entries": len(entry_ids), "languages": len(languages), "watches": len(watch_ids),
    }  # fmt: skip


@transaction.atomic
def poll_now(feed_ids: Iterable[int]) -> int:
    """Enqueue polls of these feeds, whenever they would be due.

    Returns:
        How many feeds were enqueued.
    """
    ids = list(feed_ids)
    Feed.objects.filter(pk__in=ids).update(next_poll_at=timezone.now() + settings.LEASE)
    for start in range(0, len(ids), POLL_BATCH):
        poll_feeds.enqueue(ids[start : start + POLL_BATCH])
    return len(ids)


def request_polls(*, actor: Any, feed_ids: Iterable[int]) -> int:
    """Poll these feeds now because somebody at the desk asks for it.

    Args:
        actor: needs the right to change feeds.
        feed_ids: keys of feeds.

    Returns:
        How many feeds were enqueued.

    Raises:
        FollowingNotAllowed: without the right.
    """
    if not actor.has_perm("sources.change_feed"):
        raise FollowingNotAllowed
    return poll_now(feed_ids)


@transaction.atomic
def watch_now(watch_ids: Iterable[int]) -> int:
    """Enqueue looks at cited pages, whenever they would be due.

    Returns:
        How many pages were enqueued.
    """
    ids = list(watch_ids)
    enqueue_watch(ids)
    return len(ids)


def recover() -> int:
    """Put back what a killed worker left in the middle: for a single machine, when nobody else can be working.

    Tasks are written to run twice, so what was running is simply made ready again. With a database server nobody can
    know who else is at work: there, the leases running out does the same, only later.

    Returns:
        How many tasks were put back.
    """
    if connection.vendor != "sqlite":
        return 0
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None, worker_ids=[]
    )


@contextmanager
def alone(home: Path) -> Iterator[bool]:
    """Whether nobody else works in this home; while the block runs, nobody else can begin to.

    The lock is the operating system's: it ends with the last process that holds it, however that ended.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "working.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def publish_scheduled(now: datetime) -> int:
    """Publish what editors scheduled; what cannot be proved stays a draft, and the refusal stands in its history.

    Returns:
        How many were refused.
    """
    refused = 0
    for revision in PageRevision.objects.filter(approved_go_live_at__lt=now):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except ValidationError as error:
            refused += 1
            PageRevision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            if isinstance(error, PublicationRefused):
                record_refusal(item=ItemPage.objects.get(pk=revision.object_id), refusal=error)
            logger.warning("scheduled publication refused page=%s reason=%s", revision.object_id, error.messages)
    call_command("publish_scheduled", verbosity=0)
    return refused


def keep_schedule(*, is_running: Callable[[], bool]) -> None:
    """Look for due work again and again until told to stop.

    Args:
        is_running: asked before each look and while waiting.
    """
    while is_running():
        now = timezone.now()
        try:
            found: dict[str, Any] = run_due(now)
            publish_scheduled(now)
        except Exception:
            # The schedule outlives a database that is away for a moment; the next look finds what this one missed.
            logger.exception("schedule failed, trying again")
        else:
            if any(found.values()):
                logger.info("due %s", found)
        close_old_connections()
        waited = 0.0
        while waited < TICK_SECONDS and is_running():
            time.sleep(0.25)
            waited += 0.25
