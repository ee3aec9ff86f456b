"""Digests that were handed in as text: their items become drafts, and what kept articles prove gets its clip."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tearsheet.engine.captures import DigestItem, DigestSection
from tearsheet.newsroom.intake.models import Snapshot
from tearsheet.newsroom.items.actions.clipping import cut_spans
from tearsheet.newsroom.items.actions.founding import find_or_add_section
from tearsheet.newsroom.items.actions.publishing import free_slug
from tearsheet.newsroom.items.errors import NotAllowed
from tearsheet.newsroom.items.finding import Kept, find_by_headline, find_kept
from tearsheet.newsroom.items.mapping import Passage, digest_hashes, fill_item, link_related, passages_of
from tearsheet.newsroom.items.models import Clip, Digest, DigestDraft, ItemPage, SectionPage, TopicIcon

#: Where items go whose digest does not name its section; the name is our own, and says so.
UNNAMED_SECTION = "Unnamed digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTaken:
    """What taking in a digest came to.

    Attributes:
        digest: what was read, with its repairs.
        section: where the drafts are.
        is_new_section: whether it was made for them; readers see it only once it is published.
        made, known: drafts that are new, and items that were read from the same words before; in the digest's order.
        clip_count: passages that stand in exactly one kept article and got a clip now.
        unverified_count: passages in all these drafts that have none.
        missing_icons: names the vocabulary of icons does not have.
        picture_count: pictures of new drafts whose words are there but not the file.
    """

    digest: Digest
    section: SectionPage
    is_new_section: bool
    made: tuple[ItemPage, ...]
    known: tuple[ItemPage, ...]
    clip_count: int
    unverified_count: int
    missing_icons: tuple[str, ...]
    picture_count: int


@transaction.atomic
def take_digest(
    *, actor: Any, read: DigestSection, snapshot: Snapshot, file_name: str, section_title: str = ""
) -> DigestTaken:
    """Make a draft of each item of a digest. Taken in again, the same words are the same items.

    Passages that stand word for word in exactly one kept article get a clip of it; all others stay unverified, and their
    items cannot be published. Drafts from before get the clips that could not be cut then.

    Args:
        actor: who takes, and owns the drafts; None for the operator at the command line.
        read: the digest as the engine reads it.
        snapshot: the kept file.
        file_name: its name, to be shown beside what is unverified.
        section_title: where the drafts go; the section the digest names if empty.

    Raises:
        NotAllowed: without the right to add items to the section, or to clip.
        NoFrontPage: while the site has no first page.
    """
    title = section_title or read.name or UNNAMED_SECTION
    section, is_new_section = find_or_add_section(actor=actor, title=title)
    if actor is not None and not section.permissions_for_user(actor).can_add_subpage():
        raise NotAllowed(f"(start items in {section.title})")
    digest, _ = Digest.objects.get_or_create(
        snapshot=snapshot,
        defaults={
            "name": file_name[:300],
            "section_name": (read.name or "")[:200],
            "repairs": [list(pair) for pair in read.repairs],
            "taken_by": actor,
        },
    )
    items = dict(zip(digest_hashes(read), read.items, strict=True))
    known = {row.sha256: row.item for row in DigestDraft.objects.filter(sha256__in=items).select_related("item")}
    icons = {icon.name.casefold(): icon for icon in TopicIcon.objects.all()}
    made = {sha: _make_page(item, file_name, icons, actor) for sha, item in items.items() if sha not in known}
    drafts = {sha: page.get_latest_revision_as_object() for sha, page in known.items()} | made
    kept = find_kept(passages_of(items[sha]) for sha, draft in drafts.items() if _unproved(draft))
    open_drafts = {sha: draft for sha, draft in drafts.items() if _may_edit(actor, draft)}
    proved = _prove(actor, open_drafts, kept)
    changed = {sha for sha, count in proved.items() if count} | _give_addresses(open_drafts)
    _add_pages(section, made, items, digest, actor)
    for sha in known:
        if sha in changed:
            drafts[sha].save_revision(user=actor, log_action=True, clean=False)
    return DigestTaken(
        digest=digest,
        section=section,
        is_new_section=is_new_section,
        made=tuple(made.values()),
        known=tuple(known[sha] for sha in items if sha in known),
        clip_count=sum(proved.values()),
        unverified_count=sum(len(_unproved(draft)) for draft in drafts.values()),
        missing_icons=_missing(items.values(), icons),
        picture_count=sum(_count_pictures(items[sha]) for sha in made),
    )


def _make_page(item: DigestItem, file_name: str, icons: Mapping[str, TopicIcon], actor: Any) -> ItemPage:
    page = ItemPage(title=item.headline[:255], live=False, owner=actor)
    fill_item(page, item, file_name=file_name, icon=icons.get((item.icon or "").casefold()))
    return page


def _add_pages(
    section: SectionPage, made: Mapping[str, ItemPage], items: Mapping[str, DigestItem], digest: Digest, actor: Any
) -> None:
    """Write new drafts, the digest's last first: so that its first is the newest."""
    for page in reversed(list(made.values())):
        page.slug = free_slug(section, page.title)
        section.add_child(instance=page)
    titles = {title for item in items.values() for block in item.blocks for title in block.paragraphs}
    own: dict[str, ItemPage] = {}
    if made:
        own = {page.title: page for page in ItemPage.objects.filter(title__in=titles).order_by("-pk")}
    link_related(made.values(), own)
    for page in made.values():
        page.save_revision(user=actor, log_action=True, clean=False)
    DigestDraft.objects.bulk_create(
        [
            DigestDraft(digest=digest, item=page, sha256=sha, icon_name=(items[sha].icon or "")[:200])
            for sha, page in made.items()
        ]
    )


