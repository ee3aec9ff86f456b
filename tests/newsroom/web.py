"""A saved web for tests: pages and feeds of a fictional press, as `host/path` files."""

from dataclasses import replace
from pathlib import Path

PAGE = """<!doctype html><html lang="en"><head><title>{title} | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{at}"><link rel="canonical" href="{url}"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><main><article><h1>{title}</h1>
<p class="byline">By Mara Lindqvist</p>{paragraphs}</article></main><footer>About us. Contact.</footer></body></html>"""

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour Post</title>
<link>https://harbourpost.example/</link><description>News of the bay</description><language>en</language>
{items}</channel></rss>"""

ITEM = "<item><title>{title}</title><link>{url}</link><guid>{url}</guid><pubDate>{date}</pubDate></item>"

FERRY = [
    "The ferry to Norrholm will sail again on Monday after a week of storms, the harbour master of Selby Bay said.",
    "“The swell has gone down far enough,” Ines Varga told reporters on the quay on Sunday evening.",
    "About 900 passengers had been waiting on both sides of the strait, most of them in the two schools of Norrholm.",
    "The company that runs the ferry said tickets of the cancelled crossings stay valid until the end of the month.",
]


class SavedWeb:
    """Writes the files that the directory transport reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, url, body, *, status=None, headers=()):
        path = self.folder / url.split("://", 1)[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        if status or headers:
            lines = [str(status or 200), *(f"{name}: {value}" for name, value in headers)]
            path.with_name(path.name + ".headers").write_text("\n".join(lines) + "\n")
        return url

    def article(self, url, title="Ferry sails again", paragraphs=FERRY, at="2026-03-01T18:00:00+01:00"):
        html = PAGE.format(title=title, url=url, at=at, paragraphs="".join(f"<p>{part}</p>" for part in paragraphs))
        return self.write(url, html)

    def feed(self, url, entries):
        items = "".join(
            ITEM.format(title=title, url=link, date="Sun, 01 Mar 2026 18:00:00 +0100") for title, link in entries
        )
        return self.write(url, FEED.format(items=items))

    def options(self, options):
        return replace(options, saved_web=self.folder, spacing_seconds=0.0)
