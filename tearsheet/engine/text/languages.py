"""Which language a text is in."""

import functools
import re
from collections.abc import Iterable
from importlib import resources

from tearsheet.engine.text.words import tokenize

#: How much of a text is looked at, in code points, and how little is too little to tell.
_SAMPLE, _TOO_SHORT = 800, 24
#: The share of common words that makes a text surely of that language.
_SURE_SHARE = 0.12
#: ... and by how much it must exceed the next language, where nothing else speaks for it.
_MARGIN = 1.5
#: Scripts that (nearly) only one language of the press uses; Han comes after kana, which only Japanese mixes with it.
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3041-\u30fa]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e01-\u0e5b]")),
    ("lo", re.compile(r"[\u0e81-\u0edf]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0531-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("gu", re.compile(r"[\u0a80-\u0aff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("kn", re.compile(r"[\u0c80-\u0cff]")),
    ("ml", re.compile(r"[\u0d00-\u0d7f]")),
    ("si", re.compile(r"[\u0d80-\u0dff]")),
)
_TELLING = re.compile(
    r"[\u0370-\u03ff\u0530-\u05ff\u0980-\u10ff\u1100-\u137f\u1780-\u17ff\u1f00-\u1fff\u3040-\u9fff\uac00-\ud7af\u0a00-\u0aff]"
)
_LETTERS = re.compile(r"[^\W\d_]")
#: Languages so near to each other that a statistical guess must not overrule what the page says.
_NEAR = ({"no", "nb", "nn", "da"}, {"hr", "sr", "bs", "sl"}, {"id", "ms"}, {"cs", "sk"}, {"es", "gl", "ca"}, {"pt", "gl"},
         {"ru", "uk", "be", "bg", "mk"}, {"hi", "mr", "ne"}, {"ar", "fa", "ur", "ps"}, {"de", "lb"}, {"nl", "af"})  # fmt: skip


def detect_language(text: str, hints: Iterable[str] = ()) -> str | None:
    """The language of a text, as a primary BCP 47 tag in lower case; None if there is too little to tell.

    The script decides where it can; else the first hint whose common words the text is full of; else py3langid, unless
    a hint names a language very near its guess.

    Args:
        text: running text; the first 800 code points count.
        hints: language tags the page gives ("en-GB"), the most trusted first.
    """
    sample = text[:_SAMPLE]
    tags = [tag for tag in (primary_tag(hint) for hint in hints) if tag]
    if len(sample.strip()) < _TOO_SHORT and not _SCRIPTS[2][1].search(sample):
        return tags[0] if tags else None
    if script := _detect_script(sample):
        return script
    words = [word.casefold() for word in tokenize(sample)]
    for tag in tags:
        if _share_of_common_words(words, tag) >= _SURE_SHARE:
            return tag
    return recognize_words(words) or _guess(sample, tags)


def primary_tag(tag: str) -> str | None:
    """The primary language of a tag or locale ("pt_BR" gives "pt"); None if it is none."""
    match = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_.]|\s*$)", tag)
    return match[1].lower() if match else None


def _detect_script(sample: str) -> str | None:
    # Most texts of the press are in scripts that many languages share, and stop here.
    if not _TELLING.search(sample):
        return None
    letters = len(_LETTERS.findall(sample)) or 1
    for tag, letter in _SCRIPTS:
        share = len(letter.findall(sample)) / letters
        if share > (0.05 if tag == "ja" else 0.4):
            return tag
    return None


def _share_of_common_words(words: list[str], tag: str) -> float:
    common = _common_words().get(tag)
    return sum(map(common.__contains__, words)) / len(words) if common and words else 0.0


def recognize_words(words: list[str]) -> str | None:
    """The language whose common words some words (in lower case) are full of; None if none is, or another comes near."""
    shares = sorted(((_share_of_common_words(words, tag), tag) for tag in _common_words()), reverse=True)
    (best, tag), (second, _) = shares[:2]
    return tag if best >= _SURE_SHARE and best > _MARGIN * second else None


def _guess(sample: str, tags: list[str]) -> str:
    from py3langid.langid import classify  # loading the model costs half a second

    guess = str(classify(sample)[0])
    for tag in tags:
        if tag == guess or any({tag, guess} <= near for near in _NEAR):
            return tag
    return guess


@functools.cache
def list_common_words() -> frozenset[str]:
    """The most common small words of some forty languages together, in lower case: what fills running text."""
    return frozenset().union(*_common_words().values())


@functools.cache
def _common_words() -> dict[str, frozenset[str]]:
    """The most common small words of each language."""
    lines = resources.files("tearsheet.engine.data").joinpath("common_words.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {tag: frozenset(words.split()) for tag, _, words in pairs}
