"""Storing a batch: the same rows for the same pages, in a few statements whatever its size."""

from typing import ClassVar

import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.utils import timezone

from tearsheet.engine.fetching import Response
from tearsheet.newsroom.intake.actions import store_pages
from tearsheet.newsroom.intake.evidence import evidence_store
from tearsheet.newsroom.intake.models import Article, Entry, Quote, Revision, Snapshot
from tearsheet.newsroom.pipeline.reading import prepare
from tests.newsroom.factories import make_feed
from tests.newsroom.web import FERRY, PAGE

pytestmark = pytest.mark.django_db

SITE = "https://harbourpost.example"


def make_page(feed, number, *, url=None, paragraphs=FERRY):
    url = url or f"{SITE}/{number}.html"
    entry = Entry.objects.create(feed=feed, guid=str(number), guid_sha256=str(number), digest="d", url=url)
    text = "".join(f"<p>{part} ({number})</p>" for part in paragraphs)
    html = PAGE.format(title=f"Ferry {number}", url=url, at="2026-03-01T18:00:00+01:00", paragraphs=text)
    return prepare(entry, Response(url=url, final_url=url, status=200, body=html.encode()))


@pytest.mark.parametrize("count", [1, 30])
def test_a_batch_takes_the_same_few_statements_whatever_its_size(count, django_assert_max_num_queries):
    feed = make_feed()
    pages = [make_page(feed, number) for number in range(count)]
    with django_assert_max_num_queries(16):
        store_pages(pages=pages, now=timezone.now())
    assert Article.objects.count() == Revision.objects.count() == Snapshot.objects.count() == count


class Watching(FileSystemStorage):
    """Notes how deep in transactions the database is while a file is written."""

    depths: ClassVar[list[int]] = []

    def _save(self, name, content):
        self.depths.append(len(connection.savepoint_ids))
        return super()._save(name, content)


def test_pages_are_kept_before_the_database_is_held(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {
            "BACKEND": "tests.newsroom.intake.test_storing.Watching",
            "OPTIONS": {"location": tmp_path / "watched", "base_url": None},
        },
    }
    storages._storages = {}
    pages = [make_page(make_feed(), 1)]
    outside, inside = len(connection.savepoint_ids), []
    depths = type(evidence_store()).depths
    depths.clear()
    store_pages(pages=pages, now=timezone.now(), then=lambda _: inside.append(len(connection.savepoint_ids)))
    assert depths == [outside]
    assert inside == [outside + 1]


def test_what_comes_next_fails_together_with_what_was_stored():
    def fail(_):
        raise RuntimeError("the queue is away")

    pages = [make_page(make_feed(), 1)]
    with pytest.raises(RuntimeError):
        store_pages(pages=pages, now=timezone.now(), then=fail)
    assert not Article.objects.exists()
    assert Entry.objects.get().outcome == ""


def test_one_page_in_two_entries_is_one_article():
    feed = make_feed()
    pages = [make_page(feed, number, url=f"{SITE}/same.html") for number in (1, 2)]
    pages[1] = type(pages[1])(entry=pages[1].entry, response=pages[0].response, prepared=pages[0].prepared)
    stored = store_pages(pages=pages, now=timezone.now())
    assert [outcome for _, outcome in stored.outcomes] == ["stored", "unchanged"]
    assert Entry.objects.filter(article=Article.objects.get()).count() == 2


def test_two_states_of_a_page_in_one_batch_are_two_revisions():
    feed = make_feed()
    pages = [make_page(feed, number, url=f"{SITE}/same.html") for number in (1, 2)]
    store_pages(pages=pages, now=timezone.now())
    article = Article.objects.get()
    assert [revision.number for revision in article.revisions.all()] == [1, 2]
    assert article.revision.number == 2


def test_an_entry_that_somebody_else_has_ended_is_left_alone():
    page = make_page(make_feed(), 1)
    Entry.objects.update(outcome="missing")
    assert store_pages(pages=[page], now=timezone.now()).outcomes == []
    assert not Article.objects.exists()


def test_an_article_from_the_future_is_sorted_where_it_was_seen():
    feed = make_feed()
    url = f"{SITE}/future.html"
    html = PAGE.format(title="Later", url=url, at="2099-01-01T00:00:00Z", paragraphs=f"<p>{'</p><p>'.join(FERRY)}</p>")
    entry = Entry.objects.create(feed=feed, guid="f", guid_sha256="f", digest="d", url=url)
    now = timezone.now()
    store_pages(pages=[prepare(entry, Response(url=url, final_url=url, status=200, body=html.encode()))], now=now)
    assert Article.objects.get().sorted_at == now


def test_who_says_what_is_kept_with_the_revision_and_reads_back_to_its_words():
    told = ["“We will not risk a single pilot boat in this swell,” harbour master Ines Varga told reporters.",
            "She said that the ferry would sail again on Friday."]  # fmt: skip
    store_pages(pages=[make_page(make_feed(), 1, paragraphs=told)], now=timezone.now())
    direct, reported = Quote.objects.all()
    text = Revision.objects.get().text
    assert text[direct.start : direct.end].startswith("We will not risk")
    assert (direct.kind, direct.speaker, direct.role, direct.cue) == (
        "direct", "Ines Varga", "harbour master", "told",
    )  # fmt: skip
    assert (direct.is_certain, direct.is_quotable) == (True, True)
    assert (reported.kind, reported.is_quotable) == ("indirect", False)
