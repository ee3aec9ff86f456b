"""Texts in which somebody marked who said what, and how a set of our own reading is laid beside them."""

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.corpora import find_corpus
from benchmarks.shingles import harmonic

WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[\"“”„»«]|''")
#: The first of these ends the part of a source that holds its head: "spokesman | for the harbour", "Hale | , the mayor".
_TAIL = re.compile(
    r",|\(| (?:of|for|from|at|in|on|with|who|whose|that|to|about|von|der|des|aus|im|in|für|bei|zu|vom)\b"
)
_STRETCH = re.compile(r"(?:[\"“”„»«]|'')([^\"“”„»«\n]*?)(?:[\"“”„»«]|''|$|(?=\n))")
_BEFORE = re.compile(r"(?:[\"“„«]|''|')?$")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words attributed to somebody: ranges of code points, half-open.

    Attributes:
        content: what is said, in one or several pieces.
        source: who says it; empty if the sentence does not say.
        cue: the word that attributes it; empty if there is none.
        is_quoted: whether some of it stands between quotation marks.
    """

    content: tuple[Range, ...]
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is attributed in it."""

    key: str
    text: str
    truth: tuple[Attribution, ...]


def read_polnear(split: str) -> Iterator[Document]:
    """PolNeAR's articles of a split ("train" or "dev"), by the first of its annotators."""
    folder = find_corpus("polnear") / "data" / split
    first: dict[str, str] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rpartition("_")[0], path.name)
    for key, name in first.items():
        text = (folder / "text" / f"{key}.txt").read_text("utf-8")
        lines = (folder / "attributions" / name).read_text("utf-8").splitlines()
        yield Document(key, text, tuple(_read_brat(lines, text)))


def _read_brat(lines: Iterable[str], text: str) -> Iterator[Attribution]:
    """Brat stand-off: `T1<tab>Content 3 9;12 20<tab>words`, `E1<tab>Attribution:T4 Source:T3 Content:T2`."""
    fields = [line.split("\t") for line in lines]
    pieces = {
        row[0]: tuple(tuple(map(int, piece.split())) for piece in row[1].partition(" ")[2].split(";"))
        for row in fields
        if len(row) > 2 and row[0].startswith("T")
    }
    for row in fields:
        if len(row) < 2 or not row[0].startswith("E"):
            continue
        roles: defaultdict[str, list[Range]] = defaultdict(list)
        for part in row[1].split():
            role, _, name = part.partition(":")
            roles[role.rstrip("0123456789")].extend(pieces.get(name, ()))  # type: ignore[arg-type]
        content = tuple(sorted(roles["Content"]))
        if content:
            said = " ".join(text[start:end] for start, end in content)
            source, cue = tuple(sorted(roles["Source"])), tuple(sorted(roles["Cue"]))
            yield Attribution(content, source, cue, bool(QUOTED.search(said)))


def read_german(split: str) -> Iterator[Document]:
    """The German Wikinews articles of a split ("train" or "dev")."""
    for line in (find_corpus("german_wikinews_quotes") / f"{split}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        truth = tuple(
            Attribution(_ranges(one["quote"]), _ranges(one["speaker"]), _ranges(one["cue"]), one["type"] == "Direct")
            for one in row["annotations"]
            if one["quote"].get("spans")
        )
        yield Document(row["documentName"], row["originalText"], truth)


def _ranges(role: dict[str, list[dict[str, int]]]) -> tuple[Range, ...]:
    return tuple((span["charBegin"], span["charEnd"]) for span in role.get("spans", []))


@dataclass(slots=True)
class Words:
    """The words of a text, so that ranges become sets of words."""

    text: str
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [match.start() for match in WORD.finditer(self.text)]

    def inside(self, ranges: Iterable[Range]) -> frozenset[int]:
        """Where the words that begin inside the ranges begin."""
        return frozenset(at for start, end in ranges for at in self._between(start, end))

    def _between(self, start: int, end: int) -> Sequence[int]:
        return self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def find_head(words: Words, source: Sequence[Range]) -> int | None:
    """Where the word begins that a source is about: the last before its first comma, preposition or relative."""
    if not source:
        return None
    start, end = source[0]
    tail = _TAIL.search(words.text, start + 1, end)
    inside = sorted(words.inside([(start, tail.start() if tail else end)])) or sorted(words.inside([(start, end)]))
    return inside[-1] if inside else None


