"""The environment of every test; the engine's tests run with `-p no:django` and never look at it."""

import gc
import os

from hypothesis import settings

# Tests make much garbage and keep little: looking for cycles less often saves a tenth of the time.
gc.set_threshold(1_000_000, 50, 50)

# The build tries the same cases every time; a developer's machine goes on looking for new ones, `thorough` for longer.
settings.register_profile("build", derandomize=True, deadline=None, max_examples=12)
settings.register_profile("developer", deadline=None, max_examples=12)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("build" if os.environ.get("CI") else "developer"))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tearsheet.newsroom.settings")
os.environ["TEARSHEET_SECRET_KEY"] = "for tests only"  # noqa: S105
os.environ["TEARSHEET_HOME"] = "var/tests"
