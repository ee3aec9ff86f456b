"""Django's name for this stage."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """`tearsheet.newsroom.public`."""

    name = "tearsheet.newsroom.public"
    label = "public"
    verbose_name = "Public site"
