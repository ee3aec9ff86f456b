"""How well it is read who said what, and who reports citing whom.

A span is found if its words overlap the true ones by half of their union or more; end-to-end, the true source and ours must
hold each other's head word too. Quoted: the attributions that hold quotation marks. Safe: of the stretches
of four words or more between quotation marks, those that are offered as certain; right if the stretch belongs to a
true attribution of that source, and recall counts every stretch that does.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.attributions import (
    QUOTED,
    Attribution,
    AttributionScores,
    Counts,
    Document,
    Words,
    cut_marked,
    is_right_source,
    match_contents,
    read_german,
    read_polnear,
)
from benchmarks.corpora import MissingCorpusError
from benchmarks.reporting import Figure, Options, main
from benchmarks.seed_quotes import measure_seed
from benchmarks.shingles import harmonic
from tearsheet.engine.quotes import Quote, find_quotes

#: Words between marks that are this many are speech; fewer are as often a title or a word held at arm's length.
_SPEECH = 4

Read = tuple[Attribution, tuple[Quote, ...]]


def predict(document: Document, language: str) -> list[Read]:
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
        cued = next((quote.cue_span for quote in quotes if quote.cue and quote.cue_span), None)
        cue = ((cued.start, cued.end),) if cued else ()
        found.append(
            (
                Attribution(
                    content,
                    source,
                    cue,
                    any(QUOTED.search(document.text, max(0, start - 2), end + 2) for start, end in content),
                ),
                tuple(quotes),
            )
        )
    return found


@dataclass(slots=True)
class SafeScores:
    """Stretches between marks that are offered as certain: of four words or more, and of any length."""

    speech: Counts = field(default_factory=Counts)
    marked: Counts = field(default_factory=Counts)

    def add(self, document: Document, words: Words, found: Sequence[Read]) -> None:
        """Count a document: its true stretches are cut from the text by its marks, not by our reading."""
        certain = {
            quote.span: attribution.source
            for attribution, quotes in found
            for quote in quotes
            if quote.certain and quote.kind != "indirect"
        }
        offered = [(words.inside([(span.start, span.end)]), source) for span, source in certain.items()]
        true = [
            (words.inside([piece]), one.source) for one in document.truth for piece in cut_marked(document.text, one)
        ]
        for counts, least in ((self.speech, _SPEECH), (self.marked, 1)):
            ours = [one for one in offered if len(one[0]) >= least]
            theirs = [one for one in true if len(one[0]) >= least]
            pairs = match_contents([content for content, _ in theirs], [content for content, _ in ours])
            right = sum(is_right_source(words, theirs[at][1], ours[mine][1]) for at, mine in pairs)
            counts.add(right, len(ours), len(theirs))


def measure(_options: Options) -> Iterator[Figure]:
    """Every figure, corpus by corpus."""
    missing: list[MissingCorpusError] = []
    for name, language, read in (("polnear", "en", read_polnear), ("german", "de", read_german)):
        scores, safe = AttributionScores(), SafeScores()
        try:
            for document in read("dev"):
                words = Words(document.text)
                found = predict(document, language)
                scores.add(words, document.truth, [one for one, _ in found])
                safe.add(document, words, found)
        except MissingCorpusError as error:
            missing.append(error)
            continue
        yield from report_scores(name, scores)
        yield from _report_safe(name, safe)
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


def report_scores(name: str, scores: AttributionScores) -> Iterator[Figure]:
    """The figures that every reader of attributions is measured by."""
    for metric, counts, note in (
        ("token_f1", scores.tokens, "words of content, source and cue"),
        ("content_f1", scores.content, "words"),
        ("source_f1", scores.source, "words"),
        ("cue_f1", scores.cue, "words"),
        ("span_f1", scores.spans, ""),
        ("end_to_end", scores.whole, ""),
        ("quoted", scores.quoted, "end-to-end"),
    ):
        yield Figure(name=f"{name}.{metric}", value=counts.f1, unit="F1", count=counts.true, note=note)


def _report_safe(name: str, safe: SafeScores) -> Iterator[Figure]:
    short = "also stretches under four words"
    for metric, counts, note in (("safe", safe.speech, ""), ("safe_any", safe.marked, short)):
        yield Figure(name=f"{name}.{metric}_precision", value=counts.precision, count=counts.offered, note=note)
        yield Figure(name=f"{name}.{metric}_recall", value=counts.recall, count=counts.true, note=note)


if __name__ == "__main__":
    main("quality", measure)
