"""How well captures are read: a digest flattened to text against its hand annotation, and archives record by record.

The annotated page is found as `seed/page.txt` and `seed/truth.json` in `TEARSHEET_SEED`, in `TEARSHEET_CORPORA` or
beside it. Because one page proves little, its annotation is also written out anew in other manners - other labels,
languages of labels, separators, date styles, with and without icons - and read back.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.corpora import find_corpus
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.captures import describe_digest, read_captures, read_digest
from tearsheet.engine.errors import EngineError

Object = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A way to flatten a digest."""

    name: str
    comment: str = "Comment:"
    related: str = "See also"
    update: str = "UPDATE {source}, {date}: {headline}"
    own_update: str = "UPDATE ({date}): {headline}"
    date: str = "%d %B %Y"
    icon: str | None = "{}\n\n"
    flag: str = " - UPDATES"
    credit: str = "© {credit}{caption}"
    between: str = "\n\n\n"
    paragraph: str = "\n\n"
    head: str = "\n\n"
    quotation: str = "{}"
    after_comment: str = "\n\n\n"


MANNERS = (
    Manner(name="rules", between="\n\n---\n\n", comment="Our view:", update="LIVE ({source}, {date}): {headline}"),
    Manner(name="no_icons", icon=None, comment="Editor's note:", date="%Y-%m-%d"),
    Manner(
        name="lines",
        icon=None,
        between="\n\n* * *\n\n",
        paragraph="\n",
        head="\n",
        after_comment="\n",
        comment="Ed. note:",
        quotation="> {}",
        flag=" (updated)",
    ),
    Manner(
        name="german",
        comment="Anmerkung der Redaktion:",
        related="Siehe auch",
        update="+++ {date}, {source}: {headline} +++",
        own_update="AKTUALISIERUNG ({date}): {headline}",
        date="%d.%m.%Y",
        credit="Foto: {credit} | {caption}",
        flag=" – wird aktualisiert",
    ),
    Manner(
        name="spanish",
        icon="[{}] ",
        comment="Nuestra opinión:",
        related="Véase también",
        update="ACTUALIZACIÓN de {source} ({date}): {headline}",
        own_update="ACTUALIZACIÓN ({date}): {headline}",
        date="%d/%m/%Y",
        credit="{caption} (Foto: {credit})",
    ),
    Manner(
        name="unknown_labels",
        comment="The desk says:",
        related="Also of interest",
        update="DEVELOPING {date} {source}: {headline}",
        own_update="DEVELOPING {date}: {headline}",
        date="%B %d, %Y",
        between="\n\n\n\n",
    ),
    Manner(name="single_blanks", between="\n\n", after_comment="\n\n", quotation="> {}"),
)


def measure(_options: Options) -> Iterator[Figure]:
    """The archives first: they are small; then the digest as it is, and in each manner."""
    yield from _measure_archives()
    folder = _find_seed()
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    text = (folder / "page.txt").read_text("utf-8")
    yield from _score("digest", truth, describe_digest(read_digest(text)))
    for manner in MANNERS:
        figures = list(_score(f"digest_{manner.name}", _adapt(truth, manner), _read(render(truth, manner))))
        yield from (
            figure
            for figure in figures
            if figure.name.endswith(
                (".icon_f1", ".picture_credit_f1", ".picture_caption_f1", ".blocks_f1", ".updates_f1")
            )
        )


def _find_seed() -> Path:
    named = os.environ.get("TEARSHEET_SEED")
    return Path(named) if named else find_corpus("seed")


def _read(text: str) -> Object:
    try:
        return describe_digest(read_digest(text))
    except EngineError:
        return {"section": None, "mojibake": [], "items": []}


def _measure_archives() -> Iterator[Figure]:
    """Every sample ends as pages or with a named error; what else ends so is a crash."""
    outcomes: Counter[str] = Counter()
    for path in sorted((find_corpus("warc_samples") / "test" / "data").iterdir()):
        try:
            outcomes["pages"] += sum(1 for _ in read_captures(path.read_bytes(), name=path.name))
            outcomes["read"] += 1
        except EngineError as error:
            outcomes[error.code] += 1
    for outcome, count in sorted(outcomes.items()):
        yield Figure(name=f"warc_samples.{outcome}", value=count, unit="pages" if outcome == "pages" else "files")


def _score(name: str, truth: Object, ours: Object) -> Iterator[Figure]:
    yield Figure(name=f"{name}.section", value=float(truth["section"] == ours["section"]))
    yield _f1(f"{name}.mojibake_f1", _pairs(truth["mojibake"]), _pairs(ours["mojibake"]))
    yield _f1(f"{name}.items_f1", _fields(truth, "headline"), _fields(ours, "headline"))
    for field in ("icon", "updates_flag"):
        yield _f1(f"{name}.{field}_f1", _fields(truth, "headline", field), _fields(ours, "headline", field))
    for field in ("alt", "credit", "caption"):
        yield _f1(f"{name}.picture_{field}_f1", list(_pictures(truth, field)), list(_pictures(ours, field)))
    yield _f1(f"{name}.blocks_f1", list(_blocks(truth)), list(_blocks(ours)))
    yield _f1(f"{name}.paragraphs_f1", list(_paragraphs(truth)), list(_paragraphs(ours)))
    yield _f1(f"{name}.updates_f1", list(_updates(truth)), list(_updates(ours)))
    for field in ("source", "date", "headline", "picture", "paragraphs"):
        yield _f1(f"{name}.update_{field}_f1", list(_updates(truth, field)), list(_updates(ours, field)))


