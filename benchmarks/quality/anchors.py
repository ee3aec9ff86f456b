"""Whether anything but the source's words is ever accepted, and whether the source's words are always found.

Texts: the bodies of Fundus' test pages (20 languages) and of the article extraction benchmark where they are given,
else the demo press. Seeded: the same cases every time.
"""

import random
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from benchmarks.alterations import ALTERATIONS, Passage, alter, cut_passages
from benchmarks.corpora import MissingCorpusError, read_aeb, read_fundus
from benchmarks.renderings import RENDERINGS, Rendering, rerender, shorten
from benchmarks.reporting import Figure, Options, main
from demo.markup import plain_text
from demo.reading import read_articles
from tearsheet.engine.anchors import anchor_excerpt, find_excerpt, verify_excerpt
from tearsheet.engine.errors import PassageAbsent
from tearsheet.engine.model import Span

_SEED = 6
_CASES = 6_000
#: So many passages are looked at for a kind of case before the texts are said not to lend themselves.
_TRIES = 40
_LONGEST_TEXT = 4_000
Case = TypeVar("Case")


def read_texts() -> tuple[list[str], str]:
    """The texts, and where they are from."""
    try:
        texts = [page.truths[0][:_LONGEST_TEXT] for page in (*read_fundus(), *read_aeb())]
    except MissingCorpusError as missing:
        print(f"{missing}: measured on the demo press", file=sys.stderr)
        articles = read_articles(last_day=date(2026, 3, 2)).values()
        prose = [[plain_text(piece.text) for piece in article.pieces if piece.text] for article in articles]
        return ["\n\n".join(parts) for parts in prose], "demo press"
    return texts, "real texts"


def measure(options: Options) -> Iterator[Figure]:
    """Alterations refused, re-renderings found, honest shortenings accepted."""
    del options
    texts, note = read_texts()
    altered = list(make_cases(texts, ALTERATIONS, alter, _CASES))
    refused = [not is_accepted(passage.text, words) for _, passage, words in altered]
    yield Figure(name="alterations.refused", value=_share(refused), count=len(refused), note=note)
    yield Figure(name="alterations.accepted", value=len(refused) - sum(refused), unit="accepted", count=len(refused))
    for kind in ALTERATIONS:
        of_kind = [right for (one, _, _), right in zip(altered, refused, strict=True) if one == kind]
        yield Figure(name=f"alterations.{kind}", value=_share(of_kind), count=len(of_kind), note="refused")
    rendered = list(make_cases(texts, RENDERINGS, rerender, _CASES))
    found = [is_found(case) for _, _, case in rendered]
    yield Figure(name="renderings.found", value=_share(found), count=len(found), note=note)
    for kind in RENDERINGS:
        of_kind = [right for (one, _, _), right in zip(rendered, found, strict=True) if one == kind]
        yield Figure(name=f"renderings.{kind}", value=_share(of_kind), count=len(of_kind), note="found")
    printable = [case for _, _, case in rendered if case.is_printable]
    verbatim = [find_excerpt(case.text, case.selection).verification.state == "verbatim" for case in printable]
    yield Figure(name="renderings.verbatim", value=_share(verbatim), count=len(verbatim))
    short = [words for _, _, words in make_cases(texts, ["short"], lambda _, *case: _shorten(*case), 1_000)]
    accepted = [verify_excerpt(text, words).state == "verbatim" for text, words in short]
    yield Figure(name="shortened.accepted", value=_share(accepted), count=len(accepted), note="marked gaps, brackets")


def make_cases(
    texts: Sequence[str],
    kinds: Collection[str],
    make: Callable[[str, Passage, random.Random], Case | None],
    count: int,
    seed: int = _SEED,
) -> Iterator[tuple[str, Passage, Case]]:
    """About `count` cases, as many of each kind; fewer where the texts do not lend themselves.

    Yields:
        Kind, passage and case.
    """
    for kind in kinds:
        draw = random.Random(f"{seed} {kind}")  # noqa: S311
        wanted = -(-count // len(kinds))
        passages = islice(cut_passages(texts, draw), wanted * _TRIES)
        made = ((kind, passage, make(kind, passage, draw)) for passage in passages)
        yield from islice(((kind, passage, case) for kind, passage, case in made if case is not None), wanted)


def is_accepted(text: str, words: str) -> bool:
    """Whether the gate or the command would let altered words through as an excerpt, as they are."""
    if verify_excerpt(text, words).state == "verbatim":
        return True
    return find_excerpt(text, words).verification.state == "verbatim"


def is_found(case: Rendering) -> bool:
    """Whether exactly the passage is found, in the text's own words, and these are verbatim."""
    try:
        selector = anchor_excerpt(case.text, case.selection, near=case.near, prefix=case.prefix, suffix=case.suffix)
    except PassageAbsent:
        return False
    span = Span(start=selector.start, end=selector.end)
    is_same = selector.exact.split() == case.span.of(case.text).split()
    return (
        is_same
        and abs(selector.start - case.span.start) <= 1
        and (verify_excerpt(case.text, selector.exact, within=span).state == "verbatim")
    )


def _shorten(passage: Passage, draw: random.Random) -> tuple[str, str] | None:
    words = shorten(passage, draw)
    return (passage.text, words) if words else None


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


if __name__ == "__main__":
    main("quality", measure)
