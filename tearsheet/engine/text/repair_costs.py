"""How odd a text looks, character beside character: low for writing, high for bytes that were read in a wrong charset.

Each character's class and each pair of neighbours has a small cost. The idea of judging by unlikely neighbours is
ftfy's "badness" (Apache 2.0); the classes and costs here are our own.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

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
_KANA = ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")
#: The commonest letters of scripts that have many code pages, in small letters: what is read in a wrong one has others.
_COMMON = {
    "CYRILLIC": "оеаинтсрвлкі",
    "GREEK": "αοιετσνηυρκπάόίέήύώς",
    "HEBREW": "יוהלארתבמש",
    "ARABIC": "اليمنورتبهدةأ",
    "THAI": "ารนกง่ัมอเ้ยวดทลีะิสบต",
    "CJK": (
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
        "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日月新市政长报民党全会外美"
        "這個們來為國說時會對過後發裡種經麼學現當沒動還進開從實長報黨總統灣與關於兩後問題億萬區縣議員選舉"
        "社東京者部年月日電話語本気話題場合同時大学会議事件調査関係者政府首相市内県警察容疑"
    ),
}
#: Which share of the letters of running text they are at least; of Chinese characters.
_COMMON_SHARE, _HAN_SHARE = 0.5, 0.2
#: The share of letters that makes a text Korean; Japanese by its kana.
_PURE, _JAPANESE = 0.9, 0.15
#: Letters of Latin-1 in a row: no Western word has more than two.
_LONGEST_ROW = 2
_ROW = re.compile("[À-ÖØ-öø-ÿ]{3,}")
_OF_TWO_BYTES = 2
#: How many pairs of characters are remembered.
_MOST_STEPS = 100_000
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
        ("‚", "ÄÑĶ"),
        ("¬", "£Æ©∞†"),
        ("≈", "æ°ôÜÖ"),
        ("√", "üÑúÜ§∂©ª≠≥±µøÄÅÇÉÖáàâäãåçéèêëíìîïñóòôöõùûØÆºæ•®´¨°¢£†¶≤¥"),
        ("Ã", "\xa0‘“”„…–—"),
        ("Ä", "Æìîòôùú"),
        ("Â", "«»£§°©®"),
        ("Î", "±²³´µ"),
        ("┬", "┐í½╗░ú®"),
    )
    for second in seconds
)
_CURRENCIES = frozenset("£€¥")
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
    return 0 if text.isascii() else sum(map(_STEPS.__getitem__, zip(f" {text}", f"{text} ", strict=True)))


def measure_reading(text: str) -> float:
    """How odd a reading looks as running text: its oddness, rows of Western letters, and how rare its letters are."""
    return measure_oddness(text) + _measure_rows(text) + _measure_rarity(text)


def _measure_rows(text: str) -> int:
    """How many letters too many stand in rows; none if all are words of different letters, such as "áéíóúñ"."""
    rows = _ROW.findall(text)
    lists = {row for row in rows if len(set(row)) == len(row)}
    if len(lists) == len(rows) and lists <= set(map(_strip_marks, text.split())):
        return 0
    return sum(len(row) - _LONGEST_ROW for row in rows)


def _strip_marks(word: str) -> str:
    return word.strip(".,;:!?\"'()«»“”„‘’")


def _measure_rarity(text: str) -> float:
    """By how much the letters of a text are rarer than running text has them, in each script."""
    counts: dict[str, int] = {}
    common: dict[str, int] = {}
    rare = 0.0
    for char, count in Counter(text).items():
        script = script_of(char) if char > "\x7f" else ""
        if script:
            counts[script] = counts.get(script, 0) + count
            common[script] = common.get(script, 0) + count * (char.lower() in _COMMON.get(script, ""))
            rare += 2 * count * (script == "HANGUL" and not _is_standard_hangul(char))
    for script, letters in counts.items():
        if script in _COMMON and script != "CJK":
            rare += 2 * max(_COMMON_SHARE * letters - common[script], 0)
    return rare + _han_rarity(counts, common)


def _han_rarity(counts: Mapping[str, int], common: Mapping[str, int]) -> float:
    """Of Chinese characters, and of Korean syllables amid them.

    A tenth of running Chinese is among the commonest characters; Japanese is told by its kana.
    """
    letters = sum(counts.values())
    han, hangul = counts.get("CJK", 0), counts.get("HANGUL", 0)
    kana = sum(counts.get(script, 0) for script in _KANA)
    if not (han or hangul or kana) or hangul > _PURE * letters:
        return 0
    expected = 0 if kana > _JAPANESE * letters else _HAN_SHARE * han
    return 4 * max(expected - common.get("CJK", 0), 0) + 2 * hangul


class _Steps(dict[tuple[str, str], int]):
    """What each pair of neighbours costs, its second character included; forgotten when there are too many."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        first, second = pair
        cost = _cost(second) if second > "\x7f" else 0
        if first > "\x7f" or second > "\x7f":
            cost += _pair_cost(first, second)
        if len(self) >= _MOST_STEPS:
            self.clear()
        self[pair] = cost
        return cost


_STEPS = _Steps()


@functools.lru_cache(_MOST_STEPS)
def script_of(char: str) -> str:
    """The script of a letter or mark, as the first word of its name ("LATIN"); "" for anything else."""
    if unicodedata.category(char)[0] not in "LM":
        return ""
    word = unicodedata.name(char, "").partition(" ")[0]
    return "CJK" if word.startswith("CJK") else word


@functools.cache
def _is_standard_hangul(char: str) -> bool:
    """Whether a syllable is among the 2,350 that Korean writes (KS X 1001)."""
    # All others take eight bytes, put together from their letters.
    return len(char.encode("euc_kr", "ignore")) == _OF_TWO_BYTES


@functools.lru_cache(_MOST_STEPS)
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


@functools.lru_cache(_MOST_STEPS)
def _kind(char: str) -> str:
    """L letter or mark, N digit, S sign or odd number, E picture, O and Q opening and closing marks, P, Z, C the rest."""
    category = unicodedata.category(char)
    if category[0] in "LM":
        return "L"
    if category == "So" and ord(char) >= _PICTURES:
        return "E"
    return _KINDS.get(char) or _KIND_OF.get(category, category[0])


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
    elif "$" in {first, second} or first == second or (kinds in {"PS", "OS"} and second in _CURRENCIES):
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
