import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.text import split_sentences, tokenize


def sentences(text):
    return [span.of(text) for span in split_sentences(text)]


def test_words_are_found_without_punctuation():
    assert tokenize("The mayor's 12 “old” bridges, re-opened.") == [
        "The",
        "mayor",
        "s",
        "12",
        "old",
        "bridges",
        "re",
        "opened",
    ]


def test_marks_stay_with_their_letters():
    assert tokenize("हिन्दी में") == ["हिन्दी", "में"]
    assert tokenize("Mu\u0308nchen") == ["Mu\u0308nchen"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("東京 tower", ["東", "京", "tower"]),
        ("서울", ["서", "울"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("カナ、漢字", ["カ", "ナ", "漢", "字"]),
    ],
)
def test_scripts_without_spaces_give_a_word_a_letter(text, words):
    assert tokenize(text) == words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He came. She left.", ["He came.", "She left."]),
        (
            "Dr. Roe and Mr. Fox of the U.S. Navy met. They talked.",
            ["Dr. Roe and Mr. Fox of the U.S. Navy met.", "They talked."],
        ),
        ("“No.” He left.", ["“No.”", "He left."]),
        ("It cost 3.5 million. Why?", ["It cost 3.5 million.", "Why?"]),
        ("Am 3. Mai begann es. Dann kam Regen.", ["Am 3. Mai begann es.", "Dann kam Regen."]),
        ("町長は「はい。」と言った。そして帰った。", ["町長は「はい。」", "と言った。", "そして帰った。"]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("क्या हुआ। फिर बारिश आई।", ["क्या हुआ।", "फिर बारिश आई।"]),
        ("هل جاء؟ نعم.", ["هل جاء؟", "نعم."]),
        ("J. R. Roe spoke... and went on.", ["J. R. Roe spoke... and went on."]),
        ("   ", []),
    ],
)
def test_sentences_end_where_readers_stop(text, parts):
    assert sentences(text) == parts


@given(st.text(max_size=200))
def test_sentences_hold_every_letter_once_and_in_order(text):
    spans = split_sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
