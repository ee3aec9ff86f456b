"""A digest's section as plain objects for JSON."""

from typing import Any

from tearsheet.engine.captures.digests.values import (
    DigestBlock,
    DigestBlockKind,
    DigestItem,
    DigestPicture,
    DigestSection,
    DigestUpdate,
)


def describe_digest(section: DigestSection) -> dict[str, Any]:
    """The section as one JSON object: `section`, `mojibake`, `items`.

    The keys of items, pictures, updates and blocks are always there, null where the capture says nothing; `voice`,
    `speaker`, `cue`, `medium`, `publisher`, `date`, `address`, `entries`, `gaps` and `time` only where it does.
    """
    return {
        "section": section.name,
        "mojibake": [list(pair) for pair in section.repairs],
        "items": [_item(item) for item in section.items],
    }


def _item(item: DigestItem) -> dict[str, Any]:
    return {
        "icon": item.icon,
        "headline": item.headline,
        "updates_flag": item.has_updates_mark,
        "picture": _picture(item.picture),
        "blocks": [_block(block) for block in item.blocks],
        "updates": [_update(update) for update in item.updates],
    }


def _picture(picture: DigestPicture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {"alt": picture.alt, "credit": picture.credit, "caption": picture.caption}


def _block(block: DigestBlock) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": str(block.kind)}
    match block.kind:
        case DigestBlockKind.COMMENT:
            shown["text"] = block.text
        case DigestBlockKind.RELATED:
            shown |= {"label": block.label} | _known(entries=list(block.paragraphs))
        case DigestBlockKind.EXCERPT | DigestBlockKind.QUOTATION:
            shown["paragraphs"] = list(block.paragraphs)
    if block.is_editors and block.kind is not DigestBlockKind.COMMENT:
        shown["voice"] = "editor"
    day = block.published_on.isoformat() if block.published_on else None
    return shown | _known(
        speaker=block.speaker,
        cue=block.cue,
        medium=block.medium,
        publisher=block.publisher,
        date=day,
        address=block.address,
        gaps=list(block.gaps),
    )


def _update(update: DigestUpdate) -> dict[str, Any]:
    return {
        "source": update.source,
        "date": update.updated_on.isoformat() if update.updated_on else None,
        "headline": update.headline,
        "picture": _picture(update.picture),
        "paragraphs": list(update.paragraphs),
    } | _known(time=update.at.isoformat("minutes") if update.at else None, gaps=list(update.gaps))


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
