"""The local server as a fixture."""

import pytest

from tests.engine.fetching.local_web import local_web


@pytest.fixture
def served(socket_enabled):
    with local_web() as web:
        yield web
