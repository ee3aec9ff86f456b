"""From a page to a typed article: the steps and their order."""

from dataclasses import dataclass, fields, replace

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.headlines import Headline
from tearsheet.engine.articles.metadata import OpenPage, describe, find_metadata, open_page
from tearsheet.engine.articles.rescue import rescue_blocks
from tearsheet.engine.articles.scoring import Root, find_root
from tearsheet.engine.articles.site_rules import NO_RULES, REASON, SiteRules, ruled_root
from tearsheet.engine.articles.trimming import trim_pieces
from tearsheet.engine.articles.walking import walk_article
from tearsheet.engine.errors import NoArticle
from tearsheet.engine.model import Article, Block, BlockKind, Metadata, join_text
from tearsheet.engine.text import detect_language

#: An article says at least that much, in code points.
_SHORTEST = 80


def extract_article(html: str, url: str, rules: SiteRules = NO_RULES) -> Article:
    """Make a typed article of a page. No rule of ours is a site's own, and no word is in it that is not on the page.

    Args:
        html: the page's text.
        url: the absolute address it was read from.
        rules: what the newsroom has written for this site, if anything.

    Raises:
        NoArticle: the page has no running text, or is built to break readers; tells what it says of itself.
        TooLarge: it is longer than `page.MAX_LENGTH`.
        NotReadable: it is no text.
    """
    opened = open_page(html, url, rules)
    metadata, headline = find_metadata(opened, rules)
    page = _Page(opened=opened, metadata=metadata, headline=headline)
    blocks, blocks_reason = _find_ruled_blocks(page, ruled_root(opened.tree, rules)) or _find_blocks(page)
    text = join_text(blocks)
    if len(text) < _SHORTEST:
        raise _no_article("too little running text" if text else "no running text", metadata, url)
    said = {field.name: getattr(metadata, field.name) for field in fields(metadata)}
    said["language"] = detect_language(text, opened.languages)
    said["reasons"] = {**metadata.reasons, "blocks": blocks_reason} if blocks_reason else metadata.reasons
    return Article(**said, blocks=blocks)


def _no_article(why: str, metadata: Metadata, url: str) -> NoArticle:
    said = describe(metadata)
    return NoArticle(f"{why}; the page says: {said}" if said else why, url=url)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What is known of a page before its text is looked for."""

    opened: OpenPage
    metadata: Metadata
    headline: Headline


def _find_ruled_blocks(page: _Page, node: LexborNode | None) -> tuple[tuple[Block, ...], str] | None:
    """The blocks below the element that a site's rules name; None if there are none."""
    root = find_root(page.opened.census, "", page.headline) if node else None
    blocks = _walk(replace(root, node=node), page) if root and node else ()
    return (blocks, REASON) if blocks else None


def _find_blocks(page: _Page) -> tuple[tuple[Block, ...], str]:
    """The article's blocks, and why they are not what the page shows, if so."""
    blocks = _read_blocks(page)
    if len(text := join_text(blocks)) < _SHORTEST:
        # Some pages give their article a name that elsewhere means advertising, or keep it hidden until a script comes.
        blocks = _read_blocks(page, trusts_names=False)
        text = join_text(blocks)
    if rescued := rescue_blocks(text, page.opened.facts.article.get("articleBody")):
        pictures = tuple(block for block in blocks if block.kind is BlockKind.PICTURE)
        return pictures + rescued, "json-ld articleBody"
    return blocks, ""


def _read_blocks(page: _Page, *, trusts_names: bool = True) -> tuple[Block, ...]:
    """The blocks under the element that holds the article."""
    body = str(page.opened.facts.article.get("articleBody") or "")
    root = find_root(page.opened.census, body, page.headline, trusts_names=trusts_names)
    return _walk(root, page) if root is not None else ()


def _walk(root: Root, page: _Page) -> tuple[Block, ...]:
    pieces = walk_article(root, page.opened.census, page.opened.url, page.opened.picture)
    return trim_pieces(pieces, page.headline.forms, page.metadata.authors)
