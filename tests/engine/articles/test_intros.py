"""The introduction that stands in a box of its own, between the headline and the text."""

import pytest

from tests.engine.articles.harbour import HEAD, LINES, TEXT, words

INTRO = "A ferry ran aground off Norda, and forty people sat in the dark for hours."
BODY = f'<div class="text">{TEXT}</div>'


@pytest.mark.parametrize(
    "intro",
    [
        f"<p>{INTRO}</p>",
        f"<h2>{INTRO}</h2>",
        f'<div class="x"><p>{INTRO}</p></div>',
        f'<div class="standfirst">{INTRO}</div>',
        f'<figure><img src="a.jpg"></figure><p class="lead">{INTRO}</p>',
    ],
)
def test_the_first_sentences_after_the_headline_are_the_articles(intro):
    assert words(f"<header>{HEAD}<div>{intro}</div></header>{BODY}") == [INTRO, *LINES]


def test_paragraphs_in_a_row_are_one_introduction():
    more = "The town says that the sand bank had moved, and that it stood on no chart at all."
    assert words(f"<header>{HEAD}<p>{INTRO}</p>\n<p>{more}</p></header>{BODY}") == [INTRO, more, *LINES]


@pytest.mark.parametrize(
    "other",
    [
        "<p>Jane Doe and John Roe, our reporters at sea and on the coast of Norda</p>",  # no sentence
        f'<div class="newsletter"><p>{INTRO}</p></div>',
        f"<ul><li><p>{INTRO}</p></li></ul>",
        f'<a href="/other"><p>{INTRO}</p></a>',
        f"<figure><figcaption><p>{INTRO}</p></figcaption></figure>",
        f'<div><img src="a.jpg"><p>{INTRO}</p></div>',
        f"<div>{INTRO}</div>",
    ],
)
def test_other_lines_between_headline_and_text_are_none(other):
    assert words(f"<header>{HEAD}{other}</header>{BODY}") == list(LINES)


@pytest.mark.parametrize("page", [f"<header>{HEAD}</header>{BODY}", f"<main>{HEAD}{TEXT}</main>"])
def test_what_stands_before_the_headline_is_none(page):
    assert words(f"<div><h1>The Courier</h1><p>{INTRO}</p></div>{page}") == list(LINES)
