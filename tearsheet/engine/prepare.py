"""The one module that combines engine parts: a page's bytes in, an article ready to keep out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles import NO_RULES, SiteRules, extract_article, read_metadata
from tearsheet.engine.copies import Fingerprint, fingerprint_text
from tearsheet.engine.model import Article, Metadata
from tearsheet.engine.quotes import Quote, Sourcing, find_credit, find_quotes, find_sourcings
from tearsheet.engine.text import decode_page, repair_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """An article, what was done to the bytes on the way, and what the other parts need of it.

    Attributes:
        article: the typed article.
        charset: the Python codec that read the page.
        repairs: each wrong run of characters and what it became.
        fingerprint: of its text, for finding copies.
        sourcings: whom it says it has its news from; spans in its text.
        credit: the agency it credits, or None.
        quotes: who says what in it; spans in its text.
    """

    article: Article
    charset: str
    repairs: tuple[tuple[str, str], ...]
    fingerprint: Fingerprint
    sourcings: tuple[Sourcing, ...]
    credit: str | None
    quotes: tuple[Quote, ...] = ()


def prepare_page(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    outlets: Sequence[str] = (),
    agencies: Sequence[str] = (),
    rules: SiteRules = NO_RULES,
) -> PreparedArticle:
    """Read a page, then fingerprint its article and find whom it quotes and cites.

    Args:
        body: the page as it came.
        url: the absolute address it was read from.
        content_type: the HTTP `Content-Type`, if known.
        outlets: names of publications that may be cited, beyond those that look like one.
        agencies: names of agencies that may be credited, beyond the well-known ones.
        rules: what the newsroom has written for this site, if anything.

    Raises:
        NoArticle: the page has no article.
        TooLarge: the page is too long.
        NotReadable: it is no text.
    """
    article, charset, repairs = read_page(body, url=url, content_type=content_type, rules=rules)
    text = article.text
    return PreparedArticle(
        article=article,
        charset=charset,
        repairs=repairs,
        fingerprint=fingerprint_text(text),
        sourcings=find_sourcings(text, language=article.language, outlets=outlets),
        credit=find_credit(text, article.authors, agencies=agencies, outlets=outlets),
        quotes=find_quotes(text, language=article.language),
    )


def read_page(
    body: bytes, *, url: str, content_type: str | None = None, rules: SiteRules = NO_RULES
) -> tuple[Article, str, tuple[tuple[str, str], ...]]:
    """Decode, extract, and where the words turn out to be mojibake, repair the page and extract again.

    Returns:
        The article, the codec that read the page, and the repairs.

    Raises:
        NoArticle, TooLarge, NotReadable: as `prepare_page`.
    """
    decoded = decode_page(body, content_type)
    article = extract_article(decoded.text, url, rules)
    # A page is a hundred times its article; only the few that need repair are gone over as a whole.
    if not repair_text("\n".join(_words_of(article))).repairs:
        return article, decoded.charset, ()
    repair = repair_text(decoded.text)
    return extract_article(repair.text, url, rules), decoded.charset, repair.repairs


def read_page_metadata(
    body: bytes, *, url: str, content_type: str | None = None, rules: SiteRules = NO_RULES
) -> Metadata:
    """What a page says of itself, whether an article is on it or not; decoded and repaired as by `read_page`.

    Raises:
        NoArticle: the page is built to break readers.
        TooLarge: the page is too long.
        NotReadable: it is no text.
    """
    page = decode_page(body, content_type).text
    metadata = read_metadata(page, url, rules)
    said = "\n".join((metadata.headline, metadata.description, *metadata.authors))
    return read_metadata(repair_text(page).text, url, rules) if repair_text(said).repairs else metadata


def read_words(body: bytes, *, content_type: str | None = None) -> str:
    """All the words that a page shows, furniture included, in its order: to see whether something stands there at all.

    Args:
        body: the page as it came.
        content_type: the HTTP `Content-Type`, if known.
    """
    page = LexborHTMLParser(decode_page(body, content_type).text)
    page.strip_tags(["script", "style", "template", "noscript"])
    return page.body.text(separator=" ") if page.body else ""


def _words_of(article: Article) -> Iterator[str]:
    """Everything in an article that is shown as text."""
    yield article.headline
    yield article.description
    yield from article.authors
    for block in article.blocks:
        yield from filter(None, (block.text, block.caption, block.credit, block.alt))
