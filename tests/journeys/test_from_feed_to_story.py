"""From an address somebody follows to stories at the desk, through the real worker."""

import pytest
from django.utils import timezone

from tearsheet.newsroom.intake.models import Article, Entry, Snapshot
from tearsheet.newsroom.pipeline.draining import drain_queue
from tearsheet.newsroom.pipeline.schedule import poll_now, run_due
from tearsheet.newsroom.sources.actions import follow_address
from tearsheet.newsroom.sources.models import Feed, Poll
from tearsheet.newsroom.stories.models import Story
from tests.newsroom.web import FERRY

pytestmark = pytest.mark.django_db

SITE = "https://harbourpost.example"


def follow(web, settings, entries):
    web.feed(f"{SITE}/feed.xml", entries)
    follow_address(actor=None, address=f"{SITE}/feed.xml", options=settings.FETCH_OPTIONS)


def poll_again():
    poll_now(Feed.objects.values_list("pk", flat=True))
    drain_queue()


def rows():
    return [Article.objects.count(), Entry.objects.count(), Snapshot.objects.count(), Story.objects.count()]


def test_entries_become_articles_and_stories(web, settings):
    web.article(f"{SITE}/ferry.html")
    follow(web, settings, [("Ferry sails again", f"{SITE}/ferry.html")])
    run_due(timezone.now())
    drain_queue()
    article = Article.objects.get()
    assert article.source.name == "Harbour Post"
    assert article.headline == "Ferry sails again"
    assert article.current.authors == ["Mara Lindqvist"]
    assert article.current.text == "\n\n".join(FERRY)
    assert article.placement.story.article_count == 1
    assert Entry.objects.get().outcome == "stored"
    assert Poll.objects.get().outcome == "changed"


def test_everything_twice_gives_the_same_rows(web, settings):
    web.article(f"{SITE}/ferry.html")
    follow(web, settings, [("Ferry sails again", f"{SITE}/ferry.html")])
    poll_again()
    before = rows()
    Feed.objects.update(etag="", body_sha256="")
    poll_again()
    assert rows() == before
    assert [poll.outcome for poll in Poll.objects.order_by("pk")] == ["changed", "unchanged"]


def test_a_changed_page_gives_a_second_revision_and_keeps_the_first_page(web, settings):
    web.article(f"{SITE}/ferry.html")
    follow(web, settings, [("Ferry sails again", f"{SITE}/ferry.html")])
    poll_again()
    web.article(f"{SITE}/ferry.html", paragraphs=[FERRY[0].replace("Monday", "Tuesday"), *FERRY[1:]])
    follow(web, settings, [("Ferry sails again, a day later", f"{SITE}/ferry.html")])
    poll_again()
    article = Article.objects.get()
    assert [revision.number for revision in article.revisions.all()] == [1, 2]
    assert "Tuesday" in article.current.text
    assert Snapshot.objects.count() == 2
    assert Entry.objects.get().outcome == "revised"


def test_each_way_to_fail_is_an_outcome(web, settings):
    web.article(f"{SITE}/good.html")
    web.write(f"{SITE}/list.html", "<html><title>Index</title><body><ul><li><a href='/a'>A</a></ul></body></html>")
    web.write(f"{SITE}/robots.txt", "User-agent: *\nDisallow: /private/\n")
    web.article(f"{SITE}/private/secret.html")
    web.write(f"{SITE}/busy.html", "busy", status=503)
    pages = ["good", "list", "private/secret", "dead", "busy"]
    follow(web, settings, [(page, f"{SITE}/{page}.html") for page in pages])
    poll_again()
    outcomes = {entry.title: entry.outcome for entry in Entry.objects.all()}
    assert outcomes == {
        "good": "stored",
        "list": "no_article",
        "private/secret": "refused",
        "dead": "missing",
        "busy": "",
    }
    busy = Entry.objects.get(title="busy")
    assert busy.attempt_count == 1
    assert busy.next_try_at > timezone.now()
    assert all(entry.reason for entry in Entry.objects.exclude(outcome__in=["stored"]))


def test_a_page_that_never_answers_is_given_up_at_last(web, settings):
    web.write(f"{SITE}/busy.html", "busy", status=503)
    follow(web, settings, [("busy", f"{SITE}/busy.html")])
    poll_again()
    for _ in range(5):
        Entry.objects.update(next_try_at=timezone.now())
        run_due(timezone.now())
        drain_queue()
    assert Entry.objects.get().outcome == "gave_up"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html><title>Not found</title><body>Nothing here</body></html>", "no RSS, Atom or JSON feed"),
        (b"", "no RSS, Atom or JSON feed"),
        (b"<rss>" + b"x" * 20_000_000, "larger than the limit"),
    ],
)
def test_a_feed_that_goes_bad_says_so_and_loses_nothing(web, settings, body, said):
    web.article(f"{SITE}/ferry.html")
    follow(web, settings, [("Ferry sails again", f"{SITE}/ferry.html")])
    poll_again()
    before = rows()
    web.write(f"{SITE}/feed.xml", body)
    poll_again()
    feed = Feed.objects.get()
    assert said in feed.last_error
    assert feed.failure_count == 1
    assert rows() == before


def test_a_reprint_joins_the_story_of_what_it_copies(web, settings):
    web.article(f"{SITE}/ferry.html")
    web.article("https://islandnews.example/crossing.html", "Crossing resumes", FERRY, at="2026-03-01T20:00:00+01:00")
    follow(web, settings, [("a", f"{SITE}/ferry.html"), ("b", "https://islandnews.example/crossing.html")])
    poll_again()
    story = Story.objects.get()
    assert story.article_count == 2
    copy = Article.objects.get(source__host="islandnews.example").copy
    assert copy.of.source.host == "harbourpost.example"
    assert copy.kind == "whole"
