"""Documents made to exhaust a reader are put down at once, and no document makes it open anything."""

import time

import pytest

from tearsheet.engine.errors import NotAFeed
from tearsheet.engine.feeds import parse_feed

URL = "https://harbour-gazette.example/feed"


def read(body):
    return parse_feed(body.encode(), url=URL)


def rss(inside, before=""):
    return f"{before}<rss version='2.0'><channel><title>T</title>{inside}</channel></rss>"


def ten_times(number):
    return f"&e{number};" * 10


NESTED = "".join(f"<!ENTITY e{n} '{ten_times(n - 1)}'>" for n in range(1, 10))

REFUSED = {
    "nested entities": rss("&e9;", f'<!DOCTYPE x [<!ENTITY e0 "ha">{NESTED}]>'),
    "parameter entities": rss("", "<!DOCTYPE x [<!ENTITY % a \"<!ENTITY b '%c;'>\"> %a;]>"),
    "one long entity": rss("&a;", f"<!DOCTYPE x [<!ENTITY a '{2000 * 'x'}'>]>"),
    "one entity a hundred thousand times": rss("&a;" * 100_000, f"<!DOCTYPE x [<!ENTITY a '{900 * 'x'}'>]>"),
    "thousands of attributes": rss("<item " + " ".join(f"a{n}='1'" for n in range(20_000)) + "/>"),
    "bottomless nesting": rss("<a>" * 50_000),
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_an_attack_is_refused_quickly(body):
    started = time.process_time()
    with pytest.raises(NotAFeed):
        read(body)
    assert time.process_time() - started < 1


def test_thousands_of_categories_cost_no_more_than_they_weigh():
    categories = "".join(f"<category>c{n}</category>" for n in range(5_000))
    started = time.process_time()
    feed = read(rss(f"<item><link>https://a.example/</link>{categories}</item>"))
    assert len(feed.entries) == 1
    assert time.process_time() - started < 1


def test_an_external_entity_is_not_loaded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY % p SYSTEM "file://{secret}"> %p;]>'
    feed = read(rss("<item><link>https://a.example/</link><title>&s;</title></item>", doctype))
    assert "secret" not in feed.entries[0].title


def test_a_body_that_is_the_name_of_a_file_opens_nothing(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(rss("<item><link>https://a.example/</link></item>"))
    with pytest.raises(NotAFeed):
        read(str(file))


def test_a_harmless_entity_is_read():
    doctype = "<!DOCTYPE rss [<!ENTITY paper 'Harbour &#38; Gazette'>]>"
    assert read(rss("<item><link>https://a.example/</link><title>&paper;</title></item>", doctype)).entries[
        0
    ].title == ("Harbour & Gazette")
