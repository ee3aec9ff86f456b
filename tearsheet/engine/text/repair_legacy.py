"""Text of another code page that was read as windows-1252 or Latin-1, or the other way round as windows-874.

Such a text has no broken sequences to find: it is wrong as a whole line, and is put right as a whole line, if the
result looks like writing where the line did not. For scripts other than Latin the look decides; among Latin alphabets
single letters are at stake, so the alphabets of the languages decide, and the language of the result.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from tearsheet.engine.text.charsets import single_byte_table
from tearsheet.engine.text.languages import detect_language
from tearsheet.engine.text.repair_costs import measure_oddness, script_of

#: What was written, when it was read as windows-1252. Of equal looks the first is taken.
_OTHER_SCRIPTS = (
    "cp874", "cp1251", "koi8-r", "cp949", "euc_jp", "cp932", "gb18030", "big5hkscs", "cp1253", "cp1256", "cp1255",
    "iso8859-5", "koi8-u", "mac-cyrillic", "iso8859-7", "iso8859-6", "iso8859-8",
)  # fmt: skip
#: Code pages of Latin alphabets and the languages written in them.
_LATIN = (
    ("cp1250", ("cs", "sk", "pl", "hu", "ro", "hr", "sl")),
    ("iso8859-2", ("cs", "sk", "pl", "hu", "ro", "hr", "sl")),
    ("cp1254", ("tr",)),
    ("cp1257", ("lt", "lv", "et")),
)
#: Languages written in windows-1252.
_WESTERN = ("en", "de", "fr", "es", "pt", "it", "nl", "da", "no", "sv", "fi", "et", "ca", "sq")
#: Icelandic has the letters that Turkish shows when read wrongly.
_LOOKALIKE = "is"
#: Letters and signs of Latin-1 that no Western word has in a row.
_WESTERN_RUN = re.compile("[\xa1-\xff]{3}|¡[\xa1-\xbfÆÇÈ]")
_TURKISH = re.compile("[ýþðÝÞÐ]")
#: Stands for windows-1252 that was read as windows-874.
_AS_THAI = "cp1252 as cp874"
_MULTIBYTE = frozenset({"cp949", "euc_jp", "cp932", "gb18030", "big5hkscs"})
#: The commonest characters of Chinese, as both scripts write them.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日月新市政长报民党全会外美"
    "這個們來為國說時會對過後發裡種經麼學現當沒動還進開從實長報黨總統灣與關於兩後問題億萬區縣議員選舉"
    "社東京者部年月日電話語本気話題場合同時大学会議事件調査関係者政府首相市内県警察容疑"
)
_HIGH = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"\S+")
#: How much of a line is judged, in code points; how much oddness it must have, and which share of it may be left.
_SAMPLE = 6000
_LEAST, _LEFT = 3, 0.34
#: So few letters of another script, in number and share, that no text in that script was read wrongly.
_FEWEST, _FEW, _FEW_SHARE = 4, 8, 0.2


def repair_line(line: str) -> str:
    """The line as it was written; the same line if it was read right or cannot be told."""
    sample = line[:_SAMPLE]
    odd: float = measure_oddness(sample)
    best, least = "", odd
    if odd >= _LEAST:
        for codecs, candidate in _read_anew(sample):
            oddness = _measure(candidate)
            if oddness < least:
                best, least = codecs, oddness
    if not best or least > odd * _LEFT or odd - least < _LEAST:
        return repair_alphabet(line)
    return _read(line, best) or line


def _read_anew(line: str) -> Iterator[tuple[str, str]]:
    """The line in every code page it may have been written in, each with its name."""
    for codec in (*_OTHER_SCRIPTS, _AS_THAI):
        text = _read(line, codec)
        if text is not None and (codec == _AS_THAI or not _is_sprinkled(text, codec)):
            yield codec, text


def _read(line: str, codec: str) -> str | None:
    """The line if it was written in a code page and read as windows-1252, or the other way round as windows-874."""
    read_as, written = ("cp874", "cp1252") if codec == _AS_THAI else ("cp1252", codec)
    packed = _pack(line, read_as)
    return None if packed is None else _unpack(packed, written)


def _is_sprinkled(text: str, codec: str) -> bool:
    """Whether a text in Latin letters has but a few of another script: a code page for it explains nothing.

    A page of two bytes may have given the quotation marks alone.
    """
    foreign = sum(script_of(char) not in {"", "LATIN"} for char in _HIGH.findall(text))
    if not foreign:
        return codec not in _MULTIBYTE
    return foreign < _FEWEST or (foreign < _FEW and foreign < _FEW_SHARE * sum(map(str.isalpha, text)))


def _pack(line: str, codec: str) -> bytes | None:
    """The bytes a line was read from; None if it holds what the codec does not have."""
    packed = line.translate(_bytes_of(codec))
    try:
        return packed.encode("latin-1")
    except UnicodeEncodeError:
        return None


@functools.cache
def _bytes_of(codec: str) -> dict[int, int | str]:
    """From a character to its byte, as a translation to Latin-1; what the codec leaves undefined is its own byte."""
    table = single_byte_table(codec)
    known: dict[int, int | str] = {ord(char): byte for byte, char in enumerate(table) if byte >= 0x80}  # noqa: PLR2004  (ASCII)
    if codec == "cp1252":
        return known
    # Latin-1 letters whose bytes the codec does not define were left as they are; all others never came from it.
    free = {byte for byte in range(0x80, 0x100) if table[byte] == chr(byte)}
    return {byte: byte if byte in free else "\ufffd" for byte in range(0x80, 0x100)} | known


def _unpack(packed: bytes, codec: str) -> str | None:
    try:
        text = packed.decode(codec)
    except UnicodeDecodeError:
        if codec in _MULTIBYTE:
            return None
        table = single_byte_table(codec)
        text = "".join(table[byte] for byte in packed)
    return text


def _measure(text: str) -> float:
    """How odd a reading looks: as any text, and for Chinese, Japanese and Korean how rare its characters are."""
    odd: float = measure_oddness(text)
    scripts = [script_of(char) for char in _HIGH.findall(text)]
    letters = [script for script in scripts if script]
    han = [char for char in _HIGH.findall(text) if script_of(char) == "CJK"]
    if not letters or not {"CJK", "HANGUL", "HIRAGANA", "KATAKANA"} & set(letters):
        return odd
    kana = sum(script in {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"} for script in letters) / len(letters)
    hangul = letters.count("HANGUL") / len(letters)
    if hangul > 0.9:  # noqa: PLR2004  (Korean is nearly pure)
        return odd
    common = sum(char in _COMMON_HAN for char in han) / (len(han) or 1)
    # A tenth of running Chinese is among the commonest characters; Japanese is told by its kana.
    expected = 0.0 if kana > 0.15 else 0.2  # noqa: PLR2004
    penalty = max(expected - common, 0.0) * 4 * len(han) + hangul * 2 * len(letters)
    return odd + penalty


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    languages: tuple[str, ...]


@functools.cache
def _changing_letters() -> frozenset[str]:
    return frozenset(char for char in _changing() if char.isalpha() or char in "¹¾")


def repair_alphabet(line: str) -> str:
    """The line in the Latin code page whose alphabet explains every letter in it, where no Western language does."""
    letters = _letters(line)
    if not letters & _changing() or any(letters <= _alphabets()[tag] for tag in _WESTERN):
        return line
    if letters <= _alphabets()[_LOOKALIKE]:
        words = {word for word in _WORD.findall(line) if _TURKISH.search(word)}
        if len(words) < 2 or detect_language(line) == _LOOKALIKE:  # noqa: PLR2004  (one word may be an Icelandic name)
            return line
    packed = _pack(line, "cp1252")
    if packed is None:
        return line
    for codec, languages in _LATIN:
        text = "".join(single_byte_table(codec)[byte] for byte in packed)
        fitting = [tag for tag in languages if text != line and _letters(text) <= _alphabets()[tag]]
        if fitting and measure_oddness(text) <= measure_oddness(line) + 1 and detect_language(text) in fitting:
            return text
    return line


def is_row(run: str) -> bool:
    """Whether letters and signs of Latin-1 stand in a row as no Western word has them."""
    return bool(_WESTERN_RUN.search(run))


def find_strangers(runs: Iterable[str]) -> list[str]:
    """The letters by which a text may be in another Latin code page; quick, and only sure when there are none.

    No Western language has all these letters together.
    """
    letters = frozenset("".join(runs).lower()) & _changing_letters()
    if not letters or any(letters <= _alphabets()[tag] for tag in _WESTERN):
        return []
    return sorted(letters | {letter.upper() for letter in letters if len(letter.upper()) == 1})


def _letters(text: str) -> frozenset[str]:
    """The letters beyond ASCII in a text, small, and signs and controls that stand amid letters."""
    found = {char.lower() if len(char.lower()) == 1 else char for char in set(text) if char > "\x7f" and char.isalpha()}
    return frozenset(found) | frozenset(match[1] for match in _INSIDE.finditer(text))


#: Signs that stand where other code pages have letters.
_INSIDE = re.compile(r"(?:(?<=[^\W\d_])|(?<=\s)(?=.[^\W\d_]))([¹¾³¿¼±£¥¶\x80-\x9f])")


@functools.cache
def _changing() -> frozenset[str]:
    """What windows-1252 shows where one of the other Latin code pages has another letter."""
    western = single_byte_table("cp1252")
    return frozenset(
        char
        for codec, _ in _LATIN
        for one, other in zip(western, single_byte_table(codec), strict=True)
        if one != other
        for char in (one, one.lower())
    )


@functools.cache
def _alphabets() -> dict[str, frozenset[str]]:
    """The letters beyond ASCII of each language."""
    lines = resources.files("tearsheet.engine.data").joinpath("alphabets.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {tag: frozenset(letters) for tag, _, letters in pairs}


def pair_words(wrong: str, right: str) -> Iterator[tuple[str, str]]:
    """The words of a line that changed, each with what it became; the line as a whole if the words do not match up."""
    before, after = _WORD.findall(wrong), _WORD.findall(right)
    if len(before) != len(after):
        yield wrong, right
        return
    yield from ((one, other) for one, other in zip(before, after, strict=True) if one != other)
