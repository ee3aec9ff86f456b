"""The headline, without the publication's name."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.articles.structured import Facts
from tearsheet.engine.articles.trimming import fold

_SEPARATOR = re.compile(r"\s+[|–—»«·•:-]+\s+|\s*\|\s*|\s+::\s+")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def find_headline(tree: LexborHTMLParser, facts: Facts, publisher: str | None) -> tuple[str, str]:
    """The article's headline and where it was read; ("", "") if the page has none.

    What the page shows wins where it says the same as the page's data; the data win over an `h1` that says something
    else (a site's name, a section).
    """
    claims = [(strip_site(text, publisher), reason) for text, reason in _claims(facts)]
    claims = [(text, reason) for text, reason in claims if text]
    shown = [
        text
        for text in (
            collapse(node.text(separator=" ") if node.css_first("br, span, div") else node.text())
            for node in tree.css("h1")[:8]
        )
        if text
    ]
    for text in shown:
        for claim, _ in claims:
            if fold(text) == fold(claim):
                return text, "h1"
    if claims:
        return claims[0]
    return (shown[0], "h1") if shown else ("", "")


def _claims(facts: Facts) -> Iterator[tuple[str, str]]:
    if isinstance(value := facts.article.get("headline"), str):
        yield value, "json-ld headline"
    for name in ("og:title", "twitter:title", "dc.title", "title", "headline"):
        if value := facts.meta.get(name):
            yield value, f"meta {name}"
    if facts.title:
        yield facts.title, "title"


def strip_site(text: str, publisher: str | None) -> str:
    """A title without " | Site" at its end (or "Site: " before it), as far as the site's name is known or plain."""
    if _ENTITY.search(text):
        import html

        text = html.unescape(text)
    text = collapse(text)
    parts = list(_SEPARATOR.finditer(text))
    if not parts:
        return text
    names = {fold(publisher)} if publisher else set()
    last = parts[-1]
    tail, head = fold(text[last.end() :]), fold(text[: parts[0].start()])
    if names & {tail}:
        return strip_site(text[: last.start()], publisher)
    if names & {head}:
        return text[parts[0].end() :]
    if "|" in last[0] and len(text[: last.start()]) > 2 * len(text[last.end() :]):
        return text[: last.start()]
    return text
