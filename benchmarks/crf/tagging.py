"""Labels for words: features, training and tagging by a conditional random field (python-crfsuite)."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pycrfsuite

from benchmarks.crf.tokens import Paragraph

#: Distances in tokens are told apart up to these.
_STEPS = (1, 2, 3, 5, 8, 13, 21)
#: The shortest stem.
_STEM = 3
_CUES = frozenset({"said", "tell", "noun", "think"})
_EDGE = ("", "-", "-", "O", "x")


def train_tagger(paragraphs: Iterable[tuple[Paragraph, list[str]]], path: Path, *, rounds: int = 60) -> None:
    """Fit the labels of paragraphs by L-BFGS with L2 regularisation, and write the model to a file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for paragraph, labels in paragraphs:
        trainer.append(make_features(paragraph), labels)
    trainer.set_params({"c1": 0.1, "c2": 0.2, "max_iterations": rounds, "feature.minfreq": 3})
    trainer.train(str(path))


def open_tagger(path: Path) -> pycrfsuite.Tagger:
    """A trained model; `tag(make_features(paragraph))` gives its labels."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def make_features(paragraph: Paragraph) -> list[list[str]]:
    """What the model sees of each token."""
    rows = [
        (low, kind, quoted, rule, _find_shape(word))
        for low, kind, quoted, rule, word in zip(
            paragraph.lows, paragraph.kinds, paragraph.quoted, paragraph.rules, paragraph.words, strict=True
        )
    ]
    before = _count_since(rows, [first for first, _ in paragraph.sentences])
    after = _count_since(rows[::-1], [len(rows) - end for _, end in paragraph.sentences][::-1])[::-1]
    left, right = _find_punctuation(paragraph)
    stems = ["", *map(_cut_ending, paragraph.lows), ""]
    last, following = _find_cues(paragraph), _find_cues(paragraph, backwards=True)
    read = _read_sentences(paragraph)
    padded = [_EDGE, _EDGE, *rows, _EDGE, _EDGE]
    features = []
    for at, (low, kind, quoted, rule, shape) in enumerate(rows):
        (low_2, kind_2, _, rule_2, _), (low_1, kind_1, quoted_1, rule_1, shape_1) = padded[at], padded[at + 1]
        (low1, kind1, quoted1, rule1, shape1), (low2, kind2, _, rule2, _) = padded[at + 3], padded[at + 4]
        first, end = paragraph.sentences[at]
        features.append(
            [
                "b",
                f"w={low}",
                f"w-1={low_1}",
                f"w+1={low1}",
                f"w-2={low_2}",
                f"w+2={low2}",
                f"wl={low_1} {low}",
                f"wr={low} {low1}",
                f"x={low[-3:]}",
                f"s={shape_1}{shape}{shape1}",
                f"k={kind_1} {kind} {kind1}",
                f"kl={kind_2} {kind_1} {shape}",
                f"kr={kind1} {kind2} {shape}",
                f"q={quoted_1}{quoted}{quoted1}",
                f"qk={quoted}{kind}{rule}",
                f"r={rule}",
                f"rl={rule_2} {rule_1} {rule}",
                f"rr={rule} {rule1} {rule2}",
                f"rw={rule} {low}",
                f"rp={rule_1} {rule} {low_1}",
                f"c<={before[at]}",
                f"c>={after[at]}",
                f"c<r={before[at]}{rule}",
                f"c>r={after[at]}{rule}",
                f"cc={before[at]} {after[at]} {shape}",
                f"p<={left[at]}",
                f"p>={right[at]}",
                f"pp={left[at]} {right[at]} {rule[-1]}",
                f"f={min(at - first, 3)} {quoted}",
                f"e={min(end - 1 - at, 2)} {quoted}",
                f"fw={paragraph.lows[first]} {rule}",
                f"ew={paragraph.quoted[end - 1]} {paragraph.quoted[first]} {quoted}",
                f"t={stems[at + 1]}",
                f"tl={stems[at]} {stems[at + 1]}",
                f"tr={stems[at + 1]} {stems[at + 2]}",
                f"v<={last[at]} {left[at]}",
                f"v>={following[at]} {right[at]}",
                f"vr={last[at]} {rule}",
                f"rs={read[first]} {rule} {quoted}",
                f"rn={read[first]} {last[at]}",
            ]
        )
    return features


def _count_since(rows: Sequence[tuple[str, ...]], borders: Sequence[int]) -> list[str]:
    """How far, and of what kind, the last word of saying or thinking of the sentence is."""
    found: list[str] = []
    last: int | None = None
    for at, border in enumerate(borders):
        if last is not None and last < border:
            last = None
        if last is None:
            found.append("none")
        else:
            found.append(f"{rows[last][1]}{sum(at - last > step for step in _STEPS)}{rows[last][3][-1]}")
        if rows[at][1] in _CUES:
            last = at
    return found


def _cut_ending(low: str) -> str:
    """A word without what a verb or noun may end with: "warned", "warns", "warning" agree."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if len(low) - len(ending) >= _STEM and low.endswith(ending):
            return low[: -len(ending)]
    return low


def _find_cues(paragraph: Paragraph, *, backwards: bool = False) -> list[str]:
    """The stem of the nearest word of saying or thinking in the sentence, before or behind each token."""
    found = [""] * len(paragraph)
    stem, sentence = "", (-1, -1)
    for at in range(len(paragraph) - 1, -1, -1) if backwards else range(len(paragraph)):
        if paragraph.sentences[at] != sentence:
            stem, sentence = "", paragraph.sentences[at]
        found[at] = stem
        if paragraph.kinds[at] in _CUES:
            stem = _cut_ending(paragraph.lows[at])
    return found


def _read_sentences(paragraph: Paragraph) -> dict[int, str]:
    """By its first token, which roles the rules read in a sentence."""
    return {
        first: "".join(sorted({label[-1] for label in paragraph.rules[first:end]}))
        for first, end in dict.fromkeys(paragraph.sentences)
    }


def _find_punctuation(paragraph: Paragraph) -> tuple[list[str], list[str]]:
    """The punctuation, or the word that opens a clause, on either side of each token in its sentence."""

    def look(order: Iterable[int]) -> dict[int, str]:
        found, last = {}, "^"
        for before, at in pairwise(order):
            if paragraph.sentences[before] != paragraph.sentences[at]:
                last = "^"
            elif not paragraph.words[before][0].isalnum() or paragraph.kinds[before] in ("that", "who"):
                last = paragraph.lows[before]
            found[at] = last
        return found

    size = len(paragraph)
    left, right = look(range(size)), look(range(size - 1, -1, -1))
    return [left.get(at, "^") for at in range(size)], [right.get(at, "^") for at in range(size)]


def _find_shape(word: str) -> str:
    if word[0].isupper():
        return "A" if len(word) > 1 and word.isupper() else "a"
    return "x" if word[0].islower() else "9" if word[0].isdigit() else word[0]
