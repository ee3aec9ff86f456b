"""The verbs of the engine for the command line, such as `extract` and `repair`. They need no database and no Django."""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click
from tqdm import tqdm

from tearsheet.engine.anchors import find_excerpt
from tearsheet.engine.captures import describe_digest, read_captures, read_digest_file
from tearsheet.engine.copies import CopyIndex, find_copy, fingerprint_text, measure_share
from tearsheet.engine.errors import EngineError, NotReadable
from tearsheet.engine.quotes import Quote, Sourcing, find_quotes, find_sourcings
from tearsheet.engine.stories import StoryBook, assign_story, describe_article
from tearsheet.engine.text import repair_text
from tearsheet.engine_cli.pages import Line, extract_files, walk

_SURROGATE = re.compile("[\ud800-\udfff]")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def engine() -> None:
    """Use the engine on files, without a database."""


@engine.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="How many processes work.")
def extract(paths: tuple[Path, ...], workers: int) -> None:
    """Turn saved pages into typed articles: a JSON line each, in the order of the input.

    A directory stands for every .html, .htm and .xhtml file below it; a name that ends in .gz is unpacked. A page that
    gives no article gets a line with "error" and "message", and with what it says of itself, and the exit status is 1.
    """
    files = [file for path in paths for file in walk(path)]
    failures = 0
    for line in tqdm(extract_files(files, workers), total=len(files), unit="page", disable=not sys.stderr.isatty()):
        failures += "error" in line
        click.echo(json.dumps(line, ensure_ascii=False))
    sys.exit(1 if failures else 0)


@engine.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.File("r", encoding="utf-8"))
def repair(files: tuple[TextIO, ...]) -> None:
    """Put mojibake right: JSON lines {"id", "text"} in (standard input without FILE), with "repairs" out."""
    failures = 0
    streams: tuple[TextIO, ...] = files or (sys.stdin,)
    for file in streams:
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
                    "time_source": page.time_source or None,
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


@engine.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, default=["-"], type=click.File("r", encoding="utf-8"))
def copies(files: tuple[TextIO, ...]) -> None:
    """Find copied texts: articles in time order in, a line for each with "copy_of", "share" and "direction" out.

    Articles are JSON lines {"id", "published_at", "source", "headline", "text"} (standard input without FILE). What is
    no copy has null in all three. "direction" says what was done to the text of "copy_of": it was taken "whole",
    "shortened", or "embedded" in a longer one; the article that came first counts as the source.
    """
    index, texts = CopyIndex(), dict[int, tuple[Any, str]]()

    def answer(given: Line) -> Line:
        text = str(given["text"])
        fingerprint = fingerprint_text(text)
        found = find_copy(fingerprint, index, measure=lambda other: measure_share(text, texts[int(other)][1]))
        index.add(len(texts), fingerprint)
        texts[len(texts)] = given["id"], text
        if found is None:
            return {"copy_of": None, "share": None, "direction": None}
        return {"copy_of": texts[int(found.of)][0], "share": round(found.share, 4), "direction": str(found.kind)}

    _answer_lines(files, answer)


@engine.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, default=["-"], type=click.File("r", encoding="utf-8"))
def stories(files: tuple[TextIO, ...]) -> None:
    """Group articles by event: articles in time order in, a line for each with "story", "score" and "reason" out.

    Articles are JSON lines {"id", "published_at", "source", "headline", "text"}, "language" if you have it (standard
    input without FILE). A story is called by the id of the article that opened it. Languages are grouped apart.
    """
    books: defaultdict[str | None, StoryBook] = defaultdict(StoryBook)
    ids: list[Any] = []

    def answer(given: Line) -> Line:
        language = given.get("language")
        description = describe_article(
            headline=str(given.get("headline") or ""),
            text=str(given["text"]),
            published_at=_read_time(given["published_at"]),
            language=language,
        )
        ids.append(given["id"])
        found = assign_story(description, books[language], key=len(ids) - 1)
        return {"story": ids[int(found.story)], "score": round(found.score, 4), "reason": found.reason}

    _answer_lines(files, answer)


