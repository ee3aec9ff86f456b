"""Pages come out of archives with their address and time, and what is broken costs nothing else."""

import gzip
import json
import zlib
from datetime import UTC, datetime

import brotli
import pytest
import zstandard

from tearsheet.engine.captures import read_captures
from tearsheet.engine.errors import NotReadable
from tests.engine.captures.archives import PAGE, answer, packed, packed_bomb, record, zipped

URL = "https://courier.example/quay"


def read(body, name="capture"):
    return list(read_captures(body, name=name))


def test_a_plain_warc_gives_its_page_with_address_time_and_type():
    (page,) = read(record(answer(headers=("Content-Type: text/html; charset=utf-8",))))

    assert page.url == URL
    assert page.body == PAGE
    assert page.content_type == "text/html; charset=utf-8"
    assert page.captured_at == datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_a_packed_warc_is_read_record_by_record_or_as_a_whole():
    records = [record(answer(), url=f"{URL}/{number}") for number in range(3)]

    assert [page.url for page in read(packed(*records))] == [f"{URL}/{number}" for number in range(3)]
    assert len(read(gzip.compress(b"".join(records)))) == 3


@pytest.mark.parametrize(
    "other",
    [
        record(answer(status="404 Not Found")),
        record(answer(status="302 Found")),
        record(answer(headers=("Content-Type: image/png",))),
        record(answer(), kind="revisit"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(b"software: x\r\n", kind="warcinfo", url=""),
        record(answer(), url="urn:uuid:1"),
        record(b"no answer at all"),
        record(answer(), length=-5),
        record(answer(b"")),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n",
        b"noise between records\r\n" * 3,
    ],
)
def test_what_is_no_page_is_passed_over(other):
    pages = read(record(answer(), url=f"{URL}/1") + other + record(answer(), url=f"{URL}/2"))
    assert [page.url for page in pages] == [f"{URL}/1", f"{URL}/2"]


def test_html_kept_without_an_answer_is_a_page():
    (page,) = read(record(PAGE, kind="resource", headers=("Content-Type: text/html",)))
    assert page.body == PAGE


def test_an_address_in_angle_brackets_and_a_time_with_fractions_are_understood():
    (page,) = read(record(answer(), url=f"<{URL}>", date="2031-03-04T05:06:07.125Z"))
    assert (page.url, page.captured_at.microsecond) == (URL, 125_000)


def test_a_time_that_is_none_is_unknown():
    assert read(record(answer(), date="yesterday"))[0].captured_at is None


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
        ("gzip", lambda body: body),
        ("br", lambda body: body),
        ("zstd", lambda body: body),
        ("identity", lambda body: body),
    ],
)
def test_content_codings_are_undone_where_they_are(coding, pack):
    headers = ("Content-Type: text/html", f"Content-Encoding: {coding}")
    assert read(record(answer(pack(PAGE), headers=headers)))[0].body == PAGE


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_damaged_coding_costs_only_its_record(coding):
    broken = record(answer(b"\x00\xffgarbage", headers=("Content-Type: text/html", f"Content-Encoding: {coding}")))
    assert [page.body for page in read(broken + record(answer()))] == [PAGE]


def test_chunks_are_joined_and_a_body_without_them_is_kept():
    headers = ("Content-Type: text/html", "Transfer-Encoding: chunked")
    half = len(PAGE) // 2
    chunked = b"%x\r\n%b\r\n%x;note=1\r\n%b\r\n0\r\n\r\n" % (half, PAGE[:half], len(PAGE) - half, PAGE[half:])

    assert read(record(answer(chunked, headers=headers)))[0].body == PAGE
    assert read(record(answer(PAGE, headers=headers)))[0].body == PAGE


def test_a_damaged_member_costs_only_its_record():
    records = [bytearray(gzip.compress(record(answer(), url=f"{URL}/{number}"))) for number in range(3)]
    records[1][40:60] = bytes(20)

    assert [page.url for page in read(b"".join(records))] == [f"{URL}/0", f"{URL}/2"]


