"""Which feeds a page names (`<link rel="alternate">`)."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.feeds.plain import to_absolute, to_plain_text

# "application/json" is left out: with `rel="alternate"` it names interfaces far more often than feeds.
_KINDS = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/xml": "rss",
    "text/xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page names: its absolute address, its title or "", and "rss", "atom" or "json" as promised."""

    url: str
    title: str
    kind: str


def find_feeds(html: str | bytes, *, url: str) -> tuple[FeedLink, ...]:
    """The feeds that a page names, in its order, each address once.

    Args:
        html: the page.
        url: its address; relative links (and a `<base>`) are resolved against it.
    """
    tree = LexborHTMLParser(html)
    base_node = tree.css_first("base[href]")
    base = to_absolute(base_node.attributes.get("href") or "", url) if base_node else ""
    found: dict[str, FeedLink] = {}
    for node in tree.css("link[rel][href][type]"):
        rels = (node.attributes.get("rel") or "").lower().split()
        kind = _KINDS.get((node.attributes.get("type") or "").partition(";")[0].strip().lower())
        address = to_absolute(node.attributes.get("href") or "", base or url)
        if kind and address and "alternate" in rels and "stylesheet" not in rels:
            title = to_plain_text(node.attributes.get("title") or "")
            found.setdefault(address, FeedLink(url=address, title=title, kind=kind))
    return tuple(found.values())
