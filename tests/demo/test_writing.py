"""The markup and the days in which the press is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.build import spoil
from demo.days import fill_days
from demo.markup import parse_body, plain_text
from demo.pictures import encode_picture
from demo.reading import slugify, swap


@pytest.mark.parametrize(
    ("chunk", "kind"),
    [
        ("Plain words.", "paragraph"),
        ("## A heading", "heading"),
        ("> Words\n> -- Somebody", "quotation"),
        (">> Pulled words", "pull"),
        ("- one\n- two", "list"),
        ("| a | b |\n| 1 | 2 |", "table"),
        ("![name | caption]", "picture"),
        ("@ Name | https://plaza.example/1\nwords", "embed"),
        ("+ key, other", "related"),
    ],
)
def test_a_piece_is_told_by_its_first_characters(chunk, kind):
    (piece,) = parse_body(chunk)
    assert piece.kind == kind


def test_a_quotation_knows_whose_it_is():
    (piece,) = parse_body("> Words\n> more\n> -- Somebody, role")
    assert (piece.text, piece.name) == ("Words more", "Somebody, role")


def test_an_empty_cell_stays_a_cell():
    (piece,) = parse_body("| | a |\n| x | 1 |")
    assert piece.rows == (("", "a"), ("x", "1"))


def test_a_picture_without_a_name_is_refused():
    with pytest.raises(ValueError, match="not a picture"):
        parse_body("![]")


def test_a_scene_that_nobody_drew_is_refused():
    with pytest.raises(ValueError, match="unknown scene"):
        encode_picture("x", {"scene": "nowhere", "palette": "day"}, "jpg")


def test_a_change_must_name_words_that_stand_once():
    with pytest.raises(ValueError, match="stand once"):
        swap("a a", "a", "b")


def test_days_are_written_in_the_language_of_the_article():
    words = "{w4} {d4} {w-1} {y}"
    assert fill_days(words, "en", date(2031, 5, 9)) == "Friday 9 May Sunday 2031"
    assert fill_days(words, "de", date(2031, 5, 9)) == "Freitag 9. Mai Sonntag 2031"
    assert fill_days("{w4}", "ar", date(2031, 5, 9)) == "الجمعة"


def test_inline_markup_leaves_its_words():
    assert plain_text("a *b* [c](d) e") == "a b c e"


@given(st.text(alphabet="abc äöüß„“–", max_size=40))
def test_a_spoilt_page_can_be_repaired(words):
    back = b"".join(
        letter.encode("cp1252") if letter.encode("cp1252", "ignore") else letter.encode("latin-1")
        for letter in spoil(words)
    )
    assert back.decode() == words


@given(st.text(max_size=80))
def test_slugs_are_safe_in_an_address(words):
    assert set(slugify(words)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
