"""What the names of elements say for and against them."""

import pytest

from tests.engine.articles.harbour import HEAD, LINES, TEXT, texts, words


@pytest.mark.parametrize(
    "subject", ["tag-comments", "category-discussion", "topic-cookies", "tag-newsletter category-ads"]
)
def test_what_a_post_is_about_is_no_name_of_its_box(subject):
    other = f"<div><p>{' '.join(LINES).replace('Norda', 'Varga')}</p></div>"
    assert words(f'<div class="post type-post {subject}">{HEAD}{TEXT}</div>{other}')[:5] == list(LINES)


@pytest.mark.parametrize("anchor", ["related-boats", "sharing-the-deck", "cookies", "newsletter"])
def test_a_heading_made_an_address_is_no_name(anchor):
    heading = f'<h2 id="{anchor}">What happens now</h2>'
    assert ("heading", "What happens now") in texts(HEAD + TEXT + heading + "<p>Nobody knows yet, said the town.</p>")


def test_a_section_goes_by_its_name_and_not_by_the_address_of_its_heading():
    words_of_it = "<p>The deck is shared by cars and people, which is no good.</p>"
    assert (
        "shared by cars" in words(f'{HEAD}{TEXT}<section id="sharing-the-deck-with-cars">{words_of_it}</section>')[-1]
    )
    assert words(f'{HEAD}{TEXT}<section id="newsletter">{words_of_it}</section>') == list(LINES)


@pytest.mark.parametrize("name", ["paywall", "teaser", "promo"])
def test_a_paragraph_stays_whose_name_would_prune_a_box(name):
    line = "The yard is the only one that is large enough."
    assert words(f'{HEAD}{TEXT}<p class="{name}">{line}</p>') == [*LINES, line]
    assert words(f'{HEAD}{TEXT}<div class="{name}"><p>{line}</p></div>') == list(LINES)


@pytest.mark.parametrize("name", ["disclaimer", "copyright"])
def test_a_disclaimer_is_no_part_of_an_article(name):
    line = "The views in this article are the author's own and need not be those of the Courier."
    assert words(f'{HEAD}{TEXT}<p class="{name}">{line}</p>') == list(LINES)
