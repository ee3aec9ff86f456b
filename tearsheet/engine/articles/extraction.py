"""From a page to a typed article: the steps and their order."""

from urllib.parse import urljoin

from tearsheet.engine.articles.authors import find_authors
from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.dates import find_modified, find_published
from tearsheet.engine.articles.headlines import find_headline
from tearsheet.engine.articles.page import drop_unseen, parse_page
from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.articles.scoring import find_root
from tearsheet.engine.articles.structured import Facts, read_facts
from tearsheet.engine.articles.trimming import trim_pieces
from tearsheet.engine.articles.walking import walk_article
from tearsheet.engine.errors import NoArticle
from tearsheet.engine.model import Article, join_text
from tearsheet.engine.text import canonical_url, detect_language

#: An article says at least that much, in code points.
_SHORTEST = 80


def extract_article(html: str, url: str) -> Article:
    """Make a typed article of a page. No rule is a site's own, and no word is in it that is not on the page.

    Args:
        html: the page's text.
        url: the absolute address it was read from.

    Raises:
        NoArticle: the page has no running text, or is built to break readers.
        TooLarge: it is longer than `page.MAX_LENGTH`.
    """
    tree = parse_page(html, url)
    facts = read_facts(tree)
    drop_unseen(tree)
    if tree.body is None:
        raise NoArticle("no running text", url=url)
    census = Census(tree.body)
    publisher, publisher_reason = _find_publisher(facts)
    headline = find_headline(census, facts, publisher)
    authors, authors_reason = find_authors(tree, facts, publisher)
    published_at, published_reason = find_published(tree, facts, url)
    modified_at, modified_reason = find_modified(facts)
    address = canonical_url(url)
    root = find_root(census, str(facts.article.get("articleBody") or ""), headline.forms)
    if root is None:
        raise NoArticle("no running text", url=url)
    picture = facts.meta.get("og:image") or facts.meta.get("twitter:image") or ""
    blocks = trim_pieces(walk_article(root, census, url, picture), headline.forms, authors)
    text = join_text(blocks)
    if len(text) < _SHORTEST:
        raise NoArticle("too little running text", url=url)
    reasons = {
        "headline": headline.reason, "authors": authors_reason, "published_at": published_reason,
        "modified_at": modified_reason, "publisher": publisher_reason,
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


def _find_publisher(facts: Facts) -> tuple[str | None, str]:
    publisher = facts.article.get("publisher")
    if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
        return collapse(name), "json-ld publisher"
    for name in ("og:site_name", "application-name", "publisher"):
        if value := facts.meta.get(name):
            return collapse(value), f"meta {name}"
    return None, ""
