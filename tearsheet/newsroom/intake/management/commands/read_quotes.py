"""`tearsheet manage read_quotes`: find who says what in articles taken before that was read."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.intake.quote_actions import read_quotes_again


class Command(BaseCommand):
    """Find the quotations of articles that have none."""

    help = "Find who says what in the current texts of articles that have no quotations yet; with --all in every one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let all be read again."""
        parser.add_argument("--all", action="store_true", help="also articles whose quotations are known")

    def handle(self, *_: Any, **options: Any) -> None:
        """Show how far it is."""
        after = 0
        with tqdm(total=Article.objects.filter(current__isnull=False).count(), unit="article") as bar:
            while read := read_quotes_again(after=after, everything=options["all"]):
                after = read[-1]
                bar.update(len(read))
