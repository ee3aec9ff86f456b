"""How odd a text looks, character beside character: low for writing, high for bytes that were read in a wrong charset.

Each character's class and each pair of neighbours has a small cost. The idea of judging by unlikely neighbours is
ftfy's "badness" (Apache 2.0); the classes and costs here are our own.
"""

import functools
import unicodedata

_LATIN_LIMIT, _ASCII_LIMIT, _C1_LIMIT = 0x250, 0x80, 0xA0
_REPLACEMENT = "\ufffd"
#: From here on signs are pictures (dingbats, emoji) that people put anywhere.
_PICTURES = 0x2600
#: Scripts the press is written in; any other costs.
_SCRIPTS = frozenset(
    "LATIN GREEK CYRILLIC ARMENIAN HEBREW ARABIC DEVANAGARI BENGALI GURMUKHI GUJARATI TAMIL TELUGU KANNADA MALAYALAM SINHALA "
    "THAI LAO MYANMAR GEORGIAN HANGUL ETHIOPIC KHMER HIRAGANA KATAKANA CJK KATAKANA-HIRAGANA IDEOGRAPHIC FULLWIDTH".split()
)
#: Scripts that stand beside each other in one word.
_TOGETHER = frozenset({"HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "FULLWIDTH"})
_RARE_LETTERS = frozenset("ÃÂ")
#: Marks that no word has behind a letter.
_ODD_MARKS = frozenset("¶§†‡‰•¡¿")
#: First bytes of common signs, and what their second bytes look like beside them; no language writes these pairs.
_HALLMARKS = frozenset(first + second for first, seconds in (("â", "€œ™šžŒ˜“”‘’›„…"), ("ð", "Ÿ"), ("ï", "¼½»¸"), ("Ä", "±Ÿ«"), ("Å", "Ÿž¾¡«"), ("‚", "Ä"), ("¬", "£Æ©∞†"), ("≈", "æ°ôÜÖ"), ("√", "üÑúÜ§∂©ª≠≥±µøÄÅÇÉÖáàâäãåçéèêë"), ("Ã", "\xa0‘“”„…–—"), ("Ä", "Æ"), ("Î", "±²³´µ")) for second in seconds)
_AFTER_LETTERS = frozenset("®™°²³ªº©¹–—…’‘”“»·")
#: Marks that open in every language that has them; “ and » close in some.
_OPENING = frozenset("„‚([{")
_CLOSING = frozenset("”)]}")
_OBSOLETE = frozenset("ฃฅſ")
_THAI_LEADING = frozenset("เแโใไ")
_THAI_CONSONANTS = frozenset(map(chr, range(0x0E01, 0x0E2F)))
_THAI_BASES = _THAI_CONSONANTS | frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4E))))
_THAI_SIGNS = frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))


def measure_oddness(text: str) -> int:
    """The cost of a text: the sum over its characters and pairs of neighbours. ASCII alone costs nothing."""
    if text.isascii():
        return 0
    total = 0
    before = " "
    for char in text:
        if char >= "\x80":
            total += _cost(char) + _pair_cost(before, char)
        elif before >= "\x80":
            total += _pair_cost(before, char)
        before = char
    return total + (_pair_cost(before, " ") if before >= "\x80" else 0)


@functools.cache
def script_of(char: str) -> str:
    """The script of a letter or mark, as the first word of its name ("LATIN"); "" for anything else."""
    if unicodedata.category(char)[0] not in "LM":
        return ""
    word = unicodedata.name(char, "").partition(" ")[0]
    return "CJK" if word.startswith("CJK") else word


