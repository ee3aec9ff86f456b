"""Kept pages: named by their bytes, never half-written, never silently damaged."""

import errno
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tearsheet.engine.fetching import Response
from tearsheet.newsroom.intake.actions import store_pages
from tearsheet.newsroom.intake.errors import EvidenceDamaged, EvidenceMissing, EvidenceNotKept
from tearsheet.newsroom.intake.evidence import evidence_store, keep_bytes, read_bytes
from tearsheet.newsroom.intake.models import Article, Entry, Revision, Snapshot
from tearsheet.newsroom.pipeline.reading import prepare
from tests.newsroom.factories import make_feed
from tests.newsroom.web import FERRY, PAGE


class FullDisk(FileSystemStorage):
    """A disk that takes half of a file and is then full."""

    def _save(self, name, content):
        path = self.path(name)

        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content.read()[:10])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {
            "BACKEND": "tests.newsroom.intake.test_evidence.FullDisk",
            "OPTIONS": {"location": tmp_path / "full", "base_url": None},
        },
    }
    storages._storages = {}


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.binary(max_size=5000))
def test_what_is_kept_is_read_back(body):
    sha256, name = keep_bytes(body)
    assert read_bytes(sha256=sha256, name=name) == body
    assert keep_bytes(body) == (sha256, name)


def test_a_missing_page_is_reported():
    sha256, name = keep_bytes(b"page")
    evidence_store().delete(name)
    with pytest.raises(EvidenceMissing):
        read_bytes(sha256=sha256, name=name)


@pytest.mark.parametrize("damage", [b"", b"not zstd", None])
def test_a_damaged_page_is_reported(damage):
    sha256, name = keep_bytes(b"page")
    other = evidence_store().open(keep_bytes(b"another page")[1]).read()
    with evidence_store().open(name, "wb") as file:
        file.write(other if damage is None else damage)
    with pytest.raises(EvidenceDamaged):
        read_bytes(sha256=sha256, name=name)


def test_a_file_left_half_written_is_passed_over():
    sha256, torn = keep_bytes(b"page" * 100)
    with evidence_store().open(torn, "wb") as file:
        file.write(b"half")
    again, name = keep_bytes(b"page" * 100)
    assert (again, name != torn) == (sha256, True)
    assert read_bytes(sha256=sha256, name=name) == b"page" * 100


def test_a_full_disk_says_so_and_leaves_no_half_file(full_disk):
    with pytest.raises(EvidenceNotKept, match="No space left"):
        keep_bytes(b"page")
    assert not any(evidence_store().exists(name) for name in ["page"])
    assert evidence_store().listdir("")[1] == []


@pytest.mark.django_db
def test_a_full_disk_loses_nothing(full_disk, settings, tmp_path):
    url = "https://harbourpost.example/ferry.html"
    feed = make_feed()
    entry = Entry.objects.create(feed=feed, guid=url, guid_sha256="a", digest="d", url=url)
    html = PAGE.format(title="Ferry", url=url, at="2026-03-01", paragraphs="".join(f"<p>{part}</p>" for part in FERRY))
    page = prepare(entry, Response(url=url, final_url=url, status=200, body=html.encode()))
    stored = store_pages(pages=[page], now=timezone.now())
    entry.refresh_from_db()
    assert [outcome for _, outcome in stored.outcomes] == [""]
    assert (entry.outcome, entry.attempt_count) == ("", 0)
    assert "No space left" in entry.reason
    assert [Article.objects.count(), Revision.objects.count(), Snapshot.objects.count()] == [0, 0, 0]
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "evidence", "base_url": None},
        },
    }
    storages._storages = {}
    store_pages(pages=[prepare(entry, page.response)], now=timezone.now())
    assert Article.objects.get().headline == "Ferry"
