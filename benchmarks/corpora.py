"""Where the corpora are, and how each is read. None of them is in this repository: they belong to publishers."""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class MissingCorpusError(Exception):
    """A corpus is not where it should be."""


def find_corpus(name: str) -> Path:
    """The folder or file `name` in `TEARSHEET_CORPORA` or beside it.

    Raises:
        MissingCorpusError: the variable is not set, or nothing of that name is there.
    """
    root = os.environ.get("TEARSHEET_CORPORA")
    if not root:
        raise MissingCorpusError(f"{name}: TEARSHEET_CORPORA is not set to the folder of the corpora")
    for folder in (Path(root), Path(root).parent):
        if (folder / name).exists():
            return folder / name
    raise MissingCorpusError(f"{name} is not in {root}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPage:
    """A page whose text is known.

    Attributes:
        key: its name in the set.
        url: its address.
        body: its bytes.
        truths: the texts that count as right; the best fit is scored.
        language: primary tag, or "".
        truth: all that is known of it, as the set has it.
    """

    key: str
    url: str
    body: bytes
    truths: tuple[str, ...]
    language: str
    truth: dict[str, Any]


def read_aeb() -> Iterator[BodyPage]:
    """The article extraction benchmark: English pages of 2019 with their body text."""
    folder = find_corpus("aeb_zyte")
    for key, truth in json.loads((folder / "ground-truth.json").read_text("utf-8")).items():
        path = folder / "html" / f"{key}.html.gz"
        if path.exists():
            yield BodyPage(
                key=key,
                url=truth["url"],
                body=gzip.decompress(path.read_bytes()),
                truths=(truth["articleBody"],),
                language="en",
                truth=truth,
            )


def read_fundus() -> Iterator[BodyPage]:
    """The test pages of Fundus' parsers: some 100 publishers in 20 languages, with typed truth."""
    lines = find_corpus("fundus_truth_dev.jsonl").read_text("utf-8").splitlines()
    folder = find_corpus("fundus_parsers") / "tests/resources/parser/test_data"
    for truth in map(json.loads, lines):
        path = folder / truth["country"] / truth["file"]
        if path.exists():
            yield BodyPage(
                key=truth["file"].removesuffix(".html.gz"),
                url=truth["url"],
                body=gzip.decompress(path.read_bytes()),
                truths=(truth["body"], truth["body_with_summary"]),
                language=truth["lang"] or "",
                truth=truth,
            )
