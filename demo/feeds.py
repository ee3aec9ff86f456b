"""The feeds of the demo press: RSS 2.0, Atom, JSON Feed, and the list of them all as OPML."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from demo.reading import Outlet, PressArticle


def newest_first(articles: Iterable[PressArticle]) -> list[PressArticle]:
    """As feeds and front pages list them."""
    return sorted(articles, key=lambda article: (article.published_at, article.key), reverse=True)


def changed_at(article: PressArticle) -> datetime:
    """When the article was last changed openly, else when it was published."""
    return article.modified_at or article.published_at


def write_feed(outlet: Outlet, articles: list[PressArticle], origins: Mapping[str, Outlet]) -> str:
    """The outlet's feed, newest first.

    Args:
        outlet: whose feed.
        articles: its articles.
        origins: by key of a reprint, the agency whose text it is.
    """
    ordered = newest_first(articles)
    match outlet.feed_kind:
        case "rss":
            return write_rss(outlet, ordered, origins)
        case "atom":
            return write_atom(outlet, ordered)
        case _:
            return write_json(outlet, ordered)


def write_rss(outlet: Outlet, articles: list[PressArticle], origins: Mapping[str, Outlet]) -> str:
    """An RSS 2.0 channel; reprints carry the `<source>` of their agency."""
    items = []
    for article in articles:
        source = origins.get(article.key)
        creators = "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in article.authors)
        credit = f"<source url={quoteattr(source.feed_url)}>{escape(source.name)}</source>" if source else ""
        items.append(
            f"<item><title>{escape(article.headline)}</title><link>{escape(article.listed_url)}</link>"
            f'<guid isPermaLink="false">{outlet.slug}:{article.key}</guid>'
            f"<pubDate>{format_datetime(article.published_at)}</pubDate>{creators}"
            f"<category>{escape(article.section)}</category>"
            f"<description>{escape(article.summary)}</description>{credit}</item>"
        )
    ttl = f"<ttl>{outlet.ttl}</ttl>" if outlet.ttl else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{outlet.home_url}</link>"
        f"<description>{escape(outlet.tagline)}</description><language>{outlet.language}</language>{ttl}\n"
        + "\n".join(items)
        + "\n</channel></rss>\n"
    )


def write_atom(outlet: Outlet, articles: list[PressArticle]) -> str:
    """An Atom feed (RFC 4287)."""
    entries = []
    for article in articles:
        names = article.authors or (outlet.name,)
        authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in names)
        entries.append(
            f"<entry><title>{escape(article.headline)}</title>"
            f'<link rel="alternate" type="text/html" href={quoteattr(article.listed_url)}/>'
            f"<id>tag:{outlet.host},2020:{article.key}</id><published>{article.published_at.isoformat()}</published>"
            f"<updated>{changed_at(article).isoformat()}</updated>{authors}"
            f"<category term={quoteattr(article.section)}/><summary>{escape(article.summary)}</summary></entry>"
        )
    updated = max((changed_at(article).isoformat() for article in articles), default="2020-01-01T00:00:00+00:00")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">'
        f"<title>{escape(outlet.name)}</title><subtitle>{escape(outlet.tagline)}</subtitle>"
        f'<link rel="self" href="{outlet.feed_url}"/><link rel="alternate" href="{outlet.home_url}"/>'
        f"<id>{outlet.home_url}</id><updated>{updated}</updated>\n" + "\n".join(entries) + "\n</feed>\n"
    )


def write_json(outlet: Outlet, articles: list[PressArticle]) -> str:
    """A JSON Feed 1.1."""
    items = []
    for article in articles:
        item = {
            "id": f"{outlet.slug}-{article.key}",
            "url": article.listed_url,
            "title": article.headline,
            "summary": article.summary,
            "content_text": article.summary,
            "date_published": article.published_at.isoformat(),
            "authors": [{"name": name} for name in article.authors],
            "tags": [article.section],
        }
        if article.modified_at:
            item["date_modified"] = article.modified_at.isoformat()
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.home_url,
        "feed_url": outlet.feed_url,
        "description": outlet.tagline,
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def write_opml(outlets: Iterable[Outlet]) -> str:
    """All outlets as an OPML 2.0 list, with the owner family as an attribute of ours."""
    kinds = {"rss": "rss", "atom": "atom", "json": "json"}
    rows = "\n".join(
        f"<outline text={quoteattr(outlet.name)} title={quoteattr(outlet.name)} type={quoteattr(kinds[outlet.feed_kind])} "
        f"xmlUrl={quoteattr(outlet.feed_url)} htmlUrl={quoteattr(outlet.home_url)} language={quoteattr(outlet.language)} "
        f"category={quoteattr(outlet.kind)} ownerFamily={quoteattr(outlet.owner)} country={quoteattr(outlet.country)}/>"
        for outlet in outlets
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>The demo press</title></head><body>\n'
        f"{rows}\n</body></opml>\n"
    )
