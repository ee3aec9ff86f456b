"""Storing a batch: the same rows for the same pages, in a few statements whatever its size."""

from dataclasses import replace
from datetime import UTC, datetime
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


def capture(words, day, *, url=f"{SITE}/ferry.html", canonical=""):
    """The ferry's page as an archive kept it on a day of March."""
    text = "".join(f"<p>{part} ({words})</p>" for part in FERRY)
    html = PAGE.format(title="Ferry", url=canonical, at="2026-03-01T18:00:00+01:00", paragraphs=text)
    html = html.replace('<link rel="canonical" href="">', "")
    page = prepare(None, Response(url=url, final_url=url, status=200, body=html.encode()))
    return replace(page, captured_at=datetime(2026, 3, day, tzinfo=UTC))


def store(*pages):
    return [outcome for _, outcome in store_pages(pages=pages, now=timezone.now()).outcomes]


def states():
    """Of the one article: number and last words of its revisions in time order, and what it says now."""
    article = Article.objects.get()
    rows = article.revisions.in_time_order()
    return [(row.number, row.text.split("(")[-1][:-1]) for row in rows], article.revision.text.split("(")[-1][:-1]


@pytest.mark.parametrize("together", [True, False])
def test_an_old_capture_becomes_a_revision_but_not_the_current_one(together):
    pages = [capture("third", 3), capture("second", 2), capture("first", 1)]
    outcomes = store(*pages) if together else [outcome for page in pages for outcome in store(page)]
    assert outcomes == ["stored", "revised", "revised"]
    assert states() == ([(3, "first"), (2, "second"), (1, "third")], "third")
    before = Revision.objects.get(number=2)
    assert Revision.objects.all().before(before).number == 3


def test_the_same_captures_again_give_the_same_rows():
    pages = [capture("third", 3), capture("second", 2), capture("first", 1)]
    store(*pages)
    assert store(*pages) == ["unchanged"] * 3
    assert store(*reversed(pages)) == ["unchanged"] * 3
    assert Snapshot.objects.count() == Revision.objects.count() == 3


def test_a_page_that_was_seen_unchanged_later_stays_current_against_a_capture_between():
    assert store(capture("same", 1), capture("same", 5)) == ["stored", "unchanged"]
    assert store(capture("other", 3)) == ["revised"]
    assert states() == ([(1, "same"), (2, "other")], "same")
    assert Revision.objects.get(number=1).seen_at.day == 5


def test_a_capture_from_the_future_counts_as_taken_now():
    future = replace(capture("first", 1), captured_at=datetime(2099, 1, 1, tzinfo=UTC))
    store(future)
    assert Snapshot.objects.get().fetched_at <= timezone.now()
    store(replace(capture("second", 1), captured_at=None))
    assert states()[1] == "second"


@pytest.mark.parametrize(
    "address",
    [
        f"{SITE}/ferry.html?utm_source=mail&utm_medium=social",
        f"{SITE}/ferry.html?fbclid=abc123",
        f"{SITE}/ferry.html#comments",
        "https://HARBOURPOST.example:443/ferry.html",
    ],
)
def test_captures_of_one_page_under_several_addresses_are_one_article(address):
    assert store(capture("first", 1)) == ["stored"]
    assert store(capture("second", 2, url=address)) == ["revised"]
    assert states() == ([(1, "first"), (2, "second")], "second")


def test_captures_of_several_addresses_that_name_one_are_one_article():
    named = f"{SITE}/harbour/ferry-4711.html"
    views = [f"{named}/amp", "https://m.harbourpost.example/4711", f"{SITE}/?p=4711"]
    pages = [capture(str(day), day, url=url, canonical=named) for day, url in enumerate(views, start=1)]
    assert store(pages[0], pages[1]) == ["stored", "revised"]
    assert store(pages[2]) == ["revised"]
    article = Article.objects.get()
    assert (article.canonical_url, article.source.host) == (named, "harbourpost.example")
    assert article.revision.reasons["url"] == "link rel=canonical"
    assert [row.snapshot.url for row in article.revisions.in_time_order()] == views


@pytest.mark.parametrize("together", [True, False])
def test_a_page_that_names_its_address_only_later_stays_the_article_it_was(together):
    pages = [capture("first", 1), capture("second", 2, canonical=f"{SITE}/harbour/ferry.html")]
    outcomes = store(*pages) if together else [outcome for page in pages for outcome in store(page)]
    assert outcomes == ["stored", "revised"]
    assert states() == ([(1, "first"), (2, "second")], "second")


def test_an_old_capture_from_before_a_site_moved_to_https_is_of_the_same_article():
    assert store(capture("second", 2)) == ["stored"]
    assert store(capture("first", 1, url=f"{SITE}/ferry.html".replace("https", "http"))) == ["revised"]
    assert states() == ([(2, "first"), (1, "second")], "second")


@pytest.mark.parametrize("canonical", [f"{SITE}/ferry.html", f"{SITE}/", "/ferry.html"])
def test_a_page_cannot_claim_an_article_of_another_site(canonical):
    store(capture("first", 1))
    other = "https://courier.example/claims-the-ferry"
    assert store(capture("second", 2, url=other, canonical=canonical)) == ["stored"]
    assert Article.objects.get(canonical_url=other).source.host == "courier.example"
    assert Article.objects.get(canonical_url=f"{SITE}/ferry.html").revisions.count() == 1


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


def test_a_document_that_a_feed_links_to_is_a_page_without_an_article():
    url = f"{SITE}/report"
    entry = Entry.objects.create(feed=make_feed(), guid="1", guid_sha256="1", digest="d", url=url)
    body = b"%PDF-1.7\n" + bytes(range(256)) * 9
    store_pages(pages=[prepare(entry, Response(url=url, final_url=url, status=200, body=body))], now=timezone.now())
    entry.refresh_from_db()
    assert entry.outcome == Entry.Outcome.NO_ARTICLE
    assert "no text" in entry.reason
    assert not Article.objects.exists()
