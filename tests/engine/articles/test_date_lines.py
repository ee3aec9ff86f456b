"""Where the press writes the day of an article, for readers alone."""

import pytest

from tearsheet.engine.articles import read_metadata

URL = "https://lindalcourier.example/news/ferry"
HEADLINE = "The ferry is back after eleven months"


def read(body, url=URL, language="en", head=""):
    page = f"<html lang={language}><head><title>{HEADLINE} | Courier</title>{head}</head><body>{body}</body></html>"
    metadata = read_metadata(page, url)
    return metadata.published_at and metadata.published_at.date().isoformat(), metadata.reasons.get("published_at")


def test_a_day_below_the_headline_is_found_whatever_the_headline_is_marked_as():
    assert read(f"<div>{HEADLINE}</div><div>Ada Rowe</div><div>23 November 2026</div>") == (
        "2026-11-23",
        "line below the headline",
    )


def test_a_headline_in_several_elements_is_one():
    body = "<h1>The ferry is back <em>after</em> eleven <span>months</span></h1><p>Nov. 23, 2026"
    assert read(body)[0] == "2026-11-23"


def test_a_headline_that_begins_with_one_letter_and_a_mark_is_found():
    page = "<html lang=en><title>I, the ferry, am back</title><p>I, the ferry, am back<p>23 November 2026"
    assert read_metadata(page, URL).published_at is not None


def test_a_day_right_above_the_headline_is_found():
    assert read(f"<p>News<p>23 November 2026<p>Share<h1>{HEADLINE}</h1>") == ("2026-11-23", "line above the headline")


def test_where_a_headline_is_listed_as_well_the_day_next_to_it_counts():
    listed = f"<ul><li>{HEADLINE}</li><li>Rain</li><li>Fish of 20 November 2026</li></ul>"
    assert read(f"{listed}<h1>{HEADLINE}</h1><p>23 November 2026")[0] == "2026-11-23"


def test_a_day_some_lines_above_the_headline_is_found():
    assert read(f"<p>23.11.2026 / 06:15{'<p>/' * 7}<h1>{HEADLINE}</h1>")[0] == "2026-11-23"


def test_a_line_that_says_published_is_trusted_most():
    body = f"<h1>{HEADLINE}</h1><p>21 November 2026<p>{'Much is said of the ferry here. ' * 40}<p>Veröffentlicht am <b>23.11.26</b>"
    assert read(body) == ("2026-11-23", "line that says so")


@pytest.mark.parametrize("words", ["Updated", "Zuletzt aktualisiert am", "Mis à jour le", "Actualizado:"])
def test_a_day_of_a_change_is_no_day_of_publication(words):
    assert read(f"<h1>{HEADLINE}</h1><p>{words} <time>23 November 2026</time>") == (None, None)


def test_days_far_from_the_headline_are_left_alone():
    comments = "<p>Nobody asked me.<p>24 November 2026"
    assert read(f"<h1>{HEADLINE}</h1>{'<p>The ferry was there again.' * 30}{comments}<p>© 1 January 2020") == (
        None,
        None,
    )


def test_elements_that_are_called_dates_count_where_they_agree():
    one, other = '<p class="post-date">23 November 2026</p>', '<p class="post-date">20 November 2026</p>'
    assert read(f"<p>{one}") == ("2026-11-23", "date line")
    assert read(f"<p>{one}{other}") == (None, None)


def test_the_day_in_the_address_is_trusted_more_than_an_element_with_a_time():
    comment = "<div class=comment><time datetime=2027-01-02></time></div>"
    assert read(comment, url="https://lindalcourier.example/2026/11/23/ferry") == ("2026-11-23", "address")


def test_a_month_in_the_address_is_no_day():
    assert read("", url="https://lindalcourier.example/2026/11/ferry") == (None, None)


@pytest.mark.parametrize(
    ("language", "day"), [("de", "2026-11-06"), ("en-GB", "2026-11-06"), ("en-US", "2026-06-11"), ("en", None)]
)
def test_figures_in_the_data_are_read_as_readers_of_the_page_do(language, day):
    assert read("", language=language, head='<meta name=date content="06/11/2026 10:00">')[0] == day


def test_english_of_an_address_in_a_country_is_that_countrys():
    data = '<meta name=date content="06/11/2026 10:00">'
    assert read("", head=data, url="https://courier.example.co.uk/ferry")[0] == "2026-11-06"


def test_where_no_language_is_said_the_headline_is_in_one():
    said = "<meta name=description content='O serviço de barcas volta a funcionar depois de onze meses, disse a prefeitura da ilha'>"
    assert read("", language="''", head=f'{said}<meta name=date content="06/11/2026 10:00">')[0] == "2026-11-06"


def test_points_part_the_day_from_the_month_everywhere():
    assert read("", head='<meta name=date content="06.11.2026 10:00">')[0] == "2026-11-06"


def test_the_last_change_is_near_enough_where_nothing_else_is_said():
    assert read("", head='<meta name=last-modified content="2026-11-23">') == ("2026-11-23", "meta last-modified")
