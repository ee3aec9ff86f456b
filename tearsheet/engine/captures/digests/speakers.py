"""Who speaks in a quotation that stands on its own: the words before it, or the line after it, may say."""

import re
from dataclasses import dataclass
from functools import cache

from tearsheet.engine.captures.digests.words import alternatives, word_set

_ATTRIBUTION = re.compile(r"^[–—―-]{1,2}\s*(?P<speaker>[^\W\d_][^,(]{1,60}?)(?:\s*[,(]\s*(?P<rest>[^)]{1,80})\)?)?\.?$")
_SENTENCE = re.compile(r"(?:^|[.!?…][\"”’»)]*\s+)(?=[^.!?…]*:$)")
_MAX_NAME, _MAX_SENTENCE = 80, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said it, with which word, where; None for what is unsaid."""

    speaker: str | None = None
    cue: str | None = None
    medium: str | None = None


def read_lead(paragraph: str) -> Attribution:
    """What the last sentence before a quotation says: "The minister's office wrote on its site:"."""
    starts = [match.end() for match in _SENTENCE.finditer(paragraph[-_MAX_SENTENCE:])]
    paragraph = paragraph[-_MAX_SENTENCE:]
    sentence = (paragraph[starts[-1] :] if starts else paragraph)[-_MAX_SENTENCE:]
    match = _lead_pattern().match(sentence)
    if not match:
        return Attribution()
    speaker = match["speaker"].strip(" ,")
    speaker = speaker.rsplit(", ", 1)[-1] if len(speaker) > _MAX_NAME else speaker
    is_name = speaker.lower() not in word_set("pronouns") and len(speaker) <= _MAX_NAME
    return Attribution(speaker=speaker if is_name and speaker else None, cue=match["cue"], medium=match["medium"])


def read_attribution(text: str) -> Attribution | None:
    """A line under a quotation that names its speaker behind a dash; None if it is no such line."""
    match = _ATTRIBUTION.match(text)
    if not match or len(text.split()) > 14 or not match["speaker"][:1].isupper():  # noqa: PLR2004  (names and offices are short)
        return None
    return Attribution(speaker=match["speaker"].strip(), medium=None)


@cache
def _lead_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<speaker>.*?)\s*\b(?P<cue>{alternatives('cues')})\b(?:\s+{alternatives('media_words')}\s+(?P<medium>[^:,]{{2,50}}))?[^:]{{0,60}}:$",
        re.IGNORECASE,
    )
