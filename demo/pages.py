"""Pages of the demo press: an article and its outlet's template in, HTML out.

A template file holds parts, each after a line `<!-- part: name -->`: `page` and `index` for whole pages, `picture`,
`quotation`, `pull`, `embed`, `related`, `note`, `paragraph`, `aside` (furniture inside the text) for pieces. Parts that
an outlet does not have come from `_common.html`.
"""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any
from urllib.parse import urlsplit

from demo.days import write_moment
from demo.feeds import newest_first
from demo.markup import Piece, inline_html
from demo.reading import PRESS, Outlet, PressArticle, slugify

PART = re.compile(r"<!-- part: (\w+) -->\n")
RELATED_COUNT = 3
MODIFIED_LABEL = {"en": "Updated", "de": "Aktualisiert", "ar": "آخر تحديث"}
AND = {"en": " and ", "de": " und ", "ar": " و"}
CREDIT_LABEL = {"en": "Photograph", "de": "Foto", "ar": "تصوير"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """What a page needs to know of the rest of the press: its articles by key, its pictures by name."""

    articles: Mapping[str, PressArticle]
    pictures: Mapping[str, Mapping[str, Any]]


@cache
def read_parts(name: str) -> dict[str, Template]:
    """The parts of a template file, with the common ones beneath."""
    _, *found = PART.split((PRESS / "templates" / f"{name}.html").read_text(encoding="utf-8"))
    own = {part: Template(text.strip()) for part, text in zip(found[::2], found[1::2], strict=True)}
    return own if name == "_common" else read_parts("_common") | own


def render_article(article: PressArticle, web: Web) -> str:
    """The page of an article."""
    outlet = article.outlet
    parts = read_parts(outlet.template)
    root = root_of(article.url)
    picture = Piece(kind="picture", name=article.picture, text=article.caption)
    lead = render_piece(picture, article, web, root) if article.picture else ""
    modified = write_moment(article.modified_at, outlet.language) if article.modified_at else ""
    return parts["gallery" if "gallery" in article.flags else "page"].substitute(
        frame(outlet, web, root),
        meta=write_metadata(article, web),
        headline=html.escape(article.headline),
        summary=html.escape(article.summary),
        section=html.escape(article.section),
        byline=html.escape(AND[outlet.language].join(article.authors) or outlet.name),
        published=write_moment(article.published_at, outlet.language),
        published_iso=article.published_at.isoformat(),
        modified=f"{MODIFIED_LABEL[outlet.language]}: {modified}" if modified else "",
        lead=lead,
        body=render_body(article, web, root),
        note=parts["note"].substitute(text=html.escape(article.note)) if article.note else "",
        more=list_more(article, web),
        number=slugify(article.key),
    )


def render_index(outlet: Outlet, web: Web) -> str:
    """The outlet's front page: what it has, newest first."""
    parts = read_parts(outlet.template)
    own = newest_first(article for article in web.articles.values() if article.outlet.slug == outlet.slug)
    rows = "\n".join(
        parts["teaser"].substitute(
            url=html.escape(article.listed_url.removeprefix(outlet.home_url)),
            headline=html.escape(article.headline),
            summary=html.escape(article.summary),
            section=html.escape(article.section),
            published=write_moment(article.published_at, outlet.language),
        )
        for article in own
    )
    return parts["index"].substitute(frame(outlet, web, ""), teasers=rows)


def frame(outlet: Outlet, web: Web, root: str) -> dict[str, str]:
    """What every page of an outlet shows around its content."""
    nav = "".join(f'<li><a href="{root}index.html#{slugify(name)}">{name}</a></li>' for name in outlet.sections)
    latest = newest_first(article for article in web.articles.values() if article.outlet.slug == outlet.slug)[
        :RELATED_COUNT
    ]
    return {
        "outlet": html.escape(outlet.name),
        "tagline": html.escape(outlet.tagline),
        "language": outlet.language,
        "root": root,
        "nav": nav,
        "latest": "".join(
            f'<li><a href="{html.escape(article.listed_url)}">{html.escape(article.headline)}</a></li>'
            for article in latest
        ),
        "feed": outlet.feed_url,
    }


def render_body(article: PressArticle, web: Web, root: str) -> str:
    """The pieces of an article, with the outlet's furniture set among them."""
    rendered = [render_piece(piece, article, web, root) for piece in article.pieces]
    aside = read_parts(article.outlet.template)["aside"].substitute(outlet=html.escape(article.outlet.name))
    if aside and len(rendered) > article.outlet.aside_after + 1:
        rendered.insert(article.outlet.aside_after, aside)
    return "\n".join(filter(None, rendered))


def render_piece(piece: Piece, article: PressArticle, web: Web, root: str) -> str:
    """One piece in the outlet's own markup."""
    parts = read_parts(article.outlet.template)

    def address_of(target: str) -> str:
        return web.articles[target].url if target in web.articles else target

    text = inline_html(piece.text, address_of)
    cells = [[inline_html(cell, address_of) for cell in row] for row in piece.rows]
    match piece.kind:
        case "heading" | "paragraph" | "pull":
            return parts[piece.kind].substitute(text=text)
        case "quotation":
            cite = parts["cite"].substitute(name=html.escape(piece.name)) if piece.name else ""
            return parts["quotation"].substitute(text=text, cite=cite)
        case "list" | "table":
            return render_rows(piece.kind, cells)
        case "picture":
            return render_picture(piece, article.outlet, web, root)
        case "embed":
            return parts["embed"].substitute(text=text, name=html.escape(piece.name), url=html.escape(piece.address))
        case "related":
            known = [web.articles[row[0]] for row in piece.rows if row[0] in web.articles]
            return parts["related"].substitute(links=link_list(known)) if known else ""
    raise ValueError(f"no such piece: {piece.kind}")


def render_rows(kind: str, rows: list[list[str]]) -> str:
    """A list, or a table whose first row is its head."""
    if kind == "list":
        return "<ul>" + "".join(f"<li>{row[0]}</li>" for row in rows) + "</ul>"
    head, *rest = rows
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest)
    heads = "".join(f"<th>{cell}</th>" for cell in head)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def render_picture(piece: Piece, outlet: Outlet, web: Web, root: str) -> str:
    """A picture with its alt text, caption and credit, each apart."""
    picture = web.pictures[piece.name]
    return read_parts(outlet.template)["picture"].substitute(
        src=f"{root}media/{picture_file(piece.name, outlet)}",
        alt=html.escape(picture["alt"][outlet.language]),
        caption=html.escape(piece.text or picture["caption"][outlet.language]),
        credit=html.escape(picture["credit"]),
        label=CREDIT_LABEL[outlet.language],
    )


