"""Bylines as readers see them, on pages whose data name nobody."""

import pytest

from tearsheet.engine.articles import read_metadata

HEADLINE = "The ferry is back after eleven months"


def read(below, head=""):
    page = f"<html><head><title>{HEADLINE}</title>{head}</head><body><h1>{HEADLINE}</h1>{below}</body></html>"
    metadata = read_metadata(page, "https://lindalcourier.example/ferry")
    return metadata.authors


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>By Ada Rowe", ("Ada Rowe",)),
        ("<p>By <b>Ada Rowe</b> and <b>Juan del Mar</b>", ("Ada Rowe", "Juan del Mar")),
        ("<p>Von<p>Ada Rowe,<p>Björn Halvorsen<p>und<p>Mia Lund<p>Lindal", ("Ada Rowe", "Björn Halvorsen", "Mia Lund")),
        ("<p>Text: Ada Rowe", ("Ada Rowe",)),
        ("<p>Por Ada Rowe | 23 de noviembre de 2026", ("Ada Rowe",)),
        ("<p>By Ada Rowe, Head of Ferries", ("Ada Rowe",)),
        ("<p>Written by<p>Ada Rowe<p>Senior Writer", ("Ada Rowe",)),
        ("<p>23.11.2026 - Ada Rowe", ("Ada Rowe",)),
        ("<p>Ada Rowe | Senior Writer | November 23, 2026", ("Ada Rowe",)),
    ],
)
def test_a_byline_names_the_authors(below, names):
    assert read(below) == names


@pytest.mark.parametrize(
    "below",
    [
        "<p>By Course or Type",
        f"<p>By A{'-' * 90}1 Rowe",
        "<p>By 2030 all ferries will be back",
        "<p>Ada Rowe",
        "<p>New Harbour<p>23 November 2026",
        f"<p>{'The ferry crosses the Lind again and again. ' * 20}<p>By Ada Rowe",
    ],
)
def test_where_no_line_is_a_byline_nobody_is_named(below):
    assert read(below) == ()


def test_a_name_in_the_data_comes_first():
    assert read("<p>By Ada Rowe", head="<meta name=author content='Mia Lund'>") == ("Mia Lund",)


def test_entities_in_names_are_letters():
    assert read("", head="<meta name=author content='Jos&amp;eacute; Rowe &amp;amp; Mia Lund'>") == (
        "José Rowe",
        "Mia Lund",
    )


def test_links_to_subjects_and_comments_are_nobody():
    links = '<a rel="category tag" href=/sea>Sea</a> <a href="#comments">Leave a word</a> <a href=/people/rowe>Rowe</a>'
    assert read(f"<div class=byline>{links}</div>") == ("Rowe",)
