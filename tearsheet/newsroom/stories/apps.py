"""Django's name for this stage."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """`tearsheet.newsroom.stories`."""

    name = "tearsheet.newsroom.stories"
    label = "stories"
    verbose_name = "Stories"
