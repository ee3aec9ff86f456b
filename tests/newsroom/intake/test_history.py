"""Captures come in any order; what an article says now is what was captured last."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.newsroom.intake.history import History
from tearsheet.newsroom.intake.models import Revision, Snapshot

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def take(history, hour, words):
    """What storing does with one capture: True if it gives a revision."""
    at = NOON + timedelta(hours=hour)
    if same := history.find_same(headline="Ferry", text_sha256=words, at=at):
        same.seen_at = max(same.seen_at, at)
        return False
    history.add(
        Revision(
            number=history.next_number,
            headline="Ferry",
            text_sha256=words,
            seen_at=at,
            snapshot=Snapshot(fetched_at=at),
        )
    )
    return True


captures = st.dictionaries(st.integers(0, 20), st.sampled_from("abc"), min_size=1, max_size=8)


@given(captures, st.randoms(use_true_random=False))
def test_the_newest_capture_says_what_the_article_says_whatever_the_order(page, random):
    history, hours = History(), list(page)
    random.shuffle(hours)
    for hour in hours:
        take(history, hour, page[hour])
    assert history.newest.text_sha256 == page[max(page)]
    assert {revision.text_sha256 for revision in history._revisions} == set(page.values())


@given(captures)
def test_captures_in_time_order_taken_twice_give_nothing_new(page):
    history = History()
    for hour in sorted(page):
        take(history, hour, page[hour])
    assert not any(take(history, hour, page[hour]) for hour in sorted(page))


@pytest.mark.parametrize("order", list(permutations(["0a", "1b", "2a"])), ids="-".join)
def test_words_that_came_back_are_current_again(order):
    history = History()
    for capture in order:
        take(history, int(capture[0]), capture[1])
    assert history.newest.text_sha256 == "a"


def test_an_article_without_a_revision_has_no_newest():
    with pytest.raises(ValueError, match="empty"):
        _ = History().newest
