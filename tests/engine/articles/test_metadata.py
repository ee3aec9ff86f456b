"""What a page says of itself, with and without an article on it."""

import pytest

from tearsheet.engine.articles import extract_article, read_metadata
from tearsheet.engine.errors import NoArticle

URL = "https://lindalcourier.example/video/ferry"
VIDEO = """<html lang=en-GB><head><title>The ferry is back | The Lindal Courier</title>
<meta property="og:site_name" content="The Lindal Courier"><meta property="og:title" content="The ferry is back">
<meta property="article:published_time" content="2026-11-23T08:30:00+01:00"><meta name=author content="Ada Rowe"></head>
<body><h1>The ferry is back</h1><video src=ferry.mp4></video></body></html>"""


def test_a_page_without_an_article_says_what_it_is():
    metadata = read_metadata(VIDEO, URL)
    assert metadata.headline == "The ferry is back"
    assert metadata.authors == ("Ada Rowe",)
    assert metadata.published_at.isoformat() == "2026-11-23T08:30:00+01:00"
    assert metadata.publisher == "The Lindal Courier"
    assert metadata.language == "en"
    assert metadata.reasons["published_at"] == "meta article:published_time"


def test_the_refusal_of_a_page_without_an_article_tells_what_it_says():
    with pytest.raises(NoArticle) as refusal:
        extract_article(VIDEO, URL)
    assert "“The ferry is back”, Ada Rowe, 23 November 2026, The Lindal Courier" in str(refusal.value)


def test_a_page_that_says_nothing_of_itself_is_refused_in_one_breath():
    with pytest.raises(NoArticle) as refusal:
        extract_article("<html></html>", URL)
    assert refusal.value.detail == "no running text"


def test_an_article_has_its_metadata():
    page = VIDEO.replace("<video src=ferry.mp4></video>", f"<p>{'The ferry crosses the Lind again. ' * 9}</p>")
    article, metadata = extract_article(page, URL), read_metadata(page, URL)
    for field in ("url", "headline", "authors", "published_at", "modified_at", "publisher", "description"):
        assert getattr(article, field) == getattr(metadata, field)


@pytest.mark.parametrize(
    ("data", "element", "expected"),
    [
        ("2026-11-22T23:30:00Z", "2026-11-23T00:30:00+01:00", "2026-11-23T00:30:00+01:00"),
        ("2026-11-22T23:30:00Z", "2026-11-23T09:00:00+01:00", "2026-11-22T23:30:00+00:00"),
        ("2026-11-22T23:30:00Z", "2026-11-23T00:30:00", "2026-11-22T23:30:00+00:00"),
        ("2026-11-22T23:30:00-05:00", "2026-11-23T05:30:00+01:00", "2026-11-22T23:30:00-05:00"),
        ("2026-11-22T23:30:00", "", "2026-11-22T23:30:00+00:00"),
    ],
)
def test_the_day_is_the_one_that_the_page_writes(data, element, expected):
    """Data may be in UTC where an element for readers has the same moment in their zone; another moment tells nothing."""
    page = VIDEO.replace("2026-11-23T08:30:00+01:00", data).replace(
        "<video", f"<time datetime='{element}'></time><video"
    )
    assert read_metadata(page, URL).published_at.isoformat() == expected
