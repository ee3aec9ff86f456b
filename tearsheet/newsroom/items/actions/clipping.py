"""Clips, and how they come into items."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from tearsheet.engine.anchors import CONTEXT_LENGTH, anchor_excerpt, passage_digest
from tearsheet.engine.errors import PassageAbsent
from tearsheet.engine.model import Span
from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.actions.publishing import lock_item, start_item
from tearsheet.newsroom.items.errors import ClipRefused, ItemLocked, NoSection, NotAllowed
from tearsheet.newsroom.items.models import Clip, ClipCheck, ItemPage, SectionPage, Update
from tearsheet.newsroom.items.trail import write_trail
from tearsheet.newsroom.stories.models import Story

#: What a clip becomes in an item.
Use = Literal["excerpt", "quotation", "update"]
_NAMES = {"excerpt": "an excerpt", "quotation": "a quotation", "update": "an update"}


@transaction.atomic
def clip_passage(
    *, actor: Any, revision: Revision, selection: str, near: int | None = None, prefix: str = "", suffix: str = ""
) -> Clip:
    """Cut a passage from a revision's text, as the text has it and not as the browser sent it.

    Args:
        actor: who cuts; needs the right to add clips.
        revision: what is cut from.
        selection: the words as selected; white space and quotation marks may differ from the text's.
        near: where the selection was in the text, in code points, to tell repeated passages apart.
        prefix, suffix: words before and after it, for the same purpose.

    Raises:
        NotAllowed: without the right.
        ClipRefused: if the words are not in the text.
    """
    if not actor.has_perm("items.add_clip"):
        raise NotAllowed("(clip a passage)")
    try:
        found = anchor_excerpt(revision.text, selection, near=near, prefix=prefix, suffix=suffix)
    except PassageAbsent as error:
        raise ClipRefused(error.detail) from error
    clip = _clip_row(revision, Span(start=found.start, end=found.end), actor)
    clip.save()
    ClipCheck.objects.create(clip=clip, state=ClipCheck.State.VERBATIM)
    return clip


@transaction.atomic
def cut_spans(*, actor: Any, spans: Sequence[tuple[Revision, Span]]) -> list[Clip]:
    """Cut passages whose places are known, together; one that was cut before is that clip.

    Args:
        actor: who cuts; needs the right to add clips. None for the operator at the command line.
        spans: each a revision and a place in its text.

    Returns:
        A clip for each, in order.

    Raises:
        NotAllowed: without the right.
    """
    if spans and actor is not None and not actor.has_perm("items.add_clip"):
        raise NotAllowed("(clip a passage)")
    known = {
        (clip.revision_id, clip.start, clip.end): clip
        for clip in Clip.objects.filter(revision__in={revision.pk for revision, _ in spans}).order_by("-pk")
    }
    made: list[Clip] = []
    for revision, span in spans:
        key = (revision.pk, span.start, span.end)
        if key not in known:
            known[key] = _clip_row(revision, span, actor)
            made.append(known[key])
    Clip.objects.bulk_create(made)
    ClipCheck.objects.bulk_create([ClipCheck(clip=clip, state=ClipCheck.State.VERBATIM) for clip in made])
    return [known[revision.pk, span.start, span.end] for revision, span in spans]


def _clip_row(revision: Revision, span: Span, actor: Any) -> Clip:
    exact = span.of(revision.text)
    return Clip(
        revision=revision,
        exact=exact,
        prefix=revision.text[max(0, span.start - CONTEXT_LENGTH) : span.start],
        suffix=revision.text[span.end : span.end + CONTEXT_LENGTH],
        start=span.start,
        end=span.end,
        sha256=passage_digest(exact),
        created_by=actor,
    )


@transaction.atomic
def add_clip_to_item(
    *,
    actor: Any,
    item: ItemPage,
    clip: Clip,
    use: Use,
    speaker: str = "",
    role: str = "",
    cue: str = "",
    medium: str = "",
) -> ItemPage:
    """Put a clip into the latest draft of an item, as a block or as an update. Published pages change only on publishing.

    Args:
        actor: needs the right to edit the item.
        item: any state of it; its latest draft is what gets the clip.
        clip: what to put in.
        use: "excerpt" and "quotation" append a block; "update" adds an update row that holds the clip as an excerpt.
        speaker, role, cue, medium: of a quotation, where already known.

    Returns:
        The draft with the clip.

    Raises:
        NotAllowed: without the right.
        ItemLocked: while somebody else holds the lock.
    """
    item, draft = open_draft(actor=actor, item=item)
    if use == "update":
        draft.updates.add(make_update(clip))
    elif use == "quotation":
        draft.body.append(
            ("quotation", {"clip": clip, "text": "", "speaker": speaker, "role": role, "cue": cue, "medium": medium})
        )
    else:
        draft.body.append(("excerpt", {"clip": clip, "text": ""}))
    draft.save_revision(user=actor, log_action=True, clean=False)
    said = f"Added {_NAMES[use]} from {clip.revision.article.source.name}"
    write_trail(item=item, action="tearsheet.clip", said=said, detail=clip.exact[:300], actor=actor, clip=clip.pk)
    return draft


def lock_editable(*, actor: Any, item: ItemPage) -> ItemPage:
    """An item as it is stored, locked until the transaction ends, if this actor may edit it now.

    Raises:
        NotAllowed: without the right to edit the item.
        ItemLocked: while somebody else holds its lock.
    """
    stored = lock_item(item)
    permissions = stored.permissions_for_user(actor)
    if not permissions.can_edit():
        raise NotAllowed(f"(edit {stored.title})")
    if permissions.page_locked():
        raise ItemLocked(f"({stored.title})")
    return stored


def open_draft(*, actor: Any, item: ItemPage) -> tuple[ItemPage, ItemPage]:
    """An item, locked until the transaction ends, and its latest draft.

    Raises:
        NotAllowed: without the right to edit the item.
        ItemLocked: while somebody else holds its lock.
    """
    stored = lock_editable(actor=actor, item=item)
    return stored, stored.get_latest_revision_as_object()


@transaction.atomic
def clip_into(
    *,
    actor: Any,
    revision: Revision,
    selection: str,
    near: int | None = None,
    prefix: str = "",
    suffix: str = "",
    use: Use,
    item: ItemPage | None = None,
    section: SectionPage | None = None,
    headline: str = "",
    speaker: str = "",
    role: str = "",
    cue: str = "",
    medium: str = "",
) -> tuple[Clip, ItemPage]:
    """Cut a passage and put it into an item, or do neither.

    Args:
        actor, revision, selection, near, prefix, suffix: as in `clip_passage`.
        use, speaker, role, cue, medium: as in `add_clip_to_item`.
        item: where it goes; None starts a new item about the article's story.
        section: of the new item.
        headline: of the new item; the revision's if empty.

    Returns:
        The clip, and the draft that holds it.

    Raises:
        NotAllowed: without the right to clip, or to start or edit the item.
        ClipRefused: if the words are not in the text.
        ItemLocked: while somebody else holds the item's lock.
        NoSection: for a new item without a section.
    """
    clip = clip_passage(actor=actor, revision=revision, selection=selection, near=near, prefix=prefix, suffix=suffix)
    if item is None:
        if section is None:
            raise NoSection
        story = Story.objects.filter(placements__article=revision.article).first()
        item = start_item(actor=actor, section=section, headline=headline or revision.headline, story=story)
    said = {"speaker": speaker, "role": role, "cue": cue, "medium": medium}
    return clip, add_clip_to_item(actor=actor, item=item, clip=clip, use=use, **said)


def make_update(clip: Clip, *, at: datetime | None = None) -> Update:
    """An unsaved update from a clip: the source's name, time, address and own headline, with the clip as its body.

    Args:
        clip: with its revision, article and source.
        at: when it happened; the article's published time if None.
    """
    revision = clip.revision
    article = revision.article
    return Update(
        at=at or article.published_at or article.first_seen_at,
        source_name=article.source.credit,
        headline=revision.headline[:500],
        url=article.canonical_url,
        revision=revision,
        body=[("excerpt", {"clip": clip, "text": ""})],
    )
