"""The seed page: quotations and sourcings that somebody listed by line and opening words."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.attributions import WORD
from benchmarks.corpora import find_corpus
from benchmarks.reporting import Figure
from tearsheet.engine.quotes import Quote, Sourcing, find_quotes, find_sourcings


def find_seed() -> Path:
    """The folder of the seed page: `TEARSHEET_SEED`, or `seed` in the corpora or beside them."""
    named = os.environ.get("TEARSHEET_SEED")
    if named and Path(named, "truth.json").exists():
        return Path(named)
    return find_corpus("seed")


def measure_seed() -> Iterator[Figure]:
    """The seed page: quotations with speaker, cue and medium, and sourcings, each found by its line and opening words."""
    folder = find_seed()
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    text = (folder / "page.txt").read_text("utf-8")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    quotes, sourcings = find_quotes(text, language="en"), find_sourcings(text, language="en")
    right: defaultdict[str, int] = defaultdict(int)
    for one in truth["quotes"]:
        quote = find_true_quote(text, starts, one, quotes)
        if quote is None:
            continue
        right["found"] += 1
        right["speakers"] += is_same_name(one["speaker"], quote.speaker)
        right["cues"] += is_same_words(one["cue"], quote.cue)
        right["media"] += is_same_words(one["medium"], quote.medium)
        right["wrong"] += quote.certain and not is_same_name(one["speaker"], quote.speaker)
    for name in ("found", "speakers", "cues", "media"):
        yield Figure(name=f"seed.{name}", value=right[name], unit="quotations", count=len(truth["quotes"]))
    yield Figure(
        name="seed.silently_wrong", value=right["wrong"], unit="quotations", note="certain, but another speaker"
    )
    found = sum(has_sourcing(starts, one, sourcings) for one in truth["chains"])
    yield Figure(name="seed.sourcings", value=found, unit="sourcings", count=len(truth["chains"]))


def find_true_quote(text: str, starts: Sequence[int], one: dict[str, str], quotes: Iterable[Quote]) -> Quote | None:
    """The quotation that begins with these words on this line (the file counts lines from one)."""
    line = int(one["line"])
    at = text.find(one["opening"], starts[line - 1], starts[line])
    near = [quote for quote in quotes if quote.kind != "indirect" and quote.span.start <= at < quote.span.end]
    return near[-1] if at >= 0 and near else None


def has_sourcing(starts: Sequence[int], one: dict[str, str], sourcings: Iterable[Sourcing]) -> bool:
    """Whether a sourcing on this line names the same outlet and, if any, the same cited."""
    line = int(one["line"])
    return any(
        starts[line - 1] <= found.span.start < starts[line]
        and is_same_words(one["outlet"], found.outlet)
        and (one["cites"] is None or is_same_name(one["cites"], found.cites))
        for found in sourcings
    )


def is_same_name(truth: str | None, ours: str | None) -> bool:
    """Whether the last words agree: the truth may give the first name that we do not, or the other way round."""
    one, other = WORD.findall((truth or "").casefold()), WORD.findall((ours or "").casefold())
    if not one or not other:
        return one == other
    return set(one) <= set(other) or (set(other) <= set(one) and one[-1] == other[-1])


def is_same_words(truth: str | None, ours: str | None) -> bool:
    """Whether one holds all the words of the other; nothing equals only nothing."""
    one, other = WORD.findall((truth or "").casefold()), WORD.findall((ours or "").casefold())
    return bool(one) == bool(other) and (set(one) <= set(other) or set(other) <= set(one))
