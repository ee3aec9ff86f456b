"""The page of commands: what `--help` says, verb by verb."""

from collections.abc import Iterator

import click

WIDTH = 100


def write() -> Iterator[str]:
    """The lines of `commands.md`."""
    from tearsheet.cli import main

    yield "# Commands"
    yield ""
    yield "What `tearsheet --help` and the `--help` of every verb print (`manage` passes everything on to Django: see"
    yield "`tearsheet manage help`). Install first, as the [README](../../README.md) says; in a clone the command is"
    yield "`.venv/bin/tearsheet`."
    for context in walk(main, None):
        path = context.command_path
        yield from ["", f"{'#' * min(path.count(' ') + 2, 4)} `{path}`", ""]
        yield from ["```text", *context.get_help().splitlines(), "```"]


def walk(command: click.Command, parent: click.Context | None, name: str = "tearsheet") -> Iterator[click.Context]:
    """The context of a command, and of all below it in the order of their names."""
    settings = {**command.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context
    if isinstance(command, click.Group):
        for below in sorted(command.commands):
            yield from walk(command.commands[below], context, below)
