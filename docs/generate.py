"""Write `docs/reference/` from the code: `python -m docs.generate`; with `--check` only say what is out of date.

Every page is a pure function of the code, so the same code always gives the same bytes.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `python -m docs.generate`. Change the code, not this page. -->"


def start_django() -> None:
    """Load the newsroom; nothing of this installation's environment reaches the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tearsheet.newsroom.settings")
    os.environ.setdefault("TEARSHEET_SECRET_KEY", "for reading the code only")
    import django

    django.setup()


def pages() -> dict[str, str]:
    """Every page of the reference by file name; needs Django."""
    from docs import reference_commands, reference_engine, reference_newsroom

    makers: dict[str, Callable[[], Iterable[str]]] = {
        "commands.md": reference_commands.write,
        "settings.md": reference_newsroom.write_settings,
        "outcomes.md": reference_engine.write_outcomes,
        "blocks.md": reference_newsroom.write_blocks,
        "output.md": reference_newsroom.write_output,
    }
    return {name: "\n".join([NOTE, "", *lines()]).rstrip() + "\n" for name, lines in makers.items()}


def find_outdated(folder: Path, wanted: dict[str, str]) -> Iterator[str]:
    """The names of pages in `folder` that are missing, say something else, or belong to nothing."""
    for name, text in wanted.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield name
    yield from sorted(path.name for path in folder.glob("*.md") if path.name not in wanted)


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is out of date.")
def main(*, check: bool) -> None:
    """Write the reference from the code."""
    start_django()
    wanted = pages()
    outdated = list(find_outdated(REFERENCE, wanted))
    if check:
        for name in outdated:
            click.echo(f"docs/reference/{name} is out of date: run `python -m docs.generate`.", err=True)
        sys.exit(1 if outdated else 0)
    REFERENCE.mkdir(exist_ok=True)
    for name in outdated:
        if name in wanted:
            (REFERENCE / name).write_text(wanted[name], encoding="utf-8")
        else:
            (REFERENCE / name).unlink()
        click.echo(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
