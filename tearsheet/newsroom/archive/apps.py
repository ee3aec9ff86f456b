"""Django's name for this stage."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """`tearsheet.newsroom.archive`."""

    name = "tearsheet.newsroom.archive"
    label = "archive"
    verbose_name = "Archive"
