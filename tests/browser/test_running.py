"""`tearsheet run`: prints addresses and a password, keeps its data, is up again at once, and ends cleanly."""

import socket
import time

import pytest

from tests.browser.conftest import free_port, start_newsroom, stop_newsroom


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """An empty newsroom that was started and ended once, and how it ended."""
    first = start_newsroom(tmp_path_factory.mktemp("founded") / "home")
    return first, stop_newsroom(first)


def test_an_empty_newsroom_starts_and_ends_and_starts_again(founded):
    first, ended = founded
    assert len(first.password) >= 12
    assert ended == (0, [])
    started = time.monotonic()
    second = start_newsroom(first.home)
    took = time.monotonic() - started
    assert second.password == ""
    assert stop_newsroom(second) == (0, [])
    assert took < 30, "a second start only has to look"


def test_two_newsrooms_have_two_passwords(founded, newsroom):
    assert founded[0].password
    assert newsroom.password
    assert founded[0].password != newsroom.password


def test_an_interrupted_demo_goes_on_with_the_next_start_and_its_password_was_said(tmp_path):
    import os
    import signal
    import subprocess
    import sys
    import urllib.request

    home = tmp_path / "home"
    with (tmp_path / "first.log").open("w") as log:
        first = subprocess.Popen(
            [sys.executable, "-m", "tearsheet", "run", "--demo", "--port", str(free_port())],
            env={**os.environ, "TEARSHEET_HOME": str(home), "PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        while "round 1" not in (said := (tmp_path / "first.log").read_text()):
            assert first.poll() is None, said
            time.sleep(0.05)
        os.killpg(first.pid, signal.SIGINT)
        assert first.wait(30) != 0
    assert "with the password" in (tmp_path / "first.log").read_text()
    second = start_newsroom(home, "--demo")
    with urllib.request.urlopen(f"{second.address}/") as answer:
        assert "The uplands lose their railway" in answer.read().decode()
    assert stop_newsroom(second) == (0, [])


def test_a_dead_process_ends_all_of_them(founded):
    newsroom = start_newsroom(founded[0].home)
    from tests.browser.conftest import descendants, is_alive

    family = descendants(newsroom.process.pid)
    import os
    import signal

    os.kill(family[1], signal.SIGKILL)
    assert newsroom.process.wait(30) == 1
    assert [pid for pid in family if is_alive(pid)] == []


def test_a_port_in_use_is_said_before_anything_is_done(tmp_path):
    import os
    import subprocess
    import sys

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "tearsheet", "run", "--port", str(port)],
            env={**os.environ, "TEARSHEET_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert not (tmp_path / "home" / "tearsheet.sqlite3").exists()
