"""The verbs of the engine for the command line: `extract`, `repair` and `capture`. They need no database and no Django."""

import gzip
import json
import signal
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any, TextIO

import click
from tqdm import tqdm

from tearsheet.engine.captures import describe_digest, read_captures, read_digest_file
from tearsheet.engine.errors import EngineError, NotReadable
from tearsheet.engine.model import Article, Block
from tearsheet.engine.prepare import prepare_page
from tearsheet.engine.text import repair_text

Line = dict[str, Any]
#: How many pages a worker takes at once, and how many such portions wait for each worker.
_PORTION, _WAITING = 8, 4
#: No page on disk is larger when unpacked, in bytes.
_MAX_BYTES = 60_000_000
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz")


@click.group()
def engine() -> None:
    """Use the engine on files, without a database."""


@engine.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="How many processes work.")
def extract(paths: tuple[Path, ...], workers: int) -> None:
    """Turn saved pages into typed articles: a JSON line each, in the order of the input.

    A directory stands for every .html, .htm and .xhtml file below it; a name that ends in .gz is unpacked. A page that
    gives no article gets a line with "error" and "message", and the exit status is 1.
    """
    files = [file for path in paths for file in _walk(path)]
    failures = 0
    for line in tqdm(
        _map(_extract_file, files, workers), total=len(files), unit="page", disable=not sys.stderr.isatty()
    ):
        failures += "error" in line
        click.echo(json.dumps(line, ensure_ascii=False))
    sys.exit(1 if failures else 0)


@engine.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.File("r", encoding="utf-8"))
def repair(files: tuple[TextIO, ...]) -> None:
    """Put mojibake right: JSON lines {"id", "text"} in (standard input without FILE), with "repairs" out."""
    failures = 0
    for file in files or (click.get_text_stream("stdin", encoding="utf-8"),):
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                line = _repair_line(raw, f"{getattr(file, 'name', '-')}:{number}")
                failures += "error" in line
                click.echo(json.dumps(line, ensure_ascii=False))
    sys.exit(1 if failures else 0)


@engine.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def capture(file: Path) -> None:
    """Tell what a capture holds, as one JSON object.

    A digest that was flattened to plain text gives its section and items; a saved page, WARC, WACZ or MHTML file the
    addresses and times of its pages. A file that gives neither has "error" and "message", and the exit status is 1.
    """
    line = _capture_file(file)
    click.echo(json.dumps(line, ensure_ascii=False, indent=1))
    sys.exit(1 if "error" in line else 0)


def _capture_file(path: Path) -> Line:
    try:
        body = path.read_bytes()
        try:
            pages = [
                {
                    "url": page.url,
                    "content_type": page.content_type,
                    "captured_at": page.captured_at.isoformat() if page.captured_at else None,
                    "byte_count": len(page.body),
                }
                for page in read_captures(body, name=path.name)
            ]
        except NotReadable as no_pages:
            return _digest_line(body, path, no_pages)
    except OSError as error:
        return {"path": str(path), "error": "not_readable", "message": f"{path}: {error.strerror or error}"}
    except EngineError as error:
        return {"path": str(path), "error": error.code, "message": str(error)}
    return {"pages": pages}


def _digest_line(body: bytes, path: Path, no_pages: NotReadable) -> Line:
    """What is no capture of pages may be a digest; if it is none either, both reasons are told."""
    try:
        return describe_digest(read_digest_file(body, name=path.name))
    except NotReadable as no_digest:
        raise NotReadable(f"{no_pages.detail}; {no_digest.detail.partition(': ')[2]}") from no_digest


def _repair_line(raw: str, place: str) -> Line:
    try:
        given = json.loads(raw)
        repaired = repair_text(given["text"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return {"id": None, "error": "not_readable", "message": f"{place}: no JSON object with a text ({error})"}
    return {"id": given.get("id"), "text": repaired.text, "repairs": [list(pair) for pair in repaired.repairs]}


def _walk(path: Path) -> Iterator[Path]:
    """The file itself, or every page below the directory in the order of names."""
    if path.is_dir():
        yield from sorted(
            file for file in path.rglob("*") if file.name.lower().endswith(_PAGE_ENDINGS) and file.is_file()
        )
    else:
        yield path


def _extract_file(path: Path) -> Line:
    """One page's line; an error is a line too."""
    try:
        body = _read(path)
        article = prepare_page(body, url=_find_address(body, path)).article
    except EngineError as error:
        return {"path": str(path), "error": error.code, "message": str(error)}
    except OSError as error:
        return {"path": str(path), "error": "not_readable", "message": f"{path}: {error.strerror or error}"}
    return {"path": str(path), **_article_line(article)}


def _find_address(body: bytes, path: Path) -> str:
    """The address a saved page names, or the file's own: extraction only needs it to make links absolute."""
    try:
        return next(read_captures(body, name=path.name)).url
    except NotReadable:
        return path.resolve().as_uri()


def _read(path: Path) -> bytes:
    """A file's bytes, unpacked if its name ends in `.gz`."""
    if path.suffix.lower() != ".gz":
        return path.read_bytes()
    try:
        with gzip.open(path) as file:
            return file.read(_MAX_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise NotReadable(f"{path} is no gzip file ({error})") from error


def _article_line(article: Article) -> Line:
    return {
        "headline": article.headline,
        "authors": list(article.authors),
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "text": article.text,
        "blocks": [_block_line(block) for block in article.blocks],
    }


def _block_line(block: Block) -> Line:
    line: Line = {
        "kind": str(block.kind),
        "text": block.text,
        "url": block.url,
        "caption": block.caption,
        "credit": block.credit,
    }
    if block.level is not None:
        line["level"] = block.level
    if block.alt is not None:
        line["alt"] = block.alt
    if block.links:
        line["links"] = [{"text": link.text, "url": link.url} for link in block.links]
    return line


def _map(work: Callable[[Path], Line], files: list[Path], workers: int) -> Iterator[Line]:
    """The results in the order of the files; only a few portions wait at any time, so memory stays flat."""
    portions = [files[start : start + _PORTION] for start in range(0, len(files), _PORTION)]
    if workers == 1 or len(portions) < 2:  # noqa: PLR2004  (one portion gives one worker something to do)
        yield from map(work, files)
        return
    with ProcessPoolExecutor(workers, initializer=_ignore_interrupt) as pool:
        waiting: deque[Future[list[Line]]] = deque()
        try:
            for portion in portions:
                waiting.append(pool.submit(_work_portion, work, portion))
                if len(waiting) > workers * _WAITING:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _work_portion(work: Callable[[Path], Line], portion: Iterable[Path]) -> list[Line]:
    return [work(file) for file in portion]


def _ignore_interrupt() -> None:
    """Ctrl-C is the parent's to handle: it stops handing out work, and the workers end without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
