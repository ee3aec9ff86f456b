"""UTF-8 that was read in a charset of single bytes, put right run by run."""

import functools
import re
from dataclasses import dataclass

from tearsheet.engine.text.charsets import single_byte_table
from tearsheet.engine.text.repair_costs import measure_oddness, script_of

#: The charsets UTF-8 is mistaken for, the likeliest first; all have ASCII in common.
_WRONG = ("cp1252", "mac-roman", "cp1251", "cp1250", "iso8859-2", "cp437", "cp874", "cp1253", "cp1254", "cp1257")
_ASCII = range(0x80)
#: What was wrongly read twice or thrice needs as many rounds.
_ROUNDS = 4
#: By how much a run must look better to be touched.
_GAIN = 2
#: By how much all such runs of a line together, where it is more: people draw with the signs of cp437.
_PROOF = {"cp437": 6, "mac-roman": 3}
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LATIN = re.compile(r"[A-Za-z]+")
#: "Ã" was "à" before its second byte, a no-break space, became a space or fell into one.
_A_GRAVE = {
    "cp1252": re.compile(r"Ã (?=( )|[^\W\d_A-Z]|[\"'“‘(])"),
    "cp1251": re.compile(r"Г (?=( )|[a-zÀ-ÿ])"),
}
_VOILA = re.compile(r"(?<=[a-z])Ã (?=( )|[^\W\d_A-Z]|[\"'“‘(])")
#: A capital and a lost byte amid a word in small letters.
_LOST_INSIDE = re.compile(r"(?<=[a-z])[Â-ß]\ufffd(?=[a-z])")
_JOINED = re.compile(r"s[ ,.]|quel[ea]s?\b|quilo\b")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    right: str
    gain: int


def repair_runs(text: str, repairs: dict[str, str]) -> str:
    """A text with such runs put right.

    Only what re-encodes to well-formed UTF-8 is touched, and only if it looks less odd afterwards. Of the charsets that
    explain something, the one that explains most goes first; what it has proved itself on lets it read runs, too, that
    alone would prove nothing. A Thai run must be wrong as a whole: parts of Thai words are well-formed by chance.

    Args:
        text: some line.
        repairs: gets each wrong run and what it became.
    """
    if "\ufffd" in text:
        text = _LOST_INSIDE.sub("\ufffd", text)
    if "Ã " in text and _VOILA.search(text):
        text = _fill_losses(text, "cp1252", repairs)
    proven = ""
    # Whether most of it is in Latin letters.
    is_plain = len(_LATIN.sub("", text)) * 3 < len(text) * 2
    for _ in range(_ROUNDS):
        total, codec, runs = 0, "", list[_Run]()
        for candidate in _WRONG:
            is_proven = candidate == proven == "cp1252"
            found = _find_runs(text, candidate, is_plain=is_plain, is_proven=is_proven)
            gain = sum(run.gain for run in found) + (is_proven and bool(found))
            if gain > total:
                total, codec, runs = gain, candidate, found
        if not total:
            return _fill_losses(text, proven, repairs) if proven else text
        proven = codec
        text = _fill_losses(_join(text, runs, repairs), codec, repairs)
    return text


def may_hold_runs(run: str) -> bool:
    """Whether some characters beyond ASCII may hold UTF-8 that was wrongly read; quick, and only sure where it says no.

    Args:
        run: without ASCII, and bounded by it in the text.
    """
    if len(run) < 2:  # noqa: PLR2004  (every sequence has two characters or more)
        return False
    if _is_thai(run):
        return bool(_pattern("cp874").fullmatch(run)) and (measure_oddness(run) > 0 or len(run) == 2)  # noqa: PLR2004
    return any(_pattern(codec).search(run) for codec in _WRONG if codec != "cp874")


def _find_runs(text: str, codec: str, *, is_plain: bool, is_proven: bool) -> list[_Run]:
    """The runs that a codec explains, if the codec is proven or one of them is odd enough to prove it."""
    runs: list[_Run] = []
    for match in _pattern(codec).finditer(text):
        right = _read_through(match[0], codec)
        if right is None:
            continue
        start, end = match.span()
        # The neighbour on the left is as repaired, that on the right as it stands.
        left = runs[-1].right[-1:] if runs and start == runs[-1].end else text[start - 1 : start]
        after = text[end : end + 1]
        if codec == "cp874" and (_is_thai(left) or _is_thai(after)):
            continue
        gain = measure_oddness(left + match[0] + after) - measure_oddness(left + right + after)
        if is_plain:
            # A lone letter of another script is unlikely in Latin text, before as after.
            if _is_foreign(right) and _pattern(codec).fullmatch(right) and (deeper := _read(right, codec)):
                right = deeper
            is_lone = len(right) == 1 and _is_foreign(right) and script_of(right) != "GREEK"
            gain = measure_oddness(left + match[0] + after) - measure_oddness(left + right + after)
            gain += _GAIN * (_is_foreign(match[0]) - is_lone)
        if " " in match[0] and len(match[0]) < 4:  # noqa: PLR2004  (one sequence)
            gain = min(gain, 0)
        runs.append(_Run(start, end, right, gain))
    proof = sum(run.gain for run in runs if run.gain >= _GAIN)
    if not is_proven and proof < _PROOF.get(codec, _GAIN):
        return []
    return [run for run in runs if run.gain >= 0]


