"""What is done about published items in the open: corrections, withdrawals, recalls. Each writes the public ledger."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from tearsheet.newsroom.items.actions.publishing import lock_item, publish_item
from tearsheet.newsroom.items.errors import AlreadySo, NotAllowed, NothingSaid, NotPublished
from tearsheet.newsroom.items.models import Correction, Headline, ItemPage

Kind = Correction.Kind


@transaction.atomic
def correct_item(*, actor: Any, item: ItemPage, text: str, at: datetime | None = None) -> Correction:
    """Say in the open what a published item had wrong. The item itself is put right by publishing it.

    Args:
        actor: needs the right to correct items.
        item: a published one.
        text: what was wrong, and what is right.
        at: when; now if None.

    Raises:
        NotAllowed: without the right.
        NotPublished: for a draft.
        NothingSaid: without words.
    """
    item = _lock(actor, "items.correct_item", item, text, "correct")
    if not item.live:
        raise NotPublished(f"({item.title})")
    return write_entry(actor=actor, item=item, kind=Kind.CORRECTION, text=text, at=at)


@transaction.atomic
def withdraw_item(*, actor: Any, item: ItemPage, text: str) -> Correction:
    """Withdraw an item ("kill"): its address answers with a notice (410), lists and searches drop it, feeds say so.

    Args:
        actor: needs the right to withdraw items.
        item: one that was published.
        text: what readers are told.

    Raises:
        NotAllowed: without the right.
        NotPublished: if it never was published.
        AlreadySo: if it is withdrawn.
        NothingSaid: without words.
    """
    item = _lock(actor, "items.withdraw_item", item, text, "withdraw")
    if item.first_published_at is None:
        raise NotPublished(f"({item.title})")
    if item.withdrawal and item.withdrawal.kind == Kind.WITHDRAWAL:
        raise AlreadySo(f"({item.title} is withdrawn)")
    _end(item)
    entry = write_entry(actor=actor, item=item, kind=Kind.WITHDRAWAL, text=text)
    item.unpublish(user=actor)
    return entry


@transaction.atomic
def recall_item(*, actor: Any, item: ItemPage, text: str) -> Correction:
    """Recall an item: the page stays with a notice above it, editions and feeds ask whoever took it to drop it.

    Args:
        actor: needs the right to withdraw items.
        item: a published one.
        text: what readers and re-users are told.

    Raises:
        NotAllowed: without the right.
        NotPublished: if it is not published.
        AlreadySo: if it is recalled or withdrawn.
        NothingSaid: without words.
    """
    item = _lock(actor, "items.withdraw_item", item, text, "recall")
    if item.withdrawal:
        raise AlreadySo(f"({item.title} is recalled or withdrawn)")
    if not item.live:
        raise NotPublished(f"({item.title})")
    return write_entry(actor=actor, item=item, kind=Kind.RECALL, text=text)


@transaction.atomic
def restore_item(*, actor: Any, item: ItemPage, text: str) -> Correction:
    """End a withdrawal or recall; a withdrawn item is published again from its latest draft, and so proved first.

    Args:
        actor: needs the right to withdraw items, and to publish this one.
        item: a withdrawn or recalled one.
        text: why, for readers.

    Raises:
        NotAllowed: without the rights.
        AlreadySo: if it is neither withdrawn nor recalled.
        NothingSaid: without words.
        PublicationRefused: if the draft cannot be proved; then it stays withdrawn.
    """
    item = _lock(actor, "items.withdraw_item", item, text, "restore")
    if item.withdrawal is None:
        raise AlreadySo(f"({item.title} is neither withdrawn nor recalled)")
    _end(item)
    entry = write_entry(actor=actor, item=item, kind=Kind.RESTORATION, text=text)
    if not item.live:
        publish_item(actor=actor, item=ItemPage.objects.get(pk=item.pk))
    return entry


@transaction.atomic
def record_headline(*, item: ItemPage, actor: Any = None) -> Correction | None:
    """Write under which headline an item was just published; one that differs from the last goes into the ledger.

    Args:
        item: just published.
        actor: who published it, if known.

    Returns:
        The entry; None for a first or unchanged headline.
    """
    last = item.headlines.first()
    if last is not None and last.text == item.title:
        return None
    Headline.objects.create(item=item, text=item.title)
    if last is None:
        return None
    return write_entry(actor=actor, item=item, kind=Kind.HEADLINE, before=last.text, after=item.title)


def write_entry(*, actor: Any, item: ItemPage, kind: str, at: datetime | None = None, **fields: Any) -> Correction:
    """Add an entry to the ledger and to the item's own history; feeds and sitemaps see the item as modified."""
    now = timezone.now()
    entry = Correction.objects.create(item=item, kind=kind, by=actor, at=at or now, headline=item.title, **fields)
    ItemPage.objects.filter(pk=item.pk, live=True).update(last_published_at=now)
    log(instance=item, action=f"tearsheet.{kind}", user=actor, data={"text": entry.text, "before": entry.before})
    return entry


def _lock(actor: Any, right: str, item: ItemPage, text: str, verb: str) -> ItemPage:
    if not actor.has_perm(right):
        raise NotAllowed(f"({verb} {item.title})")
    if not text.strip():
        raise NothingSaid
    return lock_item(item)


def _end(item: ItemPage) -> None:
    """End whatever withdrawal or recall is in force."""
    for entry in Correction.objects.in_force().filter(item=item):
        entry.ended_at = timezone.now()
        entry.save(update_fields=["ended_at"])
    item.__dict__.pop("withdrawal", None)
