"""The small markup in which the stories are written: a body of text in, pieces of an article out.

Pieces are separated by blank lines; the first characters say what a piece is::

    plain text                 a paragraph; *emphasis* and [words](address or article key) inside
    ## words                   a sub-heading
    > words                    a quotation; a last line "> -- Name, role" says whose
    >> words                   a pull quote, repeating words of the article
    - words                    a list, one entry a line
    | cell | cell |            a table, one row a line, the first row its head
    ![name] or ![name | words] a picture of pictures.toml, with a caption of its own
    @ Name | address           an embedded post; the lines that follow are its words
    + key, key                 related articles
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
EMPHASIS = re.compile(r"\*([^*]+)\*")
PICTURE = re.compile(r"!\[([\w-]+)(?:\s*\|\s*(.+))?\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of an article as written.

    Attributes:
        kind: paragraph, heading, quotation, pull, list, table, picture, embed, related or note.
        text: its words, with inline markup.
        rows: a list's entries (one cell each), a table's rows, a related box's keys.
        name: whose quotation or post it is, or which picture.
        address: of an embedded post.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    address: str = ""


def parse_body(body: str) -> tuple[Piece, ...]:
    """The pieces of a body, in order."""
    return tuple(parse_piece(chunk.strip()) for chunk in re.split(r"\n\s*\n", body.strip()) if chunk.strip())


def parse_piece(chunk: str) -> Piece:
    """One piece, told by its first characters."""
    for start, parse in KINDS.items():
        if chunk.startswith(start):
            return parse(chunk.split("\n"))
    return Piece(kind="paragraph", text=chunk.replace("\n", " "))


def parse_quotation(lines: list[str]) -> Piece:
    """A quotation, whose last line may say whose it is."""
    words = [line.removeprefix("> ") for line in lines]
    speaker = words.pop().removeprefix("-- ") if words[-1].startswith("-- ") else ""
    return Piece(kind="quotation", text=" ".join(words), name=speaker)


def parse_table(lines: list[str]) -> Piece:
    """A table, a row a line."""
    rows = tuple(tuple(cell.strip() for cell in line[1:].rstrip("| ").split("|")) for line in lines)
    return Piece(kind="table", rows=rows)


def parse_picture(lines: list[str]) -> Piece:
    """A picture by its name.

    Raises:
        ValueError: if the line names none.
    """
    found = PICTURE.fullmatch(lines[0])
    if not found:
        raise ValueError(f"not a picture: {lines[0]}")
    return Piece(kind="picture", name=found[1], text=found[2] or "")


def parse_embed(lines: list[str]) -> Piece:
    """A post: its author and address, then its words."""
    name, _, address = lines[0][2:].partition(" | ")
    return Piece(kind="embed", name=name.strip(), address=address.strip(), text=" ".join(lines[1:]))


KINDS: dict[str, Callable[[list[str]], Piece]] = {
    "## ": lambda lines: Piece(kind="heading", text=lines[0][3:]),
    ">> ": lambda lines: Piece(kind="pull", text=lines[0][3:]),
    "> ": parse_quotation,
    "- ": lambda lines: Piece(kind="list", rows=tuple((line.removeprefix("- "),) for line in lines)),
    "| ": parse_table,
    "![": parse_picture,
    "@ ": parse_embed,
    "+ ": lambda lines: Piece(kind="related", rows=tuple((key.strip(),) for key in lines[0][2:].split(","))),
}


def plain_text(words: str) -> str:
    """The words without their inline markup."""
    return EMPHASIS.sub(r"\1", LINK.sub(r"\1", words))


def inline_html(words: str, address_of: Callable[[str], str]) -> str:
    """The words as HTML; `address_of` turns a link's target (an address or an article's key) into an address."""
    escaped = html.escape(words, quote=False)
    linked = LINK.sub(lambda found: f'<a href="{html.escape(address_of(found[2]))}">{found[1]}</a>', escaped)
    return EMPHASIS.sub(r"<em>\1</em>", linked)
