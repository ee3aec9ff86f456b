"""Take in what was handed in: saved pages, archives and digests, in files and folders; addresses."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from tearsheet.engine.captures import CapturedPage, is_plain_text, read_captures, read_digest_file
from tearsheet.engine.errors import EngineError, NotReadable
from tearsheet.engine.fetching import FetchRequest, Purpose, Response, fetch_all
from tearsheet.newsroom.core.models import User
from tearsheet.newsroom.intake.actions import TakenPage, keep_capture, store_pages
from tearsheet.newsroom.intake.errors import IntakeError
from tearsheet.newsroom.intake.models import Entry
from tearsheet.newsroom.items.actions import DigestTaken, take_digest
from tearsheet.newsroom.items.errors import ItemError
from tearsheet.newsroom.items.roles import CHIEF_EDITORS
from tearsheet.newsroom.pipeline.reading import prepare, take_page
from tearsheet.newsroom.pipeline.tasks import TAKE_BATCH, go_on
from tearsheet.newsroom.sources.mapping import KnownNames, known_names

#: What a folder is searched for; each may be compressed with gzip.
PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".warc", ".wacz", ".txt")

#: Where a capture's time stands that says none itself: whoever copies a file may give it another.
FILE_TIME = "only the file's own time"

#: Outcomes of pages that brought an article or had brought it before.
_GOOD = {Entry.Outcome.STORED, Entry.Outcome.REVISED, Entry.Outcome.UNCHANGED}


@dataclass(slots=True)
class Taken:
    """What taking in came to.

    Attributes:
        outcomes: how many pages ended in each outcome.
        problems: what was wrong with each page that is not stored, with its file or address.
        digests: what became of each file that was a digest, by its path.
        brought: for each file and address, whether it brought an article or a draft, or had brought it before.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, str]] = field(default_factory=list)
    digests: list[tuple[str, DigestTaken]] = field(default_factory=list)
    brought: dict[str, bool] = field(default_factory=dict)

    @property
    def fruitless(self) -> list[str]:
        """Files and addresses that brought nothing."""
        return [name for name, did in self.brought.items() if not did]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestManner:
    """How digests are taken in: by whom (None for the operator), and into which section ("" for the one they name)."""

    actor: Any = None
    section_title: str = ""


def find_taker() -> Any:
    """Who owns what the operator takes in: the first chief editor or superuser; None if there is nobody."""
    chiefs = Q(is_superuser=True) | Q(groups__name=CHIEF_EDITORS.name)
    return User.objects.filter(chiefs, is_active=True).order_by("pk").first()


def find_pages(path: Path) -> Iterator[Path]:
    """The saved pages of a folder and its folders, by name; a file is itself."""
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if _is_page(file.name.lower()) and file.is_file())
    else:
        yield path


def _is_page(name: str) -> bool:
    return name.removesuffix(".gz").endswith(PAGE_ENDINGS)


def take_files(paths: Iterable[Path], taken: Taken, manner: DigestManner) -> Iterator[Path]:
    """Take in saved pages, some dozens at a time, then digests: their passages may stand in those pages.

    Args:
        paths: files that exist.
        taken: filled on the way.
        manner: how digests are taken in.

    Yields:
        Each file when it has been read.
    """
    digests: list[Path] = []
    batch: list[tuple[str, TakenPage]] = []
    names = known_names()
    for path in paths:
        for page in _read_file(path, names):
            if page is None:
                digests.append(path)
                continue
            batch.append((str(path), page))
            if len(batch) >= TAKE_BATCH:
                _store(batch, taken)
                batch = []
        if path not in digests[-1:]:
            yield path
    _store(batch, taken)
    for path in digests:
        _take_digest(path, taken, manner)
        yield path


def take_addresses(urls: list[str], taken: Taken) -> None:
    """Fetch pages through the guard and take them in."""
    answers = fetch_all([FetchRequest(url=url, purpose=Purpose.PAGE) for url in urls], settings.FETCH_OPTIONS)
    names = known_names()
    _store([(url, take_page(None, answer, names)) for url, answer in zip(urls, answers, strict=True)], taken)


def _take_digest(path: Path, taken: Taken, manner: DigestManner) -> None:
    try:
        body = path.read_bytes()
        read = read_digest_file(body, name=path.name)
        done = take_digest(
            actor=manner.actor,
            read=read,
            snapshot=keep_capture(body=body, now=timezone.now()),
            file_name=path.name,
            section_title=manner.section_title,
        )
    except (EngineError, ItemError, IntakeError, OSError) as error:
        taken.problems.append((str(path), str(error)))
        taken.brought[str(path)] = False
    else:
        taken.digests.append((str(path), done))
        taken.brought[str(path)] = True


def _read_file(path: Path, names: KnownNames) -> Iterator[TakenPage | None]:
    """The pages of a file, and what is wrong with it; None for a text, which may be a digest."""
    try:
        body = path.read_bytes()
        if is_plain_text(body):
            yield None
            return
        for page in read_captures(body, name=path.name):
            at, source = page.captured_at, page.time_source
            if at is None:
                at, source = datetime.fromtimestamp(path.stat().st_mtime, UTC), FILE_TIME
            yield replace(prepare(None, _as_response(page), names), captured_at=at, time_source=source)
    except OSError as error:
        yield TakenPage(entry=None, error=NotReadable(error.strerror or str(error)))
    except EngineError as error:
        yield TakenPage(entry=None, error=error)


def _as_response(page: CapturedPage) -> Response:
    """A captured page as if it had just been answered, so that everything after is the same."""
    headers = (("Content-Type", page.content_type),) if page.content_type else ()
    return Response(url=page.url, final_url=page.url, status=200, headers=headers, body=page.body)


def _store(batch: list[tuple[str, TakenPage]], taken: Taken) -> None:
    """Store pages with the names of where they came from."""
    stored = store_pages(
        pages=[page for _, page in batch],
        now=timezone.now(),
        then=go_on,
    )
    for (page, outcome), (name, _) in zip(stored.outcomes, batch, strict=True):
        taken.outcomes[outcome] += 1
        taken.brought[name] = taken.brought.get(name, False) or outcome in _GOOD
        if page.error is not None:
            taken.problems.append((name, str(page.error)))
