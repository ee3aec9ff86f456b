"""Django's name for this stage."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """`tearsheet.newsroom.sources`."""

    name = "tearsheet.newsroom.sources"
    label = "sources"
    verbose_name = "Sources"
