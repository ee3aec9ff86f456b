"""Django's name for this stage."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """`tearsheet.newsroom.pipeline`."""

    name = "tearsheet.newsroom.pipeline"
    label = "pipeline"
    verbose_name = "Pipeline"