def picture_file(name: str, outlet: Outlet) -> str:
    """The file name of a picture in the outlet's own format."""
    return f"{name}.{outlet.image}"


def link_list(articles: list[PressArticle]) -> str:
    """Articles as list entries."""
    return "".join(f'<li><a href="{html.escape(a.url)}">{html.escape(a.headline)}</a></li>' for a in articles)


def list_more(article: PressArticle, web: Web) -> str:
    """What the outlet offers below an article: its own earlier pieces of the same story."""
    own = newest_first(
        other
        for other in web.articles.values()
        if other.outlet.slug == article.outlet.slug and other.story == article.story and other.key != article.key
    )
    return link_list([other for other in own if other.published_at < article.published_at][:RELATED_COUNT])


def root_of(url: str) -> str:
    """The way from a page to its host's root: "../../"."""
    return "../" * (urlsplit(url).path.count("/") - 1)


def write_metadata(article: PressArticle, web: Web) -> str:
    """What the page's head says of the article, in the outlet's manner."""
    outlet = article.outlet
    image = f"{outlet.home_url}media/{picture_file(article.picture, outlet)}" if article.picture in web.pictures else ""
    canonical = f'<link rel="canonical" href="{html.escape(article.url)}">'
    match outlet.metadata:
        case "jsonld":
            return f"{canonical}\n{write_json_ld(article, image)}"
        case "opengraph":
            return f"{canonical}\n{write_open_graph(article, image)}"
        case "microdata" | "time":
            return f'{canonical}\n<meta name="description" content="{html.escape(article.summary)}">'
        case _:
            return ""


def write_json_ld(article: PressArticle, image: str) -> str:
    """The article as schema.org NewsArticle."""
    outlet = article.outlet
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage" if "gallery" in article.flags else "NewsArticle",
        "headline": article.headline,
        "description": article.summary,
        "inLanguage": outlet.language,
        "datePublished": article.published_at.isoformat(),
        "dateModified": (article.modified_at or article.published_at).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "url": outlet.home_url},
        "mainEntityOfPage": article.url,
        "articleSection": article.section,
    }
    if image:
        data["image"] = [image]
    body = json.dumps(data, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return f'<script type="application/ld+json">{body}</script>'


def write_open_graph(article: PressArticle, image: str) -> str:
    """The article as Open Graph properties."""
    properties = {
        "og:type": "website" if "gallery" in article.flags else "article",
        "og:site_name": article.outlet.name,
        "og:title": article.headline,
        "og:description": article.summary,
        "og:url": article.url,
        "og:image": image,
        "article:published_time": article.published_at.isoformat(),
        "article:modified_time": article.modified_at.isoformat() if article.modified_at else "",
        "article:section": article.section,
    }
    rows = [f'<meta property="{key}" content="{html.escape(value)}">' for key, value in properties.items() if value]
    rows += [f'<meta name="author" content="{html.escape(name)}">' for name in article.authors]
    return "\n".join(rows)
