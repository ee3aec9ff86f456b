"""Fill a new newsroom with the demo press, through the real pipeline: `python -m demo.replay FOLDER`.

The press is built as a saved web in FOLDER, followed by its OPML list, polled, taken in and grouped in two rounds (the
fourth evening, and the end), then some items are published from it, and the pages they cite are read again.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

import django


def replay(folder: Path, *, last_day: date) -> None:
    """Replay both rounds of the press.

    Args:
        folder: where the saved web is written; `TEARSHEET_SAVED_WEB` must point to it.
        last_day: the date of the press's fifth day.
    """
    from django.conf import settings

    from demo.build import build_press
    from demo.publish import publish_items
    from tearsheet.newsroom.sources.actions import follow_address

    for number in (1, 2):
        press = build_press(folder, last_day=last_day, round=number)
        if number == 1:
            followed = follow_address(actor=None, address=press.opml_url, options=settings.FETCH_OPTIONS)
            print(f"The demo press: {len(followed.added)} feeds of a fictional country.", file=sys.stderr)
        _poll(f"  round {number} of 2")
    count = publish_items(press, folder, last_day=last_day)
    print(f"  {count} items published.", file=sys.stderr)
    _watch()


def _watch() -> None:
    """Read the cited pages again, as the schedule does from then on: one was changed without a word."""
    from tearsheet.newsroom.items.models import SourceChange, Watch
    from tearsheet.newsroom.pipeline.draining import drain_queue
    from tearsheet.newsroom.pipeline.schedule import watch_now

    count = watch_now(Watch.objects.values_list("pk", flat=True))
    drain_queue()
    print(f"  {count} cited pages read again, {SourceChange.objects.count()} of them changed.", file=sys.stderr)


def _poll(label: str) -> None:
    """Poll every feed and run the real worker until nothing is left, with a progress bar over the entries."""
    from tqdm import tqdm

    from tearsheet.newsroom.intake.models import Entry
    from tearsheet.newsroom.pipeline.draining import drain_queue
    from tearsheet.newsroom.pipeline.schedule import poll_now
    from tearsheet.newsroom.sources.models import Feed

    poll_now(Feed.objects.followed().values_list("pk", flat=True))
    with tqdm(total=0, unit="entry", desc=label, bar_format="{desc} {bar:30} {n_fmt}/{total_fmt} entries") as progress:

        def show() -> None:
            progress.total = Entry.objects.count()
            progress.n = progress.total - Entry.objects.pending().count()
            progress.refresh()

        drain_queue(on_task=show)


if __name__ == "__main__":
    django.setup()
    from django.utils import timezone

    # Yesterday is the fifth day, so that nothing is dated in the future.
    replay(Path(sys.argv[1]), last_day=timezone.localdate() - timedelta(days=1))
