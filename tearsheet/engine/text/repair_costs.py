"""How odd a text looks, character beside character: low for writing, high for bytes that were read in a wrong charset.

Each character's class and each pair of neighbours has a small cost. The idea of judging by unlikely neighbours is
ftfy's "badness" (Apache 2.0); the classes and costs here are our own.
"""

import functools
import unicodedata

#: From here on signs are pictures (dingbats, emoji) that people put anywhere.
_PICTURES = 0x2600
#: Scripts the press is written in; any other costs.
_SCRIPTS = frozenset(
    [
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "ARMENIAN",
        "HEBREW",
        "ARABIC",
        "DEVANAGARI",
        "BENGALI",
        "GURMUKHI",
        "GUJARATI",
        "TAMIL",
        "TELUGU",
        "KANNADA",
        "MALAYALAM",
        "SINHALA",
        "THAI",
        "LAO",
        "MYANMAR",
        "GEORGIAN",
        "HANGUL",
        "ETHIOPIC",
        "KHMER",
        "HIRAGANA",
        "KATAKANA",
        "CJK",
        "KATAKANA-HIRAGANA",
        "IDEOGRAPHIC",
        "FULLWIDTH",
    ]
)
#: Scripts that stand beside each other in one word.
_TOGETHER = frozenset({"HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "FULLWIDTH"})
_RARE_LETTERS = frozenset("ÃÂ")
#: Marks that no word has behind a letter.
_ODD_MARKS = frozenset("¶§†‡‰•¡¿")
#: First bytes of common signs, and what their second bytes look like beside them; no language writes these pairs.
_HALLMARKS = frozenset(
    first + second
    for first, seconds in (
        ("â", "€œ™šžŒ˜“”‘’›„…"),
        ("ð", "Ÿ"),
        ("ï", "¼½»¸"),
        ("Ä", "±Ÿ«"),
        ("Å", "Ÿž¾¡«"),
        ("‚", "Ä"),
        ("¬", "£Æ©∞†"),
        ("≈", "æ°ôÜÖ"),
        ("√", "üÑúÜ§∂©ª≠≥±µøÄÅÇÉÖáàâäãåçéèêë"),
        ("Ã", "\xa0‘“”„…–—"),
        ("Ä", "Æ"),
        ("Î", "±²³´µ"),
        ("┬", "┐í½╗░ú®"),
    )
    for second in seconds
)
_AFTER_LETTERS = frozenset("®™°²³ªº©¹–—…’‘”“»·")
#: Marks that open in every language that has them; “ and » close in some.
_OPENING = frozenset("„‚([{")
_CLOSING = frozenset("”)]}")
#: Characters nobody writes today, and the mark of a loss.
_ODD_CHARACTERS = {"ฃ": 2, "ฅ": 2, "ſ": 6, "\ufffd": 1}
_ODD_CATEGORIES = {"Cc": 4, "Cn": 6, "Co": 6, "Cs": 6}
#: Blocks, first and last code point half-open, and what a character of theirs costs: box drawing and blocks;
#: descriptions of characters; compatibility forms.
_ODD_SIGNS = ((0x2500, 0x25A0, 1), (0x2FF0, 0x3000, 2), (0xFE30, 0x10000, 2))
_COMPATIBILITY = ((0xF900, 0xFB00, 3), (0xFE30, 0xFE70, 3))
#: Latin letters beyond Extended-A, but for those of a few living languages; Vietnamese is beyond 1E00.
_ODD_LATIN = ((0x180, 0x250, 2), (0x250, 0x1E00, 3), (0x1F00, 0x110000, 3))
_KNOWN_EXTRAS = frozenset("ƏəơƠưƯșȘțȚ")
_KINDS = {
    char: kind
    for kind, chars in (("S", _ODD_MARKS), ("O", _OPENING), ("Q", _CLOSING), ("C", "\ufffd"))
    for char in chars
}
_KIND_OF = {"Nd": "N", "Nl": "S", "No": "S"}
#: What neighbours of these kinds cost.
_PAIRS = {
    "LO": 2, "SL": 1, "SS": 1, "QL": 1, "SO": 1, "OS": 1, "OQ": 1, "QO": 1, "CL": 1, "LC": 1, "PS": 1,
}  # fmt: skip
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
    category = unicodedata.category(char)
    if char in _ODD_CHARACTERS:
        return _ODD_CHARACTERS[char]
    if category[0] in "LM":
        return _letter_cost(char, category)
    if category in {"So", "Sk"}:
        return _block_cost(ord(char), _ODD_SIGNS)
    return _ODD_CATEGORIES.get(category, 0)


def _letter_cost(char: str, category: str) -> int:
    script = script_of(char)
    if script not in _SCRIPTS:
        return 0 if script == "COMBINING" else 3
    if script == "LATIN":
        return 0 if char in _KNOWN_EXTRAS else _block_cost(ord(char), _ODD_LATIN)
    if category == "Lm" and script not in _TOGETHER:
        return 2
    return _block_cost(ord(char), _COMPATIBILITY)


def _block_cost(code: int, blocks: tuple[tuple[int, int, int], ...]) -> int:
    return next((cost for first, end, cost in blocks if first <= code < end), 0)


@functools.cache
def _kind(char: str) -> str:
    """L letter or mark, N digit, S sign or odd number, E picture, O and Q opening and closing marks, P, Z, C the rest."""
    category = unicodedata.category(char)
    if category[0] in "LM":
        return "L"
    if category == "So" and ord(char) >= _PICTURES:
        return "E"
    return _KINDS.get(char) or _KIND_OF.get(category, category[0])


@functools.cache
def _pair_cost(first: str, second: str) -> int:
    return _kinds_cost(first, second) + (2 if first + second in _HALLMARKS else 0)


def _kinds_cost(first: str, second: str) -> int:
    kinds = _kind(first) + _kind(second)
    if kinds == "LL":
        return _letters_cost(first, second)
    cost = _PAIRS.get(kinds, 0)
    if kinds == "LS":
        cost = (1 if second in _AFTER_LETTERS else 2) + (first in _RARE_LETTERS)
    elif kinds != "LO" and first in _RARE_LETTERS:
        cost = 1
    elif second in _THAI_SIGNS and first not in _THAI_CONSONANTS:
        cost = 3
    elif (kinds in {"LN", "NL"} and _is_thai_digit_in_other(first, second)) or (second == "・" and first.isascii()):
        cost = 2
    elif "$" in {first, second} or first == second:
        cost = 0
    return cost


def _is_thai_digit_in_other(first: str, second: str) -> bool:
    """Whether a Thai digit stands beside a letter that is not Thai."""
    digit, letter = (first, second) if first.isdecimal() else (second, first)
    return "๐" <= digit <= "๙" and script_of(letter) != "THAI"


def _letters_cost(first: str, second: str) -> int:
    scripts = {script_of(first), script_of(second)}
    if len(scripts) > 1:
        return _mixture_cost(scripts)
    if scripts == {"THAI"}:
        if first in _THAI_LEADING:
            return 0 if second in _THAI_CONSONANTS else 3
        return 2 if second in _THAI_SIGNS and first not in _THAI_BASES else 0
    if (first.islower() and second.isupper()) or (first == "Ã" and second.islower()):
        return 2
    # "Öģ": within a word in capitals, and no letter that many languages have.
    return int("LATIN" in scripts and first.isupper() and second.islower() and first > "\x7f" and second > "\xff")


def _mixture_cost(scripts: set[str]) -> int:
    """Of letters of two scripts side by side; East Asian writing has Latin letters beside its own."""
    if scripts <= _TOGETHER or "COMBINING" in scripts:
        return 0
    is_usual = scripts == {"LATIN", "GREEK"} or ("LATIN" in scripts and scripts <= _TOGETHER | {"LATIN", "HANGUL"})
    return 1 if is_usual else 4
