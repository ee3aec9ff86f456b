"""How well copies are found: labelled pairs of wire copy, a stream of eleven outlets, and copies made from real text.

As deployed: fingerprints propose, `measure_share` of the two texts decides. `fingerprints` is without the texts. The
stream's truth is the same share by brute force, so with texts its precision is 1 by construction: what is measured there
is how many of the true pairs are proposed.
"""

import gc
import json
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.corpora import find_corpus
from benchmarks.peers import find_peer
from benchmarks.reporting import Figure, Options, main
from benchmarks.shingles import harmonic
from tearsheet.engine.copies import CopyIndex, find_copy, fingerprint_text, measure_share
from tearsheet.engine.text import tokenize

_SEEDS = (0, 11, 22, 33, 44)
_TRUE_SHARE = 0.5
_SIZES = (20_000,)
_ORIGINALS = 1_000
_FEWEST_TOKENS = 40
_FEWEST_WORDS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article of the stream: its text, and the outlet by the host of its address."""

    key: int
    outlet: str
    text: str


def read_reports() -> list[Report]:
    """The stream of November and December 2016, in the order of capture; pages without a text of 40 words left out."""
    lines = (find_corpus("wsdl_us_news_2016") / "stories_2016_11.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if len(tokenize(row["text"] or "")) >= _FEWEST_TOKENS]
    rows.sort(key=lambda row: (row["capture"], row["id"]))
    return [
        Report(key=key, outlet=(urlsplit(row["url"]).hostname or "").removeprefix("www."), text=row["text"])
        for key, row in enumerate(rows)
    ]


def find_true_pairs(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """By brute force: the pairs of outlets' texts of which the shorter has half its 4-grams in the longer."""
    grams = {report.key: _gram(report.text) for report in reports}
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, some in grams.items():
        for gram in some:
            holders[gram].append(key)
    shared: Counter[tuple[int, int]] = Counter()
    for keys in holders.values():
        if len(keys) > 1:
            shared.update(combinations(keys, 2))
    return {
        (a, b)
        for (a, b), count in shared.items()
        if reports[a].outlet != reports[b].outlet and count >= _TRUE_SHARE * min(len(grams[a]), len(grams[b]))
    }


def _gram(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in tokenize(text)]
    return set(zip(*(words[start:] for start in range(4)), strict=False))


def measure(options: Options) -> Iterator[Figure]:
    """Pairs, stream, made copies."""
    yield from _measure_pairs()
    reports = read_reports()
    yield from _measure_stream(reports)
    for size in options.sizes or _SIZES:
        yield from _measure_made([report.text for report in reports], size, with_peers=options.with_peers)


def _measure_pairs() -> Iterator[Figure]:
    folder = find_corpus("wsdl_syndication_pairs")
    rows = map(json.loads, (folder / "texts.jsonl").read_text("utf-8").splitlines())
    texts = {row["id"]: row["text"] for row in rows}
    pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text("utf-8").splitlines()]
    for name, has_texts in (("pairs", True), ("pairs.fingerprints", False)):
        found = [(_is_copy(texts[pair["a"]], texts[pair["b"]], has_texts=has_texts), pair["derived"]) for pair in pairs]
        right = sum(guess and truth for guess, truth in found)
        guessed, true = sum(guess for guess, _ in found), sum(truth for _, truth in found)
        yield Figure(name=f"{name}.f1", value=harmonic(right / guessed, right / true), unit="F1", count=len(pairs))


def _is_copy(a: str, b: str, *, has_texts: bool) -> bool:
    index = CopyIndex()
    index.add("a", fingerprint_text(a))
    measure_texts = (lambda _: measure_share(a, b)) if has_texts else None
    return find_copy(fingerprint_text(b), index, measure=measure_texts) is not None


def _measure_stream(reports: Sequence[Report]) -> Iterator[Figure]:
    """Which texts of other outlets are found for each text, by seed.

    A pair at 0.45 is a copy by the shipped threshold and none by the truth's 0.5, so what is found is counted at the
    truth's share. Every proposed pair is asked about, not only the best.
    """
    truth = find_true_pairs(reports)
    for name, has_texts in (("stream", True), ("stream.fingerprints", False)):
        scores = []
        for seed in _SEEDS:
            found = _pair_up(reports, seed, has_texts=has_texts)
            right = len(found & truth)
            scores.append((right / len(truth), right / len(found)))
        recall, precision = min(score[0] for score in scores), min(score[1] for score in scores)
        note = f"worst of {len(_SEEDS)} seeds; best {max(score[0] for score in scores):.3f}"
        yield Figure(name=f"{name}.recall", value=recall, count=len(truth), note=note)
        yield Figure(name=f"{name}.precision", value=precision, note=f"worst of {len(_SEEDS)} seeds")


