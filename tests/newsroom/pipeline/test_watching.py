"""Cited pages read again: what changed is found, what merely failed is not a change."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tearsheet.newsroom.intake.models import Article, Revision, Snapshot
from tearsheet.newsroom.items.actions import cite_live_items, clip_passage, publish_item
from tearsheet.newsroom.items.models import Citation, ClipCheck, ItemPage, SourceChange, Watch
from tearsheet.newsroom.pipeline.schedule import run_due
from tearsheet.newsroom.pipeline.taking import Taken, take_addresses
from tearsheet.newsroom.pipeline.tasks import watch_cited
from tests.newsroom.factories import comment, excerpt, make_item, quotation
from tests.newsroom.web import FERRY, PAGE

pytestmark = pytest.mark.django_db

URL = "https://harbourpost.example/ferry.html"
OURS = FERRY[1]
DAY = timedelta(days=1)


@pytest.fixture
def cited(web, editor, section):
    """A published item that prints one paragraph of a page of the saved web."""
    web.article(URL)
    take_addresses([URL], Taken())
    clip = clip_passage(actor=editor, revision=Article.objects.get().current, selection=OURS)
    item = make_item(body=[excerpt(clip), comment()], section=section, actor=editor)
    publish_item(actor=editor, item=item)
    return item


def look(times=1, *, apart=timedelta()):
    """Look at everything cited; the looks may be set apart in time."""
    for number in range(times):
        if number:
            for watch in Watch.objects.all():
                since = watch.absent_since and watch.absent_since - apart
                Watch.objects.filter(pk=watch.pk).update(absent_since=since, etag="", last_modified="")
        watch_cited.func(list(Watch.objects.values_list("pk", flat=True)))
    return Watch.objects.get()


def change(web, old, new, **page):
    web.article(URL, paragraphs=[part.replace(old, new) for part in FERRY], **page)


def test_publishing_watches_what_is_cited(cited):
    watch = Watch.objects.get()
    assert watch.article.canonical_url == URL
    assert watch.etag
    assert [citation.kind for citation in Citation.objects.all()] == ["excerpt"]
    assert Citation.objects.get().anchor == f"b-{cited.get_latest_revision_as_object().body[0].id[:8]}"


def test_a_draft_is_not_watched(web, editor, section):
    web.article(URL)
    take_addresses([URL], Taken())
    clip = clip_passage(actor=editor, revision=Article.objects.get().current, selection=OURS)
    make_item(body=[excerpt(clip)], section=section, actor=editor)
    assert not Watch.objects.exists()


def test_items_published_before_there_was_a_watch_are_watched_after_a_start(cited):
    Watch.objects.all().delete()
    Citation.objects.all().delete()
    assert cite_live_items() == 1
    assert cite_live_items() == 0
    assert Citation.objects.count() == 1


def test_what_is_due_is_leased_and_found_again(cited):
    now = timezone.now() + timedelta(days=60)
    assert run_due(now)["watches"] == 1
    assert DBTaskResult.objects.filter(task_path__endswith="watch_cited").count() == 1
    assert run_due(timezone.now() + timedelta(minutes=1))["watches"] == 0
    DBTaskResult.objects.all().delete()
    assert run_due(timezone.now() + timedelta(minutes=11))["watches"] == 1


def test_what_nobody_publishes_any_more_is_not_read(cited):
    ItemPage.objects.get(pk=cited.pk).unpublish()
    assert run_due(timezone.now() + timedelta(days=60))["watches"] == 0


def test_a_page_that_did_not_change_is_not_sent_again(cited):
    watch = look()
    assert watch.outcome == "not_modified"
    assert ClipCheck.objects.filter(state="verbatim", is_at_source=True).count() == 1
    assert not SourceChange.objects.exists()


def test_our_changed_words_are_found_and_the_page_is_kept(cited, web):
    change(web, "Sunday", "Saturday")
    watch = look()
    found = SourceChange.objects.get()
    assert (found.state, found.get_rank_display()) == ("changed", "Figure or name")
    assert "Saturday" in found.found
    assert found.revision == Article.objects.get().current
    assert [revision.number for revision in Revision.objects.all()] == [1, 2]
    assert watch.outcome == "read"
    assert watch.changed_at == found.found_at
    assert watch.next_look_at - watch.looked_at == timedelta(minutes=30)
    assert ClipCheck.objects.filter(is_at_source=True).get().state == "changed"


def test_words_elsewhere_on_the_page_are_a_revision_and_no_change(cited, web):
    change(web, "900", "950")
    look()
    assert Revision.objects.count() == 2
    assert not SourceChange.objects.exists()


def test_words_that_were_taken_out_are_gone(cited, web):
    web.article(
        URL, paragraphs=[FERRY[0], *FERRY[2:], "The crews have been thanked by the harbour master of Selby Bay."]
    )
    look()
    found = SourceChange.objects.get()
    assert (found.state, found.rank) == ("absent", SourceChange.Rank.WITHDRAWN)


def test_the_same_change_is_one_entry_and_a_further_one_the_next(cited, web):
    change(web, "Sunday", "Saturday")
    look(2)
    assert SourceChange.objects.count() == 1
    change(web, "Sunday", "Friday")
    look()
    assert SourceChange.objects.count() == 2
    assert SourceChange.objects.current().get().found.count("Friday") == 1


def test_words_that_come_back_end_the_change(cited, web):
    change(web, "Sunday", "Saturday")
    look()
    web.article(URL)
    look()
    assert SourceChange.objects.get().ended_at is not None
    assert not SourceChange.objects.current().exists()


def test_new_words_in_the_item_end_it_too(cited, web, editor):
    change(web, "Sunday", "Saturday")
    look()
    clip = clip_passage(
        actor=editor, revision=Article.objects.get().current, selection=OURS.replace("Sunday", "Saturday")
    )
    item = cited.get_latest_revision_as_object()
    item.body = [quotation(clip)]
    item.save_revision(user=editor)
    publish_item(actor=editor, item=item)
    assert not SourceChange.objects.current().exists()
    assert SourceChange.objects.get().ended_at is None


FAILURES = {
    "busy": {"status": 503},
    "forbidden": {"status": 403},
    "login wall": {"body": PAGE.format(title="Log in", url=URL, at="", paragraphs="<p>Log in to read on.</p>")},
    "consent": {"body": "<html><title>Consent</title><body><p>We and our 812 partners value your privacy.</p></body>"},
    "teaser": {"body": PAGE.format(title="Ferry", url=URL, at="", paragraphs=f"<p>{FERRY[0]}</p><p>Subscribe.</p>")},
    "soft 404": {
        "body": PAGE.format(
            title="Not here", url=URL, at="", paragraphs="<p>There is no such page, look at our front page.</p>" * 20
        )
    },
    "another language": {
        "body": PAGE.format(
            title="Fähre", url=URL, at="", paragraphs="<p>Die Fähre nach Norrholm fährt ab Montag wieder.</p>" * 20
        )
    },
    "nothing": {"body": ""},
    "a picture": {"body": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9},
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_look_that_shows_nothing_is_not_a_change(name, cited, web):
    page = FAILURES[name]
    web.write(URL, page.get("body", "no"), status=page.get("status"), headers=[("ETag", '"new"')])
    watch = look()
    assert watch.outcome in {"failed", "refused", "unreadable"}
    assert watch.reason
    assert not SourceChange.objects.exists()
    assert not ClipCheck.objects.filter(is_at_source=True).exists()
    assert Revision.objects.count() == Snapshot.objects.count() == 1
    assert watch.etag != '"new"'


def test_robots_that_say_no_are_obeyed_and_are_no_change(cited, web):
    web.write("https://harbourpost.example/robots.txt", "User-agent: *\nDisallow: /\n")
    watch = look(4, apart=DAY)
    assert watch.outcome == "refused"
    assert "robots.txt" in watch.reason
    assert watch.failure_count == 4
    assert not SourceChange.objects.exists()


def test_an_oversized_page_is_no_change(cited, web, settings):
    from dataclasses import replace

    settings.FETCH_OPTIONS = replace(settings.FETCH_OPTIONS, page_bytes=500)
    Watch.objects.update(etag="")
    assert look(4, apart=DAY).outcome == "refused"
    assert not SourceChange.objects.exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_missing_page_is_gone_only_after_three_looks_over_a_day(status, cited, web):
    web.write(URL, "gone", status=status)
    watch = look(2, apart=DAY)
    assert watch.outcome == "missing"
    assert watch.next_look_at - watch.looked_at == DAY / 2
    assert not SourceChange.objects.exists()
    look(2, apart=DAY)
    found = SourceChange.objects.get()
    assert (found.state, found.rank, found.is_public) == ("page_gone", SourceChange.Rank.WITHDRAWN, True)


def test_three_looks_within_an_hour_confirm_nothing(cited, web):
    web.write(URL, "gone", status=404)
    assert look(5).absent_count == 5
    assert not SourceChange.objects.exists()


def test_a_page_that_is_missing_now_and_then_is_never_gone(cited, web):
    for _ in range(3):
        web.write(URL, "gone", status=404)
        look(2, apart=DAY)
        web.write(URL, "busy", status=503)
        look()
    assert not SourceChange.objects.exists()


def test_a_wall_that_stays_is_shown_to_editors_only(cited, web):
    page = FAILURES["login wall"]
    web.write(URL, page["body"])
    look(4, apart=DAY)
    found = SourceChange.objects.get()
    assert (found.state, found.is_public, found.rank) == ("unreadable", False, 0)
    assert found.found
    assert Revision.objects.count() == 1


def test_a_page_that_moved_stays_the_same_article(cited, web):
    moved = "https://harbourpost.example/2026/ferry-sails.html"
    web.write(URL, "", status=301, headers=[("Location", moved)])
    html = PAGE.format(title="Ferry sails", url=moved, at="", paragraphs="".join(f"<p>{part}</p>" for part in FERRY))
    web.write(moved, html.replace("Sunday", "Saturday"))
    look()
    article = Article.objects.get()
    assert (article.canonical_url, article.current.number) == (URL, 2)
    assert article.current.snapshot.final_url == moved
    assert SourceChange.objects.get().state == "changed"
    assert look().outcome == "not_modified"


def test_a_redirect_to_the_front_page_is_no_change(cited, web):
    web.write(URL, "", status=302, headers=[("Location", "https://harbourpost.example/")])
    links = "".join(f"<p>Report {number} of the day, with more to read about it inside.</p>" for number in range(30))
    web.write("https://harbourpost.example/index.html", f"<html><title>Harbour Post</title><main>{links}</main></html>")
    assert look().outcome == "unreadable"
    assert Article.objects.count() == 1


def test_another_charset_is_no_change(cited, web):
    html = (web.folder / "harbourpost.example/ferry.html").read_text()
    web.write(
        URL, html.encode("windows-1252"), status=200, headers=[("Content-Type", "text/html; charset=windows-1252")]
    )
    assert look().outcome == "read"
    assert not SourceChange.objects.exists()


def test_a_passage_that_left_the_article_but_not_the_page_still_stands(cited, web):
    paragraphs = "".join(f"<p>{part}</p>" for part in [FERRY[0], *FERRY[2:]])
    html = PAGE.format(title="Ferry sails again", url=URL, at="", paragraphs=paragraphs)
    web.write(URL, html.replace("<footer>", f"<footer><div>{OURS}</div>"))
    look()
    assert not SourceChange.objects.exists()
    assert ClipCheck.objects.get(is_at_source=True).state == "verbatim"


def test_a_full_disk_makes_the_look_fail_and_not_the_change(cited, web, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    change(web, "Sunday", "Saturday")
    before = Watch.objects.get().etag
    with monkeypatch.context() as patch:
        patch.setattr(storages["evidence"], "save", full)
        watch = look()
    assert (watch.outcome, watch.etag) == ("failed", before)
    assert not SourceChange.objects.exists()
    look()
    assert SourceChange.objects.count() == 1


def test_a_clock_that_is_wrong_stops_nothing(cited, web):
    Article.objects.update(sorted_at=timezone.now() + timedelta(days=999))
    watch = look()
    assert watch.next_look_at - watch.looked_at == timedelta(minutes=30)


def test_twice_gives_the_same_rows(cited, web):
    change(web, "Sunday", "Saturday")
    look(3)
    assert (SourceChange.objects.count(), Revision.objects.count(), Snapshot.objects.count()) == (1, 2, 2)


def test_the_queries_do_not_grow_with_the_pages(web, editor, section, django_assert_max_num_queries):
    urls = [f"https://harbourpost.example/{number}.html" for number in range(12)]
    for number, url in enumerate(urls):
        paragraphs = [f"{part} Report {number}." for part in FERRY]
        web.article(url, f"Ferry {number}", paragraphs)
    take_addresses(urls, Taken())
    words = "The swell has gone down far enough"
    body = [
        excerpt(clip_passage(actor=editor, revision=article.current, selection=words))
        for article in Article.objects.order_by("pk")
    ]
    publish_item(actor=editor, item=make_item(body=body, section=section, actor=editor))
    for url in urls:
        web.article(url, "Ferry", [part.replace("swell", "wind") for part in FERRY])
    keys = list(Watch.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(35):
        watch_cited.func(keys)
    assert SourceChange.objects.count() == 12
