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
    lines = chunk.split("\n")
    if chunk.startswith("## "):
        return Piece(kind="heading", text=chunk[3:])
    if chunk.startswith(">> "):
        return Piece(kind="pull", text=chunk[3:])
    if chunk.startswith("> "):
        words = [line.removeprefix("> ") for line in lines]
        speaker = words.pop().removeprefix("-- ") if words[-1].startswith("-- ") else ""
        return Piece(kind="quotation", text=" ".join(words), name=speaker)
    if chunk.startswith("- "):
        return Piece(kind="list", rows=tuple((line.removeprefix("- "),) for line in lines))
    if chunk.startswith("| "):
        return Piece(kind="table", rows=tuple(tuple(c.strip() for c in line.strip("| ").split("|")) for line in lines))
    if picture := PICTURE.fullmatch(chunk):
        return Piece(kind="picture", name=picture[1], text=picture[2] or "")
    if chunk.startswith("@ "):
        name, _, address = lines[0][2:].partition(" | ")
        return Piece(kind="embed", name=name.strip(), address=address.strip(), text=" ".join(lines[1:]))
    if chunk.startswith("+ "):
        return Piece(kind="related", rows=tuple((key.strip(),) for key in chunk[2:].split(",")))
    return Piece(kind="paragraph", text=" ".join(lines))


def plain_text(words: str) -> str:
    """The words without their inline markup."""
    return EMPHASIS.sub(r"\1", LINK.sub(r"\1", words))


def inline_html(words: str, address_of: Callable[[str], str]) -> str:
    """The words as HTML; `address_of` turns a link's target (an address or an article's key) into an address."""
    escaped = html.escape(words, quote=False)
    linked = LINK.sub(lambda found: f'<a href="{html.escape(address_of(found[2]))}">{found[1]}</a>', escaped)
    return EMPHASIS.sub(r"<em>\1</em>", linked)