def _pair_up(reports: Sequence[Report], seed: int, *, has_texts: bool) -> set[tuple[int, int]]:
    """Each report against all earlier ones of other outlets: every pair, not only the best."""
    index, found, by_key = CopyIndex(), set(), {report.key: report for report in reports}
    fingerprints = {report.key: fingerprint_text(report.text, seed=seed) for report in reports}
    for report in reports:
        fingerprint = fingerprints[report.key]
        others = [
            candidate
            for candidate in index.candidates(fingerprint)
            if by_key[int(candidate.key)].outlet != report.outlet
        ]
        for candidate in others:
            alone = CopyIndex()
            alone.add(candidate.key, fingerprints[int(candidate.key)])
            compare = partial(_share_of, by_key, report.text) if has_texts else None
            if find_copy(fingerprint, alone, threshold=_TRUE_SHARE, measure=compare):
                found.add((int(candidate.key), report.key))
        index.add(report.key, fingerprint)
    return found


def _share_of(by_key: dict[int, Report], text: str, key: int | str) -> float:
    return measure_share(by_key[int(key)].text, text)


def _measure_made(texts: Sequence[str], size: int, *, with_peers: bool) -> Iterator[Figure]:
    """Copies made from a thousand real texts, among `size` others made of real runs of twenty words."""
    draw = random.Random(1)  # noqa: S311
    words = [word for text in texts for word in text.split()]
    originals = [text for text in dict.fromkeys(texts) if len(text.split()) >= _FEWEST_WORDS][:_ORIGINALS]

    def text_of(key: int | str) -> str:
        # What is not kept is made again: a million texts would fill the memory.
        return originals[int(key)] if int(key) < len(originals) else mix_text(words, int(key))

    copies = {name: [change(text.split(), words, draw) for text in originals] for name, change in CHANGES.items()}
    yield from _measure_ours(text_of, copies, size)
    for peer in _PEERS if with_peers else ():
        if size <= peer.largest and (module := find_peer(peer.name)):
            yield from _measure_peer(peer.open(module), peer.name, text_of, copies, size)


def _measure_ours(text_of: Callable[[int | str], str], copies: dict[str, list[str]], size: int) -> Iterator[Figure]:
    index, byte_count, seconds, held = CopyIndex(), 0, 0.0, _read_memory()
    for key in range(size):
        text = text_of(key)
        started = time.process_time()
        fingerprint = fingerprint_text(text)
        index.add(key, fingerprint)
        seconds += time.process_time() - started
        byte_count += len(fingerprint.to_bytes())
    name = _name_made(size)
    yield Figure(name=f"{name}.bytes", value=byte_count / size, unit="bytes a text", count=size, note="a fingerprint")
    if held:
        per_text = (_read_memory() - held) / size
        yield Figure(name=f"{name}.index", value=per_text, unit="bytes a text", count=size, note="the process grew")
    yield Figure(name=f"{name}.add", value=size / seconds, unit="texts/CPU s", count=size)
    found_count = right_count = 0
    for change, some in copies.items():
        started = time.process_time()
        decisions = [
            find_copy(fingerprint_text(copied), index, measure=lambda other, c=copied: measure_share(c, text_of(other)))
            for copied in some
        ]
        seconds = time.process_time() - started
        right = sum(decision is not None and decision.of == key for key, decision in enumerate(decisions))
        right_count += right
        found_count += sum(decision is not None for decision in decisions)
        yield Figure(
            name=f"{name}.{change}.recall",
            value=right / len(some),
            count=len(some),
            note=f"among {size}; {len(some) / seconds:.0f} questions a CPU second, with the texts compared",
        )
    note = "the right one of all that were found"
    yield Figure(name=f"{name}.precision", value=right_count / found_count, count=found_count, note=note)


