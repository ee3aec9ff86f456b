"""Building the demo press as a saved web: `python -m demo.build FOLDER`.

The web is `FOLDER/<host>/<path>`. Round 1 is the evening of the fourth day; round 2 adds the fifth day's articles, the
article changed without a word and the article corrected openly. The same arguments give the same bytes.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from demo.feeds import write_feed, write_opml
from demo.pages import Web, picture_file, render_article, render_index
from demo.pictures import encode_picture, recipe_stamp
from demo.reading import FINAL_ROUND, PRESS, Outlet, PressArticle, read_articles, read_outlets, read_pictures

MANIFEST = ".press.json"
LIST_HOST = "demo.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressSummary:
    """What a round of the press holds.

    Attributes:
        outlets: by slug.
        articles: by key; a dead page is among them, as the feeds list it.
        opml_url: where the list of all feeds is served.
        written_count: files that were new or different.
        removed_count: files of an earlier build that no longer belong.
    """

    outlets: Mapping[str, Outlet]
    articles: Mapping[str, PressArticle]
    opml_url: str
    written_count: int = 0
    removed_count: int = 0


def describe_press(*, last_day: date, round: int = FINAL_ROUND) -> PressSummary:  # noqa: A002
    """What `build_press` would write, without writing it.

    Args:
        last_day: the date of the fifth day.
        round: 1 or 2.
    """
    return PressSummary(
        outlets=read_outlets(),
        articles=read_articles(last_day=last_day, round=round),
        opml_url=f"http://{LIST_HOST}/outlets.opml",
    )


def build_press(folder: Path, *, last_day: date, round: int = FINAL_ROUND) -> PressSummary:  # noqa: A002
    """Write the saved web of a round into a folder, touching only what differs.

    Args:
        folder: becomes `folder/<host>/<path>`; made if missing. What an earlier build wrote and this one does not, goes.
        last_day: the date of the fifth day.
        round: 1 for the evening of the fourth day, 2 for the end of the fifth.

    Raises:
        ValueError: for another round.
    """
    if round not in (1, FINAL_ROUND):
        raise ValueError(f"there are rounds 1 and 2, not {round}")
    press = describe_press(last_day=last_day, round=round)
    web = Web(articles=press.articles, pictures=read_pictures())
    stamps = read_manifest(folder)
    files = dict(text_files(press, web))
    written = sum(write_file(folder / path, data) for path, data in files.items())
    wanted = dict(picture_wishes(press))
    for path, (name, suffix) in wanted.items():
        stamp = recipe_stamp(web.pictures[name], suffix)
        if stamps.get(path) != stamp or not (folder / path).exists():
            written += write_file(folder / path, encode_picture(name, web.pictures[name], suffix))
        stamps[path] = stamp
    gone = set(stamps) - set(files) - set(wanted)
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    keep = {path: stamps[path] if path in wanted else "" for path in sorted([*files, *wanted])}
    (folder / MANIFEST).write_text(json.dumps(keep, indent=0), encoding="utf-8")
    return PressSummary(
        outlets=press.outlets,
        articles=press.articles,
        opml_url=press.opml_url,
        written_count=written,
        removed_count=len(gone),
    )


def read_manifest(folder: Path) -> dict[str, str]:
    """What an earlier build wrote: path -> stamp of a picture's recipe, or ""."""
    path = folder / MANIFEST
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write_file(path: Path, data: bytes) -> bool:
    """Write a file unless it is there already with the same bytes; whether it was written."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def file_of(url: str) -> str:
    """The path, inside the folder, of the file that answers an address."""
    parts = urlsplit(url)
    path = f"{parts.path}index.html" if parts.path.endswith("/") else parts.path
    return f"{parts.netloc}{path}"


def text_files(press: PressSummary, web: Web) -> Iterator[tuple[str, bytes]]:
    """All files that are text: pages, feeds, styles, robots rules, redirects."""
    for outlet in press.outlets.values():
        own = [article for article in press.articles.values() if article.outlet.slug == outlet.slug]
        origins = {article.key: press.articles[article.origin].outlet for article in own if article.origin}
        style = b"".join((PRESS / "templates" / f"{name}.css").read_bytes() for name in (outlet.template, "_common"))
        yield file_of(outlet.home_url), render_index(outlet, web).encode()
        yield file_of(outlet.feed_url), write_feed(outlet, own, origins).encode()
        yield f"{outlet.host}/style.css", style
        yield f"{outlet.host}/robots.txt", (outlet.robots or "User-agent: *\nAllow: /\n").encode()
    for article in press.articles.values():
        yield from article_files(article, web)
    yield file_of(press.opml_url), write_opml(press.outlets.values()).encode()


def article_files(article: PressArticle, web: Web) -> Iterator[tuple[str, bytes]]:
    """The page of an article and, where it has moved, the answer at its old address; nothing if it is dead."""
    if "dead" in article.flags:
        return
    page = render_article(article, web)
    yield file_of(article.url), (spoil(page) if "mojibake" in article.flags else page).encode()
    if "moved" in article.flags:
        old = file_of(article.listed_url)
        yield old, f'<p>Moved to <a href="{article.url}">{article.url}</a>.</p>\n'.encode()
        yield f"{old}.headers", f"301\nLocation: {article.url}\nContent-Type: text/html; charset=utf-8\n".encode()


def spoil(page: str) -> str:
    """The page as a careless import left it: its UTF-8 bytes read as windows-1252."""
    return "".join(spoil_byte(byte) for byte in page.encode())


def spoil_byte(byte: int) -> str:
    """One byte read as windows-1252, and as Latin-1 where that has no letter."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def picture_wishes(press: PressSummary) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each picture file that some page shows: path -> (name of the picture, suffix)."""
    for article in press.articles.values():
        inside = [piece.name for piece in article.pieces if piece.kind == "picture"]
        for name in filter(None, [article.picture, *inside]):
            outlet = article.outlet
            yield f"{outlet.host}/media/{picture_file(name, outlet)}", (name, outlet.image)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="demo.build", description="Write the demo press as a saved web.")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--last-day",
        type=date.fromisoformat,
        default=None,
        help="date of the fifth day (default: yesterday, so that nothing lies in the future)",
    )
    parser.add_argument("--round", type=int, default=FINAL_ROUND, choices=(1, FINAL_ROUND))
    options = parser.parse_args()
    last_day = options.last_day or date.today() - timedelta(days=1)  # noqa: DTZ011 - the day where the visitor is
    done = build_press(options.folder, last_day=last_day, round=options.round)
    print(f"{len(done.articles)} articles of {len(done.outlets)} outlets; {done.written_count} files written")


if __name__ == "__main__":
    main()
