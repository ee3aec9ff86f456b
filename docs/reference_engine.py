"""The page of outcomes: how polls and entries end, what the engine raises, how clips stand."""

from collections.abc import Iterator

from docs.reference_text import code, first_line, table


def write_outcomes() -> Iterator[str]:
    """The lines of `outcomes.md`."""
    yield "# Outcomes and errors"
    yield ""
    yield "Nothing that comes in is dropped without a word: every poll and every entry ends with one named outcome, and"
    yield "what went wrong is kept with it as a sentence."
    yield from _entries()
    yield from _polls()
    yield from _errors()
    yield from _clips()


def _entries() -> Iterator[str]:
    from tearsheet.newsroom.intake.actions import FIRST_RETRY, MOST_ATTEMPTS
    from tearsheet.newsroom.intake.models import Entry

    yield from ["", "## Entries", ""]
    yield "How the page behind an entry of a feed was taken in. An entry without an outcome is still due."
    yield ""
    yield from table(
        ["outcome", "what it means"], [[code(str(key)), str(label)] for key, label in Entry.Outcome.choices]
    )
    minutes = round(FIRST_RETRY.total_seconds() / 60)
    yield ""
    yield f"After a transient error an entry is tried again {minutes} minutes later, then after three times as long, and so"
    yield f"on; a server's own `Retry-After` counts if it is longer. After {MOST_ATTEMPTS} tries it is `gave_up`."


def _polls() -> Iterator[str]:
    from tearsheet.engine.feeds import PollOutcome
    from tearsheet.newsroom.pipeline.reading import _ROWS
    from tearsheet.newsroom.sources.models import Poll

    yield from ["", "## Polls", ""]
    yield "How a look at a feed ended: what is kept, and what the engine tells apart to plan the next look."
    yield ""
    kept = {outcome: Poll.Outcome(row) for outcome, row in _ROWS.items()}
    yield from table(
        ["kept as", "what it means", "the engine's outcomes"],
        [
            [code(str(key)), str(label), ", ".join(code(str(one)) for one in PollOutcome if kept[one] == key)]
            for key, label in Poll.Outcome.choices
        ],
    )


def _errors() -> Iterator[str]:
    from tearsheet.engine.errors import EngineError

    yield from ["", "## What the engine raises", ""]
    yield "`Transient` errors are tried again later; `Rejected` ones are final. The code is what machines are told, the"
    yield "sentence what people are told; a detail and the address follow it. The last column says how an entry ends whose"
    yield "page raised it."
    yield ""
    yield from table(["error", "code", "sentence", "entry"], _walk(EngineError, 0))


def _walk(error: type, depth: int) -> Iterator[list[str]]:
    yield [f"{'&emsp;' * depth}`{error.__name__}`", code(error.code), first_line(error), _outcome(error)]  # type: ignore[attr-defined]
    children: list[type] = error.__subclasses__()
    for child in children:
        if child.__module__ == error.__module__:
            yield from _walk(child, depth + 1)


def _outcome(error: type) -> str:
    """What an entry comes to; "" for errors that only stand for others."""
    from tearsheet.engine.errors import NotAFeed, PassageAbsent, Rejected, Transient
    from tearsheet.newsroom.intake.mapping import outcome_of

    if error.__subclasses__():
        return ""
    if issubclass(error, NotAFeed | PassageAbsent):
        return "(not raised by pages)"
    if issubclass(error, Transient):
        return "tried again, at last `gave_up`"
    return code(str(outcome_of(error()))) if issubclass(error, Rejected) else ""


def _clips() -> Iterator[str]:
    from tearsheet.engine.anchors import NORMALISATION
    from tearsheet.newsroom.items.models import ClipCheck

    yield from ["", "## Clips", ""]
    yield f"How the words of a clip stood when they were checked. What does not count as a difference is `{NORMALISATION}`:"
    yield "Unicode form, white space and the shape of quotation marks."
    yield ""
    yield from table(["state", "label"], [[code(str(key)), str(label)] for key, label in ClipCheck.State.choices])
