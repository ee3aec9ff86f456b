"""Rules that a newsroom writes for one site: they change what they name, say so, and fail in words."""

from datetime import UTC, datetime

import pytest

from tearsheet.engine.articles import SiteRules, count_matches, extract_article, read_site_rules
from tearsheet.engine.errors import NotReadable

URL = "https://harbourpost.example/ferry-sails"
LINES = ["The ferry to Norrholm will sail again on Monday after a week of storms, the harbour master of Selby Bay said.",
         "About 900 passengers had been waiting on both sides of the strait, most of them in the schools of Norrholm."]  # fmt: skip
PAGE = f"""<html><head><title>Ferry</title></head><body><h1>Harbour Post</h1><h2 class="title">Ferry sails again</h2>
<span class="pen">By Mara Lindqvist</span><i class="when">2 March 2026</i>
<div class="story"><p>{LINES[0]}</p><p class="promo">Read our new harbour letter, every Friday at the quay and in your mail.</p>
<p>{LINES[1]}</p></div></body></html>"""


def test_rules_say_what_is_what():
    rules = SiteRules(article=".story", drop=(".promo",), headline=".title", byline=".pen", date=".when")
    article = extract_article(PAGE, URL, rules)
    assert article.text.split("\n\n") == LINES
    assert (article.headline, article.authors) == ("Ferry sails again", ("Mara Lindqvist",))
    assert article.published_at == datetime(2026, 3, 2, tzinfo=UTC)
    ruled = {name for name, reason in article.reasons.items() if reason == "site rule"}
    assert ruled == {"blocks", "headline", "authors", "published_at"}


def test_rules_that_match_nothing_change_nothing():
    rules = SiteRules(article=".gone", drop=(".gone", "html", "body"), headline=".gone", byline=".gone", date=".gone")
    assert extract_article(PAGE, URL, rules) == extract_article(PAGE, URL)
    assert count_matches(PAGE, rules)["article"] == 0


def test_elements_in_each_other_are_dropped_once():
    page = PAGE.replace("Read our", '<b class="promo">Read <i class="promo">our</i></b>')
    assert extract_article(page, URL, SiteRules(drop=(".promo",))).text.split("\n\n") == LINES


def test_rules_are_read_by_host():
    rules = read_site_rules('["www.HarbourPost.example"]\narticle = ".story"\ndrop = [".promo"]', name="rules.toml")
    assert rules == {"harbourpost.example": SiteRules(article=".story", drop=(".promo",))}
    assert rules["harbourpost.example"].selectors == {"article": ".story", "drop 1": ".promo"}
    assert read_site_rules("", name="rules.toml") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[harbourpost", "no TOML file"),
        ('article = ".story"', "a table for a host"),
        ('["https://harbourpost.example/"]', "a table for a host"),
        ('["harbourpost.example"]\nbody = ".story"', "'body'; known are article, byline, date, drop, headline"),
        ('["harbourpost.example"]\narticle = "div["', "'div\\[' is no CSS selector"),
        ('["harbourpost.example"]\ndrop = ["::"]', "'::' is no CSS selector"),
        ('["harbourpost.example"]\narticle = ""', "'' is no CSS selector"),
        ('["harbourpost.example"]\ndrop = ".promo"', "drop a list"),
        ('["harbourpost.example"]\nheadline = 3', "in quotation marks"),
    ],
)
def test_rules_that_cannot_be_meant_are_refused_in_words(text, words):
    with pytest.raises(NotReadable, match=words):
        read_site_rules(text, name="rules.toml")