@functools.cache
def _cost(char: str) -> int:
    code = ord(char)
    if char in _OBSOLETE:
        return 2 if char != "ſ" else 6
    if code < _C1_LIMIT:
        return 4
    if char == _REPLACEMENT:
        return 1
    category = unicodedata.category(char)
    if category in {"Cn", "Co", "Cs"}:
        return 6
    if 0x2500 <= code < 0x25A0:  # noqa: PLR2004  (box drawing and blocks)
        return 1
    if category[0] in "LM":
        script = script_of(char)
        if script not in _SCRIPTS:
            return 0 if script == "COMBINING" else 3
        if script == "LATIN" and code >= _LATIN_LIMIT and not 0x1E00 <= code < 0x1F00:  # noqa: PLR2004  (Vietnamese and more)
            return 3
        if script == "LATIN" and 0x180 <= code < _LATIN_LIMIT and char not in "ƏəơƠưƯșȘțȚ":  # noqa: PLR2004  (letters of few languages)
            return 2
        if category == "Lm" and script not in _TOGETHER:
            return 2
        if 0xF900 <= code < 0xFB00 or 0xFE30 <= code < 0xFE70:  # noqa: PLR2004  (compatibility forms)
            return 3
    elif category in {"So", "Sk"} and (0xFE30 <= code or 0x2FF0 <= code < 0x3000):  # noqa: PLR2004
        return 2
    return 0


def _kind(char: str) -> str:
    """L letter, E picture sign, S symbol or odd number, O and Q opening and closing marks, P other marks, Z space, C control."""
    if char.isalpha() or unicodedata.category(char)[0] == "M":
        return "L"
    if char in _ODD_MARKS:
        return "S"
    if char in _OPENING:
        return "O"
    if char in _CLOSING:
        return "Q"
    category = unicodedata.category(char)
    if category == "So" and ord(char) >= _PICTURES:
        return "E"
    if category[0] == "N":
        return "N" if char.isdecimal() else "S"
    if char == _REPLACEMENT:
        return "C"
    return {"S": "S", "P": "P", "Z": "Z", "C": "C"}.get(category[0], "P")


@functools.cache
def _pair_cost(first: str, second: str) -> int:
    return _kinds_cost(first, second) + (2 if first + second in _HALLMARKS else 0)


def _kinds_cost(first: str, second: str) -> int:
    kinds = _kind(first) + _kind(second)
    if kinds == "LL":
        return _letters_cost(first, second)
    if kinds == "LS":
        # A letter with a sign right behind it: "Ã©", "Å™".
        return (1 if second in _AFTER_LETTERS else 2) + (first in _RARE_LETTERS)
    if kinds == "LO":
        return 2
    if kinds[0] == "L" and first in _RARE_LETTERS:
        return 1
    if second in _THAI_SIGNS and first not in _THAI_CONSONANTS:
        return 3
    if kinds in {"LN", "NL"} and _is_thai_digit_in_other(first, second):
        return 2
    if second == "・" and first.isascii():
        return 2
    costs = {"SL": 1, "SS": 1, "QL": 1, "SO": 1, "OS": 1, "OQ": 1, "QO": 1, "CL": 1, "LC": 1, "PS": 1}
    cost = costs.get(kinds, 0)
    return 0 if first == "$" or second == "$" or (cost and first == second) else cost


def _is_thai_digit_in_other(first: str, second: str) -> bool:
    """Whether a Thai digit stands beside a letter that is not Thai."""
    digit, letter = (first, second) if first.isdecimal() else (second, first)
    return "๐" <= digit <= "๙" and script_of(letter) != "THAI"


def _letters_cost(first: str, second: str) -> int:
    one, other = script_of(first), script_of(second)
    if {one, other} == {"LATIN", "GREEK"}:
        return 1
    if one != other:
        if one in _TOGETHER and other in _TOGETHER:
            return 0
        if "COMBINING" in {one, other}:
            return 0
        # Chinese, Japanese and Korean write Latin letters beside their own.
        return 1 if {one, other} <= _TOGETHER | {"LATIN", "HANGUL"} and "LATIN" in {one, other} else 4
    if one == "THAI":
        if first in _THAI_LEADING and second not in _THAI_CONSONANTS:
            return 3
        return 2 if second in _THAI_SIGNS and first not in _THAI_BASES else 0
    if first.islower() and second.isupper():
        return 2
    if first == "Ã" and second.islower():
        return 2
    return 1 if one == "LATIN" and first.isupper() and second.islower() and first > "\x7f" and second > "\xff" else 0
