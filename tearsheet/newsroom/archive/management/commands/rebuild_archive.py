"""`tearsheet manage rebuild_archive`: build the index of all articles anew."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from tearsheet.newsroom.archive.actions import archive_articles, forget_archive
from tearsheet.newsroom.intake.models import Article

_BATCH = 5_000


class Command(BaseCommand):
    """Forget the index of the article archive and build it anew from the kept texts."""

    help = "Build the search index of all articles anew. Stop the desk first: only one process may write the index."

    def handle(self, *_: Any, **__: Any) -> None:
        """Show how far it is."""
        forget_archive()
        with tqdm(total=Article.objects.filter(current__isnull=False).count(), unit="article") as bar:
            while count := archive_articles(limit=_BATCH, everything=True):
                bar.update(count)
