"""The evidence store: kept pages, zstd-compressed, named by the SHA-256 of their bytes, never overwritten."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import zstandard
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

from tearsheet.newsroom.intake.errors import EvidenceDamaged, EvidenceMissing, EvidenceNotKept

EvidenceState = Literal["intact", "missing", "damaged", "unreadable"]

#: How long a page that was found intact is not read again.
EXAMINED_FOR_SECONDS = 600
_PIECE = 1 << 20


def evidence_store() -> Storage:
    """Where the bytes are (`STORAGES["evidence"]`)."""
    return storages["evidence"]


def evidence_name(sha256: str) -> str:
    """The file of these bytes: 256 folders keep each folder small."""
    return f"{sha256[:2]}/{sha256}.zst"


def keep_bytes(body: bytes) -> tuple[str, str]:
    """Keep bytes. Kept twice, they are one file; a file left half-written by a crash is passed over, never trusted.

    Returns:
        The SHA-256 in hex, and the name in the store.

    Raises:
        EvidenceNotKept: if the store cannot take them (a full disk, a lost mount); nothing half-written stays.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    name = evidence_name(sha256)
    store = evidence_store()
    try:
        was_there = store.exists(name)
        if was_there and _is_intact(sha256, name):
            return sha256, name
    except OSError as error:
        raise EvidenceNotKept(str(error)) from error
    try:
        # The store chooses another name where this one is taken, by a torn file or by somebody writing it right now.
        return sha256, store.save(name, ContentFile(zstandard.compress(body, level=9)))
    except OSError as error:
        if not was_there:
            _clear(store, name)
        raise EvidenceNotKept(str(error)) from error


def _is_intact(sha256: str, name: str) -> bool:
    try:
        read_bytes(sha256=sha256, name=name)
    except (EvidenceMissing, EvidenceDamaged):
        return False
    return True


def read_bytes(*, sha256: str, name: str) -> bytes:
    """The bytes as they were kept.

    Raises:
        EvidenceMissing: if the file is gone.
        EvidenceDamaged: if it no longer holds these bytes.
    """
    try:
        with evidence_store().open(name, "rb") as file:
            body = zstandard.decompress(file.read())
    except FileNotFoundError as error:
        raise EvidenceMissing(name) from error
    except zstandard.ZstdError as error:
        raise EvidenceDamaged(name) from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise EvidenceDamaged(name)
    return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """How a kept page stood, and when that was looked at (aware UTC)."""

    state: EvidenceState
    at: datetime


def examine_bytes(*, sha256: str, name: str) -> Examination:
    """Whether a kept page still is the bytes that were kept; nothing that goes wrong is passed over.

    The bytes are hashed piece by piece, never held whole. A page found intact is not read again for ten minutes, unless
    the store gives its file another size or time: many readers may ask about a page with many clips.
    """
    try:
        mark = _mark(sha256, name)
        known = cache.get(mark) if mark else None
        examined = known or Examination(state=_examine(sha256, name), at=timezone.now())
    except FileNotFoundError:
        return Examination(state="missing", at=timezone.now())
    except OSError:
        return Examination(state="unreadable", at=timezone.now())
    if mark and not known and examined.state == "intact":
        cache.set(mark, examined, EXAMINED_FOR_SECONDS)
    return examined


def _mark(sha256: str, name: str) -> str:
    """What tells a file in the store from another, or from itself after a change; "" if the store keeps no times."""
    store = evidence_store()
    try:
        return f"evidence:{sha256}:{name}:{store.size(name)}:{store.get_modified_time(name).timestamp()}"
    except NotImplementedError:
        return ""


def _examine(sha256: str, name: str) -> EvidenceState:
    digest = hashlib.sha256()
    try:
        with (
            evidence_store().open(name, "rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as body,
        ):
            while piece := body.read(_PIECE):
                digest.update(piece)
    except zstandard.ZstdError:
        return "damaged"
    return "intact" if digest.hexdigest() == sha256 else "damaged"


def _clear(store: Storage, name: str) -> None:
    """Remove what a failed write may have left; if even that fails, the next write sees that it is torn."""
    try:
        store.delete(name)
    except OSError:
        return
