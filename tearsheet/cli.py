"""The `tearsheet` command: thin, every verb is a function elsewhere."""

import os
import sys
from pathlib import Path

import click

from tearsheet.engine_cli import engine

DEMO = Path("demo/replay.py")
REPLAYED = ".replayed"


def start_django() -> None:
    """Load the newsroom; the engine's verbs do without."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tearsheet.newsroom.settings")
    import django

    django.setup()


def open_newsroom() -> None:
    """Load the newsroom, and make sure that its database is there and of this version."""
    start_django()
    from tearsheet.newsroom.pipeline.running import is_up_to_date

    if not is_up_to_date():
        raise click.ClickException(
            "The database is not prepared: start `tearsheet run` once, or `tearsheet manage migrate`."
        )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tearsheet")
def main() -> None:
    """Tearsheet: a news desk in which every word on the page has a known source."""


@main.command()
@click.option(
    "--port", envvar="PORT", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to listen."
)
@click.option("--demo/--no-demo", default=False, help="Fill a new newsroom with the demo press.")
def run(port: int, demo: bool) -> None:
    """Run everything on this machine: site, desk, workers and schedule."""
    os.environ["PORT"] = str(port)
    saved_web = Path(os.environ.get("TEARSHEET_HOME", "var")).absolute() / "demo-web"
    if demo:
        os.environ.setdefault("TEARSHEET_SAVED_WEB", str(saved_web))
    start_django()
    from django.conf import settings

    from tearsheet.newsroom.pipeline import running
    from tearsheet.newsroom.pipeline.schedule import alone

    if problem := running.check_port(port):
        raise click.ClickException(problem)
    with alone(settings.HOME) as is_alone:
        if not is_alone:
            raise click.ClickException(f"Tearsheet is already running in {settings.HOME}.")
        click.echo("Preparing the newsroom ...")
        prepared = running.prepare_newsroom(port=port)
        if prepared.password:
            # At once as well as at the end: it is stored nowhere, and the demo may be interrupted.
            click.echo(f"The first editor is called editor, with the password {prepared.password}")
        if demo and (prepared.is_new or (saved_web.is_dir() and not _is_replayed(saved_web))):
            _replay_demo(saved_web)
        sys.exit(running.run_processes(port=port, on_ready=lambda: _greet(prepared.password)))


def _replay_demo(saved_web: Path) -> None:
    """Fill a new newsroom, in a process of its own: the demo is no part of the package."""
    import subprocess

    if not DEMO.exists():
        raise click.ClickException("The demo press is not here: run this from a clone, or use --no-demo.")
    subprocess.run([sys.executable, "-m", "demo.replay", str(saved_web)], check=True)  # noqa: S603 - our own module
    (saved_web / REPLAYED).touch()


def _is_replayed(saved_web: Path) -> bool:
    """Whether the demo was replayed to its end; one that was interrupted goes on with the next start."""
    return (saved_web / REPLAYED).exists()


def _greet(password: str | None) -> None:
    from django.conf import settings

    click.echo(f"\n  Readers   {settings.WAGTAILADMIN_BASE_URL}/\n  Desk      {settings.WAGTAILADMIN_BASE_URL}/desk/")
    if password:
        click.echo(f"\n  Log in as editor with the password {password}\n  (shown only now; change it in your account)")
    click.echo("\n  Ctrl-C stops everything.\n")


@main.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL|OPML|FILE...")
def add(addresses: tuple[str, ...]) -> None:
    """Follow feeds, sites that name their feed, or OPML lists (addresses or files)."""
    open_newsroom()
    from django.conf import settings

    from tearsheet.engine.errors import EngineError
    from tearsheet.newsroom.sources.actions import Followed, follow_address, follow_opml
    from tearsheet.newsroom.sources.errors import SourceError

    has_failed = False
    for address in addresses:
        try:
            followed: Followed = (
                follow_opml(actor=None, body=Path(address).read_bytes())
                if Path(address).is_file()
                else follow_address(actor=None, address=address, options=settings.FETCH_OPTIONS)
            )
        except (EngineError, SourceError) as error:
            has_failed = True
            click.echo(f"{address}: {error}", err=True)
            continue
        for feed in followed.added:
            click.echo(f"following {feed.source.name}: {feed.url}")
        for feed in followed.known:
            click.echo(f"already followed: {feed.url}")
    sys.exit(1 if has_failed else 0)


@main.command()
@click.argument("pages", nargs=-1, required=True, metavar="FILE|DIR|URL...")
@click.option("--section", default="", help="Where the drafts of digests go, in place of the section a digest names.")
def take(pages: tuple[str, ...], section: str) -> None:
    """Take in saved pages, archives, digests, folders of them, or pages by address.

    A digest that was flattened to text gives draft items, everything else gives articles. The exit status is 1 if some
    file or address brought nothing.
    """
    open_newsroom()
    from tqdm import tqdm

    from tearsheet.newsroom.pipeline.reporting import describe_taken
    from tearsheet.newsroom.pipeline.taking import (
        DigestManner,
        Taken,
        find_pages,
        find_taker,
        take_addresses,
        take_files,
    )

    missing = [page for page in pages if "://" not in page and not Path(page).exists()]
    if missing:
        raise click.ClickException(f"There is no such file or folder: {', '.join(missing)}")
    files = [file for page in pages if "://" not in page for file in find_pages(Path(page))]
    urls = [page for page in pages if "://" in page]
    if not files and not urls:
        raise click.ClickException(f"There is no page, archive or digest in {', '.join(pages)}")
    taken = Taken()
    take_addresses(urls, taken)
    manner = DigestManner(actor=find_taker(), section_title=section.strip())
    progress = tqdm(total=len(files), unit="file", disable=not sys.stderr.isatty())
    with progress:
        for _ in take_files(files, taken, manner):
            progress.update()
    for name, problem in taken.problems:
        click.echo(f"{name}: {problem}", err=True)
    for line in describe_taken(taken):
        click.echo(line)
    sys.exit(1 if taken.fruitless else 0)


@main.command("preview-rules")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pages", default=20, show_default=True, type=click.IntRange(1, 1000), help="Of each site, the newest.")
def preview_rules(file: Path | None, pages: int) -> None:
    """Show what rules for single sites (FILE, or the newsroom's own) change on kept pages. Nothing is written."""
    open_newsroom()
    from django.conf import settings

    from tearsheet.engine.errors import EngineError
    from tearsheet.newsroom.pipeline.site_rules import preview_rules as preview

    try:
        for line in preview(file or settings.SITE_RULES, limit=pages):
            click.echo(line)
    except EngineError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--all", "everything", is_flag=True, help="Poll every feed now, due or not.")
def poll(everything: bool) -> None:
    """Do once whatever is due: poll feeds, take in their pages, group articles, read cited pages again; then stop."""
    open_newsroom()
    from django.conf import settings
    from django.utils import timezone
    from tqdm import tqdm

    from tearsheet.newsroom.pipeline.draining import drain_queue
    from tearsheet.newsroom.pipeline.schedule import alone, poll_now, recover, run_due
    from tearsheet.newsroom.sources.models import Feed

    with alone(settings.HOME) as is_alone, tqdm(unit="task", disable=not sys.stderr.isatty()) as progress:
        if is_alone:
            recover()
        if everything:
            poll_now(Feed.objects.followed().values_list("pk", flat=True))
        run_due(timezone.now())
        drain_queue(on_task=progress.update)


@main.command()
def schedule() -> None:
    """Only the schedule: for installations whose web server and workers run as services of their own."""
    open_newsroom()
    from tearsheet.newsroom.pipeline.running import watch_schedule

    watch_schedule()


main.add_command(engine)


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands, for operators: migrate, createsuperuser, shell ..."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tearsheet.newsroom.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tearsheet manage", *arguments])
