import json

import pytest

from tearsheet.engine.articles import extract_article
from tearsheet.engine.errors import NoArticle

BODY = "\n\n".join(
    f"The council of Lind said in point {number} of its report that the bridge is sound and will stay open all winter."
    for number in range(6)
)


def page(body, shown="<p>Please enable scripts to read on.</p>"):
    data = json.dumps({"@type": "NewsArticle", "headline": "The bridge is sound", "articleBody": body})
    return f'<script type="application/ld+json">{data}</script><body><h1>The bridge is sound</h1>{shown}</body>'


def paragraphs(text):
    return "".join(f"<p>{line}</p>" for line in text.split("\n\n"))


def test_a_body_that_is_only_in_the_data_is_read_from_there_and_says_so():
    article = extract_article(page(BODY), "https://lind.example/bridge")
    assert article.text == BODY
    assert article.reasons["blocks"] == "json-ld articleBody"


def test_markup_and_entities_in_the_data_are_no_words():
    article = extract_article(page(paragraphs(BODY) + "<style>p{}</style>"), "https://lind.example/bridge")
    assert article.text == BODY
    assert extract_article(page(BODY.replace("sound", "s&amp;und")), "https://lind.example/").text.count("s&und") == 6


def test_what_the_page_shows_wins_over_its_data():
    shown = paragraphs(BODY)
    article = extract_article(page(BODY * 2, shown), "https://lind.example/bridge")
    assert article.text == BODY
    assert "blocks" not in article.reasons


@pytest.mark.parametrize(
    "body", ["A teaser of the report.", None, 7, ["a"], {"text": BODY}, " " * 5000, "<p></p>" * 500]
)
def test_teasers_and_broken_data_rescue_nothing(body):
    with pytest.raises(NoArticle):
        extract_article(page(body, ""), "https://lind.example/bridge")


def test_an_article_whose_box_is_called_like_an_advertisement_is_read_if_there_is_no_other():
    shown = f'<div class="sponsor-box">{paragraphs(BODY)}</div><p class="push">Do you want news at once?</p>'
    assert extract_article(page(None, shown), "https://lind.example/bridge").text.startswith("The council of Lind")
