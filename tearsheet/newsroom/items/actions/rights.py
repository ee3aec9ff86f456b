"""Rights: excerpts taken down everywhere, and limits overridden with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from modelsearch.index import insert_or_update_object
from wagtail.log_actions import log

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.items.actions.correcting import write_entry
from tearsheet.newsroom.items.actions.publishing import lock_item
from tearsheet.newsroom.items.errors import AlreadySo, NoLimitReached, NotAllowed, NothingSaid
from tearsheet.newsroom.items.models import Clip, Correction, ItemPage, RightsOverride, Takedown
from tearsheet.newsroom.items.querysets import shares_words
from tearsheet.newsroom.items.rights import find_banned_pictures, find_used, list_blocks
from tearsheet.newsroom.sources.models import Source


@transaction.atomic
def take_down(*, actor: Any, clip: Clip, reason: str, text: str = "") -> Takedown:
    """Withdraw an excerpt everywhere: from now on nothing prints its words, and no draft that holds it is published.

    Every clip of the same article that shares its words is covered. Each published item that printed it gets an entry
    in the ledger.

    Args:
        actor: needs the right to take down.
        clip: the passage.
        reason: for the desk.
        text: what readers are told beside the date.

    Raises:
        NotAllowed: without the right.
        NothingSaid: without a reason.
        AlreadySo: if it is covered by another takedown.
    """
    _check(actor, "items.take_down", "withdraw an excerpt", reason)
    if Takedown.objects.covering([clip]):
        raise AlreadySo("(these words are withdrawn)")
    takedown = Takedown.objects.create(clip=clip, by=actor, reason=reason, text=text)
    _tell(actor, takedown, Correction.Kind.TAKEDOWN, text)
    return takedown


@transaction.atomic
def lift_takedown(*, actor: Any, takedown: Takedown, reason: str) -> Takedown:
    """Show an excerpt again: the takedown stays in the history with its end.

    Args:
        actor: needs the right to take down.
        takedown: one in force.
        reason: for the desk.

    Raises:
        NotAllowed: without the right.
        NothingSaid: without a reason.
        AlreadySo: if it is lifted.
    """
    _check(actor, "items.take_down", "show an excerpt again", reason)
    stored = Takedown.objects.select_for_update().get(pk=takedown.pk)
    if stored.lifted_at:
        raise AlreadySo("(the excerpt is shown)")
    stored.lifted_at, stored.lifted_by, stored.lift_reason = timezone.now(), actor, reason
    stored.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    _tell(actor, stored, Correction.Kind.RETURN, "")
    return stored


@transaction.atomic
def override_rights(
    *, actor: Any, item: ItemPage, source: Source, article: Article | None, reason: str
) -> RightsOverride:
    """Let an item use as much of an article as its draft does now, or the source's pictures, over the source's limits.

    Args:
        actor: needs the right to override rights.
        item: any state of it; its latest draft says how much is used.
        source: whose limits.
        article: of that source; None for its pictures.
        reason: why.

    Raises:
        NotAllowed: without the right.
        NothingSaid: without a reason.
        NoLimitReached: if the draft stays within the limits.
    """
    _check(actor, "items.override_rights", "publish over a source's limits", reason)
    draft: ItemPage = lock_item(item).get_latest_revision_as_object()
    blocks = list(list_blocks(draft, draft.updates.all()))
    used = next((one for one in find_used(draft, blocks) if one.article == article and one.is_over), None)
    pictures = () if article else [one for one in find_banned_pictures(draft, blocks) if one.source == source]
    if not used and not pictures:
        raise NoLimitReached(f"({source})")
    row = RightsOverride.objects.create(
        item_id=item.pk,
        source=source,
        article=article,
        characters=used.characters if used else 0,
        by=actor,
        reason=reason,
    )
    log(instance=item, action="tearsheet.override_rights", user=actor, data={"source": source.name, "reason": reason})
    return row


def _check(actor: Any, right: str, verb: str, reason: str) -> None:
    if not actor.has_perm(right):
        raise NotAllowed(f"({verb})")
    if not reason.strip():
        raise NothingSaid


def _tell(actor: Any, takedown: Takedown, kind: str, text: str) -> None:
    """An entry in the ledger of each published item that prints the words; what is searched forgets or finds them."""
    others = Clip.objects.filter(revision__article=takedown.clip.revision.article_id).select_related("revision")
    covered = [other.pk for other in others if shares_words(other, takedown.clip)]
    for item in ItemPage.objects.printing(covered):
        if item.live:
            write_entry(actor=actor, item=item, kind=kind, text=text)
        else:
            log(instance=item, action=f"tearsheet.{kind}", user=actor, data={"text": text})
        insert_or_update_object(item)
