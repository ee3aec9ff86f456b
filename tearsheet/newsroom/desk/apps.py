"""Django's name for this stage."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """`tearsheet.newsroom.desk`."""

    name = "tearsheet.newsroom.desk"
    label = "desk"
    verbose_name = "Desk"
