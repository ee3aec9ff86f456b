"""Which of two texts was copied from which, and the exact ranges.

The pairs share their text and were published by different outlets; where each comes from was read by a person from all
that the page shows: address, byline, last lines (`directions.json`: the pairs' keys and "a", "b" or the agency's name).
As deployed: the later is compared with the earlier, credits are read, and origins are counted, with the agencies' own
articles and those of all outlets at hand. Right is an article that is traced to where it comes from; time is that of the
archive's capture. `by_time` is the same without credits: the earlier of two copies is the original.

Ranges: real texts with one in fifty words exchanged stand between other words; every run of six equal words or more is to
be found, in both texts, to the character.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.corpora import find_corpus
from benchmarks.quality.copies import read_reports
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.copies import CopyIndex, find_copy, fingerprint_text, measure_share, shared_passages
from tearsheet.engine.model import Span
from tearsheet.engine.quotes import OriginMember, count_origins, find_credit

_TRUTH = Path(__file__).with_name("directions.json")
_AGENCIES = ("AP", "Reuters", "AFP", "Bloomberg")
_OUTLETS = {
    "abcnews.go.com": "ABC News",
    "cbsnews.com": "CBS News",
    "chicagotribune.com": "Chicago Tribune",
    "foxnews.com": "Fox News",
    "latimes.com": "Los Angeles Times",
    "nbcnews.com": "NBC News",
    "npr.org": "NPR",
    "nytimes.com": "New York Times",
    "usatoday.com": "USA Today",
    "washingtonpost.com": "Washington Post",
}
#: What the set's own extraction left in some author fields: the beginning of the date behind the name.
_DATE_REST = re.compile(r"\s*\b(?:Last Updated|November|December|Nov|Dec)\b.*$")
_RANGE_TEXTS = 300
_EDITED = 0.02
_FEWEST_WORDS = 6


def measure(_options: Options) -> Iterator[Figure]:
    """Origins with and without credits, and ranges."""
    articles = _read_articles()
    pairs = json.loads(_TRUTH.read_text("utf-8"))
    for name, is_credited in (("credited", True), ("uncredited", False)):
        some = [pair for pair in pairs if pair["is_credited"] == is_credited]
        for suffix, has_credits in (("", True), (".by_time", False)):
            right = sum(count_right(pair, articles, has_credits=has_credits) for pair in some)
            yield Figure(
                name=f"directions.{name}{suffix}",
                value=right / (2 * len(some)),
                count=2 * len(some),
                note=f"articles, of {len(some)} pairs",
            )
    yield from _measure_ranges()


def _read_articles() -> dict[str, dict[str, Any]]:
    paths = (
        find_corpus("wsdl_us_news_2016") / "stories_2016_11.jsonl",
        find_corpus("wsdl_syndication_pairs") / "texts.jsonl",
    )
    rows = (json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines())
    return {row["id"]: row for row in rows}


def count_right(pair: Mapping[str, Any], articles: Mapping[str, dict[str, Any]], *, has_credits: bool) -> int:
    """How many of a pair's two articles are traced to where they come from."""
    first, second = sorted((articles[pair["a"]], articles[pair["b"]]), key=lambda row: (row["capture"], row["id"]))
    index = CopyIndex()
    index.add(first["id"], fingerprint_text(first["text"]))
    share = measure_share(first["text"], second["text"])
    is_copy = find_copy(fingerprint_text(second["text"]), index, measure=lambda _: share) is not None
    others = [OriginMember(key=name, source=name, owner_family=name) for name in (*_AGENCIES, *_OUTLETS.values())]
    members = [
        _read_member(first, has_credits=has_credits),
        _read_member(second, has_credits=has_credits, copy_of=first["id"] if is_copy else None),
    ]
    named = {member.source for member in members}
    origins = count_origins([*members, *(other for other in others if other.source not in named)])
    origin_of = {member: origin.key for origin in origins for member in origin.members}
    truth = pair.get(pair["origin"], pair["origin"])
    return sum(origin_of[row["id"]] == truth for row in (first, second))


def _read_member(row: Mapping[str, Any], *, has_credits: bool, copy_of: str | None = None) -> OriginMember:
    host = (urlsplit(row["url"]).hostname or "").removeprefix("www.")
    source = _OUTLETS.get(host, host)
    authors = [_DATE_REST.sub("", name) for name in (row["author"] or "").split("; ")]
    credit = find_credit(row["text"], authors, outlets=list(_OUTLETS.values())) if has_credits else None
    return OriginMember(key=row["id"], source=source, owner_family=source, copy_of=copy_of, credit=credit)


def _measure_ranges() -> Iterator[Figure]:
    draw = random.Random(1)  # noqa: S311
    texts = [report.text.split() for report in read_reports()[:_RANGE_TEXTS]]
    others = [word.casefold() for words in texts for word in words if word.isalpha()]
    found_count = true_count = right = 0
    for words in texts:
        original, copied, true = embed(words, others, draw)
        found = set(shared_passages(original, copied))
        true_count += len(true)
        found_count += len(found)
        right += len(found & true)
    yield Figure(name="ranges.recall", value=right / true_count, count=true_count, note="exact in both texts")
    yield Figure(name="ranges.precision", value=right / found_count, count=found_count, note="exact in both texts")


def embed(words: list[str], others: list[str], draw: random.Random) -> tuple[str, str, set[tuple[Span, Span]]]:
    """A text, the same with some words exchanged between other words, and the ranges that are equal in both."""
    plain = [place for place, word in enumerate(words) if word.isalpha()]
    edited = sorted(draw.sample(plain, round(_EDITED * len(plain))))
    copied = list(words)
    for place in edited:
        copied[place] = next(
            word for word in iter(lambda: draw.choice(others), None) if word != words[place].casefold()
        )
    before, after = draw.choices(others, k=len(words)), draw.choices(others, k=len(words))
    original, lead = " ".join(words), " ".join(before) + " "
    true = set()
    for start, end in zip([-1, *edited], [*edited, len(words)], strict=True):
        here = " ".join(words[start + 1 : end])
        spoken = list(re.finditer(r"[^\W_]+", here))
        if len(spoken) < _FEWEST_WORDS:
            continue
        first, last = spoken[0].start(), spoken[-1].end()
        spans = []
        for line, offset in ((words, 0), (copied, len(lead))):
            at = offset + len(" ".join(line[: start + 1])) + (start >= 0)
            spans.append(Span(start=at + first, end=at + last))
        true.add((spans[0], spans[1]))
    return original, lead + " ".join(copied) + " " + " ".join(after), true


if __name__ == "__main__":
    main("quality", measure)
