"""What stands against publication: every clip is verified, every attribution and credit is there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from tearsheet.engine.anchors import passage_digest, verify_excerpt
from tearsheet.engine.model import Span
from tearsheet.newsroom.items.errors import Problem
from tearsheet.newsroom.items.models import Takedown
from tearsheet.newsroom.items.rights import Placed, find_banned_pictures, find_used, list_blocks

_NO_FILE = "The picture itself is missing, only its words are here: add the file, or clear them."
_UNKNOWN_DAY = "It is not known when this was: give its time, or the day and the tick that only the day is known."
_UNVERIFIED = (
    "Unverified: nothing kept holds these words ({captured}). Take in their article, cut them there and choose that clip; "
    "or remove the block. Words of the desk's own belong in a comment."
)


def find_problems(item: Any, *, updates: Iterable[Any] | None = None) -> tuple[Problem, ...]:
    """Everything that keeps an item from being published, in page order; empty if nothing does.

    Args:
        item: an ItemPage, saved or not.
        updates: its updates if they are not yet saved with it.
    """
    rows = list(item.updates.all() if updates is None else updates)
    found = [*_check_withdrawal(item), *_check_picture(item), *_check_stream(item.body, "", "body")]
    if not len(item.body):
        found.append(Problem(where="Body", field="body", message="It is empty: add at least one block."))
    for number, update in enumerate(rows, 1):
        where = f"Update {number}, “{update.headline[:60]}”"
        found.extend(replace(problem, row=number - 1) for problem in _check_update(update, where))
    blocks = list(list_blocks(item, rows))
    return (*found, *_check_takedowns(blocks), *_check_rights(item, blocks))


def _check_withdrawal(item: Any) -> Iterator[Problem]:
    if item.withdrawal and item.withdrawal.kind == "withdrawal":
        message = "It was withdrawn: a chief editor may restore it, which publishes it again."
        yield Problem(where="Item", field="title", message=message)


def _check_takedowns(blocks: list[Placed]) -> Iterator[Problem]:
    places = [
        (block.value["clip"], where, field, str(block.id or ""))
        for block, where, field in blocks
        if block.block_type in {"excerpt", "quotation"} and block.value["clip"]
    ]
    takedowns = Takedown.objects.covering(clip for clip, _, _, _ in places)
    for clip, where, field, block_id in places:
        if takedown := takedowns.get(clip.pk):
            message = f"These words were withdrawn on {date_format(localtime(takedown.at), 'j F Y')}: remove the block."
            yield Problem(where=where, field=field, block_id=block_id, message=message)


def _check_rights(item: Any, blocks: list[Placed]) -> Iterator[Problem]:
    for used in find_used(item, blocks):
        if used.is_over and used.override is None:
            yield Problem(
                where=f"Rights of {used.source}",
                field=used.field,
                block_id=used.block_id,
                message=f"{used.characters:,} characters, {used.share:.0f} % of its article, are printed here, but it "
                f"allows {used.limits}: shorten the excerpts, or ask a chief editor to override this with a reason.",
            )
    for picture in find_banned_pictures(item, blocks):
        if picture.override is None:
            yield Problem(
                where=picture.where,
                field=picture.field,
                block_id=picture.block_id,
                message=f"{picture.source} does not allow its pictures to be used: take another, or ask a chief editor "
                "to override this with a reason.",
            )


def _check_picture(item: Any) -> Iterator[Problem]:
    if item.picture is None:
        if item.picture_alt.strip() or item.picture_caption.strip() or item.picture_credit.strip():
            yield Problem(where="Picture", field="picture", message=_NO_FILE)
        return
    if not item.picture_alt.strip():
        yield Problem(where="Picture", field="picture_alt", message="It has no alternative text: say what it shows.")
    if not item.picture_credit.strip():
        yield Problem(where="Picture", field="picture_credit", message="It has no credit: name who made it.")


def _check_update(update: Any, where: str) -> Iterator[Problem]:
    if not update.headline.strip():
        yield Problem(where=where, field="updates", message="It has no headline.")
    if update.at is None:
        yield Problem(where=where, field="updates", message=_UNKNOWN_DAY)
    if update.source_name and not (update.url or update.revision_id):
        yield Problem(
            where=where,
            field="updates",
            message=f"It is attributed to {update.source_name} but has no address: give the address, or clear the source.",
        )
    yield from _check_stream(update.body, f"{where}, ", "updates")


def _check_stream(stream: Any, before: str, field: str) -> Iterator[Problem]:
    for number, block in enumerate(stream, 1):
        where = f"{before}{'block' if before else 'Block'} {number} ({block.block_type})"
        for message, source_words, item_words in _check_block(block.block_type, block.value):
            yield Problem(
                where=where,
                message=message,
                field=field,
                block_id=str(block.id or ""),
                source_words=source_words,
                item_words=item_words,
            )


def _check_block(kind: str, value: Any) -> Iterator[tuple[str, str, str]]:  # noqa: C901 - one case a kind
    """(message, the source's words, the item's words) for each thing wrong with one block."""
    match kind:
        case "excerpt":
            yield from _check_clip(value)
        case "quotation":
            yield from _check_clip(value)
            if not value["speaker"].strip():
                yield "It has no speaker: name who said it, or use an excerpt.", "", ""
        case "comment":
            if not unescape(strip_tags(str(value["text"]))).strip():
                yield "The comment is empty: write it or remove the block.", "", ""
        case "picture":
            yield from ((message, "", "") for message in _check_picture_block(value))
        case "embed":
            if not (value["publisher"].strip() and value["url"]):
                yield "It has no publisher or no address.", "", ""
        case "related":
            if not all(_is_complete(link) for link in value["links"]):
                yield "Each entry needs one of our items, or a title, a publisher and an address.", "", ""


def _check_picture_block(value: Any) -> Iterator[str]:
    if not value["image"]:
        yield _NO_FILE if value["alt"].strip() or value["credit"].strip() else "It has no picture."
    if not value["alt"].strip():
        yield "It has no alternative text: say what it shows."
    if not value["credit"].strip():
        yield "It has no credit: name who made it."


def _is_complete(link: Any) -> bool:
    return bool(link["page"] or (link["title"].strip() and link["publisher"].strip() and link["url"]))


def _check_clip(value: Any) -> Iterator[tuple[str, str, str]]:
    clip = value["clip"]
    if clip is None and value.get("captured"):
        yield _UNVERIFIED.format(captured=value["captured"]), "", ""
        return
    if clip is None:
        yield "No clip holds these words: cut them from the article, or make them a comment.", "", ""
        return
    text = clip.revision.text
    if text[clip.start : clip.end] != clip.exact or passage_digest(clip.exact) != clip.sha256:
        yield "The clip no longer agrees with the kept text: cut it anew from the article.", "", ""
        return
    verdict = verify_excerpt(text, value["text"].strip() or clip.exact, within=Span(start=clip.start, end=clip.end))
    if verdict.state != "verbatim":
        first = verdict.difference[0] if verdict.difference else None
        source_words, item_words = (first.before, first.after) if first else ("", "")
        advice = "Restore the source's words, mark what is left out with [...], or put your own words in [brackets]."
        yield f"It is not verbatim. {verdict.message} {advice}", source_words, item_words
