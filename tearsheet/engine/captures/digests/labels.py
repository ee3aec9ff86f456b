"""Labels at the beginning of lines: "Comment:", "See also:", "UPDATE ...", and those only this page uses."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from tearsheet.engine.captures.digests.dates import find_date, find_time
from tearsheet.engine.captures.digests.lines import Line, is_sentence
from tearsheet.engine.captures.digests.words import alternatives, word_set

_MAX_WORDS = 5
#: How far after an update's label its date or its end must stand, in code points.
_MAX_HEAD = 90
_LABEL = re.compile(
    r"^(?P<open>[\[(*_]*)(?P<label>[^\W\d_][^:：\n]{0,50}?)(?P<end>[*_]*\s?[:：][*_]*|\.\s[–—-]\s|\s[–—]\s)\s*(?P<rest>.*)$"
)
_TICKER = re.compile(r"^\+{2,}\s*(?P<rest>.*?)\s*\+*$")
_CLOCK = re.compile(r"^[\[(]?\d{1,2}[:.h]\d{2}(?:\s*[a-zA-Z.]{1,5})?[\])]?\s*(?:[|:–—-]|\s)\s*\S")
_CAPITALS = re.compile(r"^[\[(*]*([^\W\d_]{4,})\b")


class LabelKind(Enum):
    """What a label announces."""

    COMMENT = 1
    RELATED = 2
    UPDATE = 3
    SOURCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line's label.

    Attributes:
        kind: what it announces.
        words: the label as printed, without its colon; "" for updates.
        rest: what follows it on the line.
        is_bracketed: whether a bracket opens before it.
    """

    kind: LabelKind
    words: str
    rest: str
    is_bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one page: the known ones, and those it uses again and again.

    Attributes:
        comments, related: further labels in lower case.
    """

    comments: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()

    def read(self, text: str) -> Label | None:
        """The label a line begins with; None if it has none."""
        return _read_label(self, text)

    def read_other(self, text: str) -> Label | None:
        """The label a line begins with, if it is none of an update."""
        match = _LABEL.match(text)
        if not match:
            return _read_bare_related(text)
        words = match["label"].strip(" *_")
        kind = self._kind_of(_fold(words), has_colon=match["end"].strip(" *_") in {":", "："})
        if kind is None:
            return None
        rest = match["rest"].strip()
        return Label(kind=kind, words=words, rest=rest, is_bracketed=match["open"][:1] in {"[", "("})

    def _kind_of(self, words: str, *, has_colon: bool) -> LabelKind | None:
        if words in word_set("comment") or words in self.comments or _names_comment(words):
            return LabelKind.COMMENT
        if has_colon and (words in self.related or _related_pattern().fullmatch(words)):
            return LabelKind.RELATED
        if has_colon and words in word_set("source"):
            return LabelKind.SOURCE
        return None


@lru_cache(maxsize=4096)
def _read_label(labels: Labels, text: str) -> Label | None:
    # Several steps ask for the same lines.
    return _read_update(text) or labels.read_other(text)


def _fold(words: str) -> str:
    return " ".join(words.replace("’", "'").lower().rstrip(".").split())


def _names_comment(words: str) -> bool:
    """Whether a short label holds a word for comments: "Gazette comment", "Kommentar von Morgenblatt"."""
    parts = words.split()
    nouns = word_set("comment_nouns")
    return (
        1 < len(parts) <= _MAX_WORDS
        and words not in word_set("comment_not")
        and (parts[-1] in nouns or parts[0] in nouns)
    )


@cache
def _related_pattern() -> re.Pattern[str]:
    """What announces related items, and the few words that may say whose."""
    return re.compile(rf"(?:{alternatives('related')})(?:\s+[\w'’.&-]+){{0,6}}", re.IGNORECASE)


@cache
def _bare_related_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('related')})", re.IGNORECASE)


def _read_bare_related(text: str) -> Label | None:
    """A line of nothing but a label for related items, without a colon; one word alone may be anything."""
    if " " in text and _bare_related_pattern().fullmatch(text):
        return Label(kind=LabelKind.RELATED, words=text, rest="")
    return None


def split_related(text: str) -> list[tuple[str, str]]:
    """The labels for related items that follow each other on a line, each with what stands behind it."""
    found: list[tuple[str, str]] = []
    while (label := Labels().read(text)) and label.kind is LabelKind.RELATED:
        inner = _next_related(label.rest)
        entry = label.rest[:inner].strip()
        text = label.rest[inner:]
        if entry.endswith(":") and len(entry.split()) <= 2 * _MAX_WORDS:
            # What ends with a colon announces more, in words no list knows.
            found += [(label.words, ""), (entry.rstrip(" :"), "")]
        else:
            found.append((label.words, entry))
    return found


def _next_related(text: str) -> int:
    """Where the next label for related items begins in a text; its length if there is none."""
    pattern = rf"(?<!\w){_related_pattern().pattern}\s?:"
    match = re.search(pattern, text, re.IGNORECASE)
    return match.start() if match else len(text)


@cache
def _update_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<open>[\[(*_]*)(?P<word>{alternatives('update')})(?!\w)(?:\s*(?:#|no\.?\s*)?\d{{1,2}}(?=\s*[:,(–—-]\s))?(?P<rest>.*)$",
        re.IGNORECASE,
    )


def _read_update(text: str) -> Label | None:
    if ticker := _TICKER.match(text):
        return Label(kind=LabelKind.UPDATE, words="", rest=ticker["rest"]) if ticker["rest"] else None
    if match := _update_pattern().match(text):
        rest = match["rest"]
        if _heads_update(match["word"], rest):
            return Label(
                kind=LabelKind.UPDATE, words="", rest=rest.strip(" *_"), is_bracketed=match["open"][:1] in {"[", "("}
            )
        return None
    if _CLOCK.match(text) and (mention := find_time(text[:20])) and mention.start <= 1:
        return Label(kind=LabelKind.UPDATE, words="", rest=text)
    # A word in capitals with a date and a colon behind it is an update in any language.
    if (match_ := _CAPITALS.match(text)) and match_[1].isupper():
        rest = text[match_.end() :]
        mention_ = find_date(rest[:_MAX_HEAD])
        if mention_ and rest[mention_.end :].lstrip(" )]").startswith((":", "–", "—")):
            return Label(kind=LabelKind.UPDATE, words="", rest=rest)
    return None


def _heads_update(word: str, rest: str) -> bool:
    """Whether what follows the word is an update's head: a colon, or a date or time, or capitals before a colon."""
    head = rest[:_MAX_HEAD]
    if re.match(r"\s?[*_\])]*\s?[:：]|\s[–—-]\s", rest):
        return not word.islower()
    has_moment = bool(find_date(head) or find_time(head))
    has_end = bool(re.search(r"[:：]|\s[–—-]\s|[\])]", head))
    return has_end and not word.islower() and (has_moment or word.isupper() or bool(re.match(r"\s*[\[(]", rest)))


