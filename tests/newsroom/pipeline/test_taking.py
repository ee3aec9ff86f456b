"""`tearsheet take`: archives, saved pages, digests and folders of them; what is said, and the exit status."""

import gzip
import os
from datetime import UTC, datetime
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from django.utils import timezone
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tearsheet.cli import main
from tearsheet.newsroom.intake.models import Article, Revision, Snapshot
from tearsheet.newsroom.items.models import DigestDraft, ItemPage
from tests.newsroom.factories import found_site, make_user
from tests.newsroom.web import FERRY, PAGE

pytestmark = pytest.mark.django_db

SITE = "https://harbourpost.example"
WATCH = Path(__file__).parents[2] / "engine" / "captures" / "digests" / "harbour_watch.txt"
DIGEST = f"Harbour Watch\n\nAnchor\n\nFerry sails again\n\n{FERRY[0]}\n\n{FERRY[2]}\n"


def take(*arguments):
    return CliRunner().invoke(main, ["take", *map(str, arguments)])


def page(url=f"{SITE}/ferry.html", paragraphs=FERRY):
    text = "".join(f"<p>{part}</p>" for part in paragraphs)
    return PAGE.format(title="Ferry", url=url, at="2026-03-01T18:00:00+01:00", paragraphs=text)


def warc(*captures, is_packed=False):
    """An archive of (address, day of March, body)."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=is_packed)
    for url, day, body in captures:
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body.encode()),
                http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"2026-03-{day:02}T06:00:00Z"},
            )
        )
    return file.getvalue()


def wacz(body):
    """An archive of one page as web recorders write it."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1", "resources": []}')
        archive.writestr("pages/pages.jsonl", f'{{"format": "json-pages-1.0"}}\n{{"url": "{SITE}/ferry.html"}}\n')
        archive.writestr("archive/data.warc.gz", warc((f"{SITE}/ferry.html", 2, body), is_packed=True))
    return file.getvalue()


def mhtml(body):
    """A page as a browser saves it into one file."""
    page = MIMEMultipart("related", type="text/html")
    page["From"], page["Date"] = "<Saved by Blink>", "Mon, 2 Mar 2026 06:00:00 -0000"
    page["Snapshot-Content-Location"] = f"{SITE}/ferry.html"
    part = MIMEText(body, "html", "utf-8")
    part["Content-Location"] = f"{SITE}/ferry.html"
    page.attach(part)
    return page.as_bytes()


