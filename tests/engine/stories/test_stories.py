"""Articles about one event come together, and others stay apart."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from tearsheet.engine.stories import (
    Description,
    StoryBook,
    assign_story,
    describe_article,
)
from tests.engine.languages import FERRIES, MINES

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
    assert book.members("a") == ("a", "c")


def test_an_old_story_takes_no_more_articles() -> None:
    book = StoryBook()
    assign_story(describe(FERRY), book, key="a")
    assert assign_story(describe(FERRY, hours=24 * 15), book, key="b").is_new


@pytest.mark.parametrize("text", ["", "   ", "…", "12", "議会", "\ud800"])
def test_an_article_of_almost_nothing_gets_a_story_of_its_own(text: str) -> None:
    book = StoryBook()
    assign_story(describe(FERRY), book, key="a")
    assert assign_story(describe(text), book, key="b").is_new


def test_the_same_article_hundreds_of_times_is_one_story() -> None:
    book = StoryBook()
    stories = {assign_story(describe(FERRY, hours=at / 30), book, key=at).story for at in range(500)}
    assert stories == {0}


def test_placing_an_article_again_does_not_double_it() -> None:
    book = StoryBook()
    for _ in range(3):
        assign_story(describe(FERRY), book, key="a")
    assert book.members("a") == ("a",)
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
    for key in range(4_200):
        book.place(key, key // 3, describe(f"Word{key} Other{key // 3} Third{key // 3}", hours=key / 4))
    assert len(book) < 600
    assert len(book._story_in_row) < 2_000, "it was written anew without those that left"
    assert 0 not in book
    assert book.members(1_399) == (4_197, 4_198, 4_199)
    assert not assign_story(describe("Other1399 Third1399 more", hours=1_050), book, key="next").is_new


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


def retell(text: str) -> str:
    """The same words in another order: what stood last comes first."""
    words = text.split(" ")
    if len(words) > 2:
        return " ".join([*words[len(words) // 2 :], *words[: len(words) // 2]])
    return f"{text[len(text) // 2 :]}。{text[: len(text) // 2]}"


@pytest.mark.parametrize("at", range(40))
def test_stories_are_told_apart_in_forty_languages(at: int) -> None:
    book = StoryBook()
    told = [FERRIES[at], MINES[at], retell(FERRIES[at]), retell(MINES[at])]
    found = [assign_story(describe(text, hours=hours), book, key=hours) for hours, text in enumerate(told)]
    assert [(one.story, one.is_new) for one in found] == [(0, True), (1, True), (0, False), (1, False)]


def test_a_big_story_does_not_make_its_own_words_common() -> None:
    book, scattered = StoryBook(), StoryBook()
    for key in range(40):
        text = f"Morning Star ferry Brenn harbour. Word{key} Other{key}"
        book.place(key, 0, describe(text, hours=key))
        scattered.place(key, key, describe(text, hours=key))
    new = describe("Morning Star ferry Elsewhere Nowhere", hours=41)
    held, common = book.weigh(new), scattered.weigh(new)
    assert max(held.weights) < max(common.weights)


def test_grammar_weighs_little_from_the_first_article_on() -> None:
    book = StoryBook()
    book.place("a", "a", describe("with that they have from this, and Tarrow viaduct"))
    vector = book.weigh(describe("with that they have from this, and Tarrow viaduct"))
    assert set(book.shared_terms("a", vector, 2)) == {"tarrow", "viaduct"}


def test_many_descriptions_may_be_weighed_before_any_is_placed() -> None:
    book = StoryBook()
    for key in range(200):
        book.similarities(book.weigh(describe(" ".join(f"Term{key}x{at}" for at in range(100)))))
    assert assign_story(describe(FERRY), book, key="a").is_new


def test_an_article_of_a_hundred_thousand_words_joins_its_story() -> None:
    book = StoryBook()
    assign_story(describe(FERRY, headline="Ferry Morning Star"), book, key="a")
    long = FERRY_TOO + " " + "and then they spoke of it again at length " * 11_000
    assert not assign_story(describe(long, headline="Morning Star sails"), book, key="b").is_new
