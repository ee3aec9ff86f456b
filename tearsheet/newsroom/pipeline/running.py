"""Everything on one machine: web server, workers and schedule, started and ended together."""

import ctypes
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from tearsheet.newsroom.core.actions import create_first_editor
from tearsheet.newsroom.items.actions import cite_live_items, found_site
from tearsheet.newsroom.pipeline.schedule import keep_schedule, recover
from tearsheet.newsroom.pipeline.tasks import archive

#: How long a process may take to end by itself, in seconds.
GRACE_SECONDS = 10.0
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What preparing the newsroom came to: whether it is new, and the first editor's password if just made."""

    is_new: bool
    password: str | None


def prepare_newsroom(*, port: int, sections: tuple[str, ...] = ("World",)) -> Prepared:
    """Bring the database up to date, found the site, make the first editor, and put back
    what a killed worker left in the middle, in the archive too.
    """
    settings.HOME.mkdir(parents=True, exist_ok=True)
    if not is_up_to_date():
        call_command("migrate", interactive=False, verbosity=0)
    found_site(site_name=settings.WAGTAIL_SITE_NAME, hostname=_hostname(), port=port, sections=sections)
    cite_live_items()
    password = create_first_editor()
    recover()
    archive.enqueue(everything=True)
    return Prepared(is_new=password is not None, password=password)


def is_up_to_date() -> bool:
    """Whether the database has every migration of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def check_port(port: int) -> str:
    """Why the web server cannot listen there, or ""."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.LISTEN_ON, port))
        except OSError as error:
            return f"Port {port} cannot be used ({error.strerror}). Choose another: PORT={port + 1} make run"
    return ""


def run_processes(*, port: int, on_ready: Callable[[], None]) -> int:
    """Start everything, wait until told to stop or until one process ends, and end all of them.

    Args:
        port: where the web server listens.
        on_ready: called when the web server answers.

    Returns:
        0 after a signal; 1 if a process ended by itself.
    """
    context = multiprocessing.get_context("fork")
    connections.close_all()
    jobs: dict[str, Callable[[], None]] = {
        "web": lambda: serve_web(port),
        "worker": lambda: work_queue("default"),
        "grouping worker": lambda: work_queue("group"),
        "schedule": watch_schedule,
    }
    stopping: list[int] = []

    def stop(signum: int, _frame: FrameType | None) -> None:
        stopping.append(signum)

    processes = [context.Process(target=_child, args=(job,), name=name) for name, job in jobs.items()]
    for process in processes:
        process.start()
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    is_ready = False
    while not stopping and all(process.is_alive() for process in processes):
        if not is_ready and _answers(port):
            is_ready = True
            on_ready()
        time.sleep(0.1)
    ended = [process.name for process in processes if not process.is_alive()]
    _end(processes)
    if not stopping:
        sys.stderr.write(f"The {' and the '.join(ended)} ended unexpectedly, so everything was stopped.\n")
    return 0 if stopping else 1


def serve_web(port: int) -> None:
    """Serve readers and the desk until told to stop."""
    from gunicorn.app.base import BaseApplication

    application = get_wsgi_application()

    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", f"{settings.LISTEN_ON}:{port}")
            self.cfg.set("workers", 2)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("proc_name", "tearsheet")
            self.cfg.set("control_socket_disable", True)  # noqa: FBT003 - gunicorn's own form

        def load(self) -> Any:
            return application

    Server().run()


def work_queue(queue_name: str) -> None:
    """Work on one queue until told to stop."""
    call_command("db_worker", queue_name=queue_name, interval=1, reload=False, verbosity=0)


def watch_schedule() -> None:
    """Keep the schedule until told to stop."""
    running = [True]
    signal.signal(signal.SIGTERM, lambda *_: running.clear())
    keep_schedule(is_running=lambda: bool(running))


def _child(job: Callable[[], None]) -> None:
    """Run a job in a process group of its own, so that Ctrl-C reaches the parent alone; die with the parent."""
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    job()


def _end(processes: list[Any]) -> None:
    for process in processes:
        if process.is_alive():
            process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        process.join(max(0.1, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        own = "127.0.0.1" if settings.LISTEN_ON in {"", "0.0.0.0"} else settings.LISTEN_ON  # noqa: S104 - compared
        return probe.connect_ex((own, port)) == 0


def _hostname() -> str:
    return settings.WAGTAILADMIN_BASE_URL.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
