"""The environment of every test; the engine's tests run with `-p no:django` and never look at it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tearsheet.newsroom.settings")
os.environ["TEARSHEET_SECRET_KEY"] = "for tests only"  # noqa: S105
os.environ["TEARSHEET_HOME"] = "var/tests"
