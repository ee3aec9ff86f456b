"""Saved pages turned into lines of JSON, by several processes."""

import gzip
import signal
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tearsheet.engine.captures import read_captures
from tearsheet.engine.errors import EngineError, NoArticle, NotReadable
from tearsheet.engine.model import Article, Block, Metadata
from tearsheet.engine.prepare import read_page, read_page_metadata

Line = dict[str, Any]
#: How many pages a worker takes at once, and how many such portions wait for each worker.
_PORTION, _WAITING = 8, 4
#: No page on disk is larger when unpacked, in bytes.
_MAX_BYTES = 60_000_000
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz")


def walk(path: Path) -> Iterator[Path]:
    """The file itself, or every page below the directory in the order of names."""
    if path.is_dir():
        yield from sorted(
            file for file in path.rglob("*") if file.name.lower().endswith(_PAGE_ENDINGS) and file.is_file()
        )
    else:
        yield path


def _extract_file(path: Path) -> Line:
    """One page's line; an error is a line too, and tells what a page without an article says of itself."""
    try:
        body = _read(path)
        url = _find_address(body, path)
        try:
            article, _, _ = read_page(body, url=url)
        except NoArticle as error:
            said = _metadata_line(read_page_metadata(body, url=url))
            return {"path": str(path), "error": error.code, "message": str(error), **said}
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


def _metadata_line(metadata: Metadata) -> Line:
    return {
        "headline": metadata.headline,
        "authors": list(metadata.authors),
        "published_at": metadata.published_at.isoformat() if metadata.published_at else None,
        "language": metadata.language,
    }


def _article_line(article: Article) -> Line:
    return {
        **_metadata_line(article),
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


def extract_files(files: list[Path], workers: int) -> Iterator[Line]:
    """The lines of saved pages in the order of the files; only a few portions wait at any time, so memory stays flat."""
    portions = [files[start : start + _PORTION] for start in range(0, len(files), _PORTION)]
    if workers == 1 or len(portions) < 2:  # noqa: PLR2004  (one portion gives one worker something to do)
        yield from map(_extract_file, files)
        return
    with ProcessPoolExecutor(workers, initializer=_ignore_interrupt) as pool:
        waiting: deque[Future[list[Line]]] = deque()
        try:
            for portion in portions:
                waiting.append(pool.submit(_extract_portion, portion))
                if len(waiting) > workers * _WAITING:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _extract_portion(portion: Iterable[Path]) -> list[Line]:
    return [_extract_file(file) for file in portion]


def _ignore_interrupt() -> None:
    """Ctrl-C is the parent's to handle: it stops handing out work, and the workers end without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
