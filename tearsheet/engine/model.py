"""The values that cross engine parts. Frozen, keyword-only, and made of plain Python types.

Offsets are code points, half-open (`text[start:end]`); browsers count UTF-16 units and must be translated.
Datetimes are aware; those a page writes keep its own offset, so that their day is the page's, and all others are in UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BlockKind(StrEnum):
    """What a piece of an article is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    LIST = "list"
    PICTURE = "picture"
    EMBED = "embed"
    TABLE = "table"
    RELATED = "related"


#: The kinds whose words are part of the article's running text, and so can be clipped.
TEXT_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTATION, BlockKind.LIST, BlockKind.TABLE},
)

#: What stands between two blocks in an article's running text.
BLOCK_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A range of a text: code points, half-open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a list of related links: its words and its absolute address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of an article, in reading order.

    Attributes:
        kind: what it is.
        text: its words with white space collapsed; a list has a line an entry, a table a line a row with tabs
            between cells; empty for pictures.
        level: 2-6 for a heading, else None.
        url: absolute address of a picture's file, an embed's target or a quotation's `cite`; None if unknown.
        alt, caption, credit: of a picture, each apart; None if the page does not say.
        links: of a `related` block.
    """

    kind: BlockKind
    text: str = ""
    level: int | None = None
    url: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    links: tuple[Link, ...] = ()


def join_text(blocks: Iterable[Block]) -> str:
    """The running text of an article: the words of its text blocks, a blank line between two of them."""
    return BLOCK_SEPARATOR.join(block.text for block in blocks if block.kind in TEXT_KINDS and block.text)


def locate_blocks(blocks: Iterable[Block]) -> tuple[Span | None, ...]:
    """Where each block stands in `join_text(blocks)`; None for a block that has no words in it."""
    spans: list[Span | None] = []
    at = 0
    for block in blocks:
        if block.kind in TEXT_KINDS and block.text:
            spans.append(Span(start=at, end=at + len(block.text)))
            at += len(block.text) + len(BLOCK_SEPARATOR)
        else:
            spans.append(None)
    return tuple(spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself, whether an article is on it or not.

    Attributes:
        url: canonical absolute address: the one its page names, where that can be believed, else the one it was read from.
        headline: the article's own headline, without the publication's name.
        authors: names in the page's order, without "By".
        published_at, modified_at: aware, with the offset that the page writes (UTC where it writes none); None where it does
            not say.
        language: primary BCP 47 tag in lower case ("en", "ar"), or None if too short to tell.
        publisher: the publication's name as the page states it, or None.
        description: the page's own summary, or "".
        picture_url: the page's leading picture, or None.
        reasons: for each metadata field where its value was read ("headline": "json-ld"...); for
            "url" also why what the page says was not believed.
    """

    url: str
    headline: str
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None
    publisher: str | None = None
    description: str = ""
    picture_url: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Metadata):
    """What the engine made of one page.

    Attributes:
        blocks: the article in reading order; never its headline, navigation or advertising.
    """

    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The running text; clips are anchored in it."""
        return join_text(self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed.

    Attributes:
        guid: the feed's own identity of the entry; falls back to the address.
        url: absolute address of the page.
        title, summary: plain text, no markup.
        source_title, source_url: the `<source>` credit, where the feed republishes another's work.
    """

    guid: str
    url: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: str = ""
    source_title: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as parsed.

    Attributes:
        kind: "rss", "atom" or "json".
        url: the address that was polled.
        home_url: the publication's page, or "".
        ttl_seconds: how long the publisher says the feed stays fresh, or None.
        entries: in the feed's order, at most as many as the parser's limit.
        skipped_count: entries without an address, or over the limit.
    """

    kind: str
    url: str
    title: str = ""
    home_url: str = ""
    language: str | None = None
    ttl_seconds: int | None = None
    entries: tuple[Entry, ...] = ()
    skipped_count: int = 0
