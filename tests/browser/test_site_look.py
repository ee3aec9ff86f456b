"""The public site in a real browser: nothing blocked, nothing overflowing, lines as long as they should be."""
# ruff: noqa: F811 - fixtures are imported by name

import os

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in this thread.

from tests.newsroom.conftest import _own_folders, editor, front, section  # noqa: F401 - fixtures
from tests.newsroom.public.conftest import full_item, make_picture, publish  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WORDS = "The port authority said on Monday that the bay would stay closed, and that nobody knew for how long. " * 8
CHARACTERS_A_LINE = """element => {
    const range = document.createRange(), node = element.firstChild, tops = new Set();
    for (let at = 0; at < node.length; at += 1) {
        range.setStart(node, at); range.setEnd(node, at + 1);
        tops.add(Math.round(range.getBoundingClientRect().top));
    }
    return node.length / tops.size;
}"""
LAYOUT_SHIFT = """() => new Promise(resolve => {
    let total = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(total), 300);
})"""


@pytest.fixture
def look(chromium, live_server):
    """Open a page of a width; the result tells what the browser complained of."""

    def open_page(path, *, width=1280, scheme="light"):
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("requestfailed", lambda request: page.complaints.append(request.url))
        page.goto(f"{live_server.url}{path}")
        return page

    return open_page


@pytest.mark.parametrize("width", [360, 700, 1280])
def test_nothing_is_blocked_overflows_or_jumps(full_item, look, width):
    item = full_item(2)
    for path in ("/", "/world/", item.url, f"/verify/{item.pk}/", "/world/2026/3/2/"):
        page = look(path, width=width)
        assert page.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(LAYOUT_SHIFT) < 0.01
        page.close()


def test_a_line_holds_as_many_characters_as_the_eye_follows(publish, editor, look):
    from tests.newsroom import factories

    clip = factories.make_clip(factories.make_article(WORDS.strip()), WORDS.strip(), actor=editor)
    page = look(publish(body=[factories.excerpt(clip)]).url)
    assert 56 <= page.locator(".excerpt blockquote p").evaluate(CHARACTERS_A_LINE) <= 70


def test_the_voices_differ_in_more_than_colour(full_item, look):
    page = look(full_item().url)

    def style(selector, name):
        return page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{name}")

    source, speaker, editor = ".excerpt blockquote p", ".quotation blockquote p", ".comment p:not(.signed)"
    assert "serif" in style(source, "fontFamily").split(",")[-1]
    assert "sans-serif" in style(editor, "fontFamily").split(",")[-1]
    assert (style(source, "fontStyle"), style(speaker, "fontStyle")) == ("normal", "italic")
    assert float(style(speaker, "fontSize")[:-2]) > float(style(source, "fontSize")[:-2])


def test_an_rtl_excerpt_has_its_rule_at_the_right(publish, editor, look):
    from tests.newsroom import factories
    from tests.newsroom.public.conftest import ARABIC

    article = factories.make_article(ARABIC, language="ar", source=factories.make_source("Al Mina"))
    page = look(publish(body=[factories.excerpt(factories.make_clip(article, ARABIC, actor=editor))]).url)
    widths = page.locator(".excerpt").evaluate(
        "element => [getComputedStyle(element).borderLeftWidth, getComputedStyle(element).borderRightWidth]"
    )
    assert widths == ["0px", "2px"]


def test_paper_has_no_furniture_and_prints_addresses(full_item, look):
    page = look(full_item().url)
    page.emulate_media(media="print")
    assert not page.locator(".sections").is_visible()
    assert not page.locator(".colophon").is_visible()
    printed = page.locator(".there").first.evaluate("element => getComputedStyle(element, '::after').content")
    assert "https://" in printed or "attr(href)" in printed
