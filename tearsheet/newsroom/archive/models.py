"""Which revision of an article the archive knows."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from tearsheet.newsroom.archive.querysets import ArchivedQuerySet
from tearsheet.newsroom.intake.models import Article, Revision


class Archived(models.Model):
    """An article that is in the index, with the revision that was put in; on PostgreSQL, the index itself."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="archived")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    words = SearchVectorField(null=True, help_text="Where PostgreSQL keeps the index; empty elsewhere")

    objects = ArchivedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "archived articles"
        indexes = [GinIndex(fields=["words"], name="archive_words")]

    def __str__(self) -> str:
        return f"{self.article} in the archive"
