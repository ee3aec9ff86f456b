"""Django's name for this stage."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """`tearsheet.newsroom.pipeline`."""

    name = "tearsheet.newsroom.pipeline"
    label = "pipeline"
    verbose_name = "Pipeline"

    def ready(self) -> None:
        """Connect the receivers."""
        from tearsheet.newsroom.pipeline import receivers  # noqa: F401 - connects by being imported
