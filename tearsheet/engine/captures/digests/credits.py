"""Credits and captions, which flattening glues together."""

import re
from functools import cache

from tearsheet.engine.captures.digests.lines import is_sentence
from tearsheet.engine.captures.digests.values import DigestPicture
from tearsheet.engine.captures.digests.words import alternatives, any_of, read_words

#: The longest credit, in code points.
_MAX_CREDIT = 120
_SEPARATOR = re.compile(r"\s*\|\s*|\s+[–—•-]\s+|\s*;\s+|(?<=[a-zà-ÿ]{3})\.\s+(?=[^\W\d_a-z])")
_GLUE = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[^\W\d_a-z][^\W\d_])|(?<=[^\W\d_a-z]{2})(?=[^\W\d_a-z][^\W\d_A-Z])|(?<=[)\]])(?=[^\W\d_a-z])"
)
#: A name with the first word of a caption behind it that is a single letter: "Maria HolmA street".
_GLUED_LETTER = re.compile(r"[^\W\d_A-Z](?=[^\W\d_a-z]\s+[^\W\d_A-Z])")
_TOKEN = re.compile(r"\S+")
_EDGES = " \t\"'“”„.,:;|–—-/"


@cache
def _sign_pattern() -> re.Pattern[str]:
    """A sign or a word that a credit begins with."""
    words = rf"{alternatives('credit')}(?:\s*\([^)]*\))?\s*[:：©]|(?:photo|photograph|picture|foto|pic)\s+(?:by|von|de|di)\s"
    return re.compile(
        rf"(?:{alternatives('credit_signs')}|(?<!\w)(?:{words}))\s*(?:{alternatives('credit_signs')}\s*)?",
        re.IGNORECASE,
    )


def is_credit(text: str) -> bool:
    """Whether a line begins as a credit does."""
    return bool(_sign_pattern().match(text.lstrip("([ ")))


def read_credit(text: str) -> DigestPicture | None:
    """The credit and the caption of a line that holds a credit's mark, at its start or after the caption; else None."""
    text = text.strip()
    match = _sign_pattern().search(text)
    if not match:
        return None
    before, after = text[: match.start()].strip(" ([|–—-/"), text[match.end() :].strip()
    second = _sign_pattern().search(after)
    if not before and second and second.start() and len(after) - second.end() <= _MAX_CREDIT:
        # "Image: what it shows (Photo: who took it)".
        shown, credit = after[: second.start()].strip(" ([|–—-/"), after[second.end() :].strip(" )]")
        is_caption = is_sentence(shown)
        return DigestPicture(
            alt=None if is_caption else shown, credit=_tidy(credit) or None, caption=shown if is_caption else None
        )
    if not before:
        credit, caption = split_credit(after)
    elif len(after) <= _MAX_CREDIT:
        credit, caption = after.strip(" )]"), before
    else:
        return None
    return DigestPicture(credit=_tidy(credit) or None, caption=(caption or "").strip() or None)


def split_credit(text: str) -> tuple[str, str | None]:
    """A credit and the caption behind it: parted by a mark, by a bracket that closes, or glued together."""
    bracket = re.match(r"[(\[]([^()\[\]]{1,120})[)\]]\s*(.*)$", text)
    if bracket:
        return bracket[1], bracket[2].lstrip(_EDGES) or None
    glue = _find_glue(text)
    mark = _SEPARATOR.search(text)
    if mark and (glue is None or mark.start() < glue) and mark.start() <= _MAX_CREDIT:
        credit, caption = text[: mark.start()], text[mark.end() :]
        # A hyphen between two names is part of the credit.
        if caption and (is_sentence(caption) or len(caption.split()) > 3 or mark[0].strip() in {"|", "."}):  # noqa: PLR2004
            return credit, caption
    if glue is not None:
        return text[:glue], text[glue:]
    return text, None


def _find_glue(text: str) -> int | None:
    """Where a word ends and another begins without a space; names with an inner capital are no such place."""
    for token in _TOKEN.finditer(text[: _MAX_CREDIT + 40]):
        last = token[0].rfind("/") + 1
        part = _camel_pattern().sub(lambda match: match[0].lower(), token[0])
        places = [place.start() for place in _GLUE.finditer(part) if place.start() > last]
        if (letter := _GLUED_LETTER.match(text, token.end() - 2)) and letter.end() - token.start() > last:
            places.append(letter.end() - token.start())
        places = [place for place in places if not _prefix_pattern().search(part[last:place])]
        rest = text[token.start() + places[-1] :] if places else ""
        # A caption has several words; a lone capitalised word is the second half of a name.
        if places and " " in rest.strip():
            return token.start() + places[-1]
    return None


@cache
def _camel_pattern() -> re.Pattern[str]:
    return re.compile(any_of(read_words()["camel_names"]))


@cache
def _prefix_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w]){any_of(read_words()['name_prefixes'])}$")


def _tidy(credit: str) -> str:
    """A credit without the marks and the lone bracket around it."""
    credit = credit.strip(_EDGES)
    if credit.count("(") != credit.count(")"):
        credit = credit.strip("()")
    return credit.strip(_EDGES)
