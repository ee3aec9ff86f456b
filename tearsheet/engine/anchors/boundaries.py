"""Where a passage may begin and end: never inside a word, a number or a character.

Cutting "president" to "presid", "1.5 million" to "5 million" or "non-lethal" to "lethal" changes what was said, so such
places are glued. Scripts that write no spaces (Han, kana, Thai, Lao, Khmer, Burmese) may be cut between any two
characters, since only a dictionary knows their words.
"""

import re
import unicodedata

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]",
)
_JOINERS = "\u200c\u200d"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
_HYPHENS = "-\u2010\u2011\u2212"
_SIGNS = _HYPHENS + "+±~<>≤≥≈"


def is_boundary(chars: str, at: int) -> bool:
    """Whether the normalised text `chars` may be cut before position `at` (0 to its length)."""
    if at <= 0 or at >= len(chars):
        return True
    left, right = chars[at - 1], chars[at]
    if left == " " or right == " ":
        return right == " " or unicodedata.category(right)[0] != "M"
    if _makes_one_character(left, right):
        return False
    if _is_word(left) and _is_word(right):
        return bool(_UNSPACED.match(left) or _UNSPACED.match(right))
    before = chars[at - 2] if at > 1 else " "
    after = chars[at + 1] if at + 1 < len(chars) else " "
    return not (
        _joins(left, right, after)
        or _joins(before, left, right)
        or _is_signed(before, left, right)
        or _is_unit(left, right)
    )


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def _makes_one_character(left: str, right: str) -> bool:
    return (
        unicodedata.category(right)[0] == "M"
        or right in _JOINERS
        or left in _JOINERS
        or _SKIN_TONES[0] <= right <= _SKIN_TONES[1]
        or (_FLAG_LETTERS[0] <= left <= _FLAG_LETTERS[1] and _FLAG_LETTERS[0] <= right <= _FLAG_LETTERS[1])
    )


def _joins(left: str, mark: str, right: str) -> bool:
    """Whether `mark` between two characters keeps them one word: don't, non-lethal, 1.5, 10:30, U.S., a@b."""
    if not (_is_word(left) and _is_word(right)):
        return False
    if mark in "'@&_" or mark in _HYPHENS:
        return not (_UNSPACED.match(left) or _UNSPACED.match(right))
    if mark in ",:/–٫٬":
        return left.isdigit() and right.isdigit()
    # "end.Next" is two sentences set too close, "example.org", "U.S." and "1.5" are one word.
    return mark in ".·" and not (left.islower() and right.isupper())


def _is_signed(before: str, left: str, right: str) -> bool:
    """Whether `left` is the sign of a number or a name: -5, $5, #tag, @name."""
    if right.isdigit() and (left in _SIGNS or unicodedata.category(left) == "Sc" or left in "#."):
        return not _is_word(before)
    return left in "#@" and _is_word(right) and not _is_word(before)


def _is_unit(left: str, right: str) -> bool:
    """Whether `right` says what the number before it counts: 5%, 5°, 5€."""
    return left.isdigit() and (right in "%‰°" or unicodedata.category(right) == "Sc")
