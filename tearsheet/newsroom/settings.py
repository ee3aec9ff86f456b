"""The one settings file. Whatever differs between installations comes from the environment.

`DATABASE_URL`, `TEARSHEET_HOME`, `TEARSHEET_SITE_URL`, `TEARSHEET_ALLOWED_HOSTS`, `TEARSHEET_SECRET_KEY` and the options in
`tearsheet.newsroom.core.options`: see `docs/reference/settings.md`.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url

from tearsheet.newsroom.core.options import (
    Environment,
    fetch_options,
    read_allowed_hosts,
    read_secret_key,
)

ENVIRONMENT = Environment.read(os.environ)
HOME: Path = ENVIRONMENT.home

SECRET_KEY = read_secret_key(ENVIRONMENT)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = read_allowed_hosts(ENVIRONMENT)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.site_url] if ENVIRONMENT.site_url.startswith("https://") else []

INSTALLED_APPS = [
    "tearsheet.newsroom.core",
    "tearsheet.newsroom.sources",
    "tearsheet.newsroom.intake",
    "tearsheet.newsroom.archive",
    "tearsheet.newsroom.stories",
    "tearsheet.newsroom.items",
    "tearsheet.newsroom.pipeline",
    "tearsheet.newsroom.desk",
    "tearsheet.newsroom.public",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tearsheet.newsroom.public.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "tearsheet.newsroom.desk.middleware.ExplainRefusals",
]

ROOT_URLCONF = "tearsheet.newsroom.urls"
WSGI_APPLICATION = "tearsheet.newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # One file, several processes: readers never wait, writers queue up for at most 20 seconds.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
TIME_ZONE = ENVIRONMENT.time_zone
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Kept pages: content-addressed, never under MEDIA_ROOT, never served as they are.
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "evidence", "base_url": None},
    },
}
#: Where tantivy keeps the index of the article archive; PostgreSQL keeps its own.
ARCHIVE_FOLDER = HOME / "archive"
#: Rules for single sites, if somebody wrote any (docs/howto/rules-for-one-site.md).
SITE_RULES = HOME / "site-rules.toml"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "group"],
    },
}

WAGTAIL_SITE_NAME = ENVIRONMENT.site_name
WAGTAILADMIN_BASE_URL = ENVIRONMENT.site_url
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "txt", "xlsx"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "tearsheet.newsroom.items.picture_forms.PictureForm"
WAGTAIL_MODERATION_ENABLED = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.site_url.startswith("https://")
SILENCED_SYSTEM_CHECKS: list[str] = []

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENVIRONMENT.smtp_host
    else ("django.core.mail.backends.dummy.EmailBackend")
)
EMAIL_HOST = ENVIRONMENT.smtp_host
EMAIL_PORT = ENVIRONMENT.smtp_port

#: How the engine fetches, as a frozen value; a saved web replaces the network in the demo and in tests.
FETCH_OPTIONS = fetch_options(ENVIRONMENT)
#: The interface the web server listens on.
LISTEN_ON = ENVIRONMENT.listen_on

#: How long enqueued work is left to its worker before the schedule enqueues it again.
LEASE = timedelta(minutes=10)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
