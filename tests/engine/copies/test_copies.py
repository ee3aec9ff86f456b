"""The same text is found whole, cut and embedded; a text of its own is not."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.copies import (
    CopyIndex,
    CopyKind,
    Fingerprint,
    find_copy,
    fingerprint_text,
    measure_share,
    shared_passages,
)
from tearsheet.engine.copies.words import locate_words
from tests.engine.languages import FERRIES


def write(seed: int, count: int) -> str:
    draw = random.Random(seed)  # noqa: S311
    return " ".join(f"w{draw.randrange(5000)}" for _ in range(count))


REPORT = write(1, 600)


def index_of(**texts: str) -> CopyIndex:
    index = CopyIndex()
    for key, text in texts.items():
        index.add(key, fingerprint_text(text))
    return index


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (REPORT, CopyKind.WHOLE),
        (REPORT.upper().replace(" w1", ",  W1"), CopyKind.WHOLE),
        (" ".join(REPORT.split()[:120]), CopyKind.SHORTENED),
        (write(2, 300) + " " + REPORT + " " + write(3, 900), CopyKind.EMBEDDED),
    ],
)
def test_a_copy_is_found_and_named(text: str, kind: CopyKind) -> None:
    decision = find_copy(fingerprint_text(text), index_of(other=write(9, 600), report=REPORT))
    assert decision is not None
    assert (decision.of, decision.kind) == ("report", kind)
    assert 0.45 <= decision.share <= 1


def test_another_text_is_no_copy() -> None:
    assert find_copy(fingerprint_text(write(4, 600)), index_of(report=REPORT)) is None


@pytest.mark.parametrize("text", ["", "  ", "…", "—"])
def test_an_empty_text_is_a_copy_of_nothing(text: str) -> None:
    index = index_of(empty="", report=REPORT)
    assert find_copy(fingerprint_text(text), index) is None


def test_a_short_text_is_a_copy_only_as_a_whole() -> None:
    brief = " ".join(REPORT.split()[:20])
    assert find_copy(fingerprint_text(brief), index_of(report=REPORT)) is None
    decision = find_copy(fingerprint_text(brief), index_of(brief=brief + "!"))
    assert decision is not None
    assert decision.kind is CopyKind.WHOLE


def test_of_equal_texts_the_earliest_is_the_original() -> None:
    index = CopyIndex()
    for key in range(300):
        index.add(key, fingerprint_text(REPORT))
    decision = find_copy(fingerprint_text(REPORT), index)
    assert decision is not None
    assert decision.of == 0


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert fingerprint_text("The ferry sails again").to_bytes().hex() == EXPECTED


EXPECTED = "0400000001d3342d15"


@pytest.mark.parametrize("data", [b"", b"1234", b"12345678"])
def test_other_bytes_are_no_fingerprint(data: bytes) -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        Fingerprint.from_bytes(data)


@given(st.text())
def test_a_fingerprint_survives_its_bytes(text: str) -> None:
    fingerprint = fingerprint_text(text)
    assert Fingerprint.from_bytes(fingerprint.to_bytes()) == fingerprint


def test_shared_passages_read_back_to_the_same_words() -> None:
    one = "Ida Brenn said: “The ferry will not close this winter,” and left the hall quickly."
    two = "In a statement — “the ferry will not close  this winter”, she wrote — nothing else is said."
    passages = shared_passages(one, two)
    assert [(a.of(one), b.of(two)) for a, b in passages] == [
        ("The ferry will not close this winter", "the ferry will not close  this winter"),
    ]
    assert shared_passages("", two) == ()


def test_the_same_article_hundreds_of_times_is_a_copy_of_the_first_and_takes_no_time() -> None:
    index, fingerprint = CopyIndex(), fingerprint_text(write(1, 100))
    begin = time.process_time()
    found = []
    for key in range(500):
        found.append(find_copy(fingerprint, index))
        index.add(key, fingerprint)
    assert {decision.of for decision in found if decision} == {0}
    assert time.process_time() - begin < 1


def test_a_copy_in_a_hundred_thousand_words_is_found() -> None:
    decision = find_copy(fingerprint_text(f"{write(6, 50_000)} {REPORT} {write(7, 50_000)}"), index_of(report=REPORT))
    assert decision is not None
    assert (decision.of, decision.kind) == ("report", CopyKind.EMBEDDED)


def test_a_long_text_takes_no_time() -> None:
    text = write(5, 15_000)
    same = "the same words again and " * 2_500
    begin = time.process_time()
    fingerprint_text(text)
    fingerprint_text(same)
    shared_passages(same, same)
    assert time.process_time() - begin < 0.5


def test_where_texts_are_at_hand_they_decide() -> None:
    half = " ".join(REPORT.split()[:300]) + " " + write(8, 300)
    index = index_of(report=REPORT)
    decision = find_copy(fingerprint_text(half), index, measure=lambda _: measure_share(half, REPORT))
    assert decision is not None
    assert decision.share == pytest.approx(0.5, abs=0.02)
    assert find_copy(fingerprint_text(half), index, measure=lambda _: 0.1) is None


@pytest.mark.parametrize(("a", "b", "share"), [("", "", 0), ("", REPORT, 0), (REPORT, REPORT, 1), ("one", "one", 1)])
def test_the_exact_share_of_nothing_and_of_everything(a: str, b: str, share: float) -> None:
    assert measure_share(a, b) == measure_share(b, a) == share


def test_copies_are_found_among_many_other_texts() -> None:
    index = CopyIndex()
    for key in range(1_200):
        index.add(key, fingerprint_text(write(key + 100, 50)))
    assert len(index) == 1_200
    for key in (0, 511, 1_023, 1_199):
        decision = find_copy(fingerprint_text(write(key + 100, 50)), index)
        assert decision is not None
        assert decision.of == key


def test_the_arrays_cut_words_as_the_pattern_does() -> None:
    for text in FERRIES:
        assert fingerprint_text(text).token_count == len(locate_words(text)), text


@pytest.mark.parametrize("at", range(40))
def test_a_copy_is_found_in_forty_languages(at: int) -> None:
    index = CopyIndex()
    for key, text in enumerate(FERRIES):
        index.add(key, fingerprint_text(text))
    decision = find_copy(fingerprint_text(f"“{FERRIES[at]}”!"), index)
    assert decision is not None
    assert decision.of == at
