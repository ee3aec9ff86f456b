"""Journeys use the newsroom's own fixtures, and run the real worker."""

import django

django.setup()

from tests.newsroom.conftest import _own_folders, desk, editor, front, outsider, section, web  # noqa: F401
