"""The only writers of clips and items. Each takes the actor and checks the right first."""

from tearsheet.newsroom.items.actions.clipping import Use, add_clip_to_item, clip_into, clip_passage, make_update
from tearsheet.newsroom.items.actions.digests import DigestTaken, take_digest
from tearsheet.newsroom.items.actions.founding import found_site
from tearsheet.newsroom.items.actions.publishing import lock_item, publish_item, record_checks, start_item

__all__ = [
    "DigestTaken",
    "Use",
    "add_clip_to_item",
    "clip_into",
    "clip_passage",
    "found_site",
    "lock_item",
    "make_update",
    "publish_item",
    "record_checks",
    "start_item",
    "take_digest",
]
