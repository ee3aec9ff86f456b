"""Run what is enqueued until nothing is left, in this process: for the command line, the demo and tests."""

from collections.abc import Callable

from django.utils.crypto import get_random_string
from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Worker


def drain_queue(*, on_task: Callable[[], object] | None = None) -> None:
    """Run every enqueued task, and those that they enqueue, with the real worker.

    Args:
        on_task: called after each task, for a progress display.
    """

    def report(**_: object) -> None:
        if on_task is not None:
            on_task()

    task_finished.connect(report)
    try:
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        ).run()
    finally:
        task_finished.disconnect(report)
