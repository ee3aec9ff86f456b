"""Nothing but the source's words is accepted as an excerpt."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.anchors import anchor_excerpt, normalise, verify_excerpt
from tearsheet.engine.model import Span

SOURCE = (
    "The harbour council of Port Alder voted on Tuesday to keep the old ferry running, its chair Ida Brenn said.\n\n"
    "“We don’t close what 1,500 people use,” she told the Alder Courier. “It would be a non-lethal but costly cut [sic].”\n\n"
    "He did resign in 2019. The council did not say when, or whether, the $5.5 million budget would be spent."
)


def state(excerpt: str, text: str = SOURCE) -> str:
    return verify_excerpt(text, excerpt).state


@pytest.mark.parametrize(
    "excerpt",
    [
        "voted on Tuesday to keep the old ferry running",
        "voted  on\nTuesday\u00a0to keep",
        '"We don\'t close what 1,500 people use," she told',
        "its chair Ida Brenn said. “We don’t close",
        "The harbour council [...] voted on Tuesday",
        "The harbour council […] running, its chair",
        "The harbour council [of the town] of Port Alder",
        "its chair[, elected in May,] Ida Brenn said",
        "[The chair] told the Alder Courier",
        "[...] told the Alder Courier [...]",
        "costly cut [sic].”",
        "would be [...] costly cut [sic]",
        "He did [not] resign",
        "[...] [the mayor] did resign",
        "the $5.5 million budget",
    ],
)
def test_the_sources_words_are_accepted(excerpt: str) -> None:
    verification = verify_excerpt(SOURCE, excerpt)
    assert verification.state == "verbatim", verification
    for piece in verification.pieces:
        if piece.kind == "verbatim":
            assert piece.span is not None
            assert normalise(piece.span.of(SOURCE)) == normalise(piece.text)


@pytest.mark.parametrize(
    "excerpt",
    [
        "voted on Tuesday to keep the old ferries running",
        "voted on Wednesday to keep the old ferry running",
        "He did not resign in 2019",
        "The council did say when",
        "The harbour council voted on Tuesday",
        "what 1,500 peop",
        "what 1,500 peop[le]",
        "arbour council of Port Alder",
        "We don",
        "would be a non",
        "lethal but costly cut",
        "500 people use",
        "5 million budget would be spent",
        "5.5 million budget would be spent",
        "in 2019. The council of Port",
        "th\u0435 old ferry running",
        "the old\u200b ferry running",
        "the o\u00adld ferry running",
        "the old ‘ferry’ running",
        "the old ... ferry running",
        "voted on Tuesday... to keep",
        "did resign [...] voted on Tuesday to keep",
        "[and then he] did resign [in] in the year 2019",
        "he [Brenn] resign in 2019",
        "voted on [] Tuesday",
        "voted on [\u200b] Tuesday",
        "voted on [\u202ex] Tuesday",
        "voted on [a [b] c] Tuesday",
        "voted [ on Tuesday to keep",
        "keep the old f[ine f]erry running",
    ],
)
def test_anything_else_is_refused(excerpt: str) -> None:
    verification = verify_excerpt(SOURCE, excerpt)
    assert verification.state != "verbatim", verification
    assert verification.message


def test_the_difference_is_the_smallest_in_words() -> None:
    verification = verify_excerpt(SOURCE, "The council did say when, or whether, the budget would be spent")
    assert [(one.before, one.after) for one in verification.difference] == [("not", ""), ("$5.5 million", "")]
    assert all(one.span.of(SOURCE) == one.before for one in verification.difference)
    assert "“not”" in verification.message


def test_a_changed_word_is_shown_with_the_sources_word() -> None:
    verification = verify_excerpt(SOURCE, "voted on Wednesday to keep the old ferry running")
    assert [(one.before, one.after) for one in verification.difference] == [("Tuesday", "Wednesday")]


def test_words_from_nowhere_are_absent() -> None:
    assert state("An entirely different sentence about glaciers and mining rights") == "absent"
    assert state("") == "absent"
    assert state("[...]") == "absent"
    assert state("anything", text="") == "absent"


def test_an_excerpt_must_lie_within_its_passage() -> None:
    at = SOURCE.index("He did")
    assert verify_excerpt(SOURCE, "voted on Tuesday", within=Span(start=0, end=at)).state == "verbatim"
    assert verify_excerpt(SOURCE, "voted on Tuesday", within=Span(start=at, end=len(SOURCE))).state != "verbatim"


def test_a_soft_hyphen_of_the_source_may_be_lost_but_none_may_come() -> None:
    text = "The har\u00adbour is open."
    assert state("The harbour is open.", text) == "verbatim"
    assert state("The har\u00adbour is open.", text) == "verbatim"
    assert state("The ha\u00adrbour is open.", text) == "changed"


def test_an_accent_may_be_one_code_point_or_two_but_not_missing() -> None:
    text = "Das Café schließt früher."
    assert state("Cafe\u0301 schließt fru\u0308her", text) == "verbatim"
    assert state("Cafe schließt", text) != "verbatim"
    assert state("x̂ is", "Here x̂ is high") == "verbatim"
    assert state("Here x", "Here x̂ is high") != "verbatim"


def test_emoji_and_flags_are_whole() -> None:
    text = "Crowd 👨‍👩‍👧 waved 🇳🇴 and 👍🏽 today"
    assert state("Crowd 👨‍👩‍👧 waved", text) == "verbatim"
    assert state("Crowd 👨", text) != "verbatim"
    assert state("and 👍", text) != "verbatim"


def test_a_text_without_spaces_can_be_cut_between_its_characters() -> None:
    assert state("议会投票", "港口议会投票决定保留渡轮。") == "verbatim"
    assert state("议会反对", "港口议会投票决定保留渡轮。") != "verbatim"


def test_a_hundred_thousand_words_are_verified_at_once() -> None:
    text = "the old ferry was running again today, " * 13_000 + "and the council agreed."
    begin = time.process_time()
    assert state("running again today, and the council agreed.", text) == "verbatim"
    assert state("running again today, and the council disagreed.", text) == "changed"
    assert state("the old ferry [...] " * 20 + "nowhere", text) != "verbatim"
    assert time.process_time() - begin < 3


WORDS = st.sampled_from(
    [
        "not",
        "no",
        "the",
        "president",
        "1.5",
        "1,000",
        "don’t",
        "U.S.",
        "“quoted”",
        "naïve",
        "café",
        "المجلس",
        "قال",
        "שלום",
        "мир",
        "议会投票",
        "संसद",
        "नहीं",
        "👩\u200d🚀",
        "🇳🇴",
        "non-lethal",
        "har\xadbour",
        "e-mail",
        "$5",
        "5%",
        "—",
        "…",
        "[sic]",
        "(x)",
        "ไทย",
        "می\u200cخواهم",
    ],
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "  ", "\n\n", "\u00a0", ", ", ". "])), min_size=3, max_size=40)


def lay_out(parts: list[tuple[str, str]]) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for word, space in parts:
        spans.append((len(text), len(text) + len(word)))
        text += word + space
    return text, spans


@given(TEXTS, st.data())
def test_what_is_anchored_is_verbatim(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    text, spans = lay_out(parts)
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    start, end = spans[first][0], spans[last][1]
    selector = anchor_excerpt(text, text[start:end], near=start)
    assert text[selector.start : selector.end] == selector.exact
    assert normalise(selector.exact) == normalise(text[start:end])
    assert verify_excerpt(text, selector.exact).state == "verbatim"


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_selection_at_all_is_verbatim_once_anchored(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if normalise(text[start:end]):
        selector = anchor_excerpt(text, text, near=start)
        assert verify_excerpt(text, selector.exact).state == "verbatim"


@given(TEXTS, st.data())
def test_one_changed_letter_is_refused(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    text, _ = lay_out(parts)
    at = data.draw(
        st.integers(0, len(text) - 1).filter(lambda at: text[at].isalnum() and text[at - 1 : at] not in ("[", "s", "i"))
    )
    other = data.draw(st.sampled_from("qХ９\u0131\u200b\u00ad").filter(lambda letter: letter != text[at]))
    changed = text[:at] + other + text[at + 1 :]
    assert verify_excerpt(text, changed).state != "verbatim"


@given(TEXTS, st.data())
def test_an_inserted_not_is_refused(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    text, spans = lay_out(parts)
    at = data.draw(st.sampled_from(spans))[0]
    assert verify_excerpt(text, f"{text[:at]} never {text[at:]}").state != "verbatim"
