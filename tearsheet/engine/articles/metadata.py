"""What a page says of itself: each field's steps in their order. None of it needs an article."""

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.addresses import find_address
from tearsheet.engine.articles.authors import find_authors
from tearsheet.engine.articles.beside import Beside
from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.dates import find_modified, find_published
from tearsheet.engine.articles.headlines import Headline, find_headline
from tearsheet.engine.articles.page import drop_unseen, parse_page
from tearsheet.engine.articles.pieces import collapse, mark_breaks
from tearsheet.engine.articles.site_rules import (
    NO_RULES,
    SiteRules,
    drop_ruled,
    ruled_authors,
    ruled_date,
    ruled_headline,
)
from tearsheet.engine.articles.structured import Facts, read_facts
from tearsheet.engine.errors import NoArticle
from tearsheet.engine.model import Metadata
from tearsheet.engine.text import detect_language


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """A page, ready to be read.

    Attributes:
        url: the absolute address it was read from.
        tree: its elements, without those that no reader sees and those that the site's rules drop.
        facts: what it says for machines.
        census: every element of its body.
    """

    url: str
    tree: LexborHTMLParser
    facts: Facts
    census: Census

    @property
    def languages(self) -> tuple[str, str]:
        """The tags of the languages it claims to be in, the most trusted first; "" where it claims none."""
        return self.facts.language, self.facts.meta.get("og:locale", "")

    @property
    def picture(self) -> str:
        """The address of the picture it is shared with, as it stands there, or ""."""
        return self.facts.meta.get("og:image") or self.facts.meta.get("twitter:image") or ""


def read_metadata(html: str, url: str, rules: SiteRules = NO_RULES) -> Metadata:
    """Read what a page says of itself, whether an article is on it or not.

    Args:
        html: the page's text.
        url: the absolute address it was read from.
        rules: what the newsroom has written for this site, if anything.

    Raises:
        NoArticle: the page is built to break readers.
        TooLarge: it is longer than `page.MAX_LENGTH`.
        NotReadable: it is no text.
    """
    page = open_page(html, url, rules)
    metadata, _ = find_metadata(page, rules)
    return replace(metadata, language=detect_language("", page.languages))


def open_page(html: str, url: str, rules: SiteRules) -> OpenPage:
    """Parse a page and take stock of it; raises as `read_metadata`."""
    tree = parse_page(html, url)
    facts = read_facts(tree)
    drop_unseen(tree)
    drop_ruled(tree, rules)
    if tree.body is None:
        raise NoArticle("no running text", url=url)
    mark_breaks(tree.body)
    return OpenPage(url=url, tree=tree, facts=facts, census=Census(tree.body))


def find_metadata(page: OpenPage, rules: SiteRules) -> tuple[Metadata, Headline]:
    """What a page says of itself but for its language, and its headline in every form that it knows."""
    tree, facts, url = page.tree, page.facts, page.url
    publisher, publisher_reason = _find_publisher(facts)
    headline = ruled_headline(tree, rules) or find_headline(page.census, facts, publisher, url)
    beside = Beside(tree, headline)
    authors, authors_reason = ruled_authors(tree, rules) or find_authors(tree, facts, publisher, beside)
    published_at, published_reason = ruled_date(tree, rules) or find_published(facts, url, beside)
    modified_at, modified_reason = find_modified(facts)
    address, address_reason = find_address(tree, facts, url)
    reasons = {
        "url": address_reason, "headline": headline.reason, "authors": authors_reason, "published_at": published_reason,
        "modified_at": modified_reason, "publisher": publisher_reason,
    }  # fmt: skip
    metadata = Metadata(
        url=address,
        headline=headline.text,
        authors=authors,
        published_at=published_at,
        modified_at=modified_at,
        publisher=publisher,
        description=collapse(facts.meta.get("og:description") or facts.meta.get("description") or ""),
        picture_url=urljoin(url, page.picture) if page.picture else None,
        reasons={name: reason for name, reason in reasons.items() if reason},
    )
    return metadata, headline


def describe(metadata: Metadata) -> str:
    """What a page says of itself in one line: its headline, authors, day and publication; "" if it names none of them."""
    day = f"{metadata.published_at:%-d %B %Y}" if metadata.published_at else ""
    headline = f"“{metadata.headline}”" if metadata.headline else ""
    return ", ".join(filter(None, (headline, *metadata.authors, day, metadata.publisher)))


def _find_publisher(facts: Facts) -> tuple[str | None, str]:
    publisher = facts.article.get("publisher")
    if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
        return collapse(name), "json-ld publisher"
    for name in ("og:site_name", "application-name", "publisher"):
        if value := facts.meta.get(name):
            return collapse(value), f"meta {name}"
    return None, ""
