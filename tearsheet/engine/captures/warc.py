"""WARC files (ISO 28500), plain and compressed: the pages in their records.

warcio reads the format too (Apache 2.0); here a reader of a hundred lines was less than the dependency, and it can
bound every step.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from tearsheet.engine.captures.answers import Answer, is_page, parse_answer, parse_headers, undo_codings
from tearsheet.engine.captures.streams import MAX_PAGE, Budget, Reader, Source, give_plain, give_unpacked
from tearsheet.engine.captures.values import CapturedPage
from tearsheet.engine.text import canonical_url

_MAX_LINE, _MAX_HEADERS = 64_000, 500
_OK = 200


def read_warc(source: Source, budget: Budget, *, is_packed: bool) -> Iterator[CapturedPage]:
    """The pages of a WARC file in its order: answers with status 200 that are HTML, and HTML kept without an answer.

    A record that is damaged, too large or of another kind is passed over; reading goes on with the next.

    Raises:
        NotReadable: it unpacks to more than the budget.
    """
    reader = Reader((give_unpacked if is_packed else give_plain)(source, budget))
    while (line := reader.read_line(_MAX_LINE)) is not None:
        # Anything else is the empty lines between records, or what a damaged record left behind.
        if line.startswith(b"WARC/"):
            page = _read_record(reader)
            if page is not None:
                yield page


def _read_record(reader: Reader) -> CapturedPage | None:
    headers = _read_headers(reader)
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):  # noqa: PLR2004  (petabytes are a lie)
        return None
    size = int(length)
    kind = headers.get("warc-type", "").lower()
    url = headers.get("warc-target-uri", "").strip("<> ")
    if kind not in {"response", "resource"} or not url.lower().startswith(("http://", "https://")) or size > MAX_PAGE:
        reader.skip(size)
        return None
    block = reader.read(size)
    if len(block) < size:
        return None
    plain = Answer(status=_OK, headers={"content-type": headers.get("content-type", "")}, body=block)
    answer = parse_answer(block) if kind == "response" else plain
    if answer is None or answer.status != _OK:
        return None
    body = undo_codings(answer)
    content_type = answer.headers.get("content-type", "")
    if not body or not is_page(content_type, body):
        return None
    captured_at = parse_time(headers.get("warc-date", ""))
    return CapturedPage(
        url=canonical_url(url),
        body=body,
        content_type=content_type,
        captured_at=captured_at,
        time_source="WARC-Date" if captured_at else "",
    )


def _read_headers(reader: Reader) -> dict[str, str]:
    lines: list[str] = []
    while (line := reader.read_line(_MAX_LINE)) is not None and line.strip() and len(lines) < _MAX_HEADERS:
        lines.append(line.decode("utf-8", "replace").rstrip("\r\n"))
    return parse_headers(lines)


def parse_time(text: str) -> datetime | None:
    """An ISO 8601 time as aware UTC; None if it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
