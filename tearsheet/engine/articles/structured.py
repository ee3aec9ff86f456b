"""What a page says about itself for machines: JSON-LD and meta elements."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

#: JSON-LD types that are the page's article, the most specific family last.
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|WebPage|Recipe|Podcast\w*|VideoObject)$")
_NEWS = re.compile(r"(?:Article|Posting|Report|Review)$")
_MAX_SCRIPTS, _MAX_OBJECTS = 40, 3000
_CONTROL = re.compile(r"[\x00-\x1f]+")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the head of a page says.

    Attributes:
        article: the JSON-LD object of the page's article; empty if there is none.
        objects: every JSON-LD object that has an `@id`, by it.
        meta: content by property or name, in lower case; the first of each that is not blank.
        all_authors: each content of the meta elements that may be repeated.
        language: the tag in `<html lang>`, or "".
        title: the words of `<title>`.
    """

    article: Json
    objects: Mapping[str, Json]
    meta: Mapping[str, str]
    all_authors: tuple[str, ...]
    language: str
    title: str


_AUTHOR_NAMES = frozenset(
    {
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "dcterms.creator",
        "cxenseparse:author",
        "citation_author",
        "og:article:author",
        "vr:author",
        "article:author_name",
        "cxense-author",
        "rbauthors",
    }
)


def read_facts(tree: LexborHTMLParser) -> Facts:
    """Read a page's structured data; broken or absent data gives empty fields, never an error."""
    meta: dict[str, str] = {}
    authors: list[str] = []
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = (attributes.get("content") or "").strip()
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if content and name:
            name = name.lower()
            meta.setdefault(name, content)
            if name in _AUTHOR_NAMES:
                authors.append(content)
    root = tree.root
    title = tree.head.css_first("title") if tree.head else None
    objects = list(_read_json_ld(tree))
    return Facts(
        article=_choose_article(objects),
        objects={str(item["@id"]): item for item in objects if "@id" in item and len(item) > 1},
        meta=meta,
        all_authors=tuple(authors),
        language=(root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root else "",
        title=" ".join(title.text().split()) if title else "",
    )


def _read_json_ld(tree: LexborHTMLParser) -> Iterator[Json]:
    """Each object in each script, the nested ones too, outermost first."""
    count = 0
    for script in tree.css('script[type*="ld+json" i]')[:_MAX_SCRIPTS]:
        queue: list[Any] = [_parse_json(script.text())]
        for value in queue:  # grows while it is read
            if isinstance(value, list):
                queue.extend(value)
            elif isinstance(value, dict):
                count += 1
                if count > _MAX_OBJECTS:
                    return
                yield value
                queue.extend(part for part in value.values() if isinstance(part, (dict, list)))


def _parse_json(text: str) -> Any:
    text = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
        .rstrip(";")
    )
    for mend in (str, _without_controls):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _without_controls(text: str) -> str:
    return _CONTROL.sub(" ", text)


def type_names(item: Json) -> tuple[str, ...]:
    """The `@type` of a JSON-LD object, always as several."""
    kind = item.get("@type")
    return tuple(str(name) for name in kind) if isinstance(kind, list) else (str(kind),)


def _choose_article(objects: list[Json]) -> Json:
    """The first object of an article type with a headline; then of a wider type."""
    for pattern in (_NEWS, _ARTICLE):
        for item in objects:
            if any(pattern.search(name) for name in type_names(item)) and (
                item.get("headline") or item.get("datePublished")
            ):
                return item
    return {}