def test_a_truncated_archive_gives_what_is_whole():
    body = packed(record(answer(), url=f"{URL}/0"), record(answer(), url=f"{URL}/1"))
    assert [page.url for page in read(body[:-30])] == [f"{URL}/0"]


def test_a_bomb_is_refused():
    head, end = record(b"", length=75_000_000).removesuffix(b"\r\n\r\n"), b"\r\n\r\n"
    bomb = packed(record(answer())) + packed_bomb(75, head=head, end=end)
    with pytest.raises(NotReadable, match="far more"):
        read(bomb)


def test_a_page_that_unpacks_to_too_much_is_passed_over():
    headers = ("Content-Type: text/html", "Content-Encoding: gzip")
    bomb = record(answer(packed_bomb(61, head=b"<html>"), headers=headers))
    assert [page.body for page in read(bomb + record(answer()))] == [PAGE]


def test_a_saved_page_may_be_packed_once():
    page = b"<!-- saved from url=(0028)https://courier.example/quay --><html><body><p>Text.</p></body></html>"

    assert read(gzip.compress(page))[0].url == URL
    with pytest.raises(NotReadable, match="more than once"):
        read(gzip.compress(gzip.compress(page)))


def test_a_wacz_gives_the_pages_it_lists():
    warc = packed(*(record(answer(), url=f"{URL}/{number}") for number in range(3)))
    pages = "\n".join([json.dumps({"format": "json-pages-1.0"}), json.dumps({"url": f"{URL}/1"}), "broken {"]).encode()

    assert len(read(zipped({"archive/data.warc.gz": warc}))) == 3
    assert [page.url for page in read(zipped({"archive/data.warc.gz": warc, "pages/pages.jsonl": pages}))] == [
        f"{URL}/1"
    ]


def test_a_wacz_whose_list_fits_nothing_gives_all_its_pages():
    pages = json.dumps({"url": "https://elsewhere.example/"}).encode()
    warc = record(answer())
    assert len(read(zipped({"archive/a.warc": warc, "archive/b.warc": warc, "pages/pages.jsonl": pages}))) == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"filedesc://x 0.0.0.0", "ARC"),
        (b"just some words", "no known kind"),
        (b"WARC/1.0\r\n", "no page"),
        (b"\x1f\x8b\x08\x00broken", "empty|damaged"),
        (gzip.compress(PAGE, mtime=0)[:-9], "compressed.*damaged or truncated"),
        (b"PK\x03\x04broken", "broken or encrypted"),
        (zipped({"readme.txt": b"x"}), "without WARC"),
        (zipped({"archive/a.warc": b"nothing"}), "no page"),
        (packed(record(answer(status="500 Oops"))), "no page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--\r\n", "without a page"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x", "which address"),
    ],
)
def test_what_cannot_be_read_says_why(body, words):
    with pytest.raises(NotReadable, match=words):
        read(body)


def test_an_encrypted_wacz_is_refused():
    body = bytearray(zipped({"archive/a.warc": record(answer())}))
    body[6] |= 1
    body[body.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(NotReadable, match="encrypted"):
        read(bytes(body))


def test_an_mhtml_page_is_read_with_its_address_and_time():
    body = (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://courier.example/quay\r\n"
        b"Date: Tue, 4 Mar 2031 06:06:07 +0100\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://courier.example/quay\r\n\r\n<html><body><p>Gr=C3=BC=C3=9Fe</p></body></html>\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    )
    (page,) = read(body)

    assert "Grüße" in page.body.decode()
    assert (page.url, page.content_type) == (URL, "text/html; charset=utf-8")
    assert page.captured_at == datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_an_mhtml_file_nested_beyond_measure_is_refused():
    nested = b"MIME-Version: 1.0\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth) for depth in range(1200)
    )
    with pytest.raises(NotReadable):
        read(nested)
