"""Whatever the bytes, reading ends with pages or a named error."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.engine.captures import read_captures, read_digest_file
from tearsheet.engine.errors import NotReadable
from tests.engine.captures.archives import answer, packed, record, zipped

WHOLE = [record(answer()), packed(record(answer())), zipped({"archive/a.warc.gz": packed(record(answer()))})]


@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"MIME-Version: 1.0\r\n"]),
)
def test_bytes_end_in_pages_or_words(body, magic):
    with suppress(NotReadable):
        list(read_captures(magic + body, name="any"))
    with suppress(NotReadable):
        read_digest_file(magic + body, name="any")


@given(st.sampled_from(WHOLE), st.integers(0, 600), st.binary(max_size=20))
def test_a_damaged_archive_ends_in_pages_or_words(body, at, noise):
    with suppress(NotReadable):
        list(read_captures(body[:at] + noise + body[at + len(noise) :], name="damaged"))