def _prove(actor: Any, drafts: Mapping[str, ItemPage], kept: Mapping[Passage, Kept]) -> dict[str, int]:
    """Give clips to passages that were found; how many, by draft."""
    by_text = {passage.text: one for passage, one in kept.items()}
    open_blocks = {sha: [row for row in _unproved(draft) if row[1]["text"] in by_text] for sha, draft in drafts.items()}
    used = list(dict.fromkeys(value["text"] for rows in open_blocks.values() for _, value in rows))
    spans = [(by_text[text].revision, by_text[text].located.span) for text in used]
    clips = dict(zip(used, cut_spans(actor=actor, spans=spans), strict=True))
    for rows in open_blocks.values():
        for update, value in rows:
            _attach(value, clips[value["text"]], by_text[value["text"]], update)
    return {sha: len(rows) for sha, rows in open_blocks.items()}


def _give_addresses(drafts: Mapping[str, ItemPage]) -> set[str]:
    """Let updates whose source and headline are those of one kept article lead there; the drafts that changed."""
    wanted = [
        (sha, update)
        for sha, draft in drafts.items()
        for update in draft.updates.all()
        if update.captured and update.source_name and update.headline and not update.url
    ]
    found = find_by_headline((update.source_name, update.headline) for _, update in wanted)
    changed: set[str] = set()
    for sha, update in wanted:
        if revision := found.get((update.source_name, update.headline)):
            update.url, update.revision = revision.article.canonical_url, revision
            changed.add(sha)
    return changed


def _may_edit(actor: Any, draft: ItemPage) -> bool:
    """Whether a draft may be changed: a new one always, another neither while it is locked nor without the right."""
    if not draft.pk:
        return True
    return not draft.locked and (actor is None or draft.permissions_for_user(actor).can_edit())


def _attach(value: Any, clip: Clip, kept: Kept, update: Any) -> None:
    value["clip"], value["text"], value["captured"] = clip, kept.located.printed, ""
    if update is not None and not update.url:
        update.url, update.revision = kept.revision.article.canonical_url, kept.revision


def _unproved(draft: ItemPage) -> list[tuple[Any, Any]]:
    """Blocks of captured words without a clip, each with the update it stands in or None."""
    streams = [(None, draft.body), *((update, update.body) for update in draft.updates.all())]
    return [
        (update, block.value)
        for update, stream in streams
        for block in stream
        if block.block_type in {"excerpt", "quotation"} and block.value["captured"] and block.value["clip"] is None
    ]


def _missing(items: Iterable[DigestItem], icons: Mapping[str, TopicIcon]) -> tuple[str, ...]:
    names: Sequence[str] = [item.icon for item in items if item.icon]
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in icons))


def _count_pictures(item: DigestItem) -> int:
    return bool(item.picture) + sum(1 for update in item.updates if update.picture)
