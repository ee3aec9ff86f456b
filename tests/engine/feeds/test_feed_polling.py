"""When a feed is asked again, and what counts as new in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.feeds import PollFacts, PollOutcome, PollState, diff_entries, digest_entry, next_poll_at
from tearsheet.engine.model import Entry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY, HOUR, MONTH = 86_400, 3_600, 30 * 86_400

seconds = st.none() | st.floats(0, 1e9, allow_nan=False)
states = st.builds(
    PollState,
    interval_seconds=st.floats(0, 1e9, allow_nan=False),
    failure_count=st.integers(0, 10_000),
    is_unreadable=st.booleans(),
)
facts = st.builds(
    PollFacts,
    outcome=st.sampled_from(PollOutcome),
    ttl_seconds=seconds,
    max_age_seconds=seconds,
    expires_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    retry_after_seconds=seconds,
)


def wait(outcome, state=None, **said):
    plan = next_poll_at(NOW, state or PollState(interval_seconds=HOUR), PollFacts(outcome=outcome, **said))
    return (plan.next_poll_at - NOW).total_seconds()


@given(states, facts)
def test_a_healthy_feed_is_asked_within_five_minutes_to_a_day_and_a_failing_one_within_a_month(state, fact):
    plan = next_poll_at(NOW, state, fact)
    waited = (plan.next_poll_at - NOW).total_seconds()
    assert 300 <= waited <= (MONTH if plan.failure_count else DAY)
    assert 300 <= plan.interval_seconds <= DAY


@given(states, facts)
def test_a_plan_can_be_the_next_state_for_ever(state, fact):
    for _ in range(40):
        plan = next_poll_at(NOW, state, fact)
        state = PollState(
            interval_seconds=plan.interval_seconds,
            failure_count=plan.failure_count,
            is_unreadable=plan.is_unreadable,
        )
    if plan.failure_count:
        assert plan.next_poll_at - NOW == timedelta(seconds=MONTH)


@given(states, facts, seconds)
def test_being_asked_for_more_patience_never_shortens_the_wait(state, fact, retry_after):
    asked = replace(fact, retry_after_seconds=max(fact.retry_after_seconds or 0, retry_after or 0))
    assert next_poll_at(NOW, state, asked).next_poll_at >= next_poll_at(NOW, state, fact).next_poll_at


def test_a_feed_that_changes_is_asked_sooner_and_a_quiet_one_later():
    assert wait(PollOutcome.CHANGED) < HOUR < wait(PollOutcome.UNCHANGED) == wait(PollOutcome.NOT_MODIFIED)


@pytest.mark.parametrize(
    "said",
    [
        {"ttl_seconds": 2 * HOUR},
        {"max_age_seconds": 2 * HOUR},
        {"expires_at": NOW + timedelta(hours=2)},
        {"retry_after_seconds": 2 * HOUR},
    ],
)
def test_whoever_asks_for_more_time_gets_it(said):
    assert wait(PollOutcome.CHANGED, **said) == 2 * HOUR


def test_a_retry_after_of_a_year_is_capped_at_a_day():
    assert wait(PollOutcome.FAILED, retry_after_seconds=365 * DAY) == DAY


def test_failures_double_the_wait_and_one_success_ends_them():
    waits = [wait(PollOutcome.FAILED, PollState(interval_seconds=HOUR, failure_count=count)) for count in range(3)]
    assert waits == [HOUR, 2 * HOUR, 4 * HOUR]
    healed = next_poll_at(NOW, PollState(failure_count=9), PollFacts(outcome=PollOutcome.UNCHANGED))
    assert healed.failure_count == 0


def test_a_304_after_a_failed_parse_does_not_make_a_feed_healthy():
    broken = next_poll_at(NOW, PollState(), PollFacts(outcome=PollOutcome.UNREADABLE))
    assert (broken.failure_count, broken.is_unreadable) == (1, True)
    state = PollState(failure_count=1, is_unreadable=True)
    assert next_poll_at(NOW, state, PollFacts(outcome=PollOutcome.NOT_MODIFIED)).failure_count == 2
    assert next_poll_at(NOW, state, PollFacts(outcome=PollOutcome.FAILED)).is_unreadable
    assert next_poll_at(NOW, state, PollFacts(outcome=PollOutcome.UNCHANGED)).failure_count == 0


def test_a_304_after_a_mere_outage_does():
    state = PollState(failure_count=3)
    assert next_poll_at(NOW, state, PollFacts(outcome=PollOutcome.NOT_MODIFIED)).failure_count == 0


def test_an_outcome_may_be_given_as_its_word():
    assert next_poll_at(NOW, PollState(), PollFacts(outcome="failed")).failure_count == 1


ENTRY = Entry(guid="1", url="https://a.example/1", title="Bridge", published_at=NOW)


def test_entries_are_new_changed_or_unchanged():
    other = Entry(guid="2", url="https://a.example/2")
    known = {"1": digest_entry(ENTRY), "gone": "x"}
    diff = diff_entries(known, [ENTRY, other])
    assert (diff.new, diff.changed, diff.unchanged) == ((other,), (), (ENTRY,))
    renamed = replace(ENTRY, title="Bridge open")
    assert diff_entries(known, [renamed]).changed == (renamed,)


def test_a_late_and_back_dated_entry_is_taken():
    late = Entry(guid="3", url="https://a.example/3", published_at=NOW - timedelta(days=400))
    assert diff_entries({"1": digest_entry(ENTRY)}, [ENTRY, late]).new == (late,)


@pytest.mark.parametrize(
    "change",
    [
        {"url": "https://a.example/x"},
        {"title": "x"},
        {"authors": ("x",)},
        {"summary": "x"},
        {"updated_at": NOW},
        {"published_at": None},
        {"source_title": "x"},
        {"source_url": "x"},
    ],
)
def test_a_digest_sees_every_change(change):
    assert digest_entry(replace(ENTRY, **change)) != digest_entry(ENTRY)


def test_a_digest_is_the_same_every_day():
    assert digest_entry(Entry(guid="1", url="https://a.example/1")).startswith("f6bedaa49eec")
