"""WACZ files (Web Archive Collection Zipped 1.1.1): WARC files in a ZIP file, with a list of the pages among them."""

import json
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

from tearsheet.engine.captures.streams import Budget
from tearsheet.engine.captures.values import CapturedPage
from tearsheet.engine.captures.warc import read_warc
from tearsheet.engine.errors import NotReadable
from tearsheet.engine.text import canonical_url

_WARC = re.compile(r"(?:^|/)archive/[^/]+\.warc(\.gz)?$", re.IGNORECASE)
_PAGES = re.compile(r"(?:^|/)pages/(?:extraPages|pages)\.jsonl$")
_MAX_ENTRIES, _MAX_LIST = 100_000, 50_000_000
#: All that reading a broken or hostile ZIP file has been seen to raise.
_BROKEN = (BadZipFile, LZMAError, zlib.error, EOFError, OSError, RuntimeError, ValueError, OverflowError, KeyError)


def read_wacz(body: bytes, name: str) -> Iterator[CapturedPage]:
    """The pages that the file lists, in the order of its records; all pages if it lists none of those it holds.

    Raises:
        NotReadable: it is broken, encrypted, a bomb, or holds no WARC file.
    """
    budget = Budget(len(body), name)
    try:
        with ZipFile(BytesIO(body)) as archive:
            if len(archive.filelist) > _MAX_ENTRIES:
                raise NotReadable(f"{name} has more than {_MAX_ENTRIES:,} entries")
            entries = [info.filename for info in archive.filelist if _WARC.search(info.filename)]
            if not entries:
                raise NotReadable(f"{name} is a ZIP file without WARC files in it")
            listed = frozenset(_read_list(archive, budget))
            is_found = False
            for page in _read_all(archive, entries, budget):
                if not listed or page.url in listed:
                    is_found = True
                    yield page
            if not is_found:
                yield from _read_all(archive, entries, Budget(len(body), name))
    except _BROKEN as error:
        raise NotReadable(f"{name} is a broken or encrypted ZIP file ({error})") from error


def _read_all(archive: ZipFile, entries: list[str], budget: Budget) -> Iterator[CapturedPage]:
    for entry in entries:
        with archive.open(entry) as file:
            yield from read_warc(file, budget, is_packed=entry.lower().endswith(".gz"))


def _read_list(archive: ZipFile, budget: Budget) -> Iterator[str]:
    """The addresses of the pages listed."""
    for info in archive.filelist:
        if not _PAGES.search(info.filename):
            continue
        with archive.open(info) as file:
            lines = file.read(_MAX_LIST).splitlines()
        budget.spend(sum(map(len, lines)))
        for line in lines:
            try:
                page = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(page, dict) and isinstance(page.get("url"), str):
                yield canonical_url(page["url"])
