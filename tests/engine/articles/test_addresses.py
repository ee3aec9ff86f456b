"""An article's address: what its page says of itself, and when that is not believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.articles import extract_article

READ = "https://harbourpost.example/news/ferry-sails-again-4711"
WORDS = "The ferry sails again from Norda after two winters in the dock, the harbour office said on Monday morning."


def address(head, url=READ, body=""):
    article = extract_article(f"<html><head>{head}</head><body><p>{WORDS}</p>{body}</body></html>", url)
    return article.url, article.reasons.get("url", "")


def canonical(href):
    return f'<link rel="canonical" href="{href}">'


def test_a_page_that_names_no_address_has_the_one_it_was_read_from():
    assert address("") == (READ, "")


@pytest.mark.parametrize(
    ("url", "href"),
    [
        (READ, "https://harbourpost.example/harbour/ferry.html"),
        (f"{READ}/amp", READ),
        (f"{READ}?print=1", READ),
        ("https://m.harbourpost.example/4711", READ),
        ("https://harbourpost.example/?p=4711", READ),
        ("https://harbourpost.example/show?id=4711&mode=wide", "https://harbourpost.example/show?id=4711"),
        (READ, "HTTPS://HarbourPost.example/news/ferry-sails-again-4711?utm_source=feed#top"),
        (f"{READ}/the-whole-story", READ),
        ("https://harbourpost.example/en/ferry", "https://www.harbourpost.example/sv/farja"),
    ],
)
def test_a_page_may_name_its_address_on_its_own_site(url, href):
    found, reason = address(canonical(href), url)
    assert found.lower() == href.partition("?utm")[0].lower()
    assert reason == "link rel=canonical"


def test_open_graph_names_the_address_where_no_link_does():
    other = "https://harbourpost.example/harbour/ferry.html"
    shared = f'<meta property="og:url" content="{other}">'
    assert address(shared) == (other, "meta og:url")
    assert address(canonical("https://harbourpost.example/") + shared) == (other, "meta og:url")
    assert address(canonical(READ) + shared) == (READ, "link rel=canonical")


@pytest.mark.parametrize(
    ("url", "href", "words"),
    [
        (READ, "https://courier.example/news/ferry-sails-again-4711", "another site"),
        (READ, "https://harbourpost.example.courier.example/a", "another site"),
        (READ, "https://sports.harbourpost.example/a", "another site"),
        (READ, "https://harbourpost.example:8443/a", "another site"),
        (READ, "https://courier@harbourpost.example/a", "no absolute web address"),
        (READ, "/news/ferry", "no absolute web address"),
        (READ, "ferry.html", "no absolute web address"),
        (READ, "javascript:alert(1)", "no absolute web address"),
        (READ, "https://harbourpost.example/" + "a" * 3000, "no absolute web address"),
        (READ, "https://[harbourpost.example/a", "no address"),
        (READ, "https://harbourpost.example", "front page"),
        (READ, "https://harbourpost.example/index.html", "front page"),
        (READ, "https://harbourpost.example/en/", "front page"),
        (READ, "https://harbourpost.example/news/", "is a part of"),
        (f"{READ}/2", READ, "is a part of"),
        (f"{READ}/page/12", READ, "is a part of"),
        (f"{READ}?page=2", READ, "which article"),
        ("https://harbourpost.example/article.php?id=4711", "https://harbourpost.example/article.php", "which article"),
    ],
)
def test_what_cannot_be_its_address_is_not_believed_and_the_reason_kept(url, href, words):
    found, reason = address(canonical(href), url)
    assert found == url
    assert reason.startswith("as read: link rel=canonical")
    assert words in reason


def test_of_several_addresses_none_is_believed():
    links = canonical("https://harbourpost.example/a-b-c") + canonical("https://harbourpost.example/d-e-f")
    assert address(links) == (READ, "as read: link rel=canonical names several addresses, or none")
    assert address(canonical(READ) + canonical(f"{READ}#top")) == (READ, "link rel=canonical")


def test_a_link_in_the_body_says_nothing():
    assert address("", body=f"<p>{canonical('https://harbourpost.example/a-b-c')}</p>") == (READ, "")


def test_a_page_read_by_https_stays_there():
    assert address(canonical(READ.replace("https", "http")))[0] == READ


@given(st.text(max_size=60))
def test_whatever_a_page_says_its_address_is_on_its_own_site(href):
    escaped = href.replace("&", "&amp;").replace('"', "&quot;")
    found, _ = address(canonical(escaped))
    assert found.startswith("https://harbourpost.example/")
