"""A list of items, as it is scanned: headline, first lines, and what came since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StreamValue

from tearsheet.newsroom.items.models import ItemPage, SectionPage
from tearsheet.newsroom.items.querysets import ItemQuerySet
from tearsheet.newsroom.public.reading import join_streams

#: Which block gives the first lines: other people's words before ours.
_LEADS = ("excerpt", "quotation", "comment")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item of a list.

    Attributes:
        item: from `ItemQuerySet.for_listing`.
        lead: the block that gives the first lines, or None.
        section: where it appears, if that was asked for.
    """

    item: ItemPage
    lead: Any
    section: SectionPage | None = None


def fetch_listed(items: ItemQuerySet) -> list[ItemPage]:
    """The items of a slice of a list, in its order.

    Their keys are read first: sorting a section's whole rows to keep twenty takes longer than both queries.

    Args:
        items: from `ItemQuerySet.for_listing`, sliced.
    """
    keys = list(items.values_list("pk", flat=True))
    rows = ItemPage.objects.for_listing().in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def list_entries(items: ItemQuerySet, sections: Sequence[SectionPage] = ()) -> list[Entry]:
    """The entries of a list; their first lines are read together.

    Args:
        items: from `ItemQuerySet.for_listing`, sliced.
        sections: to name each entry's section from; empty where all are of one.
    """
    rows = fetch_listed(items)
    by_path = {section.path: section for section in sections}
    leads = join_streams(_lead_stream(item) for item in rows)
    return [
        Entry(item=item, lead=next(iter(blocks), None), section=by_path.get(item.path[: -item.steplen]))
        for item, blocks in zip(rows, leads, strict=True)
    ]


def _lead_stream(item: ItemPage) -> StreamValue:
    """The item's body with its lead only, not yet read."""
    raw = list(item.body.raw_data)
    lead = [child for kind in _LEADS for child in raw if child["type"] == kind][:1]
    return StreamValue(item.body.stream_block, lead, is_lazy=True)
