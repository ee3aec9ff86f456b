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
    """Keep bytes. Kept twice, they are one file; a file left half-written by a crash is written anew.

    Returns:
        The SHA-256 in hex, and the name in the store.

    Raises:
        EvidenceNotKept: if the store cannot take them (a full disk, a lost mount); nothing half-written stays.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    name = evidence_name(sha256)
    packed = zstandard.compress(body, level=9)
    store = evidence_store()
    try:
        if store.exists(name):
            if store.size(name) == len(packed):
                return sha256, name
            store.delete(name)
        store.save(name, ContentFile(packed))
    except OSError as error:
        _clear(store, name)
        raise EvidenceNotKept(str(error)) from error
    return sha256, name


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
    """Remove what a failed write may have left; if even that fails, the next write looks at the size."""
    try:
        store.delete(name)
    except OSError:
        return