@pytest.mark.parametrize(
    ("name", "body", "day"),
    [
        ("page.html", page().encode(), None),
        ("single.html", f"<!--\n Page saved with SingleFile \n url: {SITE}/ferry.html \n-->{page()}".encode(), None),
        ("page.html.gz", gzip.compress(page().encode()), None),
        ("page.mhtml", mhtml(page()), 2),
        ("page.warc", warc((f"{SITE}/ferry.html", 2, page())), 2),
        ("page.warc.gz", warc((f"{SITE}/ferry.html", 2, page()), is_packed=True), 2),
        ("page.wacz", wacz(page()), 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_capture_gives_the_article_with_its_time(tmp_path, name, body, day):
    (tmp_path / name).write_bytes(body)
    assert take(tmp_path).exit_code == 0
    article = Article.objects.get(canonical_url=f"{SITE}/ferry.html")
    assert article.revision.text == "\n\n".join(FERRY)
    at = article.revision.snapshot.fetched_at
    assert (at.year, at.month, at.day) == (2026, 3, day) if day else at.date() == timezone.now().date()
    assert "1 unchanged" in take(tmp_path / name).output


def test_a_saved_page_without_a_time_has_only_that_of_its_file_and_says_so(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page())
    os.utime(file, (1772431200, 1772431200))  # 2 March 2026, 06:00 UTC
    (tmp_path / "later.warc").write_bytes(warc((f"{SITE}/ferry.html", 3, page(paragraphs=FERRY[1:]))))
    assert take(tmp_path).exit_code == 0
    first, second = Article.objects.get().revisions.in_time_order()
    assert first.snapshot.fetched_at == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert first.reasons["captured_at"] == "only the file's own time"
    assert second.reasons["captured_at"] == "WARC-Date"


@pytest.mark.parametrize("is_packed", [True, False])
def test_archives_taken_in_reverse_order_end_with_the_newest_state(tmp_path, is_packed):
    for day in (1, 2, 3):
        body = page(paragraphs=[f"State {day}: {part}" for part in FERRY])
        name = f"{9 - day}.warc" + (".gz" if is_packed else "")
        address = f"{SITE}/ferry.html?utm_source=day{day}"
        (tmp_path / name).write_bytes(warc((address, day, body), is_packed=is_packed))
    assert take(tmp_path).exit_code == 0
    article = Article.objects.get()
    assert [row.text[:7] for row in article.revisions.in_time_order()] == ["State 1", "State 2", "State 3"]
    assert [row.number for row in article.revisions.in_time_order()] == [3, 2, 1]
    assert article.revision.text.startswith("State 3")
    take(tmp_path)
    assert (Revision.objects.count(), Snapshot.objects.count()) == (3, 3)


def test_the_table_says_each_outcome_in_words(tmp_path):
    empty = "<html><title>Nothing</title><body></body></html>"
    (tmp_path / "two.warc").write_bytes(warc((f"{SITE}/a.html", 1, page(f"{SITE}/a.html")), (f"{SITE}/b", 1, empty)))
    done = take(tmp_path)
    assert done.stdout.splitlines() == [
        "     1 no_article   The page has no article",
        "     1 stored       Stored as a new article",
    ]
    assert "the page says: “Nothing”" in done.stderr
    assert done.exit_code == 0


def test_a_digest_beside_the_pages_it_was_cut_from_is_proved_by_them(tmp_path):
    found_site()
    chief = make_user("chief", role="Chief editors")
    (tmp_path / "a digest.txt").write_text(DIGEST)
    (tmp_path / "ferry.html").write_text(page())
    done = take(tmp_path)
    assert done.exit_code == 0, done.output
    assert "a digest.txt: a digest, section “Harbour Watch” (new; readers see it when you publish it)" in done.output
    assert "     1 draft made, 0 known from before\n     1 passage found in kept articles and clipped" in done.output
    assert "     0 unverified" in done.output
    assert "icons that are not in the vocabulary: Anchor" in done.output
    item = ItemPage.objects.get()
    assert item.owner == chief
    assert item.get_latest_revision_as_object().body[0].value["text"] == f"{FERRY[0]}\n\n[...]\n\n{FERRY[2]}"


@pytest.mark.parametrize("name", ["digest.txt", "digest", "digest.txt.gz"])
def test_a_digest_is_known_by_its_content_and_taken_once(tmp_path, name):
    found_site("World")
    body = WATCH.read_bytes()
    (tmp_path / name).write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    for made, known in ((3, 0), (0, 3)):
        done = take(tmp_path / name, "--section", "World")
        assert f"{made} drafts made, {known} known from before" in done.output
    assert DigestDraft.objects.count() == 3
    assert ItemPage.objects.first().owner is None


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("cut.warc.gz", warc((f"{SITE}/a.html", 1, page()), is_packed=True)[:60], "damaged or truncated"),
        ("headers.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "WARC file that holds no page"),
        ("zip.wacz", b"PK\x03\x04 broken", "wacz"),
        ("cut.mhtml", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n", "mhtml"),
        ("notes.txt", b"Milk, bread and a lamp.", "has no items"),
        ("big.txt", b"word " * 300_000, "characters"),
        ("picture.html", b"\x89PNG\r\n\x1a\n", "a picture, which is not read"),
        ("twice.html.gz", gzip.compress(gzip.compress(b"x")), "compressed more than once"),
        ("noaddress.html", b"<html><p>Words.</p></html>", "does not say which address"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_file_that_brings_nothing_is_named_and_the_status_says_so(tmp_path, name, body, said):
    found_site()
    (tmp_path / name).write_bytes(body)
    (tmp_path / "good.html").write_text(page())
    done = take(tmp_path)
    assert done.exit_code == 1
    assert f"{name}: " in done.stderr
    assert said in done.stderr
    assert "1 stored" in done.stdout
    assert "Traceback" not in done.output


def test_a_folder_without_anything_to_take_is_said(tmp_path):
    done = take(tmp_path)
    assert (done.exit_code, "There is no page, archive or digest in" in done.output) == (1, True)


def test_a_digest_before_the_site_is_founded_says_what_to_do(tmp_path):
    done = take(WATCH)
    assert done.exit_code == 1
    assert "The site has no first page yet: start `tearsheet run` once." in done.output


def test_an_archive_larger_than_a_batch_is_stored_in_several(tmp_path):
    captures = [(f"{SITE}/{n}.html", 1, page(f"{SITE}/{n}.html", [f"{n} {part}" for part in FERRY])) for n in range(45)]
    (tmp_path / "many.warc").write_bytes(warc(*captures))
    assert "    45 stored" in take(tmp_path).output
    assert Article.objects.count() == 45
