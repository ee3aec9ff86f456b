"""The `tearsheet` command: thin, every verb is a function elsewhere."""

import click


@click.group()
def main() -> None:
    """Tearsheet: a news desk in which every word on the page has a known source."""
