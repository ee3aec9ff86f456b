"""Small pieces of Markdown, and of docstrings, that the reference's pages share."""

import inspect
import re
from collections.abc import Iterable, Sequence

_ATTRIBUTE = re.compile(r"^(?P<names>\w+(?:, \w+)*): (?P<text>.*)$")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows)]


def first_line(thing: object) -> str:
    """The first line of a docstring; "" without one."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def read_attributes(thing: object) -> dict[str, str]:
    """What the `Attributes:` section of a docstring says of each name, on one line each."""
    _, _, section = (inspect.getdoc(thing) or "").partition("Attributes:\n")
    said: dict[str, str] = {}
    current: list[str] = []
    for line in section.splitlines():
        stripped = line.strip()
        if line.startswith("    ") and not line.startswith("     ") and (match := _ATTRIBUTE.match(stripped)):
            current = match["names"].split(", ")
            said.update(dict.fromkeys(current, match["text"]))
        elif stripped and line.startswith("     "):
            said.update({name: f"{said[name]} {stripped}" for name in current})
    return said


def code(text: str) -> str:
    """The text as code in a line; nothing for nothing."""
    return f"`{text}`" if text else ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |"
