"""Django's name for this stage."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """`tearsheet.newsroom.core`."""

    name = "tearsheet.newsroom.core"
    label = "core"
    verbose_name = "People and options"
