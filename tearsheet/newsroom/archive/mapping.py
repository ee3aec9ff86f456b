"""Rows of articles <-> documents of the archive."""

from collections.abc import Iterable

from tearsheet.engine.stories import describe_article
from tearsheet.newsroom.archive.port import Document
from tearsheet.newsroom.archive.words import fold_words
from tearsheet.newsroom.intake.models import Article


def write_documents(articles: Iterable[Article]) -> list[Document]:
    """Articles as the archive keeps them.

    Args:
        articles: with their current revision at hand.
    """
    return [
        Document(
            article=article.pk,
            words=tuple(fold_words(f"{article.revision.headline}\n{article.revision.text}")),
            source=article.source_id,
            language=article.language,
            at=article.sorted_at,
        )
        for article in articles
    ]


def read_terms(article: Article) -> tuple[tuple[str, float], ...]:
    """What an article is about, as weighted terms."""
    described = describe_article(
        headline=article.revision.headline, text=article.revision.text, published_at=article.sorted_at
    )
    return described.terms
