"""Whether words that stand are called unchanged, and words that were edited are found and ranked.

Articles captured on several days (`wsdl_article_revisions`): each paragraph of a capture is followed into the next one. No
person has marked these, so what is asked is what needs no person: a paragraph that stands there letter by letter is
unchanged; a paragraph with a neighbour on each side that stands, and so one counterpart, is found at that counterpart; on
another article's page nothing is known. How the real edits are ranked is counted. Whether a rank is right is asked of made
edits, seeded, whose kind is known.
"""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from benchmarks.alterations import Passage, alter
from benchmarks.corpora import find_corpus
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.anchors import EditRank, Sighting, follow_passage
from tearsheet.engine.model import Span

_SEED = 6
_CASES = 300
_SHORTEST = 8
#: A found passage is at its counterpart if this share of the longer one's letters is in both, in their order.
_AT_ITS_PLACE = 0.8
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SAYING = re.compile(r"\b(?:said|says)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Two captures of one article, one after the other, as text."""

    url: str
    old: str
    new: str


def read_versions() -> list[Versions]:
    """Every two captures that follow each other.

    Raises:
        MissingCorpusError: the corpus is not there.
    """
    lines = (find_corpus("wsdl_article_revisions") / "revisions.jsonl").read_text("utf-8").splitlines()
    return [
        Versions(url=row["url"], old=old["text"], new=new["text"])
        for row in map(json.loads, lines)
        for old, new in pairwise(row["versions"])
    ]


def measure(options: Options) -> Iterator[Figure]:
    """Standing words left alone, edited ones found at their place, other pages recognised, made edits ranked."""
    del options
    versions = read_versions()
    started = time.process_time()
    followed = [
        (two, words, follow_passage(words, kept=two.old, reread=two.new, language="en"))
        for two in versions
        for words in cut_paragraphs(two.old)
    ]
    took = time.process_time() - started
    standing = [seen.state == "unchanged" for two, words, seen in followed if words in two.new]
    yield Figure(name="revisions.unchanged", value=_share(standing), count=len(standing), note="of what stands there")
    placed = [is_at(seen, other) for two in versions for seen, other in follow_edited(two)]
    yield Figure(
        name="revisions.placed", value=_share(placed), count=len(placed), note="of what stands there rewritten"
    )
    yield from count_real(seen for _, _, seen in followed)
    silent = [seen.state == "unreadable" for seen in follow_elsewhere(versions)]
    yield Figure(name="elsewhere.unreadable", value=_share(silent), count=len(silent), note="on another article's page")
    for kind, least in EDITS.items():
        ranks = list(rank_made(versions, kind))
        right = [rank >= least for rank in ranks]
        yield Figure(
            name=f"edits.{kind}", value=_share(right), count=len(right), note=f"{least.name.lower()} or graver"
        )
    yield Figure(name="speed", value=len(followed) / took if took else 0.0, unit="passages/s", count=len(followed))


def cut_paragraphs(text: str) -> list[str]:
    """Paragraphs of eight words or more."""
    return [part.strip() for part in text.split("\n") if len(part.split()) >= _SHORTEST]


def count_real(sightings: Iterator[Sighting]) -> Iterator[Figure]:
    """How many paragraphs ended in each state, the changed ones by rank."""
    counts = Counter(seen.rank.name.lower() if seen.state == "changed" else seen.state for seen in sightings)
    for name in ("unreadable", "gone", *(rank.name.lower() for rank in EditRank if rank)):
        yield Figure(name=f"revisions.{name}", value=counts[name], unit="paragraphs")


def follow_edited(two: Versions) -> Iterator[tuple[Sighting, str]]:
    """Paragraphs that were rewritten between two that stand, each as it was followed, and its counterpart."""
    old, new = cut_paragraphs(two.old), cut_paragraphs(two.new)
    for kind, low, high, other_low, other_high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and high - low == other_high - other_low == 1:
            words, other = old[low], new[other_low]
            if _resemblance(words, other) > 1 / 2:
                yield follow_passage(words, kept=two.old, reread=two.new, language="en"), other


def is_at(seen: Sighting, words: str) -> bool:
    """Whether a passage was found at these words."""
    return seen.state in {"unchanged", "changed"} and _resemblance(seen.found, words) >= _AT_ITS_PLACE


def follow_elsewhere(versions: Sequence[Versions]) -> Iterator[Sighting]:
    """The first paragraph of each article that the next article's page does not have, followed there."""
    for two, other in pairwise([*versions, *versions[:1]]):
        words = next((part for part in cut_paragraphs(two.old) if part not in other.new), None)
        if words and two.url != other.url:
            yield follow_passage(words, kept=two.old, reread=other.new, language="en")


def _drop_sentence(passage: Passage, draw: random.Random) -> str | None:
    sentences = _SENTENCE.split(passage.words)
    long = [at for at, sentence in enumerate(sentences) if len(sentence.split()) >= _SHORTEST]
    if len(sentences) < 2 or not long:
        return None
    at = draw.choice(long)
    return " ".join([*sentences[:at], *sentences[at + 1 :]])


def _deny(passage: Passage, draw: random.Random) -> str | None:  # noqa: ARG001 - nothing to draw
    words = _SAYING.sub("denied", passage.words, count=1)
    return words if words != passage.words else None


def _negate(passage: Passage, draw: random.Random) -> str:
    words = passage.words.split(" ")
    words.insert(draw.randrange(1, len(words)), draw.choice(["not", "never", "no"]))
    return " ".join(words)


#: Kinds of made edits, each with the least rank that is right.
EDITS = {
    "other_digit": EditRank.FIGURE_OR_NAME,
    "negation": EditRank.FIGURE_OR_NAME,
    "saying": EditRank.ATTRIBUTION,
    "sentence": EditRank.WITHDRAWN,
}
_OWN = {"negation": _negate, "saying": _deny, "sentence": _drop_sentence}


def rank_made(versions: Sequence[Versions], kind: str) -> Iterator[EditRank]:
    """The ranks of made edits of this kind, each followed in its article where nothing else is changed."""
    draw = random.Random(f"{_SEED} {kind}")  # noqa: S311
    places = [(two.old, words) for two in versions for words in cut_paragraphs(two.old) if two.old.count(words) == 1]
    draw.shuffle(places)
    made = 0
    for text, words in places:
        start = text.index(words)
        passage = Passage(text=text, span=Span(start=start, end=start + len(words)))
        edited = _OWN[kind](passage, draw) if kind in _OWN else alter(kind, passage, draw)
        if edited is None:
            continue
        reread = f"{text[:start]}{edited}{text[start + len(words) :]}"
        yield follow_passage(words, kept=text, reread=reread, language="en").rank
        made += 1
        if made == _CASES:
            return


def _resemblance(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(one), len(other), 1)


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


if __name__ == "__main__":
    main("quality", measure)