def _read_memory() -> int:
    """The bytes this process holds now, as Linux counts; 0 elsewhere."""
    gc.collect()
    path = Path("/proc/self/statm")
    return int(path.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") if path.exists() else 0


def _name_made(size: int) -> str:
    return "made" if size == _SIZES[0] else f"made_{size}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Peer:
    """A library of MinHash; `open` gives how to sketch a text's shingles, and a new index with insert and query."""

    name: str
    largest: int
    open: Callable[[Any], tuple[Callable[[list[str]], Any], Any]]


def _open_rensa(module: Any) -> tuple[Callable[[list[str]], Any], Any]:
    def sketch(shingles: list[str]) -> Any:
        minhash = module.RMinHash(num_perm=128, seed=1)
        minhash.update(shingles)
        return minhash

    return sketch, module.RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)


def _open_datasketch(module: Any) -> tuple[Callable[[list[str]], Any], Any]:
    def sketch(shingles: list[str]) -> Any:
        minhash = module.MinHash(num_perm=128, seed=1)
        minhash.update_batch([shingle.encode() for shingle in shingles])
        return minhash

    return sketch, module.MinHashLSH(threshold=0.5, num_perm=128)


_PEERS = (
    _Peer(name="rensa", largest=100_000, open=_open_rensa),
    _Peer(name="datasketch", largest=20_000, open=_open_datasketch),
)


def _measure_peer(
    opened: tuple[Callable[[list[str]], Any], Any],
    peer: str,
    text_of: Callable[[int | str], str],
    copies: dict[str, list[str]],
    size: int,
) -> Iterator[Figure]:
    """The nearest of what the peer's index proposes, by its own estimate, at its estimate of .5 or more."""
    sketch, index = opened
    sketches, seconds = [], 0.0
    for key in range(size):
        shingles = _join_grams(text_of(key))
        started = time.process_time()
        sketches.append(sketch(shingles))
        index.insert(key, sketches[-1])
        seconds += time.process_time() - started
    name = f"{_name_made(size)}.{peer}"
    note = "shingles given, not made"
    yield Figure(name=f"{name}.add", value=size / seconds, unit="texts/CPU s", count=size, note=note)
    found_count = right_count = 0
    for change, some in copies.items():
        right = 0
        for key, copied in enumerate(some):
            own = sketch(_join_grams(copied))
            rated = [(own.jaccard(sketches[other]), -other) for other in index.query(own)]
            share, best = max(rated, default=(0.0, 1))
            if share >= _TRUE_SHARE:
                found_count += 1
                right += -best == key
        right_count += right
        yield Figure(name=f"{name}.{change}.recall", value=right / len(some), count=len(some))
    yield Figure(name=f"{name}.precision", value=right_count / max(1, found_count), count=found_count)


def _join_grams(text: str) -> list[str]:
    return [" ".join(gram) for gram in sorted(_gram(text))]


def mix_text(words: Sequence[str], seed: int) -> str:
    """A text of eighteen runs of twenty words of a corpus, three in ten words exchanged; equal for equal seeds."""
    draw = random.Random(seed)  # noqa: S311
    parts: list[str] = []
    for _ in range(18):
        start = int(draw.random() * (len(words) - 20))
        parts += words[start : start + 20]
    for _ in range(108):
        parts[int(draw.random() * 360)] = words[int(draw.random() * len(words))]
    return " ".join(parts)


def _edit(words: list[str], share: float, others: list[str], draw: random.Random) -> list[str]:
    """Exchange a share of the words, one by one."""
    edited = list(words)
    for place in draw.sample(range(len(words)), round(share * len(words))):
        edited[place] = draw.choice(others)
    return edited


CHANGES = {
    "exact": lambda words, _others, _draw: " ".join(words),
    "light": lambda words, others, draw: " ".join(_edit(words, 0.02, others, draw)),
    "edited": lambda words, others, draw: " ".join(_edit(words, 0.10, others, draw)),
    "brief": lambda words, others, draw: " ".join(_edit(words[: max(60, len(words) // 5)], 0.02, others, draw)),
    "embedded": lambda words, others, draw: " ".join(
        draw.choices(others, k=len(words)) + _edit(words, 0.02, others, draw) + draw.choices(others, k=len(words))
    ),
}


if __name__ == "__main__":
    main("quality", measure)
