"""Articles: from a page to typed blocks with headline, authors, dates and language."""

from tearsheet.engine.articles.extraction import extract_article
from tearsheet.engine.articles.metadata import read_metadata
from tearsheet.engine.articles.site_rules import NO_RULES, SiteRules, count_matches, read_site_rules

__all__ = ["NO_RULES", "SiteRules", "count_matches", "extract_article", "read_metadata", "read_site_rules"]
