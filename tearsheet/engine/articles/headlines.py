"""The headline, without the publication's name."""

import html
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.pieces import collapse, fold
from tearsheet.engine.articles.structured import Facts

_SEPARATOR = re.compile(r"\s+[|│–—»«›·•:-]+\s+|\s*\|\s*|\s+::\s+")
_MOST_H1 = 8
_DATA, _SHARED, _TITLE = "json-ld headline", "meta og:title", "title"
#: A headline that was cut off has at least so many code points left; where no dots say so, as many as data should have.
_CUT, _CUT_SILENTLY = 20, 100
#: A line of so many words is no name of a site or a section.
_HEADLINE_WORDS = 4
#: A title has at most so many names of its site at its end, and is looked at in at most so many parts.
_MOST_NAMES, _MOST_PARTS = 3, 12
#: What stands before a country in addresses and is nobody's name.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An article's headline.

    Attributes:
        text: the headline; "" if the page has none.
        reason: where it was read.
        forms: every form of it that the page knows, folded; the walk over the article meets some of them again.
    """

    text: str
    reason: str
    forms: frozenset[str]


def find_headline(census: Census, facts: Facts, publisher: str | None, url: str) -> Headline:
    """The article's headline.

    What the page's data claim wins over an `h1`, which may be the site's name or a section; but the `h1` is taken in its
    own spelling where it says the same, and whole where the claim was cut short. The site's name alone is no headline.
    """
    shown = [text for text in (_text_of(node) for node in census.tagged("h1")[:_MOST_H1]) if text]
    headings = shown or [_text_of(node) for node in census.tagged("h2")[:_MOST_H1]]
    names = site_names(publisher, url)
    claims = [(strip_site(raw, names), reason) for raw, reason in _claims(facts)]
    forms = frozenset(filter(None, (fold(text) for text in (*(claim for claim, _ in claims), *shown[:1]))))
    for claim, reason in _put_first(claims, shown):
        if claim and not (shown and _solid(claim) in names):
            same = next((text for text in headings if _says_the_same(text, claim)), None)
            if reason == _TITLE and same is None and (fullest := _fullest(shown, claim)):
                return Headline(text=fullest, reason="h1", forms=forms | {fold(fullest)})
            if same:
                return Headline(text=same, reason=f"{reason}, as in h1", forms=forms | {fold(same)})
            return Headline(text=claim, reason=reason, forms=forms)
    return Headline(text=shown[0] if shown else "", reason="h1" if shown else "", forms=forms)


def _put_first(claims: list[tuple[str, str]], shown: list[str]) -> list[tuple[str, str]]:
    """The claims in their order, but what readers and sharers see before what only searchers see.

    Some pages give their data and their `<title>` one headline, for search engines, and their `h1` and Open Graph another;
    some leave out of their data the kicker that all others see.
    """
    named = {reason: claim for claim, reason in reversed(claims)}
    data, seen, title = (fold(named.get(reason, "")) for reason in (_DATA, _SHARED, _TITLE))
    if shown and seen and fold(shown[0]) == seen != data and (data == title or seen.endswith(f" {data}")):
        return [(named[_SHARED], _SHARED), *claims]
    return claims


def _fullest(shown: list[str], claim: str) -> str:
    """The `h1` that can only be a headline: where nothing but `<title>` is claimed, it may well name the site alone."""
    fullest = max(shown, key=len, default="")
    return fullest if len(fullest.split()) >= _HEADLINE_WORDS and fold(claim) not in fold(fullest) else ""


def _says_the_same(shown: str, claim: str) -> bool:
    """Whether a claim is a heading, but for its spelling, its end that was cut off, or what stands after a mark behind it.

    What stands before the words of the heading is a kicker, which belongs to the headline, unless two colons part them:
    those stand behind the name of a site.
    """
    same, folded = fold(shown), fold(claim)
    if not same:
        return False
    was_cut = len(claim) > _CUT_SILENTLY or (claim.endswith(("…", "...")) and len(folded) > _CUT)
    if same == folded or (was_cut and same.startswith(folded)) or same == fold(claim.rpartition("::")[2]):
        return True
    parts = [fold(part) for part in _SEPARATOR.split(claim, _MOST_PARTS)]
    is_headline = len(same.split()) >= _HEADLINE_WORDS
    starts = [" ".join(parts[:count]).strip() for count in range(1 if is_headline else len(parts) - 1, len(parts))]
    return len(parts) > 1 and same in starts


def _text_of(node: LexborNode) -> str:
    # Kicker and headline stand in boxes of their own, which must not grow together.
    return collapse(node.text(separator=" ") if node.css_first("br, span, div, p") else node.text())


def _claims(facts: Facts) -> Iterator[tuple[str, str]]:
    if isinstance(value := facts.article.get("headline"), str):
        yield value, _DATA
    for name in ("og:title", "twitter:title", "dc.title", "title", "headline"):
        if value := facts.meta.get(name):
            yield value, f"meta {name}"
    if facts.title:
        yield facts.title, _TITLE


def site_names(publisher: str | None, url: str) -> frozenset[str]:
    """The names that a title may have beside the headline, without spaces: the publication's, and those in its address."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    labels = host.removeprefix("www.").split(".")
    owner = labels[:-2] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[:-1]  # noqa: PLR2004
    names = ("".join(labels), *owner[-1:], _solid(publisher or ""))
    return frozenset(filter(None, names))


def _solid(text: str) -> str:
    return fold(text).replace(" ", "")


def strip_site(text: str, names: AbstractSet[str]) -> str:
    """A title without " | Site" at its end (or "Site: " before it), as far as the site's name is known or plain."""
    text = collapse(html.unescape(text) if _ENTITY.search(text) else text)
    parts = list(_SEPARATOR.finditer(text))
    end = len(text)
    for part in reversed(parts[-_MOST_NAMES:]):
        if _solid(text[part.end() : end]) not in names:
            break
        end = part.start()
    text = text[:end]
    parts = [part for part in parts if part.end() < end]
    if not parts:
        return text
    if _solid(text[: parts[0].start()]) in names:
        return text[parts[0].end() :]
    last = parts[-1]
    if "|" in last[0] and len(text[: last.start()]) > 2 * len(text[last.end() :]):
        return text[: last.start()]
    return text
