"""What was read from a digest -> drafts. What the digest does not say stays unknown, in words an editor sees."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import formats, timezone
from django.utils.html import escape

from tearsheet.engine.captures import (
    DigestBlock,
    DigestBlockKind,
    DigestItem,
    DigestPicture,
    DigestSection,
    DigestUpdate,
    describe_digest,
)
from tearsheet.engine.text import detect_language
from tearsheet.newsroom.items.models import ItemPage, TopicIcon, Update

GAP = "[...]"
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of somebody else's in a digest.

    Attributes:
        text: as they stand in the draft's block, omissions written `[...]`.
        publisher: as the digest names it, or "".
        address: as the digest gives it, or "".
    """

    text: str
    publisher: str = ""
    address: str = ""


def digest_hashes(section: DigestSection) -> list[str]:
    """A SHA-256 for each item, of all that is said of it: the same words read again have the same."""
    return [
        hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
        for item in describe_digest(section)["items"]
    ]


def passages_of(item: DigestItem) -> list[Passage]:
    """What in an item needs a clip, the updates' after the body's."""
    own = [
        Passage(text=print_paragraphs(block), publisher=block.publisher or "", address=block.address or "")
        for block in item.blocks
        if block.kind in {DigestBlockKind.EXCERPT, DigestBlockKind.QUOTATION}
    ]
    others = [Passage(text=print_paragraphs(update), publisher=update.source or "") for update in item.updates]
    return [passage for passage in [*own, *others] if passage.text]


def fill_item(page: ItemPage, item: DigestItem, *, file_name: str, icon: TopicIcon | None) -> None:
    """Write into a new item what a digest says of it.

    Args:
        page: an unsaved item.
        item: as read.
        file_name: of the digest, to be named beside everything that is unverified.
        icon: of that name, if there is one.
    """
    page.icon = icon
    page.language = detect_language(_own_words(item)) or page.language
    if item.picture:
        page.picture_alt, page.picture_caption, page.picture_credit = _picture_words(item.picture)
    page.body = [_block(block, file_name) for block in item.blocks]
    page.updates.set([_update(update, file_name) for update in _newest_first(item.updates)])


def link_related(pages: Iterable[ItemPage], own: Mapping[str, ItemPage]) -> None:
    """Let entries of "see also" lists that are headlines of our own items lead there.

    Args:
        pages: drafts.
        own: our items by headline.
    """
    for page in pages:
        for block in page.body:
            if block.block_type == "related":
                for link in block.value["links"]:
                    found = own.get(link["title"])
                    if found and found.pk != page.pk and not link["page"]:
                        link["page"], link["title"] = found, ""


def print_paragraphs(words: DigestBlock | DigestUpdate) -> str:
    """Paragraphs as an excerpt is written, each omission that the digest marks as a gap."""
    parts: list[str] = []
    for number, paragraph in enumerate([*words.paragraphs, ""]):
        parts += [GAP] if number in words.gaps else []
        parts += [paragraph] if paragraph.strip() else []
    return _BETWEEN.join(parts) if any(part != GAP for part in parts) else ""


def split_printed(text: str) -> list[str]:
    """The paragraphs of what `print_paragraphs` wrote."""
    return text.split(_BETWEEN)


def _own_words(item: DigestItem) -> str:
    """What the digest's editors say themselves; with too little of that, everything."""
    own = [block.text for block in item.blocks if block.kind is DigestBlockKind.COMMENT]
    return " ".join([item.headline, *own, *(block.text for block in item.blocks)])


def _newest_first(updates: Sequence[DigestUpdate]) -> Sequence[DigestUpdate]:
    """In the order of our pages, so that those of one day stand right among themselves."""
    times = [(update.updated_on or date.min, update.at or time.min) for update in updates]
    return updates[::-1] if times and times[0] < times[-1] else updates


def _picture_words(picture: DigestPicture) -> tuple[str, str, str]:
    """Alternative text, caption and credit, at most as long as they may be."""
    return (picture.alt or "")[:300], (picture.caption or "")[:500], (picture.credit or "")[:200]


def _block(block: DigestBlock, file_name: str) -> tuple[str, dict[str, Any]]:
    match block.kind:
        case DigestBlockKind.COMMENT:
            return "comment", {"text": "".join(f"<p>{escape(part)}</p>" for part in block.paragraphs)}
        case DigestBlockKind.RELATED:
            links = [{"page": None, "title": title[:300], "publisher": "", "url": ""} for title in block.paragraphs]
            return "related", {"label": (block.label or "See also")[:60], "links": links}
        case DigestBlockKind.EXCERPT:
            return "excerpt", _unproved(print_paragraphs(block), _source_line(block, file_name))
        case DigestBlockKind.QUOTATION:
            said = {name: (getattr(block, name) or "")[:200] for name in ("speaker", "cue", "medium")}
            return "quotation", {
                **_unproved(print_paragraphs(block), _source_line(block, file_name)),
                **said,
                "role": "",
            }


def _update(update: DigestUpdate, file_name: str) -> Update:
    body: list[tuple[str, dict[str, Any]]] = []
    if update.picture:
        alt, caption, credit = _picture_words(update.picture)
        body.append(
            (
                "picture",
                {"image": None, "alt": alt, "caption": caption, "credit": credit, "source": "", "source_url": ""},
            )
        )
    if text := print_paragraphs(update):
        body.append(("excerpt", _unproved(text, _line(file_name, [update.source or "nobody is named"]))))
    day = update.updated_on
    return Update(
        at=timezone.make_aware(datetime.combine(day, time.min)) if day else None,
        is_day_only=day is not None,
        source_name=(update.source or "")[:200],
        headline=(update.headline or "")[:500],
        captured=_line(file_name, _unsaid_of(update)),
        body=body,
    )


def _unproved(text: str, captured: str) -> dict[str, Any]:
    return {"clip": None, "text": text, "captured": captured}


def _source_line(block: DigestBlock, file_name: str) -> str:
    said = [
        block.publisher or "publisher unknown",
        _day(block.published_on) if block.published_on else "",
        block.address or "address unknown",
    ]
    return _line(file_name, [part for part in said if part])


def _unsaid_of(update: DigestUpdate) -> list[str]:
    """What is said of an update, and what is not."""
    printed = f"{update.at:%H:%M} in an unknown time zone" if update.at else ""
    said = [
        update.source or "no source named",
        _day(update.updated_on) if update.updated_on else "day unknown",
        printed,
        "" if update.headline else "no headline",
        "address unknown" if update.source else "",
    ]
    return [part for part in said if part]


def _line(file_name: str, parts: list[str]) -> str:
    return f"{file_name}: {', '.join(parts)}"[:500]


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")
