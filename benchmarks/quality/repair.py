"""How well mojibake is put right: by class of what went wrong, and on clean text, which must stay as it is."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby

from benchmarks.corpora import find_corpus
from benchmarks.peers import find_peer
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.text import repair_text

Case = tuple[str, str]
#: The classes of the constructed set, by what was read and as what.
_CLASSES = (
    ("thai", ("utf8>cp874", "cp874>cp1252", "cp874>latin1", "tis-620>cp1252", "tis-620>latin1")),
    ("western", ("utf8>cp1252", "utf8>cp1252 twice", "utf8>latin1")),
    ("mac", ("utf8>mac_roman",)),
    ("clean", ("clean",)),
)
_LEGACY, _LOST = "other_legacy", "irrecoverable"


def measure(options: Options) -> Iterator[Figure]:
    """Each kind of case, each class, then the peer's own cases."""
    peer = find_peer("ftfy") if options.with_peers else None
    theirs = peer.fix_encoding if peer else None
    kinds = _read_kinds()
    classes: dict[str, list[Case]] = defaultdict(list)
    for kind, cases in kinds.items():
        classes[_class_of(kind)] += cases
        yield _share(f"synth.{kind.replace(' ', '_')}", cases, theirs)
    for name, cases in classes.items():
        yield _share(f"synth_class.{name}", cases, theirs)
    folder = find_corpus("ftfy_cases") / "tests" / "test-cases"
    for path in sorted(folder.glob("*.json")):
        pairs = [
            (case["original"], case.get("fixed-encoding", case["fixed"]))
            for case in json.loads(path.read_text("utf-8"))
        ]
        yield _share(f"ftfy.{path.stem.replace('-', '_')}", pairs, theirs)
    broken = [text for cases in kinds.values() for text, _ in cases]
    settled = [text == repair_text(text).text for text in map(_repair, broken)]
    yield Figure(name="synth.idempotent", value=sum(settled) / len(settled), count=len(settled))


def _read_kinds() -> dict[str, list[Case]]:
    """The constructed cases by kind; what cannot be put right must stay as it is."""
    lines = (find_corpus("textrepair_synth") / "cases.jsonl").read_text("utf-8").split("\n")
    cases = sorted((json.loads(line) for line in lines if line), key=lambda case: case["kind"])
    return {
        kind: [(case["broken"], case["broken"] if kind.startswith(_LOST) else case["fixed"]) for case in group]
        for kind, group in groupby(cases, key=lambda case: case["kind"])
    }


def _class_of(kind: str) -> str:
    if kind.startswith(_LOST):
        return _LOST
    return next((name for name, kinds in _CLASSES if kind in kinds), _LEGACY)


def _share(name: str, cases: list[Case], theirs: Callable[[str], str] | None) -> Figure:
    return Figure(
        name=name,
        value=sum(_repair(broken) == fixed for broken, fixed in cases) / len(cases),
        peer=sum(theirs(broken) == fixed for broken, fixed in cases) / len(cases) if theirs else None,
        peer_name="ftfy",
        count=len(cases),
    )


def _repair(text: str) -> str:
    return repair_text(text).text


if __name__ == "__main__":
    main("quality", measure)
