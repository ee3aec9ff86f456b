"""The `tearsheet` command, in this process and against a saved web."""

import gzip
import json

import pytest
from click.testing import CliRunner

from tearsheet.cli import main
from tearsheet.newsroom.intake.models import Article, Snapshot
from tearsheet.newsroom.sources.models import Feed
from tearsheet.newsroom.stories.models import Story
from tests.newsroom.web import FERRY, PAGE

pytestmark = pytest.mark.django_db

SITE = "https://harbourpost.example"


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch, settings, tmp_path):
    """A test is one transaction; the worker would close its connection between two tasks."""
    from django_tasks_db.management.commands import db_worker

    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.HOME = tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def page(url, title="Ferry sails again", paragraphs=FERRY):
    text = "".join(f"<p>{part}</p>" for part in paragraphs)
    return PAGE.format(title=title, url=url, at="2026-03-01T18:00:00+01:00", paragraphs=text)


def test_add_and_poll_bring_stories(web):
    web.article(f"{SITE}/ferry.html")
    web.feed(f"{SITE}/feed.xml", [("Ferry sails again", f"{SITE}/ferry.html")])
    added = run("add", f"{SITE}/feed.xml")
    assert (added.exit_code, added.output) == (0, f"following Harbour Post: {SITE}/feed.xml\n")
    assert "already followed" in run("add", f"{SITE}/feed.xml").output
    assert run("poll").exit_code == 0
    assert Story.objects.get().headline == "Ferry sails again"


def test_add_goes_on_after_a_bad_address_and_says_so(web):
    web.feed(f"{SITE}/feed.xml", [])
    done = run("add", "http://127.0.0.1/feed", f"{SITE}/feed.xml")
    assert done.exit_code == 1
    assert "not one that may be fetched" in done.output
    assert Feed.objects.count() == 1


def test_take_files_folders_and_addresses(web, tmp_path):
    folder = tmp_path / "saved" / "deep"
    folder.mkdir(parents=True)
    (folder / "one.html").write_text(page(f"{SITE}/1.html", "One"))
    (tmp_path / "two.html").write_text(page(f"{SITE}/2.html", "Two", [part.upper() for part in FERRY]))
    web.article(f"{SITE}/3.html", "Three")
    done = run("take", tmp_path / "saved", tmp_path / "two.html", f"{SITE}/3.html")
    assert done.exit_code == 0, done.output
    assert "     3 stored" in done.output
    assert sorted(article.headline for article in Article.objects.all()) == ["One", "Three", "Two"]


def test_compressed_pages_and_archives_are_taken_from_a_folder(tmp_path):
    (tmp_path / "one.html.gz").write_bytes(gzip.compress(page(f"{SITE}/1.html", "One").encode()))
    body = page(f"{SITE}/2.html", "Two", [part.upper() for part in FERRY]).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    (tmp_path / "two.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbourpost.example/2.html\r\n"
        b"WARC-Date: 2026-03-01T18:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(answer), answer)
    )
    assert "2 stored" in run("take", tmp_path).output
    kept = Snapshot.objects.get(url="https://harbourpost.example/2.html")
    assert kept.fetched_at.isoformat() == "2026-03-01T18:00:00+00:00"


def test_a_page_taken_twice_is_unchanged(tmp_path):
    (tmp_path / "one.html").write_text(page(f"{SITE}/1.html"))
    run("take", tmp_path / "one.html")
    assert "1 unchanged" in run("take", tmp_path / "one.html").output
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02 no page at all \xff" * 40, ""),
        (
            b"<html><title>Nothing</title><link rel=canonical href='https://a.example/x'><body></body></html>",
            "no article",
        ),
        (b"<html><p>Words without an address.</p></html>", "address"),
    ],
)
def test_a_page_that_cannot_be_taken_says_why_and_the_others_are_taken(tmp_path, body, said):
    (tmp_path / "bad.html").write_bytes(body)
    (tmp_path / "good.html").write_text(page(f"{SITE}/1.html"))
    done = run("take", tmp_path)
    assert "bad.html: " in done.output
    assert said in done.output
    assert "1 stored" in done.output


def test_a_missing_file_is_said():
    done = run("take", "/nowhere/page.html")
    assert done.exit_code == 1
    assert "no such file or folder: /nowhere/page.html" in done.output


def test_an_unprepared_home_is_said_and_not_crashed_into(monkeypatch):
    from tearsheet.newsroom.pipeline import running

    monkeypatch.setattr(running, "is_up_to_date", lambda: False)
    for verb in (["poll"], ["add", "https://harbourpost.example/"], ["take", __file__]):
        done = run(*verb)
        assert (done.exit_code, "The database is not prepared" in done.output) == (1, True)


def test_the_engine_extracts_the_same_as_the_pipeline(tmp_path):
    path = tmp_path / "one.html"
    path.write_text(page(f"{SITE}/1.html"))
    run("take", path)
    line = json.loads(run("engine", "extract", "--workers", 1, path).stdout)
    revision = Article.objects.get().revision
    assert line["text"] == revision.text
    assert line["headline"] == revision.headline
    assert line["authors"] == revision.authors
    assert [block["kind"] for block in line["blocks"]] == [block["kind"] for block in revision.blocks]
