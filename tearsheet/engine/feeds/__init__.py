"""Feeds: read them, tell what is new in them, plan when to ask again, find them on pages, list them (OPML)."""

from tearsheet.engine.feeds.diff import EntryDiff, diff_entries, digest_entry
from tearsheet.engine.feeds.discovery import FeedLink, find_feeds
from tearsheet.engine.feeds.opml import Subscription, read_opml, write_opml
from tearsheet.engine.feeds.parse import parse_feed
from tearsheet.engine.feeds.schedule import PollFacts, PollOutcome, PollPlan, PollState, next_poll_at

__all__ = [
    "EntryDiff",
    "FeedLink",
    "PollFacts",
    "PollOutcome",
    "PollPlan",
    "PollState",
    "Subscription",
    "diff_entries",
    "digest_entry",
    "find_feeds",
    "next_poll_at",
    "parse_feed",
    "read_opml",
    "write_opml",
]
