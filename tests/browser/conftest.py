"""A newsroom run as its users run it: `tearsheet run --demo` in a process of its own, and Debian's Chromium."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import expect, sync_playwright

from tests.browser.desk import PASSWORD, SEED, run_inside

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 240

# A page may be slow on a busy machine; it must be right.
expect.set_options(timeout=30_000)


@dataclass
class Newsroom:
    """A running newsroom: its address, the first editor's password, and its process."""

    address: str
    password: str
    process: subprocess.Popen
    home: Path


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.browser)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_newsroom(home, *options):
    """Start `tearsheet run` and wait until it says that it is there."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TEARSHEET_SECRET_KEY"}}
    env |= {"TEARSHEET_HOME": str(home), "PYTHONUNBUFFERED": "1", "PORT": str(port)}
    log = (home.parent / f"{home.name}-{port}.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "tearsheet", "run", "--port", str(port), *options],
        env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + START_SECONDS
    while "Ctrl-C stops" not in (said := Path(log.name).read_text()):
        assert process.poll() is None, said
        assert time.monotonic() < deadline, said
        time.sleep(0.1)
    password = re.search(r"password (\S+)", said)
    return Newsroom(f"http://localhost:{port}", password[1] if password else "", process, home)


def stop_newsroom(newsroom):
    """Ctrl-C; every process must be gone afterwards.

    Returns:
        The exit status, and what is left of its processes.
    """
    family = descendants(newsroom.process.pid)
    newsroom.process.send_signal(signal.SIGINT)
    status = newsroom.process.wait(30)
    time.sleep(0.2)
    return status, [pid for pid in family if is_alive(pid)]


def descendants(pid):
    """Every process below a process."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(child) for child in path.read_text().split()] if path.exists() else []
    return children + [below for child in children for below in descendants(child)]


def is_alive(pid):
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(chromium, tmp_path_factory):
    """A test database in a file, made after Chromium's session has begun.

    One in memory is shared by the test and its server through one cache, where nobody waits for a lock: what a page
    still asks when a test ends would fail the emptying of the tables. And Playwright's event loop, once it runs in
    this thread, makes Django keep its connections elsewhere: made before, they would be lost from sight.
    """
    connections["default"].settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory):
    running = start_newsroom(tmp_path_factory.mktemp("newsroom") / "home", "--demo")
    yield running
    if running.process.poll() is None:
        stop_newsroom(running)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def logins():
    """The cookies of everybody who has logged in, by name."""
    return {}


def enter_desk(page, name, password, logins):
    """Open the desk: through the login form the first time, with the same session afterwards."""
    if name in logins:
        page.context.add_cookies(logins[name])
        page.goto("/desk/")
    else:
        page.goto("/desk/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk/")
        logins[name] = page.context.cookies()
    assert page.url.endswith("/desk/")


@pytest.fixture
def visitor(chromium, newsroom):
    """A reader: nobody logged in, no JavaScript."""
    context = chromium.new_context(base_url=newsroom.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def editor(chromium, newsroom, logins, tmp_path):
    """The first editor, logged in; a page error fails the test."""
    context = chromium.new_context(base_url=newsroom.address, viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    failures = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    enter_desk(page, "editor", newsroom.password, logins)
    yield page
    page.screenshot(path=tmp_path / "last.png", full_page=True)
    context.close()
    assert failures == []


@pytest.fixture(scope="session")
def seeded(newsroom):
    return run_inside(newsroom, SEED)


@pytest.fixture
def sign_in(chromium, newsroom, logins):
    """Open a browser of one's own; page errors fail the test."""
    contexts, failures = [], []

    def enter(name, **options):
        context = chromium.new_context(
            base_url=newsroom.address, **{"viewport": {"width": 1400, "height": 1000}, **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        enter_desk(page, name, PASSWORD, logins)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert failures == []