def find_labels(lines: Sequence[Line], starts: Sequence[int]) -> Labels:
    """The labels this page uses though no list knows them.

    A short label that begins running text in two items or more, and rarely twice in one, is the editors' own: speakers
    of an interview come up many times in one item. One that stands alone, with no running text below it before the
    item ends, announces related items.

    Args:
        lines: the page.
        starts: the index of each item's first line.
    """
    places: dict[str, list[int]] = defaultdict(list)
    closing: dict[str, set[int]] = defaultdict(set)
    known, known_starts = Labels(), frozenset(starts)
    for index, line in enumerate(lines):
        if _ends_item(lines, known_starts, index) and not known.read(line.text):
            closing[_fold(line.text.rstrip(":： "))].add(bisect_right(starts, index))
        match = _LABEL.match(line.text)
        if match and ":" in match["end"] and not known.read(line.text) and is_sentence(match["rest"]):
            words = _fold(match["label"].strip(" *_"))
            if len(words.split()) <= 3 and len(words) > 2:  # noqa: PLR2004  (labels are short; Q and A are none)
                places[words].append(bisect_right(starts, index))
    return Labels(
        comments=frozenset(
            words
            for words, items in places.items()
            if len(set(items)) > 1 and max(Counter(items).values()) <= 2  # noqa: PLR2004
        ),
        related=frozenset(words for words, items in closing.items() if len(items) > 1),
    )


def _ends_item(lines: Sequence[Line], known_starts: AbstractSet[int], index: int) -> bool:
    """Whether a short line ends with a colon, says of nobody that he said something, and announces no running text."""
    text = lines[index].text
    if not text.endswith((":", "：")) or len(text.split()) > _MAX_WORDS or _cue_pattern().search(text):
        return False
    after = next((line for line in lines[index + 1 : index + 2] if index + 1 not in known_starts), None)
    return after is None or not is_sentence(after.text) or after.text.endswith((":", "："))


@cache
def _cue_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('cues')}(?!\w)", re.IGNORECASE)
