"""Take in pages that were handed in: saved files, folders of them, addresses."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tearsheet.engine.captures import CapturedPage, read_captures
from tearsheet.engine.errors import EngineError, NotReadable
from tearsheet.engine.fetching import FetchRequest, Purpose, Response, fetch_all
from tearsheet.newsroom.intake.actions import TakenPage, store_pages
from tearsheet.newsroom.pipeline.reading import prepare, take_page
from tearsheet.newsroom.pipeline.tasks import TAKE_BATCH, go_on
from tearsheet.newsroom.sources.mapping import KnownNames, known_names

#: What a folder is searched for; each may be compressed with gzip.
PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".warc", ".wacz")


@dataclass(slots=True)
class Taken:
    """How many pages ended in each outcome, and what was wrong with each that is not stored."""

    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, str]] = field(default_factory=list)


def find_pages(path: Path) -> Iterator[Path]:
    """The saved pages of a folder and its folders, by name; a file is itself."""
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if _is_page(file.name.lower()) and file.is_file())
    else:
        yield path


def _is_page(name: str) -> bool:
    return name.removesuffix(".gz").endswith(PAGE_ENDINGS)


def take_files(paths: Iterable[Path], taken: Taken) -> Iterator[Path]:
    """Take in saved pages, some dozens at a time; yields each file when it is done.

    Args:
        paths: files that exist.
        taken: filled with outcomes and problems on the way.
    """
    batch: list[tuple[Path, list[TakenPage]]] = []
    names = known_names()
    for path in paths:
        batch.append((path, list(_read_file(path, names))))
        if len(batch) >= TAKE_BATCH:
            yield from _store(batch, taken)
            batch = []
    yield from _store(batch, taken)


def take_addresses(urls: list[str], taken: Taken) -> None:
    """Fetch pages through the guard and take them in."""
    answers = fetch_all([FetchRequest(url=url, purpose=Purpose.PAGE) for url in urls], settings.FETCH_OPTIONS)
    names = known_names()
    pages = [(Path(url), [take_page(None, answer, names)]) for url, answer in zip(urls, answers, strict=True)]
    for _ in _store(pages, taken):
        pass


def _read_file(path: Path, names: KnownNames) -> Iterator[TakenPage]:
    try:
        for page in read_captures(path.read_bytes(), name=path.name):
            yield replace(prepare(None, _as_response(page), names), captured_at=page.captured_at)
    except OSError as error:
        yield TakenPage(entry=None, error=NotReadable(str(error)))
    except EngineError as error:
        yield TakenPage(entry=None, error=error)


def _as_response(page: CapturedPage) -> Response:
    """A captured page as if it had just been answered, so that everything after is the same."""
    headers = (("Content-Type", page.content_type),) if page.content_type else ()
    return Response(url=page.url, final_url=page.url, status=200, headers=headers, body=page.body)


def _store(batch: list[tuple[Path, list[TakenPage]]], taken: Taken) -> Iterator[Path]:
    pages = [page for _, pages in batch for page in pages]
    names = [str(path) for path, pages in batch for _ in pages]
    stored = store_pages(pages=pages, now=timezone.now(), then=go_on)
    for (page, outcome), name in zip(stored.outcomes, names, strict=True):
        taken.outcomes[outcome] += 1
        if page.error is not None:
            taken.problems.append((name, str(page.error)))
    yield from (path for path, _ in batch)
