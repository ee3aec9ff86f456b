"""What stands against publication: every clip is verified, every attribution and credit is there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from tearsheet.engine.anchors import passage_digest, verify_excerpt
from tearsheet.engine.model import Span
from tearsheet.newsroom.items.errors import Problem


def find_problems(item: Any, *, updates: Iterable[Any] | None = None) -> tuple[Problem, ...]:
    """Everything that keeps an item from being published, in page order; empty if nothing does.

    Args:
        item: an ItemPage, saved or not.
        updates: its updates if they are not yet saved with it.
    """
    rows = item.updates.all() if updates is None else updates
    found = [*_check_picture(item), *_check_stream(item.body, "", "body")]
    if not len(item.body):
        found.append(Problem(where="Body", field="body", message="It is empty: add at least one block."))
    for number, update in enumerate(rows, 1):
        where = f"Update {number}, “{update.headline[:60]}”"
        found.extend(replace(problem, row=number - 1) for problem in _check_update(update, where))
    return tuple(found)


def _check_picture(item: Any) -> Iterator[Problem]:
    if item.picture is None:
        return
    if not item.picture_alt.strip():
        yield Problem(where="Picture", field="picture_alt", message="It has no alternative text: say what it shows.")
    if not item.picture_credit.strip():
        yield Problem(where="Picture", field="picture_credit", message="It has no credit: name who made it.")


def _check_update(update: Any, where: str) -> Iterator[Problem]:
    if not update.headline.strip():
        yield Problem(where=where, field="updates", message="It has no headline.")
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
        yield "It has no picture."
    if not value["alt"].strip():
        yield "It has no alternative text: say what it shows."
    if not value["credit"].strip():
        yield "It has no credit: name who made it."


def _is_complete(link: Any) -> bool:
    return bool(link["page"] or (link["title"].strip() and link["publisher"].strip() and link["url"]))


def _check_clip(value: Any) -> Iterator[tuple[str, str, str]]:
    clip = value["clip"]
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
