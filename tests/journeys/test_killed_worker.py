"""A worker killed in the middle of a batch loses nothing and doubles nothing."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time

import zstandard

from tests.newsroom.web import FERRY, SavedWeb

SITE = "https://harbourpost.example"
PAGES = 90
KILLS = 3


def test_a_killed_worker_leaves_the_same_rows_as_one_that_was_left_alone(tmp_path):
    web = SavedWeb(tmp_path / "web")
    for number in range(PAGES):
        words = [f"{part} Report {number} of the harbour office, berth {number * 7}." for part in FERRY]
        web.article(f"{SITE}/{number}.html", f"Ferry report {number}", words)
    web.feed(f"{SITE}/feed.xml", [(f"Ferry report {n}", f"{SITE}/{n}.html") for n in range(PAGES)])
    env = {
        **os.environ,
        "TEARSHEET_HOME": str(tmp_path / "home"),
        "TEARSHEET_SAVED_WEB": str(web.folder),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'home' / 'newsroom.sqlite3'}",
    }
    tearsheet(env, "manage", "migrate", "--verbosity", "0")
    tearsheet(env, "add", f"{SITE}/feed.xml")
    database = sqlite3.connect(tmp_path / "home" / "newsroom.sqlite3", timeout=20)
    watch = Watch(database)
    tearsheet(env, "poll", "--all", kill_when=watch, after=0.0)
    for kill in range(1, KILLS):
        tearsheet(env, "poll", kill_when=watch, after=0.05 * kill)
    tearsheet(env, "poll")
    counts = {
        table: database.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
        for table in ["intake_entry", "intake_article", "intake_revision", "intake_snapshot", "stories_placement"]
    }
    assert counts == dict.fromkeys(counts, PAGES)
    assert database.execute("select distinct outcome from intake_entry").fetchall() == [("stored",)]
    for sha256, name in database.execute("select sha256, storage_name from intake_snapshot"):
        kept = (tmp_path / "home" / "evidence" / name).read_bytes()
        assert hashlib.sha256(zstandard.decompress(kept)).hexdigest() == sha256


class Watch:
    """Notices each time that a worker has begun a task."""

    def __init__(self, database):
        self.database = database
        self.seen = {None}

    def __call__(self):
        query = "select max(started_at) from django_tasks_database_dbtaskresult where status = 'RUNNING'"
        started = self.database.execute(query).fetchone()[0]
        is_new = started not in self.seen
        self.seen.add(started)
        return is_new


def tearsheet(env, *arguments, kill_when=None, after=0.0):
    """Run the command; or kill it without warning once a condition holds."""
    process = subprocess.Popen([sys.executable, "-m", "tearsheet", *arguments], env=env, stdout=subprocess.DEVNULL)
    if kill_when is not None:
        while process.poll() is None and not kill_when():
            time.sleep(0.002)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL, "it was over before it could be killed"
    else:
        assert process.wait(300) == 0
