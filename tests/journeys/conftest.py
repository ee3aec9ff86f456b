"""Journeys use the newsroom's own fixtures, and run the real worker."""

import django
import pytest

django.setup()

from tests.newsroom.conftest import _own_folders, desk, editor, front, outsider, section, web  # noqa: F401


@pytest.fixture(autouse=True)
def _keep_connection(monkeypatch):
    """A test is one transaction; the worker would close its connection between two tasks."""
    from django_tasks_db.management.commands import db_worker

    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
