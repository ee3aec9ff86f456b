"""The head of an update: who reports it, when, and under which headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from tearsheet.engine.captures.digests.dates import DateMention, TimeMention, find_date, find_time
from tearsheet.engine.captures.digests.lines import ends_sentence
from tearsheet.engine.captures.digests.words import alternatives, word_set

_MAX_HEADLINE = 400
_MAX_HEAD, _MAX_SOURCE_WORDS, _MAX_SOURCE = 90, 5, 40
_EDGES = " \t:：,;.|–—-()[]*_+/"
_TRAILING_SOURCE = re.compile(r"^(?P<headline>.+?)\s*[(\[](?P<source>[^()\[\]]{2,40})[)\]]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateHead:
    """What stands on an update's first line.

    Attributes:
        source: or None.
        mention: the date as written, or None.
        at: the time of day, or None.
        headline: or None.
        opening: its first paragraph if running text follows the label; or None.
    """

    source: str | None
    mention: DateMention | None
    at: time | None
    headline: str | None
    opening: str | None


def read_head(rest: str) -> UpdateHead:
    """Read what follows an update's label.

    Source, date and time may stand in any order before the headline; what is in none of these places is the headline,
    or running text if it ends as such.
    """
    head = rest[:_MAX_HEAD]
    mention = find_date(head)
    clock = find_time(head)
    if mention and _is_in_headline(head, mention.start):
        mention = None
    if clock and _is_in_headline(head, clock.start):
        clock = None
    if mention or clock:
        start, end = _extent(head, mention, clock)
        source = _read_source(rest[:start])
        after = rest[end:]
        if source is None:
            source, after = _source_in_front(after, needs_mark=mention is None)
        elif after.lstrip().startswith((")", "]")):
            after = after.lstrip()[1:]
    else:
        source, after = _source_in_front(rest, needs_mark=False)
    words = after.strip(" \t").lstrip(_EDGES.replace("[", "").replace("(", "")).removesuffix("+++").strip()
    if words.endswith("]") and "[" not in words:
        words = words[:-1].rstrip()
    if ends_sentence(words):
        return UpdateHead(source=source, mention=mention, at=clock.at if clock else None, headline=None, opening=words)
    if (
        source is None
        and len(words) <= _MAX_HEADLINE
        and (match := _TRAILING_SOURCE.match(words))
        and (named := _read_source(match["source"]))
    ):
        source, words = named, match["headline"]
    return UpdateHead(
        source=source, mention=mention, at=clock.at if clock else None, headline=words or None, opening=None
    )


def _is_in_headline(head: str, start: int) -> bool:
    """Whether something stands after the head has ended: behind a colon with more than a name before it."""
    before = head[:start]
    last = max(before.rfind(mark) for mark in (": ", "：", " – ", " — ", " - "))
    return (last >= 0 and len(before[:last].split()) > _MAX_SOURCE_WORDS) or len(
        before[last + 1 :].split()
    ) > _MAX_SOURCE_WORDS + 2


def _extent(head: str, mention: DateMention | None, clock: TimeMention | None) -> tuple[int, int]:
    """Where date and time stand together; a time far behind the date belongs to the headline's words."""
    places = [(place.start, place.end) for place in (mention, clock) if place]
    places.sort()
    start, end = places[0]
    for next_start, next_end in places[1:]:
        if len(head[end:next_start].strip(_EDGES).split()) <= 1:
            end = next_end
    return start, end


def _read_source(text: str) -> str | None:
    """A name of at most five words, without what leads to it; None if this is none."""
    name = text.strip(_EDGES)
    name = _connector_pattern().sub("", name).strip(_EDGES)
    name = _trailing_pattern().sub("", name).strip(_EDGES)
    if not name or len(name.split()) > _MAX_SOURCE_WORDS or len(name) > _MAX_SOURCE or ends_sentence(name):
        return None
    if name.lower() in word_set("not_sources") or name.isdigit() or name.lower() in word_set("connectors"):
        return None
    return name if any(map(str.isupper, name)) or not name.isascii() or "." in name else None


def _source_in_front(text: str, *, needs_mark: bool) -> tuple[str | None, str]:
    """A source at the beginning and what follows: in brackets, or before a colon if it is set off from the label.

    Args:
        text: what follows the label, or the date.
        needs_mark: whether only a comma, a dash or a bracket before it shows that it is no headline's first word.
    """
    stripped = text.lstrip(" \t)]")
    bracket = re.match(r"[,\s]*[(\[]([^()\[\]]{2,40})[)\]]\s*(?:[:：–—-]\s*|\s|$)(.*)$", stripped)
    if bracket and (name := _read_source(bracket[1])):
        return name, bracket[2]
    if stripped.startswith((":", "：")) or (
        needs_mark
        and not stripped.startswith((",", "/", "|", "–", "—", "-"))
        and not _connector_pattern().match(stripped)
    ):
        return None, stripped
    colon = re.search(r"[:：]|\s[–—|]\s", stripped[2:])
    if not colon or colon.start() + 2 > _MAX_SOURCE:
        return None, stripped
    name = _read_source(stripped[: colon.start() + 2])
    return (name, stripped[colon.end() + 2 :]) if name else (None, stripped)


@cache
def _connector_pattern() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives('connectors')}\s+)+(?=\S)")


@cache
def _trailing_pattern() -> re.Pattern[str]:
    return re.compile(rf"[\s,]+(?:{alternatives('connectors')}|{alternatives('weekdays')})$", re.IGNORECASE)


def nearest_dates(known: Sequence[date | None]) -> list[date | None]:
    """For each place in a list the date before it or, if there is none, the first after it; None if there is no date."""
    near: list[date | None] = []
    last = next(filter(None, known), None)
    for day in known:
        near.append(last)
        last = day or last
    return near
