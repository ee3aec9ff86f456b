"""From labelled words to attributions: which source says what, and what belongs together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pycrfsuite

from benchmarks.attributions import QUOTED, Attribution, Range, Words
from benchmarks.crf.tokens import Paragraph, find_ranges, to_range

_STEPS = (0, 1, 2, 4, 8, 16, 32)
#: A pair that is less probable is none.
_LEAST = 0.35

Place = tuple[int, int]


@dataclass(slots=True)
class Labelled:
    """A paragraph whose spans are known: first token, end, letter."""

    paragraph: Paragraph
    spans: list[tuple[int, int, str]]

    def of(self, letter: str) -> list[Place]:
        """The spans of a role."""
        return [(first, end) for first, end, one in self.spans if one == letter]


def read_labels(paragraph: Paragraph, labels: Sequence[str]) -> Labelled:
    """A paragraph with the spans of its labels."""
    return Labelled(paragraph, find_ranges(labels))


def train_linker(pairs: Iterable[tuple[list[str], bool]], path: Path) -> None:
    """Fit which pairs of content and source belong together: a logistic model, as a field of one step."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for features, is_right in pairs:
        trainer.append([features], ["yes" if is_right else "no"])
    trainer.set_params({"c2": 0.1, "max_iterations": 100})
    trainer.train(str(path))


def list_pairs(labelled: Labelled, rules: Sequence[Attribution]) -> Iterator[tuple[Place, Place, list[str]]]:
    """Each content with each source of its paragraph that may be its own, and what the model sees of the pair."""
    paragraph, contents, sources, cues = labelled.paragraph, labelled.of("C"), labelled.of("S"), labelled.of("Q")
    for content in contents:
        for source in sources:
            yield (
                content,
                source,
                _describe(labelled, content, source, cues, _is_read(paragraph, content, source, rules)),
            )


def _is_read(paragraph: Paragraph, content: Place, source: Place, rules: Sequence[Attribution]) -> str:
    """Whether the rules read this pair, another source for this content, or no such content."""
    said, who = to_range(paragraph, content), to_range(paragraph, source)
    answer = "none"
    for one in rules:
        if any(start < said[1] and said[0] < end for start, end in one.content):
            if any(start < who[1] and who[0] < end for start, end in one.source):
                return "same"
            answer = "other" if one.source else "open"
    return answer


def _describe(labelled: Labelled, content: Place, source: Place, cues: Sequence[Place], read: str) -> list[str]:
    paragraph = labelled.paragraph
    is_after = source[0] >= content[1]
    low, high = (content[1], source[0]) if is_after else (source[1], content[0])
    far = sum(high - low > step for step in _STEPS)
    between = [letter for first, _, letter in labelled.spans if low <= first < high]
    beside = any(min(abs(cue[0] - source[1]), abs(source[0] - cue[1])) <= 1 for cue in cues)
    is_same = paragraph.sentences[content[0]] == paragraph.sentences[source[0]]
    is_end = paragraph.sentences[content[1] - 1] == paragraph.sentences[source[0]]
    quoted = paragraph.quoted[content[0]] != "-" or paragraph.quoted[content[1] - 1] != "-"
    side = ">" if is_after else "<"
    counts = f"{min(between.count('C'), 2)}{min(between.count('S'), 2)}{min(between.count('Q'), 2)}"
    return [
        f"side={side}",
        f"far={side}{far}",
        f"read={read}",
        f"readfar={read}{side}{far}",
        f"between={side}{counts}",
        f"readbetween={read}{side}{counts}",
        f"beside={beside}{is_same}",
        f"same={is_same}{is_end}{side}{quoted}",
        f"quoted={quoted}{side}{counts}{is_end}",
        f"one={len(labelled.of('S')) == 1}{is_same}{side}",
    ]


def link(
    labelled: Labelled, rules: Sequence[Attribution], linker: pycrfsuite.Tagger
) -> list[tuple[Place, Place | None]]:
    """Each content with its most probable source, or None."""
    best: dict[Place, tuple[float, Place | None]] = dict.fromkeys(labelled.of("C"), (_LEAST, None))
    for content, source, features in list_pairs(labelled, rules):
        linker.set([features])
        chance = linker.marginal("yes", 0)
        if chance > best[content][0]:
            best[content] = chance, source
    return [(content, source) for content, (_, source) in best.items()]


def make_attributions(text: str, labelled: Labelled, links: Sequence[tuple[Place, Place | None]]) -> list[Attribution]:
    """Contents of one source and one cue are one attribution; a quotation without a source goes on with the one before."""
    paragraph, cues = labelled.paragraph, labelled.of("Q")
    groups: defaultdict[tuple[Place | None, Place | None], list[Place]] = defaultdict(list)
    last: tuple[Place | None, Place | None] | None = None
    for content, source in links:
        cue = _find_cue(paragraph, content, source, cues)
        key = (source, cue)
        is_quoted = (
            paragraph.quoted[content[0]] != "-" or paragraph.quoted[min(content[0] + 1, len(paragraph) - 1)] != "-"
        )
        if source is None and cue is None and is_quoted and last:
            key = last
        elif source is None and cue is None:
            key = (content, None)
        groups[key].append(content)
        last = key
    return [
        _make(text, paragraph, contents, source if source not in contents else None, cue)
        for (source, cue), contents in groups.items()
    ]


def join_rules(words: Words, tagged: Sequence[Attribution], rules: Sequence[Attribution]) -> list[Attribution]:
    """Contents without a source get the one that the rules read for half of their words or more; quotations without any go."""
    found = [one for one in tagged if one.source]
    read = [(words.inside(one.content), one) for one in rules if one.source]
    for one in tagged:
        if one.source:
            continue
        said = words.inside(one.content)
        best = max(read, key=lambda pair: len(pair[0] & said), default=None)
        if best and 2 * len(best[0] & said) >= len(said):
            _join(words, found, one, best[1])
        elif not one.is_quoted:
            found.append(one)
    return found


def _join(words: Words, found: list[Attribution], one: Attribution, rule: Attribution) -> None:
    """Add a content to the attribution of the rule's source, or make one of it."""
    said, who = words.inside(rule.content), words.inside(rule.source)
    for at, other in enumerate(found):
        if words.inside(other.source) & who and words.inside(other.content) & said:
            content = tuple(sorted(other.content + one.content))
            found[at] = replace(other, content=content, is_quoted=other.is_quoted or one.is_quoted)
            return
    found.append(replace(one, source=rule.source, cue=one.cue or rule.cue))


def _make(
    text: str, paragraph: Paragraph, contents: list[Place], source: Place | None, cue: Place | None
) -> Attribution:
    ranges: tuple[Range, ...] = tuple(sorted(to_range(paragraph, content) for content in contents))
    return Attribution(
        ranges,
        (to_range(paragraph, source),) if source else (),
        (to_range(paragraph, cue),) if cue else (),
        any(QUOTED.search(text, max(0, start - 2), end + 2) for start, end in ranges),
    )


def _find_cue(paragraph: Paragraph, content: Place, source: Place | None, cues: Sequence[Place]) -> Place | None:
    """The cue nearest to the source, in its sentence; without a source, the one nearest to the content in its own."""
    anchor = source or content
    sentence = paragraph.sentences[anchor[0]]
    near = [cue for cue in cues if paragraph.sentences[cue[0]] == sentence]
    if not near:
        return None
    return min(near, key=lambda cue: _gap(cue, anchor) + _gap(cue, content) / 100)


def _gap(one: Place, other: Place) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
