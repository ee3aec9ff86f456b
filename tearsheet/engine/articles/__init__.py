"""Articles: from a page to typed blocks with headline, authors, dates and language."""

from tearsheet.engine.articles.extraction import extract_article

__all__ = ["extract_article"]
