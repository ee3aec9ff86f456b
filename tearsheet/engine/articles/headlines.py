"""The headline, without the publication's name."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tearsheet.engine.articles.pieces import collapse, fold
from tearsheet.engine.articles.structured import Facts

_SEPARATOR = re.compile(r"\s+[|–—»«·•:-]+\s+|\s*\|\s*|\s+::\s+")
_MOST_H1 = 8
#: A headline that was cut off has at least so many code points left.
_CUT = 20
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def find_headline(tree: LexborHTMLParser, facts: Facts, publisher: str | None) -> tuple[str, str]:
    """The article's headline and where it was read; ("", "") if the page has none.

    What the page's data claim wins over an `h1`, which may be the site's name or a section; but the `h1` is taken in its
    own spelling where it says the same, and whole where the claim was cut short.
    """
    shown = [text for text in (_text_of(node) for node in tree.css("h1")[:_MOST_H1]) if text]
    for raw, reason in _claims(facts):
        claim = strip_site(raw, publisher)
        if not claim:
            continue
        for text in shown:
            if _says_the_same(text, claim):
                return text, f"{reason}, as in h1"
        return claim, reason
    return (shown[0], "h1") if shown else ("", "")


def _says_the_same(shown: str, claim: str) -> bool:
    """Whether a claim is an `h1`, but for its spelling, its end that was cut off, or the site's name around it."""
    same, folded = fold(shown), fold(claim)
    if not same:
        return False
    if same == folded or (claim.endswith(("…", "...")) and same.startswith(folded) and len(folded) > _CUT):
        return True
    parts = [fold(part) for part in _SEPARATOR.split(claim)]
    return len(parts) > 1 and same in {" ".join(parts[:-1]).strip(), " ".join(parts[1:]).strip()}


def find_titles(tree: LexborHTMLParser, facts: Facts, publisher: str | None) -> frozenset[str]:
    """Every form of the headline that the page knows, folded; the walk meets some of them again."""
    claims = {fold(strip_site(raw, publisher)) for raw, _ in _claims(facts)}
    shown = [fold(_text_of(node)) for node in tree.css("h1")[:_MOST_H1]]
    return frozenset(text for text in (*claims, *shown[:1]) if text)


def _text_of(node: LexborNode) -> str:
    # Kicker and headline stand in boxes of their own, which must not grow together.
    return collapse(node.text(separator=" ") if node.css_first("br, span, div, p") else node.text())


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