def is_right_source(words: Words, truth: Sequence[Range], ours: Sequence[Range]) -> bool:
    """Whether each source holds the head of the other, or neither names any."""
    head, our_head = find_head(words, truth), find_head(words, ours)
    if head is None or our_head is None:
        return head == our_head
    return head in words.inside(ours) and our_head in words.inside(truth)


def match_contents(
    truth: Sequence[frozenset[int]], ours: Sequence[frozenset[int]], *, least: float = 0.5
) -> list[tuple[int, int]]:
    """Pairs (true, ours) whose words overlap by `least` of their union or more, best first, each used once."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, words in enumerate(truth):
        for word in words:
            holders[word].append(number)
    scored = []
    for mine, words in enumerate(ours):
        for number in {number for word in words for number in holders[word]}:
            share = len(words & truth[number]) / len(words | truth[number])
            if share >= least:
                scored.append((-share, number, mine))
    pairs, used_truth, used_ours = [], set(), set()
    for _, number, mine in sorted(scored):
        if number not in used_truth and mine not in used_ours:
            used_truth.add(number)
            used_ours.add(mine)
            pairs.append((number, mine))
    return pairs


def cut_marked(text: str, attribution: Attribution) -> list[Range]:
    """The stretches between quotation marks in an attribution's content; a mark left open reaches to the piece's end.

    Annotators cut one quotation into its sentences, or leave out the mark before its first word: pieces with no word
    between them count as one, and a mark right outside of a piece as inside.
    """
    return [
        (start + match.start(1), start + match.end(1))
        for start, end in _join_pieces(text, attribution.content)
        for match in _STRETCH.finditer(text[start:end])
        if any(map(str.isalnum, match[1]))
    ]


def _join_pieces(text: str, pieces: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in pieces:
        if joined and not any(map(str.isalnum, text[joined[-1][1] : start])):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return [(_take_mark(text, start), end) for start, end in joined]


def _take_mark(text: str, start: int) -> int:
    mark = _BEFORE.search(text, max(0, start - 2), start)
    return mark.start() if mark else start


@dataclass(slots=True)
class Counts:
    """Right, offered and true."""

    right: int = 0
    offered: int = 0
    true: int = 0

    def add(self, right: int, offered: int, true: int) -> None:
        """Count one document's."""
        self.right += right
        self.offered += offered
        self.true += true

    @property
    def precision(self) -> float:
        """Share of what is offered that is right."""
        return self.right / self.offered if self.offered else 0.0

    @property
    def recall(self) -> float:
        """Share of what is true that is found."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return harmonic(self.precision, self.recall)


@dataclass(slots=True)
class AttributionScores:
    """How far attributions that were read agree with the true ones, document by document.

    Attributes:
        content, source, cue: words of that role.
        tokens: the words of all three roles.
        spans: contents that overlap by half of their union.
        whole: those of them whose source is right.
        quoted: those of them that hold quotation marks.
    """

    content: Counts = field(default_factory=Counts)
    source: Counts = field(default_factory=Counts)
    cue: Counts = field(default_factory=Counts)
    tokens: Counts = field(default_factory=Counts)
    spans: Counts = field(default_factory=Counts)
    whole: Counts = field(default_factory=Counts)
    quoted: Counts = field(default_factory=Counts)

    def add(self, words: Words, truth: Sequence[Attribution], ours: Sequence[Attribution]) -> None:
        """Count a document's attributions."""
        for role in ("content", "source", "cue"):
            true_words = words.inside(span for one in truth for span in getattr(one, role))
            our_words = words.inside(span for one in ours for span in getattr(one, role))
            for counts in (getattr(self, role), self.tokens):
                counts.add(len(true_words & our_words), len(our_words), len(true_words))
        pairs = match_contents(
            [words.inside(one.content) for one in truth], [words.inside(one.content) for one in ours]
        )
        right = [(true, mine) for true, mine in pairs if is_right_source(words, truth[true].source, ours[mine].source)]
        quoted = {mine for true, mine in pairs if truth[true].is_quoted}
        self.spans.add(len(pairs), len(ours), len(truth))
        self.whole.add(len(right), len(ours), len(truth))
        self.quoted.add(
            sum(truth[true].is_quoted for true, _ in right),
            sum(one.is_quoted or at in quoted for at, one in enumerate(ours)),
            sum(one.is_quoted for one in truth),
        )
