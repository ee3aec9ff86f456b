"""Django's name for this stage."""

from django.apps import AppConfig


class ItemsConfig(AppConfig):
    """`tearsheet.newsroom.items`."""

    name = "tearsheet.newsroom.items"
    label = "items"
    verbose_name = "Items"
