"""Words that their source has changed, cut anew: the new ones take the place of the old in the drafts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from tearsheet.engine.anchors import normalise
from tearsheet.newsroom.items.actions.clipping import clip_passage, open_draft
from tearsheet.newsroom.items.actions.watching import lock_undecided
from tearsheet.newsroom.items.errors import ClipRefused
from tearsheet.newsroom.items.models import Clip, ClipCheck, ItemPage, SourceChange
from tearsheet.newsroom.items.trail import write_trail


@transaction.atomic
def cut_anew(*, actor: Any, change: SourceChange) -> list[ItemPage]:
    """Put a passage as its source has it now in the place of ours, in the draft of each published item that prints it.

    Nothing is published. What a block says beside its words (speaker, role, cue, medium) stays. Words that were shortened
    by hand stay as well where they are still verbatim, and also where they are not: then the checklist leads to them.

    Args:
        actor: needs the rights to decide, to clip, and to edit each of these items.
        change: an open one, of words that stand at the source in another form.

    Returns:
        The drafts that were changed; none if no draft holds the old words any more.

    Raises:
        NotAllowed: without a right.
        AlreadyDecided: somebody else was faster, or it has ended.
        ClipRefused: there are no new words, or they do not stand in one place: cut them by hand.
        ItemLocked: while somebody else holds the lock of an item.
    """
    stored = lock_undecided(actor, change)
    if stored.state != ClipCheck.State.CHANGED or stored.revision is None:
        raise ClipRefused("(the passage is not there any more)")
    new = clip_passage(actor=actor, revision=stored.revision, selection=stored.found)
    drafts = []
    for item in ItemPage.objects.filter(citations__clip=stored.clip_id, live=True).order_by("pk"):
        page, draft = open_draft(actor=actor, item=item)
        updates = list(draft.updates.all())
        found = _passages([draft.body, *(update.body for update in updates)])
        blocks = [block for block in found if block.value["clip"].pk == stored.clip_id]
        for block in blocks:
            block.value["text"] = _fit(block.value["text"] or "", old=stored.clip)
            block.value["clip"] = new
        if blocks:
            draft.updates.set(updates)
            draft.save_revision(user=actor, log_action=True, clean=False)
            said = f"Cut a passage anew from {new.revision.article.source.name}"
            write_trail(item=page, action="tearsheet.clip", said=said, detail=new.exact[:300], actor=actor, clip=new.pk)
            drafts.append(draft)
    return drafts


def _passages(streams: Iterable[Any]) -> Iterator[Any]:
    """The excerpts and quotations that have a clip."""
    for stream in streams:
        for block in stream:
            if block.block_type in {"excerpt", "quotation"} and block.value["clip"] is not None:
                yield block


def _fit(text: str, *, old: Clip) -> str:
    """What a block prints of its new clip, where an editor had written out what it prints of the old one."""
    return "" if normalise(text) == normalise(old.exact) else text
