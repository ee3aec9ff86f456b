"""The only writers of clips and items. Each takes the actor and checks the right first."""

from tearsheet.newsroom.items.actions.clipping import Use, add_clip_to_item, clip_into, clip_passage, make_update
from tearsheet.newsroom.items.actions.founding import found_site
from tearsheet.newsroom.items.actions.nominating import (
    decline_nomination,
    nominate,
    nominate_matches,
    reopen_nomination,
    take_up_nomination,
    withdraw_nominations,
)
from tearsheet.newsroom.items.actions.offering import accept_offer, dismiss_offer, restore_offer
from tearsheet.newsroom.items.actions.publishing import lock_item, publish_item, record_checks, start_item
from tearsheet.newsroom.items.actions.watching import (
    ClipSighting,
    Look,
    cite_live_items,
    decide_change,
    lease_watches,
    record_citations,
    record_looks,
    undo_decision,
)

__all__ = [
    "ClipSighting",
    "Look",
    "Use",
    "accept_offer",
    "add_clip_to_item",
    "cite_live_items",
    "clip_into",
    "clip_passage",
    "decide_change",
    "decline_nomination",
    "dismiss_offer",
    "found_site",
    "lease_watches",
    "lock_item",
    "make_update",
    "nominate",
    "nominate_matches",
    "publish_item",
    "record_checks",
    "record_citations",
    "record_looks",
    "reopen_nomination",
    "restore_offer",
    "start_item",
    "take_up_nomination",
    "undo_decision",
    "withdraw_nominations",
]
