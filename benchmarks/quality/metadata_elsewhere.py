"""What pages say of themselves, on the sets that other tools were made with: days and headlines, article or not."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from benchmarks.corpora import MissingCorpusError, find_corpus
from benchmarks.peers import find_peer
from benchmarks.quality.articles_elsewhere import Page, read_trafilatura_eval, read_wcxb
from benchmarks.reporting import Figure, Options, main
from benchmarks.typed import fold
from tearsheet.engine.errors import EngineError
from tearsheet.engine.model import Metadata
from tearsheet.engine.prepare import read_page_metadata
from tearsheet.engine.text import decode_page

_BETWEEN_NAMES = frozenset({"and", "und", "by", "von"})


def measure(options: Options) -> Iterator[Figure]:
    """Set by set; a set that is not there is named and left out."""
    missing: list[MissingCorpusError] = []
    for name, (read, day_field) in _SETS.items():
        try:
            pages = list(read())
        except MissingCorpusError as error:
            missing.append(error)
            continue
        said = list(map(_read, pages))
        yield from _measure_days(name, pages, said, [_day_of(page.truth.get(day_field)) for page in pages], options)
        titled = [(page.truth["title"], one) for page, one in zip(pages, said, strict=True) if page.truth.get("title")]
        if titled:
            hits = sum(one is not None and fold(one.headline) == fold(title) for title, one in titled)
            yield Figure(name=f"{name}.headline", value=hits / len(titled), count=len(titled))
            yield _measure_authors(name, pages, said)
    if missing:
        raise missing[0]


def _read_htmldate_eval() -> Iterator[Page]:
    folder = find_corpus("htmldate_eval") / "tests"
    for path in sorted(folder.glob("eval_*.json")):
        for url, truth in json.loads(path.read_text("utf-8")).items():
            file = folder / "test_set" / f"{truth['file']}.gz"
            if file.exists():
                yield Page(url=url, body=gzip.decompress(file.read_bytes()), truth=truth)


#: Each set's pages, and what it calls the day of publication.
_SETS: dict[str, tuple[Callable[[], Iterator[Page]], str]] = {
    "htmldate_eval": (_read_htmldate_eval, "date"),
    "trafilatura_eval": (read_trafilatura_eval, "date"),
    "wcxb": (read_wcxb, "publish_date"),
}


def _read(page: Page) -> Metadata | None:
    try:
        return read_page_metadata(page.body, url=page.url)
    except EngineError:
        return None


def _day_of(value: object) -> date | None:
    """The day as a set has it; None where it has none, or something else."""
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None


def _measure_authors(name: str, pages: Sequence[Page], said: Sequence[Metadata | None]) -> Figure:
    signed = [(page.truth["author"], one) for page, one in zip(pages, said, strict=True) if page.truth.get("author")]
    hits = sum(one is not None and _words_of(*one.authors) == _words_of(names) for names, one in signed)
    return Figure(
        name=f"{name}.authors_exact",
        value=hits / (len(signed) or 1),
        count=len(signed),
        note="the same words, in whatever order; the truth also names offices and houses",
    )


def _words_of(*names: str) -> set[str]:
    return set(fold(" ".join(names)).split()) - _BETWEEN_NAMES


def _measure_days(
    name: str,
    pages: Sequence[Page],
    said: Sequence[Metadata | None],
    days: Sequence[date | None],
    options: Options,
) -> Iterator[Figure]:
    """Right, wrong and no days of first publication; a wrong one is worse than none."""
    known = [number for number, day in enumerate(days) if day is not None]
    truths = [days[number] for number in known]
    own = [one.published_at.date() if (one := said[number]) and one.published_at else None for number in known]
    module = find_peer("htmldate") if options.with_peers else None
    theirs = None
    if module:
        found = (
            module.find_date(decode_page(pages[number].body).text, url=pages[number].url, original_date=True)
            for number in known
        )
        theirs = _shares(map(_judge, map(_day_of, found), truths))
    ours = _shares(map(_judge, own, truths))
    for verdict, note in (
        ("day", "as the page writes it, in its own zone"),
        ("wrong", "another day is said; the less the better"),
        ("none", "no day is said"),
    ):
        yield Figure(
            name=f"{name}.date_{verdict}",
            value=ours[verdict],
            peer=theirs[verdict] if theirs else None,
            peer_name="htmldate",
            count=len(known),
            note=note,
        )


def _judge(day: date | None, truth: date | None) -> str:
    if day is None:
        return "none"
    return "day" if day == truth else "wrong"


def _shares(verdicts: Iterator[str]) -> dict[str, float]:
    counts = Counter(verdicts)
    return {verdict: counts[verdict] / (counts.total() or 1) for verdict in ("day", "wrong", "none")}


if __name__ == "__main__":
    main("quality", measure)
