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
from tearsheet.engine.text.repair_costs import measure_oddness, measure_reading, script_of

#: What was written, when it was read as windows-1252. Of equal looks the first is taken.
_OTHER_SCRIPTS = (
    "cp874", "cp1251", "koi8-r", "cp949", "euc_jp", "cp932", "gb18030", "big5hkscs", "cp1253", "cp1256", "cp1255",
    "iso8859-5", "koi8-u", "mac-cyrillic", "iso8859-7", "iso8859-6", "iso8859-8", "cp866",
)  # fmt: skip
#: Code pages of Latin alphabets and the languages written in them.
_LATIN = (
    ("cp1250", ("cs", "sk", "pl", "hu", "ro", "hr", "sl")),
    ("iso8859-2", ("cs", "sk", "pl", "hu", "ro", "hr", "sl")),
    ("cp1254", ("tr",)),
    ("cp1257", ("lt", "lv", "et")),
)
_LATIN_CODECS = frozenset(codec for codec, _ in _LATIN)
#: Languages written in windows-1252.
_WESTERN = ("en", "de", "fr", "es", "pt", "it", "nl", "da", "no", "sv", "fi", "et", "ca", "sq")
#: Icelandic has the letters that Turkish shows when read wrongly.
_LOOKALIKE = "is"
#: Letters and signs of Latin-1 that no Western word has in a row.
_WESTERN_RUN = re.compile("[\xa1-\xff]{3}|¡[\xa1-\xbfÆÇÈ]")
_TURKISH = re.compile("[ýþðÝÞÐ]")
#: No Icelandic word ends so, or has two of this vowel.
_SURELY_TURKISH = re.compile(r"\wþ\b(?!\.)|ý\w*ý")
#: Stands for windows-1252 that was read as windows-874.
_AS_THAI = "cp1252 as cp874"
_MULTIBYTE = frozenset({"cp949", "euc_jp", "cp932", "gb18030", "big5hkscs"})
_HAN = re.compile("[一-龥]")
#: Letters without which a line of Chinese characters is less likely in the language of a code page.
_OWN_LETTERS = {
    "cp949": re.compile("[가-힣]"),
    "euc_jp": re.compile("[ぁ-ヺ]"),
    "cp932": re.compile("[ぁ-ヺ]"),
}
_ASCII_LETTER = re.compile("[A-Za-z]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"\S*://\S*")
#: How much of a line is judged, in code points; how much oddness it must have, and which share of it may be left.
_SAMPLE = 1500
_LEAST, _LEFT = 3, 0.34
#: Which share may be left in a code page that other lines have proven.
_CERTAIN = 0.1
#: So few letters of another script, in number and share, that no text in that script was read wrongly.
_FEWEST, _FEW, _FEW_SHARE = 4, 8, 0.2


@dataclass(frozen=True, slots=True)
class Reading:
    """A line and the code page it was written in; "" if it was read right or cannot be told."""

    text: str
    codec: str = ""


def repair_line(line: str, proven: str = "") -> Reading:
    """The line as it was written.

    Args:
        line: some text without a line end.
        proven: the code page that most other lines of the text turned out to be in: it needs little proof here.
    """
    sample = line[:_SAMPLE]
    odd = measure_reading(sample)
    known = (_read(sample, proven) or "") if proven and proven not in _LATIN_CODECS else ""
    is_doubtful = odd or is_row(sample) or not _ASCII_LETTER.search(sample)
    if known and is_doubtful and measure_oddness(known) <= odd * _CERTAIN:
        return Reading(_read(line, proven) or line, proven)
    best, least = "", odd
    if odd >= _LEAST:
        for codec, candidate in _read_anew(sample):
            oddness = measure_reading(candidate)
            if oddness < least:
                best, least = codec, oddness
    if best and least <= odd * _LEFT and odd - least >= _LEAST:
        return Reading(_read(line, best) or line, best)
    return repair_alphabet(line, proven)


def _read_anew(line: str) -> Iterator[tuple[str, str]]:
    """The line in every code page it may have been written in, each with its name; the less likely of them last."""
    late: list[tuple[str, str]] = []
    for codec in (*_OTHER_SCRIPTS, _AS_THAI):
        text = _read(line, codec)
        if text is None or (codec != _AS_THAI and _is_sprinkled(text, codec)):
            continue
        if codec in _OWN_LETTERS and _HAN.search(text) and not _OWN_LETTERS[codec].search(text):
            late.append((codec, text))
        else:
            yield codec, text
    yield from late


def _read(line: str, codec: str) -> str | None:
    """The line if it was written in a code page and read as windows-1252, or the other way round as windows-874."""
    read_as, written = ("cp874", "cp1252") if codec == _AS_THAI else ("cp1252", codec)
    packed = _pack(line, read_as)
    return None if packed is None else _unpack(packed, written)


def _is_sprinkled(text: str, codec: str) -> bool:
    """Whether a text in Latin letters has but a few of another script: a code page for it explains nothing.

    A page of two bytes may have given the quotation marks alone. Addresses are in Latin letters in any language.
    """
    text = _ADDRESS.sub("", text)
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


@functools.cache
def _changing_letters() -> frozenset[str]:
    return frozenset(char for char in _changing() if char.isalpha() or char in "¹¾")


def repair_alphabet(line: str, proven: str = "") -> Reading:
    """The line in the Latin code page whose alphabet explains every letter in it, where no Western language does.

    Args:
        line: some text without a line end.
        proven: as for `repair_line`; its alphabets count for more than the language of the line.
    """
    letters = _letters(line)
    if not letters & _changing():
        return Reading(line)
    is_proven = proven in _LATIN_CODECS
    if not is_proven and (any(letters <= _alphabets()[tag] for tag in _WESTERN) or _is_icelandic(line, letters)):
        return Reading(line)
    packed = _pack(line, "cp1252")
    if packed is None:
        return Reading(line)
    # The proven one first: some letters are in several.
    for codec, languages in sorted(_LATIN, key=lambda page: page[0] != proven):
        text = "".join(single_byte_table(codec)[byte] for byte in packed)
        fitting = [tag for tag in languages if text != line and _letters(text) <= _alphabets()[tag]]
        if not fitting or measure_oddness(text) > measure_oddness(line) + 1:
            continue
        if codec == proven or _SURELY_TURKISH.search(line) or detect_language(text) in fitting:
            return Reading(text, codec)
    return Reading(line)


def _is_icelandic(line: str, letters: frozenset[str]) -> bool:
    """Whether a line that may be Turkish is Icelandic, or has but one word that could be a name from there."""
    if not letters <= _alphabets()[_LOOKALIKE] or _SURELY_TURKISH.search(line):
        return False
    words = {word for word in _WORD.findall(line) if _TURKISH.search(word)}
    return len(words) < 2 or detect_language(line) == _LOOKALIKE  # noqa: PLR2004  (one word may be a name)


def is_row(run: str) -> bool:
    """Whether letters and signs of Latin-1 stand in a row as no Western word has them."""
    return bool(_WESTERN_RUN.search(run))


def find_strangers(runs: Iterable[str], text: str) -> list[str]:
    """The letters by which a text may be in another Latin code page; quick, and only sure when there are none.

    No Western language has all these letters together.

    Args:
        runs: the characters of the text beyond ASCII, as they stand together.
        text: all of it.
    """
    found = frozenset("".join(runs).lower())
    signs = frozenset(_INSIDE.findall(text)) if found & _SIGNS else frozenset()
    letters = (found & _changing_letters()) | signs
    if not letters or any(letters <= _alphabets()[tag] for tag in _WESTERN):
        return []
    return sorted(letters | {letter.upper() for letter in letters if len(letter.upper()) == 1})


def _letters(text: str) -> frozenset[str]:
    """The letters beyond ASCII in a text, small, and signs and controls that stand amid letters."""
    found = {char.lower() if len(char.lower()) == 1 else char for char in set(text) if char > "\x7f" and char.isalpha()}
    return frozenset(found) | frozenset(_INSIDE.findall(text))


#: Signs that stand where other code pages have letters; where they stand amid letters.
_SIGNS = frozenset("¹¾³¿¼±£¥¶")
_INSIDE = re.compile(rf"[{''.join(sorted(_SIGNS))}\x80-\x9f](?:(?<=[^\W\d_].)|(?<=\s.)(?=[^\W\d_]))")


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
