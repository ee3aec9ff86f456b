"""The pages of settings, blocks and output."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from docs.reference_text import code, first_line, read_attributes, table

#: What is not a field of its own, with what it does.
PORT = "Where `make run` listens; also the port in the default of `TEARSHEET_SITE_URL`."


def write_settings() -> Iterator[str]:
    """The lines of `settings.md`."""
    from tearsheet.newsroom.core.options import Environment

    said = read_attributes(Environment)
    defaults = _relative(Environment.read({}))
    variables = find_variables()
    yield "# Settings"
    yield ""
    yield "Whatever differs between installations comes from the environment and is read once, when a process starts."
    yield "Change a variable, then restart. An empty default means that nothing is set."
    yield ""
    rows = [
        [code(variables[field.name]), code(defaults[field.name]), _sentence(said[field.name])]
        for field in fields(Environment)
    ]
    yield from table(["variable", "default", "what it is"], [*rows, [code("PORT"), code("8000"), PORT]])
    yield ""
    yield "The defaults of `TEARSHEET_HOME` and `DATABASE_URL` are relative to the folder that the process starts in."


def find_variables() -> dict[str, str]:
    """For each field of the environment the variable that sets it, found by asking the code which one it reads."""
    from tearsheet.newsroom.core.options import Environment

    asked = _Asked()
    Environment.read(asked)
    plain = Environment.read({})
    found: dict[str, str] = {}
    for variable in sorted(asked.names):
        probed = Environment.read({variable: "1"})
        changed = [
            field.name for field in fields(Environment) if getattr(probed, field.name) != getattr(plain, field.name)
        ]
        stem = variable.removeprefix("TEARSHEET_").lower()
        found.update({name: variable for name in changed if name in {stem, f"is_{stem}"}})
    return found


class _Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _relative(environment: Any) -> dict[str, str]:
    """The defaults as text, without the folder we happen to stand in."""
    here = f"{Path.cwd()}/"
    shown = {field.name: str(getattr(environment, field.name)).replace(here, "") for field in fields(environment)}
    return {**shown, "is_debug": "1" if environment.is_debug else ""}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def write_blocks() -> Iterator[str]:
    """The lines of `blocks.md`."""
    yield "# Blocks"
    yield from _article_blocks()
    yield from _item_blocks()


def _article_blocks() -> Iterator[str]:
    from tearsheet.engine.model import TEXT_KINDS, Block, BlockKind

    yield from ["", "## Of an article", ""]
    yield "What the engine makes of a page, in reading order. The words of text blocks, a blank line between two of them,"
    yield "are the article's running text, which clips are cut from."
    yield ""
    yield from table(
        ["kind", "text, can be clipped"], [[code(str(kind)), "yes" if kind in TEXT_KINDS else ""] for kind in BlockKind]
    )
    yield ""
    yield "Each has these fields:"
    yield ""
    said = read_attributes(Block)
    yield from table(["field", "what it holds"], [[code(name), said[name]] for name in Block.__slots__])


def _item_blocks() -> Iterator[str]:
    from tearsheet.newsroom.items.blocks import UPDATE_VOICES, VOICES, RelatedLinkBlock

    in_updates = {name for name, _ in UPDATE_VOICES}
    yield from ["", "## Of an item", ""]
    yield "What a published page is made of. Each block has a voice, which says whose words it holds: `source` (another"
    yield "publisher), `speaker` (a person, through a source) or `editor` (the desk)."
    yield ""
    yield from table(
        ["block", "voice", "what it is", "also in updates"],
        [
            [code(name), code(block.voice), first_line(type(block)), "yes" if name in in_updates else ""]
            for name, block in VOICES
        ],
    )
    for name, block in VOICES:
        yield from ["", f"### `{name}`", "", *_fields(block)]
    yield from ["", "### Each link of `related`", "", *_fields(RelatedLinkBlock())]


def _fields(block: Any) -> list[str]:
    return table(
        ["field", "label", "required", "help"],
        [
            [
                code(name),
                str(child.label or name.replace("_", " ").capitalize()),
                "yes" if getattr(child, "required", False) else "",
                str(getattr(getattr(child, "field", None), "help_text", "") or ""),
            ]
            for name, child in block.child_blocks.items()
        ],
    )


def write_output() -> Iterator[str]:
    """The lines of `output.md`."""
    from tearsheet.newsroom.public.feeds import FEEDS
    from tearsheet.newsroom.public.urls import urlpatterns

    yield "# Output"
    yield ""
    yield "Beside the pages themselves (the front page, sections with their archive by day, items) readers and machines can"
    yield "ask for:"
    yield ""
    yield from table(
        ["address", "what it is"],
        [[code(f"/{_readable(str(pattern.pattern))}"), _describe(pattern.callback)] for pattern in urlpatterns],
    )
    yield ""
    yield "Kinds of feeds, each with the whole content in voices; the section `all` stands for the whole site:"
    yield ""
    yield from table(
        ["kind", "format"],
        [[code(kind), first_line(type(maker)).removeprefix("In ").removesuffix(".")] for kind, maker in FEEDS.items()],
    )
    yield ""
    yield "In HTML every block says its voice in `data-voice`, and quoted words their source in `cite`. Pages need no"
    yield "JavaScript and load nothing from third parties; an item also says of itself in JSON-LD what it cites."


def _readable(pattern: str) -> str:
    return re.sub(r"<\w+:(\w+)>", lambda match: match[1].upper(), pattern)


def _describe(view: Any) -> str:
    if view.__module__.startswith("django.contrib.sitemaps"):
        return "The sitemap's index" if view.__name__ == "index" else "One part of the sitemap"
    return first_line(view).removesuffix(".")
