"""Rules of a single site, written by hand, for the rare page that the general reading gets wrong. None ship."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tearsheet.engine.articles.authors import clean_names, names_in
from tearsheet.engine.articles.dates import read_date
from tearsheet.engine.articles.headlines import Headline
from tearsheet.engine.articles.pieces import collapse, fold
from tearsheet.engine.errors import NotReadable

REASON = "site rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """What a site's pages are read by, each a CSS selector or ""; what matches nothing on a page changes nothing there.

    Attributes:
        article: the element that holds the article; the first match counts.
        drop: elements that are taken out before anything is read, but for the page's own data.
        headline: the element whose words are the headline.
        byline: elements with the authors' names.
        date: the element with the time of publication, in `datetime`, `content` or its words.
    """

    article: str = ""
    drop: tuple[str, ...] = ()
    headline: str = ""
    byline: str = ""
    date: str = ""

    @property
    def selectors(self) -> dict[str, str]:
        """Each selector by what it is for; those to drop are numbered from 1."""
        single = {name: getattr(self, name) for name in ("article", "headline", "byline", "date")}
        dropped = {f"drop {number}": selector for number, selector in enumerate(self.drop, start=1)}
        return {name: selector for name, selector in (single | dropped).items() if selector}


NO_RULES = SiteRules()
_NAMES = frozenset(field.name for field in fields(SiteRules))


def read_site_rules(text: str, *, name: str) -> Mapping[str, SiteRules]:
    """The rules in a TOML text: a table a host, `www.` left out, with the fields of `SiteRules`.

    Args:
        text: the file's text.
        name: the file's name, for messages.

    Raises:
        NotReadable: it is no TOML, or has a table that is no host's, an unknown key, or no valid selector; says which.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotReadable(f"{name} is no TOML file: {error}") from error
    return {host.lower().removeprefix("www."): _read_table(host, table, name) for host, table in tables.items()}


def _read_table(host: str, table: Any, name: str) -> SiteRules:
    if not isinstance(table, dict) or "." not in host or "/" in host:
        raise NotReadable(f'{name}: expected a table for a host, such as ["harbourpost.example"], and found {host!r}')
    if unknown := table.keys() - _NAMES:
        raise NotReadable(f"{name}: {host} has {min(unknown)!r}; known are {', '.join(sorted(_NAMES))}")
    drop = table.get("drop", [])
    singles = {key: value for key, value in table.items() if key != "drop"}
    if not isinstance(drop, list) or not all(isinstance(value, str) for value in (*drop, *singles.values())):
        raise NotReadable(f"{name}: {host}: each rule is a selector in quotation marks, and drop a list of them")
    for selector in (*drop, *singles.values()):
        try:
            LexborHTMLParser("<p>").css(selector)
        except SelectolaxError as error:
            raise NotReadable(f"{name}: {host}: {selector!r} is no CSS selector that is known here") from error
    return SiteRules(drop=tuple(drop), **singles)


def count_matches(html: str, rules: SiteRules) -> dict[str, int]:
    """How many elements of a page each selector matches, by the names of `SiteRules.selectors`."""
    tree = LexborHTMLParser(html)
    return {name: len(tree.css(selector)) for name, selector in rules.selectors.items()}


def drop_ruled(tree: LexborHTMLParser, rules: SiteRules) -> None:
    """Take out what the rules drop; never the body itself."""
    for selector in rules.drop:
        # From the last to the first: what is below an element is freed with it, and stands behind it.
        for node in reversed(tree.css(selector)):
            if node.tag not in {"html", "body"}:
                node.decompose()


def ruled_root(tree: LexborHTMLParser, rules: SiteRules) -> LexborNode | None:
    """The element that the rules name as the article's."""
    return tree.body.css_first(rules.article) if rules.article and tree.body else None


def ruled_headline(tree: LexborHTMLParser, rules: SiteRules) -> Headline | None:
    """The headline by the rules."""
    node = tree.css_first(rules.headline) if rules.headline else None
    text = collapse(node.text(separator=" ")) if node else ""
    return Headline(text=text, reason=REASON, forms=frozenset({fold(text)})) if text else None


def ruled_authors(tree: LexborHTMLParser, rules: SiteRules) -> tuple[tuple[str, ...], str] | None:
    """The authors by the rules, and the reason."""
    nodes = tree.css(rules.byline) if rules.byline else []
    names = clean_names(name for node in nodes for name in names_in(node))
    return (names, REASON) if names else None


def ruled_date(tree: LexborHTMLParser, rules: SiteRules) -> tuple[datetime, str] | None:
    """The time of publication by the rules, and the reason."""
    node = tree.css_first(rules.date) if rules.date else None
    if node is None:
        return None
    words = node.attributes.get("datetime") or node.attributes.get("content") or node.text(separator=" ")
    moment = read_date(collapse(words))
    return (moment, REASON) if moment else None
