"""The evidence store: kept pages, zstd-compressed, named by the SHA-256 of their bytes, never overwritten."""

import hashlib

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from tearsheet.newsroom.intake.errors import EvidenceDamaged, EvidenceMissing, EvidenceNotKept


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


def _clear(store: Storage, name: str) -> None:
    """Remove what a failed write may have left; if even that fails, the next write sees that it is torn."""
    try:
        store.delete(name)
    except OSError:
        return
