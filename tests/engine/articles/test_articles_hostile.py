"""Pages that were built to break a reader, or broke by accident, end in good time with an article or a named error."""

import time

import pytest

from tearsheet.engine.articles import extract_article
from tearsheet.engine.errors import NoArticle, TooLarge

TEXT = (
    "<p>The old bridge over the Lind reopened on Monday after eleven months of repairs, the town council said.</p>" * 3
)
#: What a page may take: so much for a megabyte and for all that is longer, and less for less.
SECONDS, MEGABYTE = 2.0, 1_000_000

BOMBS = {
    "a megabyte of open boxes": "<div>" * 200_000 + TEXT,
    "a megabyte of closed boxes": "<div>" * 90_000 + TEXT + "</div>" * 90_000,
    "bold in bold": "<b>" * 300_000 + TEXT,
    "fonts that are all repeated in every paragraph": "".join(f"<font size={n}>" for n in range(30_000))
    + "<p>x" * 60_000,
    "lists in lists": "<ul><li>" * 60_000 + TEXT,
    "tables in tables": "<table><tr><td>" * 50_000 + TEXT,
    "links in links": "<a href=x>" * 100_000 + TEXT,
    "quotations in quotations": "<blockquote>" * 80_000 + TEXT,
    "two hundred thousand attributes": "<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">" + TEXT,
    "attributes that hold angle brackets": "<div " + " ".join(f"a{n}='<'" for n in range(100_000)) + ">" + TEXT,
    "a script with a hundred thousand attributes": "<script "
    + " ".join(f"a{n}" for n in range(100_000))
    + "></script>"
    + TEXT,
    "an attribute that never ends": '<div class="' + "x" * 5_000_000,
    "a comment that never ends": TEXT + "<!--" + "-" * 5_000_000,
    "a script that never ends": TEXT + "<script>" + "<" * 1_000_000,
    "white space": TEXT + " \n" * 1_000_000,
    "breaks": TEXT + "<br>" * 60_000,
    "entities": TEXT + "&nbsp;" * 500_000,
    "paragraphs that are never closed": "<p>x" * 80_000,
    "an endless word": f"<p>{'a' * 1_500_000}</p>",
    "deep data": f'<script type="application/ld+json">{"[" * 200_000}</script>' + TEXT,
    "wide data": f'<script type="application/ld+json">[{",".join(["{}"] * 200_000)}]</script>' + TEXT,
    "a headline of a megabyte": f"<h1>{'Bridge - ' * 110_000}</h1>" + TEXT,
    "a title of a megabyte": f"<title>{'Bridge | ' * 110_000}</title>" + TEXT,
    "authors of a megabyte": f"<meta name=author content='{'Ada, ' * 200_000}'>" + TEXT,
    "a caption of a megabyte": f"<figure><img src=x><figcaption>{'(c) ' * 250_000}</figcaption></figure>" + TEXT,
    "a date of a megabyte": f"<meta name=date content='{'1' * 1_000_000}'>" + TEXT,
    "pictures by the thousand": TEXT + "<figure><img src=a.jpg><figcaption>x</figcaption></figure>" * 4_000 + TEXT,
}


@pytest.mark.parametrize("name", BOMBS)
def test_it_ends_in_time(name):
    started = time.process_time()
    try:
        article = extract_article(BOMBS[name], "https://bomb.example/")
    except (NoArticle, TooLarge):
        article = None
    assert time.process_time() - started < SECONDS * min(1, len(BOMBS[name]) / MEGABYTE)
    if article:
        assert "old bridge" in article.text or "Bridge" not in article.text


def test_a_page_of_fifty_megabytes_is_refused_by_name():
    with pytest.raises(TooLarge):
        extract_article("<p>word " * 7_000_000, "https://large.example/")


@pytest.mark.parametrize(
    "page", ["", " ", "\0\0\0", "<", "<p>", "plain words", "<html></html>", "<!doctype html>", "{}", "\ufffd" * 50]
)
def test_a_page_without_an_article_is_refused_by_name(page):
    with pytest.raises(NoArticle):
        extract_article(page, "https://empty.example/")


def test_nul_characters_are_not_in_the_text():
    article = extract_article(TEXT.replace("bridge", "bri\0dge"), "https://nul.example/")
    assert "old bridge" in article.text


@pytest.mark.parametrize("url", ["", "not an address", "http://[::1", "file:///tmp/page.html"])
def test_any_address_will_do(url):
    assert extract_article(TEXT + '<a href="http://[::1">x</a>', url).blocks


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "headline": 7, "author": 5, "publisher": [], "datePublished": {}}',
        '{"@type": ["NewsArticle"], "headline": null, "datePublished": "0000-00-00", "author": [null, {}, {"name": []}]}',
        '{"@type": "NewsArticle", "headline": "\\ud800", "datePublished": "9999-99-99"}',
        "{broken",
        "null",
    ],
)
def test_broken_data_are_ignored(data):
    page = f'<title>The bridge</title><script type="application/ld+json">{data}</script>' + TEXT
    article = extract_article(page, "https://data.example/")
    assert article.published_at is None
    assert article.text


NAMES = [f"a{n}" for n in range(20_000)]


@pytest.mark.parametrize(
    "before",
    ["", "<!-- <p a=' -->", "<!--><p a='-->'>", "<script>if (a<b && '\"') {}</script>", "<title><p a='</title>"],
)
@pytest.mark.parametrize(
    "attributes",
    [
        " ".join(NAMES),
        "/".join(NAMES),
        " ".join(f"{name}='>'" for name in NAMES),
        "".join(f'{name}="<p>"' for name in NAMES),
        f"x=b' {' '.join(NAMES)} '",
        f"x=='b {' '.join(NAMES)} '",
        f"='b {' '.join(NAMES)} '",
    ],
    ids=["plain", "slashes", "marks in values", "no spaces", "marks in a bare value", "two equals signs", "a name with marks"],
)  # fmt: skip
def test_attributes_are_counted_as_the_parser_reads_them(attributes, before):
    with pytest.raises(NoArticle, match="thousands of attributes"):
        extract_article(f"{before}{TEXT}<p {attributes}>x</p>'", "https://bomb.example/")


def test_long_data_in_one_attribute_are_no_bomb():
    data = '{"a": [1, 2, 3]}, ' * 20_000
    page = f"<div data-state='{data}'>{TEXT}</div>"
    assert "old bridge" in extract_article(page, "https://state.example/").text