def _f1(name: str, truth: Iterable[Any], ours: Iterable[Any]) -> Figure:
    expected, found = Counter(truth), Counter(ours)
    total = expected.total() + found.total()
    return Figure(
        name=name, value=2 * (expected & found).total() / total if total else 1.0, unit="F1", count=expected.total()
    )


def _pairs(pairs: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    return [tuple(pair) for pair in pairs]


def _fields(section: Object, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(item[name] for name in names) for item in section["items"]]


def _pictures(section: Object, field: str) -> Iterator[tuple[str, str]]:
    for item in section["items"]:
        if item["picture"] and item["picture"][field]:
            yield item["headline"], item["picture"][field]


def _blocks(section: Object) -> Iterator[tuple[str, str]]:
    for item in section["items"]:
        for block in item["blocks"]:
            yield block["kind"], "\n".join(_words(block))


def _paragraphs(section: Object) -> Iterator[tuple[str, str]]:
    for item in section["items"]:
        for block in item["blocks"]:
            yield from ((block["kind"], words) for words in _words(block))
        for update in item["updates"]:
            yield from (("update", words) for words in update["paragraphs"] if words)


def _words(block: Mapping[str, Any]) -> list[str]:
    if "paragraphs" in block:
        return [words for words in block["paragraphs"] if words]
    return [block.get("text") or block["label"]]


def _updates(section: Object, field: str = "") -> Iterator[tuple[Any, ...]]:
    for item in section["items"]:
        for at, update in enumerate(item["updates"]):
            shown = {
                "source": update["source"],
                "date": update["date"],
                "headline": update["headline"],
                "picture": json.dumps(update["picture"]),
                "paragraphs": "\n".join(filter(None, update["paragraphs"])),
            }
            yield (item["headline"], at, shown[field]) if field else (item["headline"], *shown.values())


def render(section: Object, manner: Manner) -> str:
    """An annotated section flattened in another manner."""
    items = [_render_item(item, manner) for item in section["items"]]
    return (
        section["section"]
        + manner.between.replace("\n\n---", "").replace("\n\n* * *", "")
        + manner.between.join(items)
        + "\n"
    )


def _adapt(section: Object, manner: Manner) -> Object:
    """What can be read back of an annotated section: its labels are the manner's, and so is whether it has icons."""
    items = [
        item
        | ({} if manner.icon else {"icon": None})
        | {"blocks": [block | ({"label": manner.related} if "label" in block else {}) for block in item["blocks"]]}
        for item in section["items"]
    ]
    return {"section": section["section"], "mojibake": [], "items": items}


def _render_item(item: Object, manner: Manner) -> str:
    icon = manner.icon.format(item["icon"]) if manner.icon else ""
    flag = manner.flag if item["updates_flag"] else ""
    text = f"{icon}{item['headline']}{flag}{manner.head}{_render_picture(item['picture'], manner)}"
    blocks = item["blocks"]
    updates = "".join(manner.paragraph + _render_update(update, manner) for update in item["updates"])
    # Updates stand below all blocks but the related items.
    last = next(at for at in reversed(range(len(blocks))) if blocks[at]["kind"] != "related")
    for at, block in enumerate(blocks):
        if at:
            text += _edge(blocks[at - 1]["kind"], block["kind"], manner)
        text += _render_block(block, manner) + (updates if at == last else "")
    return text


def _edge(before: str, kind: str, manner: Manner) -> str:
    if before == "comment" and kind == "excerpt":
        return manner.after_comment
    return "\n" if "quotation" in {before, kind} else manner.paragraph


def _render_block(block: Object, manner: Manner) -> str:
    match block["kind"]:
        case "comment":
            # A comment that goes on after a quotation has no label of its own.
            return f"{manner.comment} {block['text']}"
        case "related":
            return f"{manner.related}:"
        case "quotation":
            return manner.paragraph.join(manner.quotation.format(words) for words in block["paragraphs"])
    return manner.paragraph.join(block["paragraphs"])


def _render_picture(picture: Object | None, manner: Manner) -> str:
    if not picture:
        return ""
    alt = f"{picture['alt']}\n"
    if not picture["credit"]:
        return alt + (f"{picture['caption']}\n" if picture["caption"] else "")
    line = manner.credit.format(credit=picture["credit"], caption=picture["caption"] or "").strip(" |")
    return f"{alt}{line}\n"


def _render_update(update: Object, manner: Manner) -> str:
    day = date.fromisoformat(update["date"]).strftime(manner.date)
    paragraphs = [words for words in update["paragraphs"] if words]
    style = manner.update if update["source"] else manner.own_update
    headline = update["headline"] or paragraphs.pop(0)
    head = style.format(source=update["source"], date=day, headline=headline)
    picture = _render_picture(update["picture"], manner)
    return manner.paragraph.join(
        [f"{head}\n{picture}".rstrip("\n") if not paragraphs else f"{head}\n{picture}{paragraphs[0]}", *paragraphs[1:]]
    )


if __name__ == "__main__":
    main("quality", measure)
