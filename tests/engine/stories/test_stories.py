"""Articles about one event come together, others stay apart, and what an editor did can be undone."""

import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.engine.stories import (
    Description,
    Member,
    StoryBook,
    StoryState,
    assign_story,
    describe_article,
    merge_states,
    split_state,
)
from tearsheet.engine.stories.states import make_state

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


MEMBERS = st.builds(
    Member,
    key=st.integers(0, 30) | st.text("ab", min_size=1, max_size=3),
    published_at=st.integers(0, 90).map(lambda hours: NOON + timedelta(hours=hours)),
    vector=st.just((("ferry", 1.0),)),
)
STATES = st.lists(MEMBERS, min_size=2, max_size=12, unique_by=lambda member: str(member.key))


@given(STATES, st.data())
def test_splitting_undoes_merging(members: list[Member], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(members) - 1))
    one, other = make_state(members[:cut]), make_state(members[cut:])
    assert split_state(merge_states(one, other), other.keys) == (one, other)
    assert merge_states(one, other) == merge_states(other, one)


@given(STATES, st.data())
def test_merging_undoes_splitting(members: list[Member], data: st.DataObject) -> None:
    state = make_state(members)
    leaves = data.draw(st.sets(st.sampled_from(state.keys), min_size=1, max_size=len(members) - 1))
    assert merge_states(*split_state(state, leaves)) == state


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4))
def test_undoing_a_chain_of_merges_restores_every_membership(
    merges: list[tuple[int, int]],
) -> None:
    book, untouched = filled_book(), filled_book()
    undo: list[dict[int, StoryState]] = []
    for one, other in merges:
        if one == other or one not in book or other not in book:
            continue
        undo.append({one: book.state(one), other: book.state(other)})
        book.put(one, merge_states(book.state(one), book.state(other)))
        assert other not in book
    for before in reversed(undo):
        for story, state in before.items():
            book.put(story, state)
    assert {story: book.state(story) for story in book.stories} == {
        story: untouched.state(story) for story in untouched.stories
    }


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
    words = [word for word, _ in book.state("a").members[0].vector]
    assert set(words[:2]) == {"tarrow", "viaduct"}


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
