"""The only writers of clips and items. Each takes the actor and checks the right first."""

from tearsheet.newsroom.items.actions.clipping import Use, add_clip_to_item, clip_into, clip_passage, make_update
from tearsheet.newsroom.items.actions.correcting import (
    correct_item,
    recall_item,
    record_headline,
    restore_item,
    withdraw_item,
)
from tearsheet.newsroom.items.actions.digests import DigestTaken, take_digest
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
from tearsheet.newsroom.items.actions.recutting import cut_anew
from tearsheet.newsroom.items.actions.rights import lift_takedown, override_rights, take_down
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
    "DigestTaken",
    "Look",
    "Use",
    "accept_offer",
    "add_clip_to_item",
    "cite_live_items",
    "clip_into",
    "clip_passage",
    "correct_item",
    "cut_anew",
    "decide_change",
    "decline_nomination",
    "dismiss_offer",
    "found_site",
    "lease_watches",
    "lift_takedown",
    "lock_item",
    "make_update",
    "nominate",
    "nominate_matches",
    "override_rights",
    "publish_item",
    "recall_item",
    "record_checks",
    "record_citations",
    "record_headline",
    "record_looks",
    "reopen_nomination",
    "restore_item",
    "restore_offer",
    "start_item",
    "take_digest",
    "take_down",
    "take_up_nomination",
    "undo_decision",
    "withdraw_item",
    "withdraw_nominations",
]
