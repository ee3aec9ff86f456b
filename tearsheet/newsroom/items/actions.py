"""The only writers of clips and items. Each takes the actor and checks the right first."""

from datetime import datetime
from typing import Any, Literal

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from tearsheet.engine.anchors import anchor_excerpt, passage_digest
from tearsheet.engine.errors import PassageAbsent
from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.errors import ClipRefused, ItemLocked, NoSection, NotAllowed
from tearsheet.newsroom.items.models import Clip, ClipCheck, FrontPage, ItemPage, SectionPage, Update
from tearsheet.newsroom.stories.models import Story

#: What a clip becomes in an item.
Use = Literal["excerpt", "quotation", "update"]


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
    clip = Clip.objects.create(
        revision=revision,
        exact=found.exact,
        prefix=found.prefix,
        suffix=found.suffix,
        start=found.start,
        end=found.end,
        sha256=passage_digest(found.exact),
        created_by=actor,
    )
    ClipCheck.objects.create(clip=clip, state=ClipCheck.State.VERBATIM)
    return clip


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
        slug=_free_slug(section, headline),
        language=language,
        story=story,
        live=False,
        owner=actor,
    )
    section.add_child(instance=item)
    item.save_revision(user=actor, log_action=True)
    return item


@transaction.atomic
def add_clip_to_item(
    *, actor: Any, item: ItemPage, clip: Clip, use: Use, speaker: str = "", role: str = "", cue: str = ""
) -> ItemPage:
    """Put a clip into the latest draft of an item, as a block or as an update. Published pages change only on publishing.

    Args:
        actor: needs the right to edit the item.
        item: any state of it; its latest draft is what gets the clip.
        clip: what to put in.
        use: "excerpt" and "quotation" append a block; "update" adds an update row that holds the clip as an excerpt.
        speaker, role, cue: of a quotation, where already known.

    Returns:
        The draft with the clip.

    Raises:
        NotAllowed: without the right.
        ItemLocked: while somebody else holds the lock.
    """
    item = lock_item(item)
    permissions = item.permissions_for_user(actor)
    if not permissions.can_edit():
        raise NotAllowed(f"(edit {item.title})")
    if permissions.page_locked():
        raise ItemLocked(f"({item.title})")
    draft: ItemPage = item.get_latest_revision_as_object()
    if use == "update":
        draft.updates.add(make_update(clip))
    elif use == "quotation":
        draft.body.append(
            ("quotation", {"clip": clip, "text": "", "speaker": speaker, "role": role, "cue": cue, "medium": ""})
        )
    else:
        draft.body.append(("excerpt", {"clip": clip, "text": ""}))
    draft.save_revision(user=actor, log_action=True, clean=False)
    return draft


def lock_item(item: ItemPage) -> ItemPage:
    """The item as it is stored, locked until the end of the action: one in hand may be older than another's last clip."""
    stored: ItemPage = ItemPage.objects.select_for_update().get(pk=item.pk)
    return stored


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
) -> tuple[Clip, ItemPage]:
    """Cut a passage and put it into an item, or do neither.

    Args:
        actor, revision, selection, near, prefix, suffix: as in `clip_passage`.
        use, speaker, role, cue: as in `add_clip_to_item`.
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
    return clip, add_clip_to_item(actor=actor, item=item, clip=clip, use=use, speaker=speaker, role=role, cue=cue)


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
    return len(clips)


@transaction.atomic
def found_site(*, site_name: str, hostname: str, port: int, sections: tuple[str, ...]) -> FrontPage:
    """Make the front page and the first sections, unless they are there, and let editors clip. Run twice, same rows.

    Args:
        site_name: the publication's name.
        hostname, port: where readers find it.
        sections: titles of the first sections, made only together with the front page.
    """
    from wagtail.models import Page, Site

    front = FrontPage.objects.first()
    if front is None:
        root = Page.get_first_root_node()
        Page.objects.child_of(root).filter(slug="home").delete()
        root.refresh_from_db()
        front = root.add_child(instance=FrontPage(title=site_name, slug="home", show_in_menus=True))
        for title in sections:
            front.add_child(instance=SectionPage(title=title, slug=slugify(title), show_in_menus=True))
    may_clip = Permission.objects.get(codename="add_clip", content_type__app_label="items")
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(may_clip)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "port": port, "site_name": site_name, "root_page": front},
    )
    return front


def _free_slug(section: SectionPage, headline: str) -> str:
    """A slug no other item of the section has."""
    base = slugify(headline)[:60].strip("-") or timezone.now().strftime("item-%Y-%m-%d")
    taken = set(section.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)
