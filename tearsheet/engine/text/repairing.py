"""Mojibake: UTF-8 that was once read in another charset, put right.

A run of characters is *possible* mojibake if its bytes in a wrong charset are well-formed UTF-8. That alone is common in
clean text ("NESTLÉ®", "É…"), so it must also give something the press writes, and look like nothing it writes: a symbol
or control character inside a word, a capital after a small letter, one script inside another's word, or many such
sequences in a row. Where a text holds one sure case, the unsure ones of the same charset are believed, too.
"""

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tearsheet.engine.text.charsets import single_byte_table

#: The charsets UTF-8 is mistaken for, the likeliest first; all have ASCII in common.
_WRONG = ("cp1252", "cp874", "cp1251", "mac-roman", "cp1250")
#: How often a text is gone over: what was wrongly read twice needs two rounds.
_ROUNDS = 5
_ASCII = range(0x80)
_SUSPICIOUS = re.compile(r"[^\x00-\x7f]{2,}")
#: What the press writes after a letter without a space: nothing odd about these.
_CLOSERS = frozenset("’‘“”…–—™®•›»«‹„‚\u00a0\u00ad")
#: ... but these never stand between two letters.
_NEVER_INSIDE = frozenset("“”„™®•»«›‹")
#: What the press writes at all, as inclusive ranges of code points.
_WRITTEN = (
    (0x80, 0x17F), (0x2C6, 0x2C6), (0x2DC, 0x2DC), (0x300, 0x31B), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B), (0x2BC, 0x2BC), (0x386, 0x3CE), (0x400, 0x45F),
    (0x490, 0x4E9), (0x5D0, 0x5EA), (0x60C, 0x66D), (0x67E, 0x6F9), (0x901, 0xDFF), (0xE01, 0xE5B), (0x10D0, 0x10FF),
    (0x1E80, 0x1EF9), (0x200B, 0x200F), (0x2010, 0x203A), (0x20A0, 0x20BF), (0x2103, 0x2122), (0x2190, 0x21D4), (0x2200, 0x2265),
    (0x25A0, 0x27BF), (0x3000, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE0F, 0xFE0F), (0xFEFF, 0xFEFF), (0xFF01, 0xFFEE),
    (0x1F000, 0x1FAFF),
)  # fmt: skip
#: Latin letters, punctuation and signs: the only ones that occur singly among letters of another script.
_LATIN_END = 0x24F
_PUNCTUATION = range(0x200B, 0x2300)
_C1_END = 0xA0
_COMBINING = range(0x300, 0x31C)
#: Characters one does not see, and that are written all the same.
_UNSEEN = frozenset("\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u3000\ufeff")
#: Control characters that are left after this are windows-1252, read as Latin-1.
_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")
#: How every dash and quotation mark begins, read as windows-1251 and as Mac Roman.
_BEGINNINGS = ("вЂ", "‚Ä")
#: Signs in Mac Roman that nobody writes in a row.
_SIGN_PAIRS = frozenset(["¬£", "¬∞", "¬©", "¬Æ", "¬ª", "¬°", "¬ø"])
_THAI = re.compile(r"[\u0e01-\u0e5b]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A text after repair.

    Attributes:
        text: the text, put right where it could be.
        repairs: each wrong run and what it became, in the order they were met, without repetition.
    """

    text: str
    repairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One run of possible mojibake: where it stands, what it would become, and whether that is sure."""

    start: int
    end: int
    right: str
    is_sure: bool


def repair_text(text: str) -> Repair:
    """Put right what was UTF-8 and was read as windows-1252 or Latin-1, windows-874, windows-1251 or Mac Roman.

    Control characters that are windows-1252 punctuation become it. Clean text comes back as it was. Idempotent. Lost bytes
    (U+FFFD) stay lost.
    """
    repairs: dict[str, str] = {}
    for _ in range(_ROUNDS):
        suspects = _find_suspects(text)
        found = [_find_cases(text, codec) for codec in _WRONG if suspects and _sequences(codec).search(suspects)]
        # The charset that explains most of the text is the one; what it leaves may be another's in the next round.
        best = max(found, key=_count_sure, default=[])
        if not _count_sure(best):
            break
        text = _replace(text, best, repairs)
    if _CONTROL.search(text):
        text = _CONTROL.sub(functools.partial(_put_right, repairs=repairs), text)
    return Repair(text=text, repairs=tuple(repairs.items()))


def _find_suspects(text: str) -> str:
    """Every run of two or more characters beyond ASCII, once, on a line of its own; most texts have few or none."""
    if text.isascii():
        return ""
    # Mark-up is ASCII: what is left after this is a small part of a page.
    pieces = "<".join(piece for piece in text.split("<") if not piece.isascii())
    return "\n".join(dict.fromkeys(_SUSPICIOUS.findall(pieces)))


def _count_sure(cases: list[_Case]) -> int:
    """How many characters the sure cases explain."""
    return sum(case.end - case.start for case in cases if case.is_sure)


def _replace(text: str, cases: list[_Case], repairs: dict[str, str]) -> str:
    parts: list[str] = []
    at = 0
    for case in cases:
        parts += (text[at : case.start], case.right)
        repairs.setdefault(text[case.start : case.end], case.right)
        at = case.end
    return "".join([*parts, text[at:]])


def _put_right(match: re.Match[str], repairs: dict[str, str]) -> str:
    """The windows-1252 punctuation whose number a control character has."""
    right = single_byte_table("cp1252")[ord(match[0])]
    if right != match[0]:
        repairs.setdefault(match[0], right)
    return right


def _find_cases(text: str, codec: str) -> list[_Case]:
    """Every run of possible mojibake, as far as it may be believed."""
    cases = list(_read_runs(text, codec))
    if codec == "cp874" and _is_thai_left(text, cases):
        # Thai letters are what this mojibake is made of: in a Thai text only the sure cases count.
        return [case for case in cases if case.is_sure]
    return cases


def _is_thai_left(text: str, cases: list[_Case]) -> bool:
    return len(_THAI.findall(text)) > sum(len(_THAI.findall(text, case.start, case.end)) for case in cases)


def _read_runs(text: str, codec: str) -> Iterator[_Case]:
    for match in _sequences(codec).finditer(text):
        wrong = match[0]
        right = wrong.translate(_bytes_of(codec)).encode("latin-1").decode("utf-8", "replace")
        if not all(map(_is_written, right)):
            continue
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        is_sure = (
            _is_sure_thai(wrong, right, before, after) if codec == "cp874" else _is_sure(wrong, right, before, after)
        )
        yield _Case(start=match.start(), end=match.end(), right=right, is_sure=is_sure)


def _is_sure(wrong: str, right: str, before: str, after: str) -> bool:
    """Whether nobody would write this on purpose."""
    is_pair = len(wrong) == 2  # noqa: PLR2004
    if is_pair and not all(map(_is_latin, right)):
        return False  # a word of another script has more than one letter
    if any("\x80" <= char <= "\x9f" for char in wrong) or wrong.startswith(_BEGINNINGS):
        return True
    if is_pair and _breaks_case(right, before, after):
        return False
    return (
        _mixes_scripts(wrong, before, after)
        or (is_pair and wrong[-1] in _NEVER_INSIDE and before.isalpha() and after.isalpha())
        or ((wrong[0].isalpha() or len(right) > 1) and (any(map(_is_odd_tail, wrong[1:])) or _rises(before + wrong)))
        or (wrong[0] == "Ã" and (wrong[1] not in _CLOSERS or after.islower()))
        or wrong in _SIGN_PAIRS
    )


def _rises(text: str) -> bool:
    """Whether a capital follows a small letter."""
    return any(one.islower() and other.isupper() for one, other in itertools.pairwise(text))


def _is_sure_thai(wrong: str, right: str, before: str, after: str) -> bool:
    """The same for windows-874, whose letters are Thai: a few of them in a row may always be a word."""
    if any("\x80" <= char <= "\x9f" or char == "€" for char in wrong):
        return True
    if _mixes_scripts(wrong, before, after) and all(map(_is_latin, right)):
        return True
    return len(wrong) == 3 * len(right) and len(right) > 2 and _is_one_script(right)  # noqa: PLR2004


def _is_latin(char: str) -> bool:
    code = ord(char)
    return code <= _LATIN_END or code in _COMBINING or code in _PUNCTUATION


def _is_odd_tail(char: str) -> bool:
    return not char.isalpha() and char not in _CLOSERS


def _is_one_script(right: str) -> bool:
    """Whether all letters are of one block beyond Latin, as the letters of a word are."""
    blocks = {ord(char) >> 8 for char in right if char.isalpha()}
    return len(blocks) == 1 and min(blocks) > 1


def _breaks_case(right: str, before: str, after: str) -> bool:
    """Whether a small letter would come to stand among capitals."""
    return right.islower() and before.isupper() and (after.isupper() or not after.isalpha())


def _mixes_scripts(wrong: str, *neighbours: str) -> bool:
    """Whether what is far from Latin touches an ASCII letter: another script, or a sign of mathematics."""
    if ord(wrong[0]) <= _LATIN_END or wrong[0] in _CLOSERS:
        return False
    return any(char.isascii() and char.isalpha() for char in neighbours)


def _is_written(char: str) -> bool:
    code = ord(char)
    if not any(first <= code <= last for first, last in _WRITTEN):
        return False
    return char.isprintable() or char in _UNSEEN or code < _C1_END


@functools.cache
def _bytes_of(codec: str) -> dict[int, int]:
    """From a character as read in `codec` to the byte it was, as a translation to Latin-1."""
    table = {ord(char): byte for byte, char in enumerate(single_byte_table(codec)) if byte not in _ASCII}
    return {byte: byte for byte in range(0x80, 0x100)} | table if codec == "cp1252" else table


@functools.cache
def _sequences(codec: str) -> re.Pattern[str]:
    """Runs of what the bytes of well-formed UTF-8 sequences look like when read in `codec`."""
    characters: dict[int, set[str]] = {}
    for code, byte in _bytes_of(codec).items():
        characters.setdefault(byte, set()).add(chr(code))

    def class_of(first: int, last: int) -> str:
        chars = set().union(*(characters.get(byte, set()) for byte in range(first, last + 1)))
        return "[" + "".join(map(re.escape, sorted(chars))) + "]"

    tail = class_of(0x80, 0xBF)
    two = class_of(0xC2, 0xDF) + tail
    three = (
        "(?:"
        + class_of(0xE0, 0xE0)
        + class_of(0xA0, 0xBF)
        + "|"
        + class_of(0xE1, 0xEC)
        + tail
        + "|"
        + class_of(0xED, 0xED)
        + class_of(0x80, 0x9F)
        + "|"
        + class_of(0xEE, 0xEF)
        + tail
        + ")"
        + tail
    )
    four = class_of(0xF0, 0xF0) + class_of(0x90, 0xBF) + tail + tail
    return re.compile(f"(?:{two}|{three}|{four})+")
