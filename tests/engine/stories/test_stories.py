"""Articles about one event come together, others stay apart, and what an editor did can be undone."""

import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.stories import (
    Description,
    StoryBook,
    assign_story,
    describe_article,
    merge_states,
    split_state,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FERRY = "The harbour council of Port Alder met. Chair Ida Brenn said the ferry Morning Star would sail until 2031."
FERRY_TOO = "Morning Star, the ferry of Port Alder, keeps sailing: Ida Brenn won the vote in the harbour council."
MINE = "Miners at Kessel Ridge found copper worth 40 million crowns, geologist Oto Varga told investors yesterday."


def describe(text: str, *, headline: str = "", hours: float = 0) -> Description:
    return describe_article(headline=headline, text=text, published_at=NOON + timedelta(hours=hours), language="en")


def test_articles_about_one_event_share_a_story_and_others_do_not() -> None:
    book = StoryBook()
    first = assign_story(describe(FERRY, headline="Port Alder keeps its ferry"), book, key="a")
    other = assign_story(describe(MINE, headline="Copper at Kessel Ridge", hours=1), book, key="b")
    second = assign_story(describe(FERRY_TOO, headline="Ferry stays, says Brenn", hours=2), book, key="c")
    assert (first.is_new, first.story, first.score) == (True, "a", 0.0)
    assert (other.is_new, other.story) == (True, "b")
    assert (second.is_new, second.story) == (False, "a")
    assert second.reason.startswith("shares: ")
    assert "ferry" in second.reason
    assert book.state("a").keys == ("a", "c")


def test_an_old_story_takes_no_more_articles() -> None:
    book = StoryBook()
    assign_story(describe(FERRY), book, key="a")
    assert assign_story(describe(FERRY, hours=24 * 15), book, key="b").is_new


@pytest.mark.parametrize("text", ["", "   ", "…", "12", "議会", "\ud800"])
def test_an_article_of_almost_nothing_gets_a_story_of_its_own(text: str) -> None:
    book = StoryBook()
    assign_story(describe(FERRY), book, key="a")
    assert assign_story(describe(text), book, key="b").is_new


def test_the_same_article_a_thousand_times_is_one_story() -> None:
    book = StoryBook()
    stories = {assign_story(describe(FERRY, hours=at / 60), book, key=at).story for at in range(1000)}
    assert stories == {0}


def test_placing_an_article_again_does_not_double_it() -> None:
    book = StoryBook()
    for _ in range(3):
        assign_story(describe(FERRY), book, key="a")
    assert book.state("a").keys == ("a",)
    assert len(book) == 1


def test_names_and_the_headline_weigh_most() -> None:
    weights = dict(describe("It is said that harbour of Brenn is near.", headline="Ferry").terms)
    assert weights["ferry"] > weights["brenn"] > weights["harbour"]
    assert "of" not in weights


def test_texts_without_spaces_are_grouped_too() -> None:
    book = StoryBook()
    assign_story(describe("港口议会周二投票决定保留旧渡轮，主席布伦说。"), book, key="a")
    assert not assign_story(describe("布伦主席：港口议会保留旧渡轮。", hours=1), book, key="b").is_new


def test_a_book_restored_from_rows_decides_the_same() -> None:
    book = StoryBook()
    rows = []
    for key, text in enumerate([FERRY, MINE, FERRY_TOO]):
        description = describe(text, hours=key)
        rows.append((key, assign_story(description, book, key=key).story, description))
    restored = StoryBook.restore(rows)
    next_one = describe(FERRY + " More.", hours=5)
    assert restored.stories == book.stories
    assert assign_story(next_one, restored, key=9) == assign_story(next_one, book, key=9)


def test_a_description_survives_json() -> None:
    description = describe(FERRY, headline="Ferry")
    assert Description.from_json(description.to_json()) == description


@pytest.mark.parametrize("data", [{}, {"published_at": "x", "language": None, "terms": []}, {"terms": 3}])
def test_other_json_is_no_description(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no description|isoformat"):
        Description.from_json(data)


def filled_book() -> StoryBook:
    book = StoryBook()
    draw = random.Random(7)  # noqa: S311
    for key in range(24):
        words = " ".join(f"Name{draw.randrange(9)}{key % 4}" for _ in range(30))
        book.place(key, key % 4, describe(words, hours=draw.randrange(48)))
    return book


@given(st.sets(st.sampled_from(range(4)), min_size=2, max_size=2))
def test_splitting_undoes_merging(pair: set[int]) -> None:
    book = filled_book()
    one, other = (book.state(story) for story in sorted(pair))
    assert split_state(merge_states(one, other), other.keys) == (one, other)


def test_undoing_in_the_book_restores_what_it_decides() -> None:
    book, untouched = filled_book(), filled_book()
    one, other = book.state(0), book.state(1)
    book.put(0, merge_states(one, other))
    assert set(book.state(0).keys) == {*one.keys, *other.keys}
    assert 1 not in book
    stays, leaves = split_state(book.state(0), other.keys)
    book.put(0, stays)
    book.put(1, leaves)
    vector = book.weigh(describe("Name10 Name20 Name31 Name42 Name53"))
    assert book.similarities(vector) == pytest.approx(untouched.similarities(vector))
    assert {story: book.state(story) for story in range(4)} == {story: untouched.state(story) for story in range(4)}


@pytest.mark.parametrize("keys", [(), ("nobody",), (0, 4, 8, 12, 16, 20)])
def test_a_split_leaves_articles_on_both_sides(keys: tuple[int | str, ...]) -> None:
    with pytest.raises(ValueError, match=r"split|not all"):
        split_state(filled_book().state(0), keys)


def test_a_very_long_article_takes_no_time() -> None:
    begin = time.process_time()
    describe("the harbour Council 12 voted again " * 30_000)
    assert time.process_time() - begin < 1


def test_a_clock_in_the_future_neither_joins_nor_retires_anything() -> None:
    book = StoryBook()
    assign_story(describe(FERRY), book, key="a")
    assert assign_story(describe(FERRY, hours=24 * 365 * 50), book, key="future").is_new
    for key in range(600):
        assign_story(describe(f"Word{key} Other{key} Third{key}", hours=1 + key / 300), book, key=key)
    assert not assign_story(describe(FERRY_TOO, hours=4), book, key="b").is_new
    assert "a" in book


def test_old_stories_leave_and_the_live_ones_keep_their_articles() -> None:
    book = StoryBook()
    for key in range(6_000):
        book.place(key, key // 3, describe(f"Word{key} Other{key // 3} Third{key // 3}", hours=key / 10))
    assert len(book) < 1_500
    assert 0 not in book
    assert book.state(1_999).keys == (5_997, 5_998, 5_999)
    assert not assign_story(describe("Other1999 Third1999 more", hours=600), book, key="next").is_new


def test_copies_in_a_story_do_not_keep_another_report_out() -> None:
    book = StoryBook()
    for key in range(200):
        assign_story(describe(f"Word{key} Other{key} Third{key}"), book, key=-key)
    for key in range(1, 21):
        assign_story(describe(FERRY, hours=key / 10), book, key=key)
    assert not assign_story(describe(FERRY_TOO, headline="Ferry of Port Alder stays", hours=3), book, key="b").is_new


def test_the_same_replay_gives_the_same_decisions() -> None:
    texts = [FERRY, MINE, FERRY_TOO, "", FERRY + " More.", MINE + " Copper."]
    runs = []
    for _ in range(2):
        book = StoryBook()
        runs.append([assign_story(describe(text, hours=at), book, key=at) for at, text in enumerate(texts * 5)])
    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Совет порта Альдер проголосовал за паром", "Паром порта Альдер сохранит совет"),
        ("مجلس ميناء ألدر صوت على العبارة القديمة", "العبارة القديمة باقية في ميناء ألدر"),
        ("สภาท่าเรือลงมติให้เก็บเรือข้ามฟากลำเก่า", "เรือข้ามฟากลำเก่าอยู่ต่อตามมติสภาท่าเรือ"),
        ("बंदरगाह परिषद ने पुरानी नौका रखी", "पुरानी नौका को बंदरगाह परिषद ने बचाया"),
        ("항만 평의회는 낡은 여객선을 유지", "낡은 여객선을 지킨 항만 평의회"),
    ],
)
def test_other_scripts_are_grouped_too(one: str, other: str) -> None:
    book = StoryBook()
    assign_story(describe(one), book, key="a")
    assert not assign_story(describe(other, hours=1), book, key="b").is_new
