"""The one module that combines engine parts: a page's bytes in, an article ready to keep out."""

from collections.abc import Iterator
from dataclasses import dataclass

from tearsheet.engine.articles import extract_article
from tearsheet.engine.model import Article
from tearsheet.engine.text import decode_page, repair_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """An article and what was done to the bytes on the way.

    Attributes:
        article: the typed article.
        charset: the Python codec that read the page.
        repairs: each wrong run of characters and what it became.
    """

    article: Article
    charset: str
    repairs: tuple[tuple[str, str], ...]


def prepare_page(body: bytes, *, url: str, content_type: str | None = None) -> PreparedArticle:
    """Decode, extract, and where the words turn out to be mojibake, repair the page and extract again.

    Args:
        body: the page as it came.
        url: the absolute address it was read from.
        content_type: the HTTP `Content-Type`, if known.

    Raises:
        NoArticle: the page has no article.
        TooLarge: the page is too long.
    """
    decoded = decode_page(body, content_type)
    article = extract_article(decoded.text, url)
    # A page is a hundred times its article; only the few that need repair are gone over as a whole.
    if not repair_text("\n".join(_words_of(article))).repairs:
        return PreparedArticle(article=article, charset=decoded.charset, repairs=())
    repair = repair_text(decoded.text)
    return PreparedArticle(
        article=extract_article(repair.text, url),
        charset=decoded.charset,
        repairs=repair.repairs,
    )


def _words_of(article: Article) -> Iterator[str]:
    """Everything in an article that is shown as text."""
    yield article.headline
    yield article.description
    yield from article.authors
    for block in article.blocks:
        yield from filter(None, (block.text, block.caption, block.credit, block.alt))
