"""Extraction on the sets that other tools were made with: where each tool is at home, its own scorer counts."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from benchmarks.corpora import MissingCorpusError, find_corpus
from benchmarks.peers import find_peer
from benchmarks.reporting import Figure, Options, main
from benchmarks.shingles import harmonic, score_page, score_set
from tearsheet.engine.errors import EngineError
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
    for measure_set in (_measure_segments, _measure_words, _measure_readability):
        try:
            yield from measure_set(options)
        except MissingCorpusError as error:
            missing.append(error)
    if missing:
        raise missing[0]


def _text_of(page: Page) -> str:
    try:
        return read_page(page.body, url=page.url)[0].text
    except EngineError:
        return ""


def _find_peer(options: Options) -> Callable[[Page], str] | None:
    """Trafilatura with its own defaults, but for comments, which none of the sets counts."""
    module = find_peer("trafilatura") if options.with_peers else None
    if module is None:
        return None
    return lambda page: module.extract(decode_page(page.body).text, include_comments=False) or ""


def read_trafilatura_eval() -> Iterator[Page]:
    """trafilatura_eval: each page with all that the set knows of it."""
    folder = find_corpus("trafilatura_eval") / "tests"
    for url, truth in json.loads((folder / "evaldata.json").read_text("utf-8")).items():
        path = next(
            (path for name in ("cache", "eval") if (path := folder / name / f"{truth['file']}.gz").exists()), None
        )
        if path is not None:
            yield Page(url=url, body=gzip.decompress(path.read_bytes()), truth=truth)


def read_wcxb() -> Iterator[Page]:
    """wcxb: each of its articles with its text, title, author and date."""
    folder = find_corpus("wcxb") / "dev"
    for path in sorted((folder / "ground-truth").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        if truth["_internal"]["page_type"]["primary"] == "article":
            body = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
            yield Page(url=truth["url"], body=body, truth=truth["ground_truth"])


def _measure_segments(options: Options) -> Iterator[Figure]:
    """trafilatura_eval: segments that must be in the text and segments that must not."""
    pages = list(read_trafilatura_eval())
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
    pages = [Page(url=page.url, body=page.body, truth=page.truth["main_content"]) for page in read_wcxb()]
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


if __name__ == "__main__":
    main("quality", measure)
