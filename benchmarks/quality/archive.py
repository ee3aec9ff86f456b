"""How well "see also" finds what belongs together: mean average precision on four sets whose stories are known.

Each article of a story of two or more is asked for; right are the others of its story, in the order found, among the
first `_DEPTH`. The peer is BM25 with the whole headline and text as the query, in the same index. No neural model.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from benchmarks.quality.stories import READERS, Case
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.stories import describe_article
from tearsheet.newsroom.archive.port import Document, Limits
from tearsheet.newsroom.archive.tantivy_archive import TantivyArchive
from tearsheet.newsroom.archive.words import Either, Phrase, fold_words

_DEPTH = 100
_AT = datetime(2018, 1, 1, tzinfo=UTC)


def measure(options: Options) -> Iterator[Figure]:
    """Each set, and their mean."""
    ours, theirs = [], []
    for name, read in READERS.items():
        cases = list(read())
        with tempfile.TemporaryDirectory() as folder:
            archive = TantivyArchive(Path(folder))
            archive.add([_write(key, case) for key, case in enumerate(cases)])
            stories = [case.story for case in cases]
            sizes = Counter(stories)
            asked = [key for key, story in enumerate(stories) if sizes[story] > 1]
            ours.append(fmean(_score(stories, key, _find(archive, cases[key]), sizes) for key in asked))
            if options.with_peers:
                theirs.append(fmean(_score(stories, key, _find_bm25(archive, cases[key]), sizes) for key in asked))
        peer = theirs[-1] if theirs else None
        yield Figure(name=f"also.{name}.map", value=ours[-1], unit="MAP", peer=peer, peer_name="BM25", count=len(cases))
    yield Figure(
        name="also.mean.map",
        value=fmean(ours),
        unit="MAP",
        peer=fmean(theirs) if theirs else None,
        peer_name="BM25",
        note="the mean of the sets",
    )


def _write(key: int, case: Case) -> Document:
    words = tuple(fold_words(f"{case.headline}\n{case.text}"))
    return Document(article=key, words=words, source=1, language="en", at=_AT)


def _find(archive: TantivyArchive, case: Case) -> Sequence[int]:
    described = describe_article(headline=case.headline, text=case.text, published_at=_AT)
    return archive.find_like(described.terms, Limits(), limit=_DEPTH)


def _find_bm25(archive: TantivyArchive, case: Case) -> Sequence[int]:
    words = dict.fromkeys(fold_words(f"{case.headline}\n{case.text}"))
    term = Either(tuple(Phrase((word,)) for word in words))
    return archive.search(term, Limits(), order="best", limit=_DEPTH, offset=0).articles


def _score(stories: Sequence[str], key: int, found: Sequence[int], sizes: Counter[str]) -> float:
    """Average precision of one answer; the article itself is passed over."""
    right, total = 0, 0.0
    for place, other in enumerate((other for other in found if other != key), 1):
        if stories[other] == stories[key]:
            right += 1
            total += right / place
    return total / (sizes[stories[key]] - 1)


if __name__ == "__main__":
    main("quality", measure)
