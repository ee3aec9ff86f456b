"""What is new in a feed: compared by identity and digest, never by date, so late and back-dated entries are taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from tearsheet.engine.model import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDiff:
    """The entries of a feed, sorted by what is known of them, each group in the feed's order."""

    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    unchanged: tuple[Entry, ...] = ()


def digest_entry(entry: Entry) -> str:
    """A digest of what an entry says: 64 hexadecimal digits, the same on every machine and every day."""
    parts = (
        entry.url,
        entry.title,
        *entry.authors,
        "",
        entry.summary,
        entry.published_at.isoformat() if entry.published_at else "",
        entry.updated_at.isoformat() if entry.updated_at else "",
        entry.source_title,
        entry.source_url,
    )
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def diff_entries(known: Mapping[str, str], entries: Iterable[Entry]) -> EntryDiff:
    """Sort a feed's entries into new, changed and unchanged.

    Args:
        known: for each guid stored of this feed, the digest of the entry when it was last taken in.
        entries: as parsed. What is known and not among them is old, not deleted: feeds show their latest only.
    """
    new: list[Entry] = []
    changed: list[Entry] = []
    unchanged: list[Entry] = []
    for entry in entries:
        digest = known.get(entry.guid)
        group = new if digest is None else unchanged if digest == digest_entry(entry) else changed
        group.append(entry)
    return EntryDiff(new=tuple(new), changed=tuple(changed), unchanged=tuple(unchanged))
