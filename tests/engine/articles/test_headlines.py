"""Which of a page's titles is the headline, and what is left out of it."""

import pytest

from tearsheet.engine.articles import read_metadata

URL = "https://www.lindalcourier.example/news/ferry"


def headline(head, body="<p>", url=URL):
    return read_metadata(f"<html><head>{head}</head><body>{body}</body></html>", url).headline


def shared(title):
    return f'<meta property="og:title" content="{title}">'


@pytest.mark.parametrize(
    "title",
    [
        "The ferry is back – Lindal Courier",
        "The ferry is back › lindalcourier.example",
        "lindalcourier // » The ferry is back",
        "The ferry is back | LINDALCOURIER | LindalCourier.example",
    ],
)
def test_the_name_in_the_address_is_no_part_of_the_headline(title):
    assert headline(shared(title)) == "The ferry is back"


def test_a_name_stands_before_what_countries_have_in_common():
    assert headline(shared("The ferry is back - Courier"), url="https://news.courier.co.uk/a") == "The ferry is back"
    assert headline(shared("The ferry is back - Co"), url="https://news.courier.co.uk/a") == "The ferry is back - Co"


def test_all_that_stands_behind_the_words_of_the_h1_is_left_out():
    title = shared("The ferry is back at last - Tales of the river - Since 1871")
    assert headline(title, "<h1>The ferry is back at last</h1>") == "The ferry is back at last"


def test_a_kicker_before_the_words_of_the_h1_belongs_to_the_headline():
    assert headline(shared("Lindal – The ferry is back"), "<h1>The ferry is back</h1>") == "Lindal – The ferry is back"


def test_what_stands_before_two_colons_is_a_site_where_a_heading_has_the_rest():
    assert headline(shared("Lindal mobile :: The ferry is back"), "<h2>The ferry is back</h2>") == "The ferry is back"


def test_a_short_h1_before_a_mark_is_a_kicker():
    assert (
        headline(shared("Live - The ferry is back - all day"), "<h1>Live</h1>") == "Live - The ferry is back - all day"
    )


def test_the_name_of_the_site_alone_is_no_headline():
    assert headline(shared("LindalCourier"), "<h1>The ferry is back</h1>") == "The ferry is back"


def test_a_claim_as_long_as_data_may_be_is_taken_whole_from_the_h1():
    whole = "The ferry is back after eleven months of repairs, and this time it takes bicycles, buses and even the cattle of the island"
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s"}</script>' % whole[:110]  # noqa: UP031
    assert headline(data, f"<h1>{whole}</h1>") == whole


def test_a_claim_that_is_short_of_itself_is_left_as_it_is():
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The ferry"}</script>'
    assert headline(data, "<h1>The ferry is back</h1>") == "The ferry"


def test_a_title_of_thousands_of_parts_is_read_at_once():
    names = " - lindalcourier" * 50_000
    assert headline(f"<title>The ferry is back{names}</title>", "<h1>Ferries</h1>").startswith("The ferry is back")
    assert headline(f"<title>{'The - ' * 50_000}</title>", f"<h1>{'Ferry - The ' * 50_000}</h1>").startswith(
        "Ferry - The"
    )
