"""Offered updates: accepted into the draft, dismissed, taken back."""

from typing import Any

from django.db import transaction

from tearsheet.engine.model import BlockKind
from tearsheet.newsroom.intake.mapping import blocks_of
from tearsheet.newsroom.intake.models import Article, Revision
from tearsheet.newsroom.items.actions.clipping import add_clip_to_item, clip_passage, lock_editable
from tearsheet.newsroom.items.errors import OfferGone
from tearsheet.newsroom.items.models import ItemPage, OfferDecision
from tearsheet.newsroom.items.offers import find_offers
from tearsheet.newsroom.items.trail import write_trail

ACCEPTED, DISMISSED = OfferDecision.State.ACCEPTED, OfferDecision.State.DISMISSED


@transaction.atomic
def accept_offer(*, actor: Any, item: ItemPage, article: Article) -> ItemPage:
    """Put an offered article into the item's draft as an update: its headline, and its first paragraph as an excerpt.

    Args:
        actor: needs the right to edit the item and to add clips.
        item: a live one.
        article: on offer for it.

    Returns:
        The draft with the update; what readers see changes only on publishing.

    Raises:
        NotAllowed: without the right.
        ItemLocked: while somebody else holds the lock.
        OfferGone: if it is not on offer (any more).
    """
    stored, offered = _find(actor, item, article)
    revision = offered.revision
    clip = clip_passage(actor=actor, revision=revision, selection=first_paragraph(revision), near=0)
    draft = add_clip_to_item(actor=actor, item=stored, clip=clip, use="update")
    OfferDecision.objects.create(item=stored, article=offered, state=ACCEPTED, decided_by=actor)
    return draft


@transaction.atomic
def dismiss_offer(*, actor: Any, item: ItemPage, article: Article) -> OfferDecision:
    """Offer an article no more for this item; `restore_offer` undoes it.

    Raises:
        NotAllowed: without the right to edit the item.
        ItemLocked: while somebody else holds the lock.
        OfferGone: if it is not on offer (any more).
    """
    stored, offered = _find(actor, item, article)
    said = f"Dismissed the update offered from {offered.source.name}"
    write_trail(item=stored, action="tearsheet.offer.dismiss", said=said, detail=offered.headline, actor=actor)
    return OfferDecision.objects.create(item=stored, article=offered, state=DISMISSED, decided_by=actor)


@transaction.atomic
def restore_offer(*, actor: Any, item: ItemPage, article: Article) -> int:
    """Offer again what was dismissed.

    Returns:
        1, or 0 if it was not dismissed.

    Raises:
        NotAllowed: without the right to edit the item.
        ItemLocked: while somebody else holds the lock.
    """
    stored = lock_editable(actor=actor, item=item)
    count, _ = OfferDecision.objects.filter(item=stored, article=article, state=DISMISSED).delete()
    if count:
        said = f"Offered the update from {article.source.name} again"
        write_trail(item=stored, action="tearsheet.offer.restore", said=said, detail=article.headline, actor=actor)
    return count


def first_paragraph(revision: Revision) -> str:
    """The first paragraph of an article, or its first words in whatever block they are."""
    blocks = [block for block in blocks_of(revision) if block.text.strip()]
    paragraphs = [block for block in blocks if block.kind == BlockKind.PARAGRAPH]
    return (paragraphs or blocks)[0].text


def _find(actor: Any, item: ItemPage, article: Article) -> tuple[ItemPage, Article]:
    """The stored item, locked, and the article as it is on offer."""
    stored = lock_editable(actor=actor, item=item)
    for offer in find_offers([stored]).get(stored.pk, ()):
        if offer.article.pk == article.pk:
            return stored, offer.article
    raise OfferGone(f"({article})")
