"""How well articles are extracted: main text, typed blocks, metadata."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.corpora import BodyPage, MissingCorpusError, read_aeb, read_fundus
from benchmarks.peers import find_trafilatura
from benchmarks.reporting import Figure, Options, main
from benchmarks.shingles import PageScore, score_page, score_set
from benchmarks.typed import Tally, fold
from tearsheet.engine.errors import EngineError
from tearsheet.engine.model import Article, BlockKind
from tearsheet.engine.prepare import prepare_page
from tearsheet.engine.text import decode_page

#: Languages whose words are told apart by letters when shingles are counted.
_WIDE = frozenset({"ja", "zh", "ko", "th"})


def measure(options: Options) -> Iterator[Figure]:
    """Every figure of extraction, set by set."""
    missing: list[MissingCorpusError] = []
    peer = find_trafilatura() if options.with_peers else None
    for name, read in (("aeb", read_aeb), ("fundus", read_fundus)):
        try:
            pages = list(read())
        except MissingCorpusError as error:
            missing.append(error)
            continue
        articles = [_extract(page) for page in pages]
        texts = [article.text if article else "" for article in articles]
        peers = [peer(decode_page(page.body).text) for page in pages] if peer else None
        yield from _measure_text(name, pages, texts, peers)
        if name == "fundus":
            wide = [index for index, page in enumerate(pages) if page.language in _WIDE]
            yield from _measure_text(
                "fundus_east_asian",
                [pages[index] for index in wide],
                [texts[index] for index in wide],
                [peers[index] for index in wide] if peers else None,
            )
            yield from _measure_blocks(pages, articles)
            yield from _measure_metadata(pages, articles)
            yield from _measure_seen(pages, articles)
    if missing:
        raise missing[0]


def _extract(page: BodyPage) -> Article | None:
    try:
        return prepare_page(page.body, url=page.url).article
    except EngineError:
        return None


def _measure_text(
    name: str, pages: Sequence[BodyPage], texts: Sequence[str], peers: Sequence[str] | None
) -> Iterator[Figure]:
    ours = score_set(map(_score_best, pages, texts))
    theirs = score_set(map(_score_best, pages, peers)) if peers else None
    for metric in ("f1", "precision", "recall", "exact"):
        yield Figure(
            name=f"{name}.{metric}",
            value=getattr(ours, metric),
            peer=getattr(theirs, metric) if theirs else None,
            peer_name="trafilatura",
            count=len(pages),
        )


def _score_best(page: BodyPage, text: str) -> PageScore:
    scores = (score_page(truth, text, is_wide=page.language in _WIDE) for truth in page.truths)
    return max(scores, key=lambda score: score.f1)


def _measure_blocks(pages: Sequence[BodyPage], articles: Sequence[Article | None]) -> Iterator[Figure]:
    tallies = {"paragraphs": Tally(), "headings": Tally(), "captions": Tally(), "credits": Tally()}
    for page, article in zip(pages, articles, strict=True):
        truth = page.truth
        blocks = article.blocks if article else ()
        paragraphs = [block.text for block in blocks if block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTATION}]
        lines = [line for block in blocks if block.kind is BlockKind.LIST for line in block.text.split("\n")]
        # The truth has summaries apart, and lists now as a paragraph each entry, now not at all: neither counts against.
        summary = set(map(fold, truth["summary"]))
        known = set(map(fold, truth["paragraphs"]))
        tallies["paragraphs"].add(
            truth["paragraphs"],
            [text for text in paragraphs if fold(text) not in summary]
            + [line for line in lines if fold(line) in known],
        )
        tallies["headings"].add(truth["headings"], [block.text for block in blocks if block.kind is BlockKind.HEADING])
        pictures = [block for block in blocks if block.kind is BlockKind.PICTURE]
        tallies["captions"].add(
            {image["caption"] for image in truth["images"] if image["caption"]},
            {block.caption for block in pictures if block.caption},
        )
        tallies["credits"].add(
            {" ".join(image["credit"]) for image in truth["images"] if image["credit"]},
            {block.credit for block in pictures if block.credit},
            is_loose=True,
        )
    for name, tally in tallies.items():
        count = tally.found + tally.missed
        yield Figure(name=f"fundus.{name}_f1", value=tally.f1, count=count)
        yield Figure(name=f"fundus.{name}_precision", value=tally.precision, count=count)
        yield Figure(name=f"fundus.{name}_recall", value=tally.recall, count=count)


def _measure_metadata(pages: Sequence[BodyPage], articles: Sequence[Article | None]) -> Iterator[Figure]:
    pairs = list(zip((page.truth for page in pages), articles, strict=True))
    yield _share("headline", [bool(a) and fold(a.headline) == fold(t["title"]) for t, a in pairs if t["title"]])
    yield _share(
        "authors_exact",
        [bool(a) and set(map(fold, a.authors)) == set(map(fold, t["authors"])) for t, a in pairs],
    )
    names = Tally()
    for truth, article in pairs:
        names.add(truth["authors"], article.authors if article else ())
    yield Figure(name="fundus.authors_f1", value=names.f1, count=names.found + names.missed)
    yield _share("date_day", [bool(a) and _is_day_of(a, t["date"]) for t, a in pairs if t["date"]])
    yield _share("language", [bool(a) and a.language == t["lang"] for t, a in pairs if t["lang"]])


def _measure_seen(pages: Sequence[BodyPage], articles: Sequence[Article | None]) -> Iterator[Figure]:
    """Against what a reader of sixty of the pages saw.

    The sixty were drawn with a fixed seed and read one by one: the headline, the byline and the date that stand on the
    page as text, not what its data say. What is not plain to see there is not scored; a headline counts with and without
    its kicker. `seen.json` has hashes only, since the words are the publishers'.
    """
    seen = json.loads((Path(__file__).parent / "seen.json").read_text("utf-8"))
    hits: dict[str, list[bool]] = {"headline": [], "authors": [], "date": []}
    for page, article in zip(pages, articles, strict=True):
        for field, hashes in seen.get(page.key, {}).items():
            hits[field].append(article is not None and not hashes_of(page.key, field, article).isdisjoint(hashes))
    for field, values in hits.items():
        yield _share(field, values, of="seen")


def hashes_of(key: str, field: str, article: Article) -> set[str]:
    """The hashes of what an article says, to compare with those in `seen.json`."""
    match field:
        case "headline":
            return {hash_seen(key, article.headline)}
        case "authors":
            return {hash_seen(key, *article.authors)}
        case _ if article.published_at:
            return {hash_seen(key, article.published_at.date().isoformat())}
    return set()


def hash_seen(key: str, *values: str) -> str:
    """What stands in `seen.json` for the values of one field of the page `key`: their order, case and marks do not count."""
    folded = "|".join(sorted(fold(value).replace(" ", "") for value in values))
    return hashlib.sha256(f"{key}|{folded}".encode()).hexdigest()


def _is_day_of(article: Article, truth: str) -> bool:
    """Whether an article has the day of a truth, each as it is written."""
    return article.published_at is not None and article.published_at.date() == datetime.fromisoformat(truth).date()


def _share(name: str, hits: Iterable[bool], *, of: str = "fundus") -> Figure:
    values = list(hits)
    return Figure(name=f"{of}.{name}", value=sum(values) / len(values) if values else 0.0, count=len(values))


if __name__ == "__main__":
    main("quality", measure)
