"""Who wrote an article."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tearsheet.engine.articles.beside import Beside
from tearsheet.engine.articles.furniture import BY
from tearsheet.engine.articles.pieces import collapse, fold
from tearsheet.engine.articles.structured import Facts
from tearsheet.engine.articles.written_names import find_written_names, is_whole_name

_AND = re.compile(r"\s*(?:;|\||,|/|\band\b|\bund\b|\bet\b|\by\b|\boch\b|\bog\b|\ben\b|&)\s*(?=\S)", re.IGNORECASE)
#: A desk's sign after the name: "Elena Roe (ero)".
_SIGN = re.compile(r"\s*\([a-zäöü.]{2,6}\)$")
_NOT_A_NAME = re.compile(
    r"https?|www\.|[@:()<>{}]|\d{3}|^\W*$"
    r"|^(?:admin|administrator|editor|redaktion|webmaster|author|authors|unknown|none|null|staff|guest|contributor)$",
    re.IGNORECASE,
)
_SELECTORS = (
    "[itemprop=author] [itemprop=name], [itemprop=author]",
    "a[rel~=author]",
    '[class*="author-name" i], [class*="author__name" i], [class*="byline-name" i], [class*="byline__name" i]',
    '[class~="byline" i], [class~="author" i], [class~="article__author" i], [class*="byline" i]',
)
_DOMAIN = re.compile(r"^\S+\.\w{2,3}$")
#: A name has at most so many code points, and so many elements are looked at for each way of marking them.
_MAX_NAME, _MAX_ELEMENTS = 60, 6


def find_authors(
    tree: LexborHTMLParser, facts: Facts, publisher: str | None, beside: Beside
) -> tuple[tuple[str, ...], str]:
    """The authors' names in the page's order, and where they were read; ((), "") if the page does not say.

    The publication itself is named as the author only where the page's data say so and nobody else is.
    """
    house = {fold(publisher)} if publisher else set()
    fallback: tuple[tuple[str, ...], str] = (), ""
    for names, reason in _candidates(tree, facts, beside):
        authors = clean_names(names)
        people = tuple(name for name in authors if fold(name) not in house and not _DOMAIN.search(name))
        if people:
            return people, reason
        if authors and not fallback[0] and reason.startswith("json-ld"):
            fallback = authors, reason
    return fallback


def _candidates(tree: LexborHTMLParser, facts: Facts, beside: Beside) -> Iterator[tuple[list[str], str]]:
    yield list(_names_of(facts.article.get("author"), facts)), "json-ld author"
    yield list(facts.all_authors), "meta author"
    yield find_written_names(beside), "byline beside the headline"
    for selector in _SELECTORS:
        nodes = tree.css(selector)[:_MAX_ELEMENTS]
        yield [name for node in nodes for name in names_in(node)], f"element {selector.partition(',')[0]}"


def _names_of(value: Any, facts: Facts) -> Iterator[str]:
    """The names in a JSON-LD author, however it is written."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            person = item if "name" in item else facts.objects.get(str(item.get("@id")), item)
            name = person.get("name")
            for part in name if isinstance(name, list) else [name]:
                if isinstance(part, str):
                    yield part


def names_in(node: LexborNode) -> list[str]:
    """The names in a byline: its links, if it has any; else its lines, if each is a name; else its words."""
    if content := node.attributes.get("content"):
        return [content]
    links = [link.text(separator=" ") for link in node.css("a[href]") if _may_name(link)] if node.tag != "a" else []
    if links:
        return links
    lines = [line.strip(" ,;|") for line in node.text(separator="\n").splitlines()]
    names = [line for line in lines if line and not BY.fullmatch(line)]
    return names if len(names) > 1 and all(map(is_whole_name, names)) else [node.text(separator=" ")]


def _may_name(link: LexborNode) -> bool:
    """Whether a link in a byline may lead to a person: not to a place on the page, or to what has the same subject."""
    attributes = link.attributes
    return "#" not in (attributes.get("href") or "") and "tag" not in (attributes.get("rel") or "").split()


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names in bylines, without "By", each once; what is no name is left out."""
    authors: dict[str, str] = {}
    for raw in names:
        text = BY.sub("", collapse(html.unescape(raw) if "&" in raw else raw))
        if len(text) > 4 * _MAX_NAME or text.startswith(("http:", "https:")):
            continue
        for part in _AND.split(text):
            name = _SIGN.sub("", BY.sub("", part.strip(" ,.:-–|")))
            if name and len(name) <= _MAX_NAME and not _NOT_A_NAME.search(name):
                authors.setdefault(fold(name), name)
    return tuple(authors.values())
