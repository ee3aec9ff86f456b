"""Captures: pages that were saved elsewhere, with the address they came from; and digests flattened to text."""

from tearsheet.engine.captures.digests import (
    DigestBlock,
    DigestBlockKind,
    DigestItem,
    DigestPicture,
    DigestSection,
    DigestUpdate,
    describe_digest,
    read_digest,
    read_digest_file,
)
from tearsheet.engine.captures.packing import WACZ_TYPE, pack_wacz
from tearsheet.engine.captures.reading import is_plain_text, read_captures
from tearsheet.engine.captures.values import CapturedPage, KeptPage

__all__ = [
    "WACZ_TYPE",
    "CapturedPage",
    "DigestBlock",
    "DigestBlockKind",
    "DigestItem",
    "DigestPicture",
    "DigestSection",
    "DigestUpdate",
    "KeptPage",
    "describe_digest",
    "is_plain_text",
    "pack_wacz",
    "read_captures",
    "read_digest",
    "read_digest_file",
]
