"""Settings for every test that needs Django; the engine's tests run with `-p no:django` and never look."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tearsheet.newsroom.settings")
os.environ.setdefault("TEARSHEET_ENV", "test")
