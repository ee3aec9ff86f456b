"""Django's name for this stage."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """`tearsheet.newsroom.intake`."""

    name = "tearsheet.newsroom.intake"
    label = "intake"
    verbose_name = "Intake"
