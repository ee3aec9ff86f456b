"""Items: started, published, checked."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from tearsheet.newsroom.items.errors import NotAllowed, PublicationRefused
from tearsheet.newsroom.items.models import ClipCheck, ItemPage, SectionPage
from tearsheet.newsroom.items.trail import write_trail


@transaction.atomic
def start_item(*, actor: Any, section: SectionPage, headline: str, language: str = "en", story: Any = None) -> ItemPage:
    """A new draft item in a section.

    Raises:
        NotAllowed: without the right to add items there.
    """
    if not section.permissions_for_user(actor).can_add_subpage():
        raise NotAllowed(f"(start an item in {section.title})")
    item = ItemPage(
        title=headline[:255],
        slug=free_slug(section, headline),
        language=language,
        story=story,
        live=False,
        owner=actor,
    )
    section.add_child(instance=item)
    item.save_revision(user=actor, log_action=True)
    return item


@transaction.atomic
def publish_item(*, actor: Any, item: ItemPage) -> ItemPage:
    """Publish the latest draft.

    Args:
        actor: needs the right to publish.
        item: any state of it.

    Raises:
        NotAllowed: without the right.
        PublicationRefused: naming each block that is not proved.
    """
    if not item.permissions_for_user(actor).can_publish():
        raise NotAllowed(f"(publish {item.title})")
    draft: ItemPage = lock_item(item).get_latest_revision_as_object()
    draft.save_revision(user=actor).publish(user=actor)
    return ItemPage.objects.get(pk=item.pk)


@transaction.atomic
def record_checks(*, item: ItemPage) -> int:
    """Write that every clip of an item was found verbatim now; publishing has just verified them all.

    Returns:
        How many clips were checked.
    """
    streams = [item.body, *(update.body for update in item.updates.all())]
    clips = {
        block.value["clip"].pk
        for stream in streams
        for block in stream
        if block.block_type in {"excerpt", "quotation"} and block.value["clip"]
    }
    ClipCheck.objects.bulk_create([ClipCheck(clip_id=clip, state=ClipCheck.State.VERBATIM) for clip in sorted(clips)])
    if clips:
        count = f"{len(clips)} passage{'' if len(clips) == 1 else 's'}"
        write_trail(item=item, action="tearsheet.check", said=f"Checked {count}: verbatim", clips=sorted(clips))
    return len(clips)


@transaction.atomic
def record_refusal(*, item: ItemPage, refusal: PublicationRefused, actor: Any = None) -> None:
    """Write into an item's history that it was not published, and why."""
    detail = " ".join(str(problem) for problem in refusal.problems)
    write_trail(item=item, action="tearsheet.refuse", said="Publication refused", detail=detail, actor=actor)


def lock_item(item: ItemPage) -> ItemPage:
    """The item as it is stored, locked until the end of the action: one in hand may be older than another's last clip."""
    stored: ItemPage = ItemPage.objects.select_for_update().get(pk=item.pk)
    return stored


def free_slug(parent: Page, title: str) -> str:
    """A slug that no other page below this one has."""
    base = slugify(title)[:60].strip("-") or timezone.now().strftime("item-%Y-%m-%d")
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)
