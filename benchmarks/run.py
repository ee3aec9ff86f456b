"""Run every benchmark and write `docs/benchmarks.md` anew below its preamble."""

import json
import pkgutil
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import quality, speed

_DOCUMENT = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_MARK = "<!-- Below this line `python -m benchmarks.run` writes. -->"


def main() -> None:
    """Run all; the exit status is 1 if any was below a floor."""
    sections: list[str] = []
    is_low = False
    for module in find_modules():
        print(f"{module} ...", file=sys.stderr, flush=True)
        run = subprocess.run([sys.executable, "-m", module, "--json"], stdout=subprocess.PIPE, check=False, text=True)
        is_low |= run.returncode != 0
        sections.append(render_section(module, json.loads(run.stdout or "[]")))
    preamble = _DOCUMENT.read_text("utf-8").partition(_MARK)[0] if _DOCUMENT.exists() else "# Benchmarks\n\n"
    machine = f"Python {platform.python_version()}, {platform.machine()}."
    _DOCUMENT.parent.mkdir(exist_ok=True)
    _DOCUMENT.write_text("\n\n".join([preamble + _MARK, machine, *sections]) + "\n", "utf-8")
    sys.exit(1 if is_low else 0)


def find_modules() -> Iterator[str]:
    """The benchmarks' module names, quality first."""
    for package in (quality, speed):
        for module in pkgutil.iter_modules(package.__path__):
            yield f"{package.__name__}.{module.name}"


def render_section(module: str, figures: list[dict[str, object]]) -> str:
    """One benchmark's figures as a table in Markdown."""
    title = f"## {module.removeprefix('benchmarks.').replace('.', ': ')}\n\n`python -m {module}`\n"
    if not figures:
        return f"{title}\nNot measured: its corpora were not there, or it failed."
    rows = [
        f"| {figure['name']} | {_number(figure['value'])} {figure['unit']} | {_peer(figure)} | {figure['count'] or ''} | {figure['note']} |"
        for figure in figures
    ]
    return "\n".join([title, "| figure | Tearsheet | peer | cases | |", "|---|---|---|---|---|", *rows])


def _peer(figure: dict[str, object]) -> str:
    return f"{_number(figure['peer'])} ({figure['peer_name']})" if figure["peer"] is not None else ""


def _number(value: object) -> str:
    number = float(str(value))
    return f"{number:.3f}" if abs(number) < 10 and not number.is_integer() else f"{number:.0f}"


if __name__ == "__main__":
    main()
