import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.text import canonical_url


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("HTTPS://News.Example:443/A/b", "https://news.example/A/b"),
        ("http://news.example:80/", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a#top", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
        ("https://news.example/a?id=7&fbclid=abc&page=2", "https://news.example/a?id=7&page=2"),
        ("https://news.example/a/", "https://news.example/a/"),
        ("https://news.example/a?b=%20c+d", "https://news.example/a?b=%20c+d"),
        ("https://news.example./a", "https://news.example/a"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://user@news.example/a", "https://user@news.example/a"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
    ],
)
def test_one_page_has_one_address(given_url, canonical):
    assert canonical_url(given_url) == canonical


def test_relative_addresses_are_read_from_their_page():
    assert canonical_url("../b?gclid=1", "https://news.example/x/a") == "https://news.example/b"


@pytest.mark.parametrize("broken", ["http://[::1", "http://news.example:port/a"])
def test_an_address_that_is_none_comes_back_unchanged(broken):
    assert canonical_url(broken) == broken


@given(
    st.from_regex(
        r"https?://[a-zA-Z.]{1,12}(:[0-9]{1,4})?/[a-zA-Z0-9/%._-]{0,12}(\?[a-z_=&0-9]{0,20})?(#[a-z]{0,4})?",
        fullmatch=True,
    )
)
def test_it_is_idempotent(url):
    once = canonical_url(url)
    assert canonical_url(once) == once
