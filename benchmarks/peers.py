"""The peers: other tools that do the same job, if they are installed (`requirements-bench.txt`)."""

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def find_peer(name: str) -> ModuleType | None:
    """A peer's module; None, and a plain word on standard error, if it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        print(f"The peer {name} is not installed, so it is not measured.", file=sys.stderr)
        return None


def find_trafilatura() -> Callable[[str], str] | None:
    """Trafilatura as it does best on news: comments off, precision first."""
    module = find_peer("trafilatura")
    if module is None:
        return None

    def extract(html: str) -> str:
        return module.extract(html, favor_precision=True, include_comments=False) or ""

    return extract
