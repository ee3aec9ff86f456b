"""What is due is found, once; what was scheduled is published only if it is proved."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tearsheet.newsroom.intake.models import Entry
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.pipeline.schedule import alone, poll_now, publish_scheduled, recover, run_due
from tests.newsroom.factories import comment, excerpt, make_article, make_clip, make_feed, make_item

pytestmark = pytest.mark.django_db


def make_entry(feed, number=1, **fields):
    url = f"https://harbourpost.example/{number}.html"
    return Entry.objects.create(feed=feed, guid=url, guid_sha256=str(number), digest="d", url=url, **fields)


def test_what_is_due_is_enqueued_once():
    make_entry(make_feed())
    now = timezone.now()
    assert run_due(now) == {"feeds": 1, "entries": 1, "languages": 0, "watches": 0}
    assert run_due(now + timedelta(minutes=1)) == {"feeds": 0, "entries": 0, "languages": 0, "watches": 0}
    assert DBTaskResult.objects.filter(task_path__startswith="tearsheet.").count() == 2


def test_a_lease_that_runs_out_is_found_again():
    make_entry(make_feed())
    now = timezone.now()
    run_due(now)
    DBTaskResult.objects.all().delete()
    assert run_due(now + timedelta(minutes=11)) == {"feeds": 1, "entries": 1, "languages": 0, "watches": 0}


def test_what_has_an_outcome_or_waits_is_not_due():
    feed = make_feed(next_poll_at=timezone.now() + timedelta(hours=1))
    make_entry(feed, 1, outcome="stored")
    make_entry(feed, 2, next_try_at=timezone.now() + timedelta(hours=1))
    assert not any(run_due(timezone.now()).values())


def test_a_feed_that_is_not_followed_is_not_polled():
    make_feed(is_followed=False)
    assert run_due(timezone.now())["feeds"] == 0


def test_articles_nobody_grouped_are_found():
    make_article()
    assert run_due(timezone.now() + timedelta(minutes=11))["languages"] == 1


def test_the_schedule_takes_the_same_queries_for_few_and_many(django_assert_max_num_queries):
    feed = make_feed()
    Entry.objects.bulk_create(
        [
            Entry(feed=feed, guid=str(n), guid_sha256=str(n), digest="d", url=f"https://harbourpost.example/{n}")
            for n in range(300)
        ]
    )
    with django_assert_max_num_queries(24):
        run_due(timezone.now())


def test_a_task_left_running_is_put_back():
    poll_now([make_feed().pk])
    DBTaskResult.objects.exclude(task_path__startswith="tearsheet.").delete()
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    is_one_machine = connection.vendor == "sqlite"
    assert recover() == is_one_machine
    assert DBTaskResult.objects.ready().count() == is_one_machine


def test_only_one_works_in_a_home(tmp_path):
    with alone(tmp_path) as first, alone(tmp_path) as second:
        assert (first, second) == (True, False)
    with alone(tmp_path) as third:
        assert third


def make_due(item):
    """As if an editor had scheduled the latest draft for a minute ago."""
    at = timezone.now() - timedelta(minutes=1)
    item.revisions.filter(pk=item.get_latest_revision().pk).update(approved_go_live_at=at)


def test_a_proved_item_goes_live_when_it_is_time(section, editor):
    item = make_item(body=[comment()])
    make_due(item)
    assert publish_scheduled(timezone.now()) == 0
    assert ItemPage.objects.get(pk=item.pk).live


def test_a_scheduled_item_that_cannot_be_proved_stays_a_draft(section, editor, caplog):
    item = make_item(body=[excerpt(make_clip(), "Words that nobody wrote.")])
    make_due(item)
    assert publish_scheduled(timezone.now()) == 1
    assert not ItemPage.objects.get(pk=item.pk).live
    assert "scheduled publication refused" in caplog.text
    assert publish_scheduled(timezone.now()) == 0
