"""Digests that were flattened to plain text: their items, with every voice told apart."""

from tearsheet.engine.captures.digests.exporting import describe_digest
from tearsheet.engine.captures.digests.reading import read_digest, read_digest_file
from tearsheet.engine.captures.digests.values import (
    DigestBlock,
    DigestBlockKind,
    DigestItem,
    DigestPicture,
    DigestSection,
    DigestUpdate,
)

__all__ = [
    "DigestBlock",
    "DigestBlockKind",
    "DigestItem",
    "DigestPicture",
    "DigestSection",
    "DigestUpdate",
    "describe_digest",
    "read_digest",
    "read_digest_file",
]
