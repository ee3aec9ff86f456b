"""How a benchmark says what it measured: one line a figure, or JSON; and which figures are too low."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import MissingCorpusError

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number.

    Attributes:
        name: "set.metric".
        value: ours.
        unit: what it counts ("F1", "pages/s"); "" for a share.
        peer: the peer's value, or None if there is none or it did not run.
        peer_name: whose value that is.
        count: how many cases it rests on.
        note: what a reader must know to read it right.
    """

    name: str
    value: float
    unit: str = ""
    peer: float | None = None
    peer_name: str = ""
    count: int = 0
    note: str = ""

    def as_line(self) -> str:
        """The figure as one line of text."""
        digits = 4 if abs(self.value) < 10 else 0
        parts = [f"{self.name} {self.value:.{digits}f}", self.unit]
        if self.peer is not None:
            parts.append(f"({self.peer_name} {self.peer:.{digits}f})")
        if self.count:
            parts.append(f"[{self.count}]")
        if self.note:
            parts.append(f"- {self.note}")
        return " ".join(part for part in parts if part)

    def as_json(self) -> dict[str, object]:
        """The figure for machines."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a benchmark is run.

    Attributes:
        with_peers: whether peers are measured too.
        sizes: how many texts or articles a benchmark that grows works on; empty for its own choice.
    """

    with_peers: bool = True
    sizes: tuple[int, ...] = ()


Benchmark = Callable[[Options], Iterable[Figure]]


def main(kind: str, benchmark: Benchmark) -> None:
    """Run a benchmark as a command.

    The exit status is 1 if a figure is below its floor in `benchmarks/KIND/floors.json`, else 0; a missing corpus is
    said plainly and is no failure.

    Args:
        kind: "quality" or "speed": whose floors count.
        benchmark: yields the figures.
    """
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON array instead of lines")
    parser.add_argument("--no-peers", action="store_true", help="do not measure the peers")
    parser.add_argument("--sizes", type=int, nargs="+", default=(), metavar="N", help="how much, where that can grow")
    arguments = parser.parse_args()
    figures: list[Figure] = []
    try:
        for figure in benchmark(Options(with_peers=not arguments.no_peers, sizes=tuple(arguments.sizes))):
            figures.append(figure)
            if not arguments.json:
                print(figure.as_line(), flush=True)
    except MissingCorpusError as missing:
        print(f"Not measured: {missing}", file=sys.stderr)
    if arguments.json:
        print(json.dumps([figure.as_json() for figure in figures], indent=2))
    below = find_below(figures, read_floors(kind))
    for name, value, floor in below:
        print(f"BELOW ITS FLOOR: {name} is {value:.4f}, and {floor:.4f} is the least", file=sys.stderr)
    sys.exit(1 if below else 0)


def read_floors(kind: str) -> Mapping[str, float]:
    """The least value of each figure, by name; none if the file is not there."""
    path = _HERE / kind / "floors.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def find_below(figures: Iterable[Figure], floors: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Name, value and floor of each figure below its floor."""
    return [
        (figure.name, figure.value, floors[figure.name])
        for figure in figures
        if figure.name in floors and figure.value < floors[figure.name]
    ]
