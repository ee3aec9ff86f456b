"""The pages' examples run in a newsroom of their own, like the newsroom's own tests."""

import django

django.setup()

from tests.newsroom.conftest import _own_folders, editor, front, section  # noqa: F401
