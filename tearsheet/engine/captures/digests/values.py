"""What a flattened digest holds. What the capture does not say is None, and stays so."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class DigestBlockKind(StrEnum):
    """Whose words a piece of an item is, and what it does there."""

    EXCERPT = "excerpt"
    COMMENT = "comment"
    QUOTATION = "quotation"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPicture:
    """A picture's words, each apart; None where the capture has none."""

    alt: str | None = None
    credit: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestBlock:
    """A piece of an item, in reading order.

    Attributes:
        kind: an excerpt is another publisher's, a comment the editors', a quotation a speaker's or (in a comment) a
            third publisher's; related items are named or only announced.
        paragraphs: its words; of related items the titles, if the capture kept them.
        is_editors: whether it stands inside an editors' comment.
        label: of related items, what announces them ("See also"), without its colon.
        gaps: before which paragraphs (0-based, the length for after the last) the capture marks an omission.
        speaker, cue, medium: of a quotation, where the words before or after it say so.
        publisher, published_on, address: of an excerpt, where the capture says so.
    """

    kind: DigestBlockKind
    paragraphs: tuple[str, ...] = ()
    is_editors: bool = False
    label: str | None = None
    gaps: tuple[int, ...] = ()
    speaker: str | None = None
    cue: str | None = None
    medium: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    address: str | None = None

    @property
    def text(self) -> str:
        """Its paragraphs, a blank line between two of them."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestUpdate:
    """A dated development under an item.

    Attributes:
        source: the publication named; None for the editors' own, or if nothing is said.
        updated_on: the day; None if unsaid, or if day and month cannot be told apart.
        at: the time of day as printed, in no known zone; None if unsaid.
        headline: None if the label is followed by running text.
        picture, paragraphs, gaps: as in an item and its blocks.
    """

    source: str | None = None
    updated_on: date | None = None
    at: time | None = None
    headline: str | None = None
    picture: DigestPicture | None = None
    paragraphs: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """An item of the section.

    Attributes:
        icon: the name of the icon above its headline, or None.
        headline: without the mark that it has updates.
        has_updates_mark: whether the headline says that there are updates.
        picture: or None.
        blocks: in reading order; `updates` come after them on the page, related items may follow those.
        updates: in the order of the page.
    """

    icon: str | None
    headline: str
    has_updates_mark: bool = False
    picture: DigestPicture | None = None
    blocks: tuple[DigestBlock, ...] = ()
    updates: tuple[DigestUpdate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """A section page of a digest.

    Attributes:
        name: the section's, or None.
        items: in the order of the page.
        repairs: each run of wrong characters and what it became.
    """

    name: str | None
    items: tuple[DigestItem, ...]
    repairs: tuple[tuple[str, str], ...] = ()
