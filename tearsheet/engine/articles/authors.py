"""Who wrote an article."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.pieces import collapse, fold
from tearsheet.engine.articles.structured import Facts

_BY = re.compile(
    r"^(?:by|von|par|por|door|av|af|di|de|przez|autor(?:en|ka)?|author|text|words|von|written by|reported by|fra)\b\s*:?\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:;|\||,|/|\band\b|\bund\b|\bet\b|\by\b|\boch\b|\bog\b|\ben\b|&)\s*(?=\S)", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^\W*$|^(?:admin|administrator|editor|redaktion|webmaster|author|unknown|none|null)$",
    re.IGNORECASE,
)
_SELECTORS = (
    "[itemprop=author] [itemprop=name], [itemprop=author]",
    "a[rel~=author]",
    '[class*="author-name" i], [class*="author__name" i], [class*="byline-name" i], [class*="byline__name" i]',
    '[class~="byline" i], [class~="author" i], [class~="article__author" i], [class*="byline" i]',
)
_MAX_NAME = 60


def find_authors(tree: LexborHTMLParser, facts: Facts, publisher: str | None) -> tuple[tuple[str, ...], str]:
    """The authors' names in the page's order, and where they were read; ((), "") if the page does not say."""
    refused = {fold(publisher)} if publisher else set()
    for names, reason in _candidates(tree, facts):
        # The publication itself may be the author, if the page's data say so in so many words.
        authors = _clean(names, set() if reason.startswith("json-ld") else refused)
        if authors:
            return authors, reason
    return (), ""


def _candidates(tree: LexborHTMLParser, facts: Facts) -> Iterator[tuple[list[str], str]]:
    yield list(_names_of(facts.article.get("author"), facts)), "json-ld author"
    yield list(facts.all_authors), "meta author"
    for selector in _SELECTORS:
        yield (
            [node.attributes.get("content") or node.text(separator=" ") for node in tree.css(selector)[:6]],
            f"element {selector.split(',')[0]}",
        )


def _names_of(value: Any, facts: Facts) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            person = item if "name" in item else facts.objects.get(str(item.get("@id")), item)
            name = person.get("name")
            for part in name if isinstance(name, list) else [name]:
                if isinstance(part, str):
                    yield part


def _clean(names: Iterable[str], refused: set[str]) -> tuple[str, ...]:
    authors: dict[str, str] = {}
    for raw in names:
        text = _BY.sub("", collapse(raw))
        for part in _AND.split(text) if len(text) < 4 * _MAX_NAME else ():
            name = _BY.sub("", part.strip(" ,.:-–|"))
            key = fold(name)
            if name and key not in refused and len(name) <= _MAX_NAME and not _NOT_A_NAME.search(name):
                authors.setdefault(key, name)
    return tuple(authors.values())
