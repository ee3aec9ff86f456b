"""From a page to a typed article: the steps and their order."""

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.addresses import find_address
from tearsheet.engine.articles.authors import find_authors
from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.dates import find_modified, find_published
from tearsheet.engine.articles.headlines import Headline, find_headline
from tearsheet.engine.articles.page import drop_unseen, parse_page
from tearsheet.engine.articles.pieces import collapse, mark_breaks
from tearsheet.engine.articles.rescue import rescue_blocks
from tearsheet.engine.articles.scoring import Root, find_root
from tearsheet.engine.articles.site_rules import (
    NO_RULES,
    REASON,
    SiteRules,
    drop_ruled,
    ruled_authors,
    ruled_date,
    ruled_headline,
    ruled_root,
)
from tearsheet.engine.articles.structured import Facts, read_facts
from tearsheet.engine.articles.trimming import trim_pieces
from tearsheet.engine.articles.walking import walk_article
from tearsheet.engine.errors import NoArticle
from tearsheet.engine.model import Article, Block, BlockKind, join_text
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
        NoArticle: the page has no running text, or is built to break readers.
        TooLarge: it is longer than `page.MAX_LENGTH`.
    """
    tree = parse_page(html, url)
    facts = read_facts(tree)
    drop_unseen(tree)
    drop_ruled(tree, rules)
    if tree.body is None:
        raise NoArticle("no running text", url=url)
    mark_breaks(tree.body)
    census = Census(tree.body)
    publisher, publisher_reason = _find_publisher(facts)
    headline = ruled_headline(tree, rules) or find_headline(census, facts, publisher)
    authors, authors_reason = ruled_authors(tree, rules) or find_authors(tree, facts, publisher)
    published_at, published_reason = ruled_date(tree, rules) or find_published(tree, facts, url)
    modified_at, modified_reason = find_modified(facts)
    address, address_reason = find_address(tree, facts, url)
    picture = facts.meta.get("og:image") or facts.meta.get("twitter:image") or ""
    page = _Page(census=census, facts=facts, headline=headline, authors=authors, url=url, picture=picture)
    blocks, blocks_reason = _find_ruled_blocks(page, ruled_root(tree, rules)) or _find_blocks(page)
    text = join_text(blocks)
    if len(text) < _SHORTEST:
        raise NoArticle("too little running text" if text else "no running text", url=url)
    reasons = {
        "url": address_reason, "headline": headline.reason, "authors": authors_reason, "published_at": published_reason,
        "modified_at": modified_reason, "publisher": publisher_reason, "blocks": blocks_reason,
    }  # fmt: skip
    return Article(
        url=address,
        headline=headline.text,
        authors=authors,
        published_at=published_at,
        modified_at=modified_at,
        language=detect_language(text, [facts.language, facts.meta.get("og:locale", "")]),
        publisher=publisher,
        description=collapse(facts.meta.get("og:description") or facts.meta.get("description") or ""),
        picture_url=urljoin(url, picture) if picture else None,
        blocks=blocks,
        reasons={name: reason for name, reason in reasons.items() if reason},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What is known of a page before its text is looked for."""

    census: Census
    facts: Facts
    headline: Headline
    authors: tuple[str, ...]
    url: str
    picture: str


def _find_ruled_blocks(page: _Page, node: LexborNode | None) -> tuple[tuple[Block, ...], str] | None:
    """The blocks below the element that a site's rules name; None if there are none."""
    root = find_root(page.census, "", page.headline) if node else None
    blocks = _walk(replace(root, node=node), page) if root and node else ()
    return (blocks, REASON) if blocks else None


def _find_blocks(page: _Page) -> tuple[tuple[Block, ...], str]:
    """The article's blocks, and why they are not what the page shows, if so."""
    blocks = _read_blocks(page)
    if len(text := join_text(blocks)) < _SHORTEST:
        # Some pages give their article a name that elsewhere means advertising, or keep it hidden until a script comes.
        blocks = _read_blocks(page, trusts_names=False)
        text = join_text(blocks)
    if rescued := rescue_blocks(text, page.facts.article.get("articleBody")):
        pictures = tuple(block for block in blocks if block.kind is BlockKind.PICTURE)
        return pictures + rescued, "json-ld articleBody"
    return blocks, ""


def _read_blocks(page: _Page, *, trusts_names: bool = True) -> tuple[Block, ...]:
    """The blocks under the element that holds the article."""
    body = str(page.facts.article.get("articleBody") or "")
    root = find_root(page.census, body, page.headline, trusts_names=trusts_names)
    return _walk(root, page) if root is not None else ()


def _walk(root: Root, page: _Page) -> tuple[Block, ...]:
    pieces = walk_article(root, page.census, page.url, page.picture)
    return trim_pieces(pieces, page.headline.forms, page.authors)


def _find_publisher(facts: Facts) -> tuple[str | None, str]:
    publisher = facts.article.get("publisher")
    if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
        return collapse(name), "json-ld publisher"
    for name in ("og:site_name", "application-name", "publisher"):
        if value := facts.meta.get(name):
            return collapse(value), f"meta {name}"
    return None, ""
