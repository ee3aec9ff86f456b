"""Articles whose markup is wrong: elements that were never closed, or that stand for something else."""

import pytest

from tearsheet.engine.errors import NoArticle
from tests.engine.articles.harbour import HEAD, LINES, TEXT, TITLE, read, texts, words

BOXES = "".join(f"<div>{line}</div>" for line in LINES)
BREAKS = "<br><br>".join(LINES)
OTHER = "<div><p>Another report altogether, which is about the mill of Varga and nothing else at all.</p></div>"


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD}<div><h4><div>{BOXES}</div></h4></div>",
        f"<h2>{TITLE}<div>{TEXT}</div>",
        f"<h1>{TITLE}<div>{TEXT}</div>",
        f"{HEAD}<figure><img src='pier.jpg'><figcaption>The pier</figcaption>{TEXT}",
        f"{HEAD}<figure><img src='pier.jpg'><figcaption>The pier{TEXT}",
        f"<strong>{HEAD}{BOXES}",
        f"{HEAD}<li>{'<li>'.join(LINES)}",
        f"{HEAD}{TEXT}<!-- never closed <p>x</p>",
    ],
)
def test_an_element_that_was_never_closed_hides_no_text(page):
    found = " ".join(words(page))
    assert all(line in found for line in LINES)


@pytest.mark.parametrize(
    "page",
    [
        f"<a name='top'>{HEAD}{BOXES}",
        f"{HEAD}<a name='top'><div>{TEXT}</div></a>{OTHER}",
        f"{HEAD}<a href='/ferry'><div>{TEXT}</div></a>",
        f"{HEAD}<ul>{TEXT}</ul>",
        f"{HEAD}<p>{LINES[0]}</p><ul>{'<br><br>'.join(LINES[1:])}</ul>",
        f"{HEAD}<address>{BREAKS}</address>",
        f"{HEAD}<i>{BREAKS}</i>",
        f"{HEAD}<code>{BREAKS}</code>",
    ],
)
def test_an_element_that_stands_for_something_else_hides_no_text(page):
    assert words(page)[:5] == list(LINES)


def test_a_paragraph_set_like_a_heading_is_a_paragraph():
    long = " ".join(LINES)
    assert ("paragraph", long) in texts(f"{HEAD}{TEXT}<h5>{long}</h5>{OTHER}")
    assert ("heading", LINES[0]) in texts(f"{HEAD}<div><h2>{LINES[0]}</h2>{TEXT}</div>")


def test_links_around_the_text_of_others_are_cards():
    assert words(f"{HEAD}{TEXT}<a href='/mill'>{OTHER}</a>") == list(LINES)


def test_a_page_of_nothing_but_labels_has_no_article():
    with pytest.raises(NoArticle):
        read(f"{HEAD}<form><label>{LINES[0]}</label><select><option>{LINES[1]}</option></select></form>")
