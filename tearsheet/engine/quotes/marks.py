"""Where quotation marks open and close, in one pass over the text."""

import re

from tearsheet.engine.model import Span

from .language import read_data

_CLOSERS: dict[str, str] = read_data("marks.json")
_MARK = re.compile(f"[{''.join(dict.fromkeys(''.join(_CLOSERS) + ''.join(_CLOSERS.values())))}]|\n")
#: Stands for the second half of a mark of two characters (''), so that offsets stay.
FILLER = "\u2060"
MARK_CHARACTERS = frozenset("".join(_CLOSERS) + "".join(_CLOSERS.values()) + FILLER)
_SINGLES = "'‘‚‹"
#: What also closes a quotation if its right mark is missing.
_WRONG = {'"': "”“", "“": "“"}
_AMBIGUOUS = "\"'”»‘‚‹"


def unify_marks(text: str) -> str:
    """The text with marks typed as two apostrophes or accents turned into one mark; as long as before."""
    return text.replace("``", '"' + FILLER).replace("''", '"' + FILLER)


def find_marked(text: str) -> list[Span]:
    """What stands between quotation marks, without the marks and the spaces beside them, in order.

    A quotation ends in its paragraph. One that is left open there counts up to the paragraph's end only where the
    next paragraph opens anew, as printers do with long speeches. Inner quotations belong to the outer one, also between
    guillemets of the same kind, whether printed with one closing mark at the end or two.
    """
    marks = list(_MARK.finditer(text))
    spans: list[Span] = []
    opened: re.Match[str] | None = None
    depth = 0
    last_of = _last_in_paragraph(marks)
    for at, mark in enumerate(marks):
        if mark[0] == "\n":
            if opened and _opens_next(text, mark.start(), opened[0]):
                _add(spans, text, opened.end(), mark.start())
            opened = None
        elif opened is None:
            if _may_open(text, mark) and _ends_later(text, mark, last_of[at]):
                opened, depth = mark, 0
        elif mark[0] == opened[0] == "«":
            depth += 1
        elif _is_closer(text, opened, mark) and _may_close(text, opened, mark, last_of[at]):
            if depth and last_of[at].get("»", -1) > mark.start():
                depth -= 1
                continue
            _add(spans, text, opened.end(), mark.start())
            opened = None
    return spans


def _is_closer(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a mark closes what another opened, also a wrong one: “...,“ and "...” and "...“."""
    if mark[0] in _CLOSERS[opened[0]]:
        return True
    if mark[0] == "“" and opened[0] in '“"':
        return not text[mark.start() - 1].isspace() and not text[mark.end() : mark.end() + 1].isalnum()
    return mark[0] == "”" and opened[0] == '"' and text.find("“", opened.end(), mark.start()) < 0


def _last_in_paragraph(marks: list[re.Match[str]]) -> list[dict[str, int]]:
    """For each mark, the last place of each kind of mark in its paragraph; a paragraph's marks share one dictionary."""
    found: list[dict[str, int]] = []
    current: dict[str, int] = {}
    for mark in marks:
        found.append(current)
        current[mark[0]] = mark.start()
        if mark[0] == "\n":
            current = {}
    return found


def _ends_later(text: str, opening: re.Match[str], last: dict[str, int]) -> bool:
    """Whether a closing mark follows in the paragraph, or the next paragraph opens anew."""
    closers = _CLOSERS[opening[0]] + _WRONG.get(opening[0], "")
    if any(last.get(closer, -1) > opening.start() for closer in closers):
        return True
    return "\n" in last and _opens_next(text, last["\n"], opening[0])


def _may_open(text: str, mark: re.Match[str]) -> bool:
    after = text[mark.end() : mark.end() + 1]
    if mark[0] not in _CLOSERS or after in ("", "\n"):
        return False
    before = text[mark.start() - 1 : mark.start()] if mark.start() else ""
    if mark[0] in _AMBIGUOUS:
        return not (before and (before.isalnum() or before in ".,!?")) and not after.isspace()
    return True


def _may_close(text: str, opened: re.Match[str], mark: re.Match[str], last: dict[str, int]) -> bool:
    if mark[0] == '"' and opened[0] != '"':
        return not text[mark.start() - 1].isspace()
    if opened[0] not in _SINGLES:
        return True
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 2]
    # An apostrophe stands between letters, or after an s ("the workers' boats") while the closing mark is yet to come.
    if after[:1].isalnum() or before.isspace():
        return False
    return not (before == "s" and after[:1] == " " and after[1:].islower() and last.get(mark[0], -1) > mark.start())


def _opens_next(text: str, start: int, opening: str) -> bool:
    return text[start : start + 5].lstrip().startswith(opening)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and (text[start].isspace() or text[start] == FILLER):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == FILLER):
        end -= 1
    if end > start and any(map(str.isalnum, text[start:end])):
        spans.append(Span(start=start, end=end))
