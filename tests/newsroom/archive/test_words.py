"""How a typed query is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.newsroom.archive.words import Either, Every, Phrase, Without, fold_words, parse_words

STORM, BAY, FERRY = Phrase(("storm",)), Phrase(("bay",)), Phrase(("ferry",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("  OR NOT - ( ) ", None),
        ("Storm", STORM),
        ("storm bay", Every((STORM, BAY))),
        ("storm AND bay", Every((STORM, BAY))),
        ('"storm bay"', Phrase(("storm", "bay"))),
        ('"storm bay', Phrase(("storm", "bay"))),
        ("storm OR bay", Either((STORM, BAY))),
        ("storm bay OR ferry", Either((Every((STORM, BAY)), FERRY))),
        ("storm (bay OR ferry)", Every((STORM, Either((BAY, FERRY))))),
        ("(storm bay", Every((STORM, BAY))),
        ("storm) bay", Every((STORM, BAY))),
        ("storm -bay", Every((STORM, Without(BAY)))),
        ("storm NOT bay", Every((STORM, Without(BAY)))),
        ("-storm", Without(STORM)),
        ("storm OR", STORM),
        ("OR storm", STORM),
        ("harb*", Phrase(("harb",), is_open=True)),
        ('"selby harb*"', Phrase(("selby", "harb"), is_open=True)),
        ("or not", Every((Phrase(("or",)), Phrase(("not",))))),
        ("high-water", Phrase(("high", "water"))),
        ("東京", Phrase(("東", "京"))),
    ],
)
def test_a_query_is_read(typed, meant):
    assert parse_words(typed) == meant


@given(st.text(alphabet='ab "()-*NOTOR é東', max_size=60))
def test_nothing_typed_is_an_error(typed):
    parse_words(typed)


def test_case_and_accents_do_not_matter():
    assert fold_words("Ærø São PAULO, Ştefan") == fold_words("ærø sao paulo stefan")
    assert fold_words("हिन्दी") == ["हिन्दी"]


def test_a_word_without_end_is_left_out():
    assert fold_words("x" * 5000 + " harbour") == ["harbour"]