def _answer_lines(files: tuple[TextIO, ...], answer: Callable[[Line], Line], *, needs_id: bool = True) -> None:
    """A line out for each line in, in order; one that cannot be read gets an error, and the exit status is 1."""
    failures = 0
    for file in files:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                given = json.loads(raw)
                line = {"id": given["id"] if needs_id else given.get("id"), **answer(given)}
            except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
                failures += 1
                place = f"{getattr(file, 'name', '-')}:{number}"
                line = {
                    "id": None,
                    "error": "not_readable",
                    "message": f"{place}: this line cannot be read ({error!r})",
                }
            click.echo(_as_json(line))
    sys.exit(1 if failures else 0)


def _as_json(line: Line) -> str:
    """A line as JSON; half a surrogate pair, which UTF-8 cannot hold, stays escaped as it came."""
    text = json.dumps(line, ensure_ascii=False)
    return text if text.isascii() or not _SURROGATE.search(text) else json.dumps(line)


def _read_time(value: Any) -> datetime:
    """An ISO 8601 time in UTC; one without a zone is taken for UTC."""
    at = datetime.fromisoformat(str(value))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


@engine.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, default=["-"], type=click.File("r", encoding="utf-8"))
def quotes(files: tuple[TextIO, ...]) -> None:
    """Read who said what: JSON lines {"id", "text", "language"} in (standard input without FILE), quotations out.

    Offsets count code points and are half-open.
    """

    def answer(given: Line) -> Line:
        text, language = given["text"], given.get("language")
        return {
            "quotes": [_quote_fields(one) for one in find_quotes(text, language=language)],
            "sourcings": [_sourcing_fields(one) for one in find_sourcings(text, language=language)],
        }

    _answer_lines(files, answer)


def _quote_fields(quote: Quote) -> Line:
    source = quote.speaker_span
    return {
        "start": quote.span.start,
        "end": quote.span.end,
        "kind": quote.kind,
        "speaker": quote.speaker,
        "role": quote.role,
        "cue": quote.cue,
        "medium": quote.medium,
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "certain": quote.certain,
    }


def _sourcing_fields(sourcing: Sourcing) -> Line:
    return {
        "outlet": sourcing.outlet,
        "cites": sourcing.cites,
        "cue": sourcing.cue,
        "start": sourcing.span.start,
        "end": sourcing.span.end,
        "anonymous": sourcing.anonymous,
    }


@engine.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, default=["-"], type=click.File("r", encoding="utf-8"))
def anchor(files: tuple[TextIO, ...]) -> None:
    """Find a passage and say whether it may be printed: JSON lines {"text", "selection"} in, a verdict for each out.

    "verdict" is "verbatim" (the words of the text, after the named normalisation, with marked gaps and brackets),
    "changed" (with the "difference") or "absent". "excerpt" is what the verdict is about: the selection, without its
    markup where only that was in the way. "selector" is the passage in the text's own words, for a changed one the
    place it comes from, null if it is nowhere. "id" is carried through; "near", "prefix" and "suffix" tell repeated
    passages apart. Offsets count code points of the text and are half-open. Standard input without FILE.
    """
    _answer_lines(files, _anchor_line, needs_id=False)


def _anchor_line(given: Line) -> Line:
    words = {name: given.get(name) or "" for name in ("prefix", "suffix")}
    words |= {"text": given["text"], "selection": given["selection"]}
    if not all(isinstance(value, str) for value in words.values()):
        raise TypeError("text, selection, prefix and suffix must be strings")
    found = find_excerpt(
        words["text"],
        words["selection"],
        near=_read_place(given.get("near")),
        prefix=words["prefix"],
        suffix=words["suffix"],
    )
    verdict, selector = found.verification, found.selector
    return {
        "verdict": verdict.state,
        "message": verdict.message,
        "excerpt": found.excerpt,
        "selector": selector
        and {name: getattr(selector, name) for name in ("exact", "prefix", "suffix", "start", "end")},
        "gaps": [
            {"text": gap.text, "start": gap.span and gap.span.start, "end": gap.span and gap.span.end}
            for gap in found.gaps
        ],
        "brackets": [{"text": piece.text, "at": at} for piece, at in found.insertions],
        "difference": [
            {"before": one.before, "after": one.after, "start": one.span.start, "end": one.span.end}
            for one in verdict.difference
        ],
    }


def _read_place(value: Any) -> int | None:
    return None if value is None else int(value)
