"""The recipe of the demo's published items, with days, addresses and pictures filled in."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from demo.build import PressSummary, describe_press
from demo.days import fill_days, moment_of
from demo.markup import plain_text
from demo.pages import picture_file
from demo.reading import FINAL_ROUND, HERE, PressArticle, read_pictures, read_toml

GAP = "[...]"
BRACKET = re.compile(r"\[[^\]]*\]")
DESK_OFFSET_MINUTES = 60


def read_icons() -> list[dict[str, str]]:
    """The topic icons: slug, name, alt and file, a path from this folder."""
    return list(read_toml(HERE / "icons.toml")["icon"])


def icon_path(icon: dict[str, str]) -> Path:
    """Where an icon's drawing is."""
    return HERE / icon["file"]


def read_sections() -> list[dict[str, str]]:
    """The sections of the reader's site: slug, title and intro."""
    return list(read_toml(HERE / "items.toml")["section"])


def read_items(*, last_day: date, round: int = FINAL_ROUND) -> list[dict[str, Any]]:  # noqa: A002
    """The items as they stand in a round, ready for a loader.

    Every item, update and correction has an aware `at`; every picture `url`, `file` (its path in the saved web), `alt`,
    `caption`, `credit` and `source`; passages and words have their days written out in their article's language.
    What belongs to the fifth day is left out in round 1.

    Args:
        last_day: the date of the fifth day.
        round: 1 or 2.
    """
    press = describe_press(last_day=last_day, round=round)
    items = read_toml(HERE / "items.toml")["item"]
    return [fill_item(item, press, last_day) for item in items if shown(item, press)]


def shown(row: dict[str, Any], press: PressSummary) -> bool:
    """Whether the article that a row needs exists in the round; corrections answer the fifth day's."""
    return row.get("article", "") in press.articles or ("article" not in row and row["day"] < round_end(press))


def round_end(press: PressSummary) -> int:
    """The number of the first day that is not in the round."""
    return 4 if "bridge-test" not in press.articles else 5


def fill_item(item: dict[str, Any], press: PressSummary, last_day: date) -> dict[str, Any]:
    """One item with all that it names filled in."""
    blocks = [fill_row(row, press, item, last_day) for row in item.get("block", ())]
    updates = [fill_row(row, press, item, last_day) for row in item.get("update", ()) if shown(row, press)]
    corrections = [fill_row(row, press, item, last_day) for row in item.get("correction", ()) if shown(row, press)]
    filled = fill_row(item, press, item, last_day)
    return filled | {"block": blocks, "update": updates, "correction": corrections}


def fill_row(row: dict[str, Any], press: PressSummary, item: dict[str, Any], last_day: date) -> dict[str, Any]:
    """A block, an update, a correction or the item's own fields."""
    article = press.articles.get(row.get("article", ""))
    language = article.outlet.language if article else item["language"]
    filled = dict(row)
    for name in ("words", "text", "headline"):
        if name in row:
            filled[name] = fill_days(row[name], language, last_day)
    if "passages" in row:
        filled["passages"] = [fill_days(passage, language, last_day) for passage in row["passages"]]
    if "day" in row:
        filled["at"] = moment_of(row["day"], row["time"], last_day, DESK_OFFSET_MINUTES)
    if "picture" in row:
        filled["picture"] = describe_picture(row["picture"], press.articles[row["picture"]["article"]])
    return filled


def describe_picture(choice: dict[str, str], article: PressArticle) -> dict[str, str]:
    """A picture as its outlet shows it."""
    picture, outlet = read_pictures()[choice["name"]], article.outlet
    file = f"{outlet.host}/media/{picture_file(choice['name'], outlet)}"
    return {
        "name": choice["name"],
        "article": article.key,
        "url": f"https://{file}",
        "file": file,
        "alt": picture["alt"][outlet.language],
        "caption": picture["caption"][outlet.language],
        "credit": picture["credit"],
        "source": outlet.name,
    }


def article_text(article: PressArticle) -> str:
    """The words of an article as the builder writes them, pieces joined by blank lines."""
    return "\n\n".join(plain_text(piece.text) for piece in article.pieces if piece.text)


def stands_in(passage: str, text: str) -> bool:
    """Whether a passage is in a text: its parts between gaps verbatim and in order, once insertions are taken out."""
    at = 0
    for part in passage.split(GAP):
        words = " ".join(BRACKET.sub("", part).split()).replace(" ,", ",").replace(" .", ".")
        found = text.find(words, at)
        if not words or found < 0:
            return False
        at = found + len(words)
    return True
