"""Captures: pages that were saved elsewhere, with the address they came from."""

from tearsheet.engine.captures.reading import read_captures
from tearsheet.engine.captures.values import CapturedPage

__all__ = ["CapturedPage", "read_captures"]
