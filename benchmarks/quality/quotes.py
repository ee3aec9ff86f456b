"""How well it is read who said what, and who reports citing whom.

A span is found if its words overlap the true ones by half of their union or more; end-to-end, the true source and ours must
hold each other's head word too. Quoted: the attributions that hold quotation marks. Safe: of the stretches
of four words or more between quotation marks, those that are offered as certain; right if the stretch belongs to a
true attribution of that source, and recall counts every stretch that does.
"""

import json
import os
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.corpora import MissingCorpusError, find_corpus
from benchmarks.reporting import Figure, Options, main
from benchmarks.shingles import harmonic
from tearsheet.engine.quotes import Quote, Sourcing, find_quotes, find_sourcings

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“”„»«]|''")
#: The first of these ends the part of a source that holds its head: "spokesman | for the harbour", "Hale | , the mayor".
_TAIL = re.compile(
    r",|\(| (?:of|for|from|at|in|on|with|who|whose|that|to|about|von|der|des|aus|im|in|für|bei|zu|vom)\b"
)

#: Words between marks that are this many are speech; fewer are as often a title or a word held at arm's length.
_SPEECH = 4

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words attributed to somebody: ranges of code points, half-open.

    Attributes:
        content: what is said, in one or several pieces.
        source: who says it; empty if the sentence does not say.
        is_quoted: whether some of it stands between quotation marks.
    """

    content: tuple[Range, ...]
    source: tuple[Range, ...]
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
            yield Attribution(content, tuple(sorted(roles["Source"])), bool(_QUOTED.search(said)))


def read_german(split: str) -> Iterator[Document]:
    """The German Wikinews articles of a split ("train" or "dev")."""
    for line in (find_corpus("german_wikinews_quotes") / f"{split}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        truth = tuple(
            Attribution(_ranges(one["quote"]), _ranges(one["speaker"]), one["type"] == "Direct")
            for one in row["annotations"]
            if one["quote"].get("spans")
        )
        yield Document(row["documentName"], row["originalText"], truth)


def _ranges(role: dict[str, list[dict[str, int]]]) -> tuple[Range, ...]:
    return tuple((span["charBegin"], span["charEnd"]) for span in role.get("spans", []))


def predict(document: Document, language: str) -> list[tuple[Attribution, tuple[Quote, ...]]]:
    """What Tearsheet reads, as attributions: what hangs on one cue is one attribution.

    The German truth nests: words between marks inside a paraphrase are an attribution beside it, so they are here.
    """
    groups: defaultdict[object, list[Quote]] = defaultdict(list)
    for quote in find_quotes(document.text, language=language):
        if quote.cue_span:
            groups[quote.cue_span].append(quote)
            if language == "de" and quote.clause != quote.span:
                groups[quote.span].append(replace(quote, clause=quote.span))
    found = []
    for quotes in groups.values():
        content = tuple(
            sorted({((quote.clause or quote.span).start, (quote.clause or quote.span).end) for quote in quotes})
        )
        named = next((quote.speaker_span for quote in quotes if quote.speaker_span), None)
        source = ((named.start, named.end),) if named else ()
        found.append(
            (
                Attribution(
                    content,
                    source,
                    any(_QUOTED.search(document.text, max(0, start - 2), end + 2) for start, end in content),
                ),
                tuple(quotes),
            )
        )
    return found


@dataclass(slots=True)
class Words:
    """The words of a text, so that ranges become sets of words."""

    text: str
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [match.start() for match in _WORD.finditer(self.text)]

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


@dataclass(slots=True)
class Counts:
    """Right, offered and true."""

    right: int = 0
    offered: int = 0
    true: int = 0

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


@dataclass(slots=True)
class Scores:
    """The counts of a corpus, document by document."""

    tokens: Counts = field(default_factory=Counts)
    spans: Counts = field(default_factory=Counts)
    whole: Counts = field(default_factory=Counts)
    quoted: Counts = field(default_factory=Counts)
    safe: Counts = field(default_factory=Counts)
    marked: Counts = field(default_factory=Counts)

    def add(self, document: Document, language: str) -> None:
        """Read a document and count what is right."""
        words = Words(document.text)
        found = predict(document, language)
        ours = [one for one, _ in found]
        true_contents = [words.inside(one.content) for one in document.truth]
        our_contents = [words.inside(one.content) for one in ours]
        _count_tokens(self.tokens, true_contents, our_contents)
        pairs = match_contents(true_contents, our_contents)
        right = [
            (true, mine)
            for true, mine in pairs
            if is_right_source(words, document.truth[true].source, ours[mine].source)
        ]
        quoted = {mine for true, mine in pairs if document.truth[true].is_quoted}
        _count(self.spans, len(pairs), len(ours), len(document.truth))
        _count(self.whole, len(right), len(ours), len(document.truth))
        _count(
            self.quoted,
            sum(document.truth[true].is_quoted for true, _ in right),
            sum(one.is_quoted or at in quoted for at, one in enumerate(ours)),
            sum(one.is_quoted for one in document.truth),
        )
        self._add_safe(document, words, found)

    def _add_safe(
        self, document: Document, words: Words, found: Sequence[tuple[Attribution, tuple[Quote, ...]]]
    ) -> None:
        """Stretches between marks: the true ones are cut from the text by its marks, not by our reading."""
        offered = [
            (words.inside([(quote.span.start, quote.span.end)]), attribution.source)
            for attribution, quotes in found
            for quote in quotes
            if quote.certain and quote.kind != "indirect"
        ]
        true = [
            (words.inside([piece]), one.source) for one in document.truth for piece in cut_marked(document.text, one)
        ]
        for counts, least in ((self.safe, _SPEECH), (self.marked, 1)):
            ours = [one for one in offered if len(one[0]) >= least]
            theirs = [one for one in true if len(one[0]) >= least]
            pairs = match_contents([content for content, _ in theirs], [content for content, _ in ours])
            right = sum(is_right_source(words, theirs[at][1], ours[mine][1]) for at, mine in pairs)
            _count(counts, right, len(ours), len(theirs))


_STRETCH = re.compile(r"(?:[\"“”„»«]|'')([^\"“”„»«\n]*?)(?:[\"“”„»«]|''|$)")


def cut_marked(text: str, attribution: Attribution) -> list[Range]:
    """The stretches between quotation marks in an attribution's content; a mark left open reaches to the piece's end."""
    return [
        (start + match.start(1), start + match.end(1))
        for start, end in attribution.content
        for match in _STRETCH.finditer(text[start:end])
        if any(map(str.isalnum, match[1]))
    ]


def _count(counts: Counts, right: int, offered: int, true: int) -> None:
    counts.right += right
    counts.offered += offered
    counts.true += true


def _count_tokens(counts: Counts, truth: Sequence[frozenset[int]], ours: Sequence[frozenset[int]]) -> None:
    true_words, our_words = frozenset().union(*truth), frozenset().union(*ours)
    _count(counts, len(true_words & our_words), len(our_words), len(true_words))


def measure(_options: Options) -> Iterator[Figure]:
    """Every figure, corpus by corpus."""
    missing: list[MissingCorpusError] = []
    for name, language, read in (("polnear", "en", read_polnear), ("german", "de", read_german)):
        scores = Scores()
        try:
            for document in read("dev"):
                scores.add(document, language)
        except MissingCorpusError as error:
            missing.append(error)
            continue
        yield from _report(name, scores)
        if name == "german":
            message, joint = score_german()
            yield Figure(name="german.own_messages", value=message, unit="F1", note="the corpus' own scorer, macro")
            yield Figure(name="german.own_joint", value=joint, unit="F1", note="messages and speakers")
    try:
        yield from measure_seed()
    except MissingCorpusError as error:
        missing.append(error)
    if missing:
        raise missing[0]


def score_german() -> tuple[float, float]:
    """Messages and joint F1 as the corpus' own script counts them, its optimal assignment replaced by best-first.

    Per attribution the words that agree, then precision averaged over what is offered and recall over what is true;
    joint also over the speakers. Cues, addressees and frames are not scored: we do not offer the last two.
    """
    shares: dict[str, list[float]] = {"message_p": [], "message_r": [], "speaker_p": [], "speaker_r": []}
    for document in read_german("dev"):
        words = Words(document.text)
        truth = [(words.inside(one.content), words.inside(one.source)) for one in document.truth]
        ours = [(words.inside(one.content), words.inside(one.source)) for one, _ in predict(document, "de")]
        pairs = match_contents([one for one, _ in truth], [one for one, _ in ours], least=0.0)
        matched = {mine: true for true, mine in pairs}
        found = {true for true, _ in pairs}
        nothing: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
        sides = [(truth[matched[at]] if at in matched else nothing, one) for at, one in enumerate(ours)]
        sides += [(one, nothing) for at, one in enumerate(truth) if at not in found]
        for true, mine in sides:
            for part, name in enumerate(("message", "speaker")):
                if mine[part]:
                    shares[f"{name}_p"].append(len(true[part] & mine[part]) / len(mine[part]))
                if true[part]:
                    shares[f"{name}_r"].append(len(true[part] & mine[part]) / len(true[part]))
    message = harmonic(_mean(shares["message_p"]), _mean(shares["message_r"]))
    precision = _mean(shares["message_p"] + shares["speaker_p"])
    return message, harmonic(precision, _mean(shares["message_r"] + shares["speaker_r"]))


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _report(name: str, scores: Scores) -> Iterator[Figure]:
    yield Figure(name=f"{name}.token_f1", value=scores.tokens.f1, unit="F1", count=scores.tokens.true)
    yield Figure(name=f"{name}.span_f1", value=scores.spans.f1, unit="F1", count=scores.spans.true)
    yield Figure(name=f"{name}.end_to_end", value=scores.whole.f1, unit="F1", count=scores.whole.true)
    yield Figure(name=f"{name}.quoted", value=scores.quoted.f1, unit="F1", count=scores.quoted.true, note="end-to-end")
    yield Figure(name=f"{name}.safe_precision", value=scores.safe.precision, count=scores.safe.offered)
    yield Figure(name=f"{name}.safe_recall", value=scores.safe.recall, count=scores.safe.true)
    short = "also stretches under four words"
    yield Figure(
        name=f"{name}.safe_any_precision", value=scores.marked.precision, count=scores.marked.offered, note=short
    )
    yield Figure(name=f"{name}.safe_any_recall", value=scores.marked.recall, count=scores.marked.true, note=short)


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
    one, other = _WORD.findall((truth or "").casefold()), _WORD.findall((ours or "").casefold())
    if not one or not other:
        return one == other
    return set(one) <= set(other) or (set(other) <= set(one) and one[-1] == other[-1])


def is_same_words(truth: str | None, ours: str | None) -> bool:
    """Whether one holds all the words of the other; nothing equals only nothing."""
    one, other = _WORD.findall((truth or "").casefold()), _WORD.findall((ours or "").casefold())
    return bool(one) == bool(other) and (set(one) <= set(other) or set(other) <= set(one))


if __name__ == "__main__":
    main("quality", measure)
