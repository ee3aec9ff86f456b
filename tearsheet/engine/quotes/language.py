"""Which languages have word lists, and how a list is read from this part's data."""

import json
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "ru", "ar")


def read_data(name: str) -> Any:
    """A JSON file of this part's data."""
    return json.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


def choose_language(tag: str | None) -> str:
    """The language whose word lists fit a tag: its primary one if we have it, else English."""
    primary = (tag or "en").lower().split("-", maxsplit=1)[0]
    return primary if primary in LANGUAGES else "en"
