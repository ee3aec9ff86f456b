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
