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

__all__ = [
    "Use",
    "accept_offer",
    "add_clip_to_item",
    "clip_into",
    "clip_passage",
    "decline_nomination",
    "dismiss_offer",
    "found_site",
    "lock_item",
    "make_update",
    "nominate",
    "nominate_matches",
    "publish_item",
    "record_checks",
    "reopen_nomination",
    "restore_offer",
    "start_item",
    "take_up_nomination",
    "withdraw_nominations",
]
