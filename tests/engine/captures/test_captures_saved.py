from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.captures import read_captures
from tearsheet.engine.errors import NotReadable

BODY = "<html><head>{}</head><body><p>Words.</p></body></html>"


def read(head):
    return list(read_captures(BODY.format(head).encode(), name="page.html"))


@pytest.mark.parametrize(
    "head",
    [
        "<!-- saved from url=(0034)https://news.example/a -->",
        "<!--\n Page saved with SingleFile \n url: https://news.example/a \n saved date: Mon -->",
        '<link rel="canonical" href="https://News.Example/a?utm_source=x">',
        '<meta property="og:url" content="https://news.example/a#top">',
        '<base href="https://news.example/a">',
    ],
)
def test_a_saved_page_knows_where_it_came_from(head):
    (page,) = read(head)
    assert page.url == "https://news.example/a"
    assert page.captured_at is None
    assert page.body.startswith(b"<html>")


SINGLE_FILE = (
    "<!--\n Page saved with SingleFile \n url: {url} \n saved date: {date} (Central European Standard Time)\n-->"
)
ADDRESS = "https://news.example/a"


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (SINGLE_FILE.format(url=ADDRESS, date="Mon Mar 02 2026 07:00:00 GMT+0100"), "note of SingleFile"),
        (f"<!-- saved from url=(0077)https://web.archive.org/web/20260302060000/{ADDRESS} -->", "address in the Wayback Machine"),
        ('<link rel="canonical" href="http://web.archive.org/web/20260302060000id_/https:/news.example/a">', "address in the Wayback Machine"),
        (f'<script>__wm.wombat("{ADDRESS}","20260302060000","https://web.archive.org/");</script>', "script of the Wayback Machine"),
        (f'<base href="{ADDRESS}"><!-- FILE ARCHIVED ON 06:00:00 Mar 02, 2026 AND RETRIEVED FROM THE -->', "note of the Wayback Machine"),
        (SINGLE_FILE.format(url=f"https://web.archive.org/web/20260302060000/{ADDRESS}", date="Mon Nov 23 2026 07:00:00 GMT+0100"), "address in the Wayback Machine"),
    ],
)  # fmt: skip
def test_a_saved_page_says_when_it_was_captured_and_where_that_stands(head, source):
    (page,) = read(head)
    assert page.url == ADDRESS
    assert page.captured_at == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert page.time_source == source


@pytest.mark.parametrize(
    "note",
    [
        SINGLE_FILE.format(url=ADDRESS, date="Mon Foo 99 2026 07:00:00 GMT+0100"),
        SINGLE_FILE.format(url=ADDRESS, date="yesterday"),
        SINGLE_FILE.format(url=ADDRESS, date="Mon Mar 02 0000 07:00:00 GMT+9999"),
        f"<!-- FILE ARCHIVED ON 99:00:00 Mar 02, 2026 AND RETRIEVED FROM THE --><base href='{ADDRESS}'>",
        f"<!-- saved from url=(1)https://web.archive.org/web/20269999999999/{ADDRESS} -->",
        f"<base href='{ADDRESS}'><p>&lt;!-- FILE ARCHIVED ON 06:00:00 Mar 02, 2026 AND RETRIEVED FROM THE --&gt;",
    ],
)
def test_a_note_that_is_no_time_is_left_aside(note):
    (page,) = read(note)
    assert (page.url, page.captured_at, page.time_source) == (ADDRESS, None, "")


def test_the_browsers_note_wins_over_the_page_itself():
    (page,) = read(
        '<!-- saved from url=(0022)https://news.example/a --><link rel="canonical" href="https://other.example/">'
    )
    assert page.url == "https://news.example/a"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<link rel="canonical" href="/a">',
        '<base href="file:///home/a.html">',
        '<meta property="og:url" content="">',
    ],
)
def test_a_page_without_an_address_is_refused(head):
    with pytest.raises(NotReadable, match="does not say which address"):
        read(head)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "WARC"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"PK\x03\x04", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"From: <Saved by Press>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "MHTML"),
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x00\x01\x02", "no page"),
        (b"Only words, in no form.", "no page"),
    ],
)
def test_what_is_no_saved_page_is_refused_by_its_kind(body, words):
    with pytest.raises(NotReadable, match=words):
        list(read_captures(body, name="file"))


@given(st.binary(max_size=300))
def test_any_bytes_are_pages_or_refused(body):
    try:
        pages = list(read_captures(body, name="file"))
    except NotReadable:
        return
    assert all(page.url.startswith("http") for page in pages)
