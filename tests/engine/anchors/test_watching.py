"""A cited passage when its page is read again, and when that is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.anchors import (
    CONFIRMING_WAIT,
    EditRank,
    follow_passage,
    is_confirmed,
    next_look_at,
    stands_on,
)

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
FERRY = [
    "The ferry to Norrholm will sail again on Monday after a week of storms, the harbour master of Selby Bay said.",
    "“The swell has gone down far enough,” Ines Varga told reporters on the quay on Sunday evening.",
    "About 900 passengers had been waiting on both sides of the strait, most of them in the two schools of Norrholm.",
    "The company that runs the ferry said tickets of the cancelled crossings stay valid until the end of the month.",
]
TEXT = "\n\n".join(FERRY)
OURS = FERRY[1]


def follow(*paragraphs, exact=OURS, language="en"):
    return follow_passage(exact, kept=TEXT, reread="\n\n".join(paragraphs), language=language)


@pytest.mark.parametrize(
    "reread",
    [
        TEXT,
        "A correction stands here now.\n\n" + TEXT,
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace(" on the quay", "\u00a0on  the quay"),
        "\n\n".join([OURS, FERRY[0], FERRY[2], FERRY[3]]),
        TEXT.replace("reporters", "repor\u00adters"),
    ],
)
def test_what_the_named_normalisation_forgives_is_no_change(reread):
    assert follow_passage(OURS, kept=TEXT, reread=reread).state == "unchanged"


def test_a_changed_passage_is_found_with_its_difference():
    seen = follow(FERRY[0], OURS.replace("Sunday", "Saturday"), *FERRY[2:])
    assert (seen.state, seen.rank) == ("changed", EditRank.FIGURE_OR_NAME)
    assert [(one.before, one.after) for one in seen.differences] == [("Sunday", "Saturday")]
    assert seen.found == OURS.replace("Sunday", "Saturday")


def test_a_passage_of_two_paragraphs_sees_what_was_put_between():
    seen = follow(
        FERRY[0], FERRY[1], "“I was wrong about the swell,” she added.", *FERRY[2:], exact="\n\n".join(FERRY[1:3])
    )
    assert seen.state == "changed"
    assert [one.before for one in seen.differences] == [""]
    assert "wrong about the swell" in seen.found


def test_half_a_passage_that_went_is_withdrawn():
    seen = follow(
        FERRY[0], FERRY[1], FERRY[3], *["More of the same is written here."] * 5, exact="\n\n".join(FERRY[1:3])
    )
    assert (seen.state, seen.rank) == ("changed", EditRank.WITHDRAWN)


SAID = (
    "The company will run a second boat from Thursday morning.",
    "It has asked the town to pay for the fuel of both.",
    "The mayor of Selby Bay answered that he will not.",
)


@pytest.mark.parametrize("out", range(3))
def test_a_sentence_that_was_taken_out_of_a_paragraph_is_withdrawn(out):
    before, after = " ".join(SAID), " ".join(words for at, words in enumerate(SAID) if at != out)
    seen = follow_passage(
        before, kept=f"{TEXT}\n\n{before}\n\n{OURS}", reread=f"{TEXT}\n\n{after}\n\n{OURS}", language="en"
    )
    assert (seen.state, seen.rank, seen.found) == ("changed", EditRank.WITHDRAWN, after)
    assert "".join(one.before for one in seen.differences).strip() == SAID[out]


@pytest.mark.parametrize("at", [0, 2])
def test_a_sentence_that_was_rewritten_was_not_taken_out(at):
    before = " ".join(SAID)
    after = before.replace(SAID[at], SAID[at].replace("boat", "ship").replace("mayor", "major"))
    seen = follow_passage(before, kept=f"{TEXT}\n\n{before}", reread=f"{TEXT}\n\n{after}", language="en")
    assert (seen.state, seen.found) == ("changed", after)
    assert seen.rank < EditRank.WITHDRAWN


def test_a_passage_that_was_taken_out_is_gone():
    seen = follow(FERRY[0], FERRY[2], FERRY[3])
    assert (seen.state, seen.rank, seen.found) == ("gone", EditRank.WITHDRAWN, "")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "Log in to read on. New here? Create an account.",
        "We value your privacy. We and our 812 partners store and access information on your device.",
        FERRY[0] + "\n\nSubscribe to read the whole article.",
        "This page is not here. Perhaps you find what you look for on our front page, where the newest reports stand. "
        * 9,
        "Die Fähre nach Norrholm fährt ab Montag wieder, sagte die Hafenmeisterin der Bucht von Selby. " * 9,
        "Êàòåð ïîéä¸ò ñíîâà â ïîíåäåëüíèê, ïîñëå íåäåëè øòîðìîâ. " * 12,
    ],
    ids=["nothing", "login", "consent", "teaser", "soft 404", "another language", "another charset"],
)
def test_a_page_that_is_not_the_article_proves_nothing(page):
    assert follow_passage(OURS, kept=TEXT, reread=page).state == "unreadable"


def test_a_wall_that_still_shows_our_passage_hides_nothing():
    assert follow(OURS, "Log in to read on.").state == "unchanged"


def test_a_passage_that_merely_left_the_article_still_stands_on_the_page():
    page = "Home Sport " + " ".join(FERRY[2:]) + " In brief: " + OURS.replace("“", '"').replace("”", '"') + " Contact"
    assert stands_on(page, OURS)
    assert not stands_on(page.replace("reporters", "guests"), OURS)


ARABIC = "قالت سلطة الميناء إن خليج سيلبي سيبقى مغلقا حتى يوم الجمعة بسبب العاصفة."
JAPANESE = "港は金曜日まで閉鎖されると港湾当局は発表した。フェリーは運休している。"


@pytest.mark.parametrize(("text", "old", "new"), [(ARABIC, "الجمعة", "الأحد"), (JAPANESE, "金曜日", "日曜日")])
def test_passages_in_other_scripts_are_followed(text, old, new):
    kept = f"{text}\n\n{text[::-1]}"
    seen = follow_passage(text, kept=kept, reread=kept.replace(old, new))
    assert seen.state in {"changed", "gone"}
    assert follow_passage(text, kept=kept, reread=kept).state == "unchanged"


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_words_that_are_still_there_are_never_called_changed(exact, before, after):
    assert follow_passage(exact, kept=exact, reread=f"{before}\n\n{exact}\n\n{after}").state == "unchanged"


@given(st.text(max_size=60), st.text(max_size=120), st.text(max_size=120))
def test_any_text_can_be_followed(exact, kept, reread):
    follow_passage(exact, kept=kept, reread=reread)


def wait(age, **facts):
    return next_look_at(NOW, fresh_at=NOW - age, **facts) - NOW


def test_looks_become_rarer_with_age():
    waits = [wait(timedelta(hours=hours)) for hours in (0, 1, 6, 24, 24 * 5, 24 * 365)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=30)
    assert waits[3] == timedelta(hours=6)
    assert waits[5] == timedelta(days=30)


def test_staleness_over_age_is_a_fifth_at_the_next_look():
    age = timedelta(days=3)
    staleness = wait(age)
    assert staleness / (age + staleness) == pytest.approx(0.2)


def test_a_page_from_the_future_is_looked_at_soon():
    assert next_look_at(NOW, fresh_at=NOW + timedelta(days=400)) == NOW + timedelta(minutes=30)


def test_failures_back_off_and_the_server_is_heard():
    hour = timedelta(hours=4)
    assert wait(hour, failure_count=1) == 2 * wait(hour)
    assert wait(hour, failure_count=10_000) == timedelta(days=30)
    assert wait(hour, retry_after_seconds=7200 * 3) == timedelta(hours=6)
    assert wait(hour, retry_after_seconds=10**9) == timedelta(days=1)
    assert wait(hour, retry_after_seconds=-5) == wait(hour)


@given(st.timedeltas(timedelta(days=-10_000), timedelta(days=10_000)), st.integers(-2, 100))
def test_every_wait_is_between_half_an_hour_and_a_month(age, failures):
    assert timedelta(minutes=30) <= wait(age, failure_count=failures) <= timedelta(days=30)


def test_a_year_of_looks_is_a_few_dozen():
    at, looks = NOW, 0
    while at < NOW + timedelta(days=365):
        at, looks = next_look_at(at, fresh_at=NOW), looks + 1
    assert 30 <= looks <= 50


def test_an_absence_needs_three_looks_over_a_day():
    day = timedelta(days=1)
    assert is_confirmed(look_count=3, since=NOW - day, now=NOW)
    assert not is_confirmed(look_count=2, since=NOW - 9 * day, now=NOW)
    assert not is_confirmed(look_count=9, since=NOW - day / 2, now=NOW)
    assert day <= 2 * CONFIRMING_WAIT
