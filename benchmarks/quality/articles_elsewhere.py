"""Extraction on the sets that other tools were made with: where each tool is at home, its own scorer counts."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import fmean
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from benchmarks.corpora import MissingCorpusError, find_corpus
from benchmarks.peers import find_peer
from benchmarks.reporting import Figure, Options, main
from benchmarks.shingles import harmonic, score_page, score_set
from tearsheet.engine.errors import EngineError
from tearsheet.engine.model import Article
from tearsheet.engine.prepare import read_page
from tearsheet.engine.text import decode_page

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of any of the sets, with what the set knows of it."""

    url: str
    body: bytes
    truth: Any


def measure(options: Options) -> Iterator[Figure]:
    """Set by set; a set that is not there is named and left out."""
    missing: list[MissingCorpusError] = []
    for measure_set in (_measure_segments, _measure_words, _measure_readability, _measure_dates):
        try:
            yield from measure_set(options)
        except MissingCorpusError as error:
            missing.append(error)
    if missing:
        raise missing[0]


def _extract(page: Page) -> Article | None:
    try:
        return read_page(page.body, url=page.url)[0]
    except EngineError:
        return None


def _text_of(page: Page) -> str:
    article = _extract(page)
    return article.text if article else ""


def _find_peer(options: Options) -> Callable[[Page], str] | None:
    """Trafilatura with its own defaults, but for comments, which none of the sets counts."""
    module = find_peer("trafilatura") if options.with_peers else None
    if module is None:
        return None
    return lambda page: module.extract(decode_page(page.body).text, include_comments=False) or ""


def _measure_segments(options: Options) -> Iterator[Figure]:
    """trafilatura_eval: segments that must be in the text and segments that must not."""
    folder = find_corpus("trafilatura_eval") / "tests"
    pages = []
    for url, truth in json.loads((folder / "evaldata.json").read_text("utf-8")).items():
        path = next(
            (path for name in ("cache", "eval") if (path := folder / name / f"{truth['file']}.gz").exists()), None
        )
        if path is not None:
            pages.append(Page(url=url, body=gzip.decompress(path.read_bytes()), truth=truth))
    peer = _find_peer(options)
    theirs = _score_segments(pages, [peer(page) for page in pages]) if peer else None
    ours = _score_segments(pages, list(map(_text_of, pages)))
    for name, value in ours.items():
        yield Figure(
            name=f"trafilatura_eval.{name}",
            value=value,
            peer=theirs[name] if theirs else None,
            peer_name="trafilatura",
            count=len(pages),
            note="segments; trafilatura is tuned on this set",
        )


def _score_segments(pages: Sequence[Page], texts: Sequence[str]) -> dict[str, float]:
    found = missed = invented = 0
    for page, text in zip(pages, texts, strict=True):
        words = " ".join(text.split())
        wanted = [" ".join(segment.split()) in words for segment in page.truth["with"] or ()]
        found += sum(wanted)
        missed += len(wanted) - sum(wanted)
        invented += sum(" ".join(segment.split()) in words for segment in page.truth["without"] or ())
    precision, recall = found / (found + invented or 1), found / (found + missed or 1)
    return {"f1": harmonic(precision, recall), "precision": precision, "recall": recall}


def _measure_words(options: Options) -> Iterator[Figure]:
    """wcxb, its articles: the mean over pages of F1 over bags of words."""
    folder = find_corpus("wcxb") / "dev"
    pages = []
    for path in sorted((folder / "ground-truth").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        if truth["_internal"]["page_type"]["primary"] == "article":
            body = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
            pages.append(Page(url=truth["url"], body=body, truth=truth["ground_truth"]["main_content"]))
    peer = _find_peer(options)
    yield Figure(
        name="wcxb.word_f1",
        value=fmean(_score_words(page.truth, _text_of(page)) for page in pages),
        peer=fmean(_score_words(page.truth, peer(page)) for page in pages) if peer else None,
        peer_name="trafilatura",
        count=len(pages),
    )


def _score_words(truth: str, text: str) -> float:
    true, guessed = Counter(_WORD.findall(truth.lower())), Counter(_WORD.findall(text.lower()))
    common = sum((true & guessed).values())
    return harmonic(common / guessed.total(), common / true.total()) if common else 0.0


def _measure_readability(options: Options) -> Iterator[Figure]:
    """readability_pages: 4-grams against what Readability.js itself takes out, which is no human's judgement."""
    folder = find_corpus("readability_pages") / "test/test-pages"
    pages = []
    for path in sorted(folder.glob("*/source.html.gz")):
        expected = gzip.decompress((path.parent / "expected.html.gz").read_bytes()).decode("utf-8")
        truth = LexborHTMLParser(expected).root
        pages.append(
            Page(
                url="http://fakehost/test/page.html",
                body=gzip.decompress(path.read_bytes()),
                truth=truth.text(separator=" ") if truth else "",
            )
        )
    peer = _find_peer(options)
    yield Figure(
        name="readability_pages.f1",
        value=score_set(score_page(page.truth, _text_of(page)) for page in pages).f1,
        peer=score_set(score_page(page.truth, peer(page)) for page in pages).f1 if peer else None,
        peer_name="trafilatura",
        count=len(pages),
        note="the truth is another tool's output",
    )


def _measure_dates(options: Options) -> Iterator[Figure]:
    """htmldate_eval: the day of first publication."""
    folder = find_corpus("htmldate_eval") / "tests"
    pages = []
    for path in sorted(folder.glob("eval_*.json")):
        for url, truth in json.loads(path.read_text("utf-8")).items():
            file = folder / "test_set" / f"{truth['file']}.gz"
            if file.exists() and isinstance(truth["date"], str):
                pages.append(Page(url=url, body=gzip.decompress(file.read_bytes()), truth=truth["date"]))
    module = find_peer("htmldate") if options.with_peers else None
    theirs = None
    if module:
        theirs = fmean(
            module.find_date(decode_page(page.body).text, url=page.url, original_date=True) == page.truth
            for page in pages
        )
    articles = list(map(_extract, pages))
    yield Figure(
        name="htmldate_eval.date_day",
        value=fmean(_is_near(article, page.truth) for page, article in zip(pages, articles, strict=True)),
        peer=theirs,
        peer_name="htmldate",
        count=len(pages),
        note="the moment is in that day somewhere on earth: ours are in UTC, the truth is the page's own day",
    )
    yield Figure(
        name="htmldate_eval.date_day_utc",
        value=fmean(_day_of(article) == page.truth for page, article in zip(pages, articles, strict=True)),
        count=len(pages),
        note="the day in UTC is that day",
    )


def _day_of(article: Article | None) -> str:
    return article.published_at.date().isoformat() if article and article.published_at else ""


def _is_near(article: Article | None, truth: str) -> bool:
    """Whether a moment lies in a day in some time zone; a day without a time must be that day."""
    if article is None or article.published_at is None:
        return False
    after = article.published_at - datetime.fromisoformat(truth).replace(tzinfo=UTC)
    has_time = article.published_at.time() != time.min
    return timedelta(hours=-14) <= after < timedelta(hours=36) if has_time else not after


if __name__ == "__main__":
    main("quality", measure)
