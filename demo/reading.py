"""Reading the press as written: outlets, pictures and stories, from TOML to values."""

import re
import tomllib
import unicodedata
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from demo.days import day_of, fill_days, moment_of
from demo.markup import Piece, parse_body

HERE = Path(__file__).parent
PRESS = HERE / "press"
FINAL_ROUND = 2
DAY_OF_FINAL_ROUND = 4
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
OUTLET_DEFAULTS: dict[str, Any] = {"ttl": 0, "credit": "byline", "abbr": "", "aside_after": 3, "image": "jpg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publication of the demo press; the fields are those of `press/outlets.toml`."""

    slug: str
    name: str
    host: str
    kind: str
    language: str
    country: str
    owner: str
    feed_kind: str
    feed_path: str
    template: str
    metadata: str
    address: str
    offset_minutes: int
    tagline: str
    ttl: int
    credit: str
    abbr: str
    aside_after: int
    image: str
    sections: tuple[str, ...]
    robots: str = ""

    @property
    def home_url(self) -> str:
        """The front page."""
        return f"https://{self.host}/"

    @property
    def feed_url(self) -> str:
        """The feed."""
        return f"https://{self.host}{self.feed_path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressArticle:
    """One article of one outlet in one round, with its days written out.

    Attributes:
        key: unique in the press; stories, recipes and tests refer to it.
        pieces: the article in reading order, without its headline and leading picture.
        origin: key of the agency text it reprints, or "".
        picture: name of its leading picture, or "".
        listed_url: the address in the feed; differs from `url` where the page has moved.
        flags: any of dead, robots, gallery, moved, mojibake, changed, corrected.
    """

    key: str
    story: str
    outlet: Outlet
    url: str
    listed_url: str
    headline: str
    summary: str
    authors: tuple[str, ...]
    section: str
    published_at: datetime
    modified_at: datetime | None
    pieces: tuple[Piece, ...]
    picture: str = ""
    caption: str = ""
    origin: str = ""
    note: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a mapping."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_outlets() -> dict[str, Outlet]:
    """The outlets by slug, in the order of the file."""
    rows = read_toml(PRESS / "outlets.toml")["outlet"]
    return {row["slug"]: Outlet(**OUTLET_DEFAULTS | row | {"sections": tuple(row["sections"])}) for row in rows}


def read_pictures() -> dict[str, dict[str, Any]]:
    """The pictures by name: scene, palette, seed, alt, caption and credit."""
    return read_toml(PRESS / "pictures.toml")


def read_stories() -> dict[str, str]:
    """The stories' names by slug."""
    files = [read_toml(path) for path in sorted((PRESS / "stories").glob("*.toml"))]
    return {story["slug"]: story["name"] for story in files}


def read_articles(*, last_day: date, round: int = FINAL_ROUND) -> dict[str, PressArticle]:  # noqa: A002
    """All articles that exist in a round, by key.

    Args:
        last_day: the date of day 4.
        round: 1 is the evening of day 3, 2 the end of day 4.
    """
    outlets = read_outlets()
    files = [read_toml(path) for path in sorted((PRESS / "stories").glob("*.toml"))]
    rows = {row["key"]: row | {"story": file["slug"]} for file in files for row in file["article"]}
    shown = {key: row for key, row in rows.items() if round >= FINAL_ROUND or row["day"] < DAY_OF_FINAL_ROUND}
    return {key: read_article(row, rows, outlets, last_day, round) for key, row in shown.items()}


def read_article(
    row: dict[str, Any], rows: dict[str, dict[str, Any]], outlets: dict[str, Outlet], last_day: date, round_: int
) -> PressArticle:
    """One article: its own text, or that of the agency text it reprints, as it stands in a round."""
    outlet = outlets[row["outlet"]]
    origin = rows.get(row.get("from", ""), {})
    change = row.get("change", {})
    changed = bool(change) and round_ >= FINAL_ROUND

    def filled(text: str) -> str:
        return fill_days(text, outlet.language, last_day)

    body = compose_body(row, origin, outlets)
    for old, new in change.get("replace", ()) if changed else ():
        body = swap(body, old, new)
    published = moment_of(row["day"], row["time"], last_day, outlet.offset_minutes)
    modified = moment_of(change["day"], change["time"], last_day, outlet.offset_minutes) if changed else None
    url = f"https://{outlet.host}{article_path(row, outlet, day_of(row['day'], last_day))}"
    moved = row.get("moved_from", "")
    names = {"change": "corrected" if change.get("note") else "changed", "moved_from": "moved"}
    return PressArticle(
        key=row["key"],
        story=row["story"],
        outlet=outlet,
        url=url,
        listed_url=f"https://{outlet.host}{moved}" if moved else url,
        headline=filled(row["headline"]),
        summary=filled(row.get("summary", "")),
        authors=tuple(row.get("authors", credited(origin, outlets, outlet))),
        section=row.get("section", outlet.sections[0]),
        published_at=published,
        modified_at=modified if changed and change.get("note") else None,
        pieces=parse_body(filled(body)),
        picture=row.get("picture", origin.get("picture", "")),
        caption=filled(row.get("caption", "")),
        origin=row.get("from", ""),
        note=filled(change.get("note", "")) if changed else "",
        flags=frozenset(
            names.get(flag, flag)
            for flag in ("dead", "robots", "gallery", "mojibake", "change", "moved_from")
            if row.get(flag)
        ),
    )


def swap(body: str, old: str, new: str) -> str:
    """The body with one passage exchanged; it must be there exactly once."""
    if body.count(old) != 1:
        raise ValueError(f"a change must name words that stand once in the article: {old!r}")
    return body.replace(old, new)


def compose_body(row: dict[str, Any], origin: dict[str, Any], outlets: dict[str, Outlet]) -> str:
    """The body as this outlet prints it: its own words, an agency's, or an agency's between its own."""
    outlet = outlets[row["outlet"]]
    own = row.get("body", "").strip()
    if not origin:
        return f"{dateline(row['place'], outlet)}{own}" if outlet.kind == "agency" and "place" in row else own
    wire = [
        chunk for chunk in re.split(r"\n\s*\n", origin["body"].strip()) if not chunk.startswith(("![", "+ ", ">> "))
    ]
    wire = wire[: row.get("keep", len(wire))]
    for old, new in row.get("edit", ()):
        wire = swap("\n\n".join(wire), old, new).split("\n\n")
    agency = outlets[origin["outlet"]]
    match outlet.credit:
        case "dateline" if "before" not in row and "place" in origin:
            wire[0] = dateline(origin["place"], agency) + wire[0]
        case "tail":
            wire[-1] = f"{wire[-1]} ({agency.abbr})"
        case _:
            pass
    return "\n\n".join([*filter(None, [row.get("before", "").strip()]), *wire, row.get("after", "").strip()]).strip()


def dateline(place: str, agency: Outlet) -> str:
    """What stands before an agency's first words: "PORT KESSERY (MPA) — "."""
    return f"{place.upper()} ({agency.abbr}) — "


def credited(origin: dict[str, Any], outlets: dict[str, Outlet], outlet: Outlet) -> tuple[str, ...]:
    """The byline of a reprint where the outlet credits agencies there."""
    return (outlets[origin["outlet"]].name,) if origin and outlet.credit == "byline" else ()


def article_path(row: dict[str, Any], outlet: Outlet, day: date) -> str:
    """The path of an article in its outlet's own style."""
    if "path" in row:
        return str(row["path"])
    number = zlib.crc32(row["key"].encode()) % 900_000 + 100_000
    section = slugify(row.get("section", outlet.sections[0])) or "news"
    return outlet.address.format(
        year=day.year, month=f"{day:%m}", day=f"{day:%d}", slug=slugify(row["headline"]), id=number, section=section
    )


def slugify(words: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most eight; empty for scripts without Latin letters."""
    ascii_words = unicodedata.normalize("NFKD", words.lower().translate(UMLAUTS)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_words.replace("'", ""))[:8])
