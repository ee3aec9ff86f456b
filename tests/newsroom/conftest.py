"""A newsroom of its own for every test: a database, an evidence store and media in a temporary folder."""

import django
import pytest
from django.core.files.storage import storages

django.setup()

from tests.newsroom import factories


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, settings):
    # A real hash of a password takes a quarter of a second, and nearly every test has an editor.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ARCHIVE_FOLDER = tmp_path / "archive"
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "evidence", "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    storages._storages = {}
    yield
    storages._storages = {}


@pytest.fixture
def web(tmp_path, settings):
    """A saved web in place of the network."""
    from tests.newsroom.web import SavedWeb

    saved = SavedWeb(tmp_path / "web")
    saved.folder.mkdir()
    settings.FETCH_OPTIONS = saved.options(settings.FETCH_OPTIONS)
    return saved


@pytest.fixture
def editor(db):
    """Somebody who may do everything at the desk."""
    return factories.make_user("editor", is_superuser=True)


@pytest.fixture
def outsider(db):
    """Somebody who may log in to nothing."""
    return factories.make_user("outsider")


@pytest.fixture
def front(db):
    """A founded site with one section, World."""
    return factories.found_site()


@pytest.fixture
def section(front):
    """The section World."""
    from tearsheet.newsroom.items.models import SectionPage

    return SectionPage.objects.get(slug="world")


@pytest.fixture
def desk(client, editor):
    """A browser in which the editor is logged in."""
    client.force_login(editor)
    return client