def _join(text: str, runs: list[_Run], repairs: dict[str, str]) -> str:
    parts: list[str] = []
    at = 0
    for run in runs:
        parts += [text[at : run.start], run.right]
        repairs.setdefault(text[run.start : run.end], run.right)
        at = run.end
    return "".join([*parts, text[at:]])


def _fill_losses(text: str, codec: str, repairs: dict[str, str]) -> str:
    """Sequences that lost a byte beside others that did not: a no-break space turned into a space, or U+FFFD."""

    def note(wrong: str, right: str) -> str:
        repairs.setdefault(wrong, right)
        return right

    if grave := _A_GRAVE.get(codec):
        text = grave.sub(
            lambda match: note(match[0], "à" if match[1] or _JOINED.match(text, match.end()) else "à "), text
        )
    return _lossy_pattern(codec).sub(lambda match: note(match[0], "\ufffd"), text)


def _is_foreign(run: str) -> bool:
    """Whether a run has letters, and none of them Latin."""
    scripts = {script_of(char) for char in run} - {""}
    return bool(scripts) and not scripts & {"LATIN", "COMBINING"}


def _read_through(wrong: str, codec: str) -> str | None:
    """What a run was before it was wrongly read, be it several times over; None if it cannot have been UTF-8."""
    right = _read(wrong, codec)
    while right is not None:
        outer = next((each for each in (codec, "cp1252") if _pattern(each).fullmatch(right)), "")
        deeper = _read(right, outer) if outer else None
        if deeper is None or measure_oddness(deeper) >= measure_oddness(right):
            break
        right = deeper
    return right


def _is_thai(char: str) -> bool:
    return bool(_THAI.match(char))


def _read(wrong: str, codec: str) -> str | None:
    """What the run was; None if it cannot have been UTF-8."""
    packed = wrong.replace(" ", "\xa0").translate(_bytes_of(codec)).encode("latin-1", "replace")
    try:
        right = packed.decode("utf-8")
    except UnicodeDecodeError:
        try:
            # Some write each half of a surrogate pair as three bytes (CESU-8).
            right = packed.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeError:
            return None
    return right


@functools.cache
def _bytes_of(codec: str) -> dict[int, int]:
    """From a character as read in `codec` to the byte it was, as a translation to Latin-1."""
    table = {ord(char): byte for byte, char in enumerate(single_byte_table(codec)) if byte not in _ASCII}
    # What windows-1252 leaves undefined is read as C1, and all of C1 is where it was called Latin-1.
    return {byte: byte for byte in range(0x80, 0xA0)} | table if codec == "cp1252" else table


@functools.cache
def _classes(codec: str) -> tuple[str, str, str, str]:
    """Classes of characters: the first byte of sequences of two, three and four bytes, and any later byte."""
    of_byte: dict[int, list[str]] = {}
    for code, byte in _bytes_of(codec).items():
        of_byte.setdefault(byte, []).append(chr(code))

    def class_of(first: int, last: int) -> str:
        return "[" + "".join(re.escape(char) for byte in range(first, last + 1) for char in of_byte.get(byte, ())) + "]"

    return class_of(0xC2, 0xDF), class_of(0xE0, 0xEF), class_of(0xF0, 0xF4), class_of(0x80, 0xBF)


@functools.cache
def _pattern(codec: str) -> re.Pattern[str]:
    """Runs of what the bytes of well-formed UTF-8 sequences look like when read in `codec`."""
    two, three, four, tail = _classes(codec)
    sequences = [f"{four}{tail}{{3}}", f"{three}{tail}{{2}}", f"{two}{tail}"]
    if codec in {"cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2"}:
        # A no-break space is a later byte that many programs turn into a space.
        sequences += [
            "[à-ï]" + tail + " (?=[à-ï])",
            "[à-ï] " + tail,
            r"Â (?=\S)",
            "Ù (?=Ù)",
            "[ÅÐ] (?=[a-zÐÑ\xc0-\xff])",
        ]
    return re.compile(f"(?:{'|'.join(sequences)})+")


@functools.cache
def _lossy_pattern(codec: str) -> re.Pattern[str]:
    """Sequences with U+FFFD for one of their bytes."""
    two, three, four, tail = _classes(codec)
    # Some write a question mark for it.
    asked = f"|{three}(?:{tail}\\?|\\?{tail})|Ã\\?" if codec == "cp1252" else ""
    any_ = f"(?:{tail}|\ufffd)"
    in_four = f"{four}(?:{tail}{{2}}\ufffd|{tail}\ufffd{any_}?|\ufffd{any_}{{0,2}})"
    in_three = f"{three}(?:{tail}\ufffd|\ufffd{any_}?)"
    return re.compile(f"{in_four}|{in_three}|{two}\ufffd{asked}")
