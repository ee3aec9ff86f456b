"""Kept pages packed as WACZ: valid to others' eyes, the same bytes each time, and read back as what they were."""

import contextlib
import gzip
import hashlib
import io
import json
import zipfile
from argparse import Namespace
from datetime import UTC, datetime, timedelta

import pytest
import surt
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from tearsheet.engine.captures import KeptPage, pack_wacz, read_captures
from tearsheet.engine.captures.packing import sort_key
from tearsheet.engine.text import canonical_url

AT = datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)
HTML = "<!doctype html><html><head><title>The quay</title></head><body><p>Die Fähre fuhr pünktlich.</p></body></html>"


def page(number=1, **fields):
    defaults = {
        "url": f"https://courier.example/quay/{number}?b=2&a=1",
        "status": 200,
        "headers": (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "br"),
            ("Transfer-Encoding", "chunked"),
            ("Content-Length", "17"),
            ("Set-Cookie", "session=secret"),
            ("ETag", '"1"'),
        ),
        "body": HTML.encode(),
        "captured_at": AT + timedelta(hours=number),
        "title": "The quay",
    }
    return KeptPage(**{**defaults, **fields})


def pack(*pages, **fields):
    target = io.BytesIO()
    pack_wacz(target, pages, **{"title": "An item", "created_at": AT, **fields})
    return target.getvalue()


def validate(body, tmp_path):
    """What py-wacz says of a file."""
    from wacz.main import validate_wacz

    path = tmp_path / "packed.wacz"
    path.write_bytes(body)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = validate_wacz(Namespace(file=str(path), verify_auth=False, verifier_url=None))
    return code, said.getvalue()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("count", [0, 1, 3])
def test_py_wacz_finds_it_valid(count, tmp_path):
    body = pack(*map(page, range(count)), extra={"proof.json": {"left_out": []}})
    code, said = validate(body, tmp_path)
    assert code == 0, said
    assert "1.1.1" in said


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_py_wacz_finds_a_changed_one_invalid(tmp_path):
    good = io.BytesIO(pack(page()))
    bad = io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(
                info.filename, content.replace(b"courier", b"couriar") if "jsonl" in info.filename else content
            )
    assert validate(bad.getvalue(), tmp_path)[0] == 1


def test_the_same_pages_give_the_same_bytes():
    assert pack(page(1), page(2)) == pack(page(1), page(2))
    assert pack(page(1)) != pack(page(1), page(2))


def test_what_was_packed_is_read_back():
    pages = [page(number, body=HTML.replace("Fähre", f"Fähre {number}").encode()) for number in range(3)]
    found = list(read_captures(pack(*pages), name="packed.wacz"))
    assert [(one.url, one.body, one.captured_at) for one in found] == [
        (canonical_url(one.url), one.body, one.captured_at) for one in pages
    ]
    assert found[0].content_type == "text/html; charset=utf-8"


def entries(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {info.filename: (info, archive.read(info)) for info in archive.infolist()}


def test_the_description_lists_every_file_with_its_hash():
    files = entries(pack(page(), extra={"proof.json": {"a": 1}}))
    package = json.loads(files["datapackage.json"][1])
    listed = {one["path"]: one for one in package["resources"]}
    assert set(files) == {*listed, "datapackage.json", "datapackage-digest.json"}
    for path, one in listed.items():
        assert one["hash"] == f"sha256:{hashlib.sha256(files[path][1]).hexdigest()}"
        assert one["bytes"] == len(files[path][1])
    digest = json.loads(files["datapackage-digest.json"][1])
    assert digest["hash"] == f"sha256:{hashlib.sha256(files['datapackage.json'][1]).hexdigest()}"
    assert files["archive/data.warc.gz"][0].compress_type == zipfile.ZIP_STORED


def test_the_index_leads_to_each_record():
    pages = [page(number) for number in (3, 1, 2)]
    files = entries(pack(*pages))
    warc = files["archive/data.warc.gz"][1]
    lines = files["indexes/index.cdx"][1].decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        key, stamp, facts = line.split(" ", 2)
        one = json.loads(facts)
        member = warc[int(one["offset"]) : int(one["offset"]) + int(one["length"])]
        record = gzip.decompress(member)
        assert one["url"].encode() in record
        assert HTML.encode() in record
        assert key == surt.surt(one["url"])
        assert len(stamp) == 14


def test_other_readers_find_the_answer_and_its_digests_hold():
    warc = entries(pack(page()))["archive/data.warc.gz"][1]
    kinds = []
    for record in ArchiveIterator(io.BytesIO(warc), check_digests=True):
        body = record.content_stream().read()
        assert record.digest_checker.passed is not False
        kinds.append(record.rec_type)
        if record.rec_type == "response":
            assert body == HTML.encode()
            names = {name.lower() for name, _ in record.http_headers.headers}
            assert "set-cookie" not in names
            assert "content-encoding" not in names
            assert "x-archive-orig-content-encoding" in names
    assert kinds == ["warcinfo", "response"]


def test_pages_are_taken_one_at_a_time():
    alive = []

    def give():
        for number in range(4):
            alive.append(number)
            yield page(number)

    target = io.BytesIO()
    assert pack_wacz(target, give(), title="t", created_at=AT) == 4
    assert alive == [0, 1, 2, 3]


def test_headers_cannot_break_out_of_their_line():
    bad = page(headers=(("X-A", "one\r\nSet-Cookie: two"), ("Naïve", "日本")))
    (found,) = read_captures(pack(bad, title="a\r\nWARC-Type: response"), name="packed.wacz")
    assert found.body == HTML.encode()


@pytest.mark.parametrize(
    "url",
    [
        "https://www.courier.example/",
        "http://courier.example:8080/A/B/",
        "https://sub.courier.example/a?Z=1&b=2",
        "https://courier.example/a",
    ],
)
def test_addresses_are_sorted_as_archives_do(url):
    assert sort_key(url) == surt.surt(url)


@given(st.text(max_size=40), st.binary(max_size=60), st.text(max_size=20))
def test_any_page_can_be_packed(path, body, title):
    packed = pack(
        page(url=f"https://courier.example/{path.encode('utf-8', 'replace').hex()}", body=body, title=title),
        title=title,
    )
    assert zipfile.ZipFile(io.BytesIO(packed)).testzip() is None
