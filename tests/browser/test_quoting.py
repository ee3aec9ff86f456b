"""Words are left out and explained through the item editor, by mouse and by keys, and never typed into the text."""
# ruff: noqa: F811 - fixtures are imported by name

import os
import re

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in this thread.

from playwright.sync_api import expect

from tests.newsroom.conftest import _own_folders, editor, front, section  # noqa: F401 - fixtures
from tests.newsroom.factories import excerpt, make_article, make_clip, make_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WORDS = "The harbour of Selby Bay will stay closed until Friday, the port authority said."


@pytest.fixture
def desk(chromium, live_server, client, editor):
    """Open a page of the desk as the editor; a page error fails the test."""
    client.force_login(editor)
    contexts, failures = [], []

    def open_page(path, **options):
        context = chromium.new_context(base_url=live_server.url, viewport={"width": 1300, "height": 1000}, **options)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert failures == []


def choose(shown, words):
    """Select words in the tool's text, as a mouse or shift and arrows do."""
    shown.evaluate(
        """(field, words) => {
            const at = field.value.indexOf(words);
            field.focus();
            field.setSelectionRange(at, at + words.length);
            field.dispatchEvent(new Event("select", {bubbles: true}));
        }""",
        words,
    )


def stored(page):
    return page.locator("textarea[name='body-0-value-text']").input_value()


@pytest.fixture
def page(desk, section):
    item = make_item(body=[excerpt(make_clip(words=WORDS))])
    opened = desk(f"/desk/pages/{item.pk}/edit/")
    expect(opened.locator(".desk-quoting-verdict").first).to_contain_text("Verbatim: Harbour Post")
    opened.item = item
    return opened


def test_words_are_left_out_explained_and_taken_back(page):
    shown = page.locator(".desk-quoting-text").first
    expect(shown).to_have_value(WORDS)
    expect(page.locator("textarea[name='body-0-value-text']")).to_be_hidden()
    choose(shown, "f Selby Ba")
    page.get_by_role("button", name="Leave out").click()
    expect(shown).to_have_value(WORDS.replace("of Selby Bay", "[...]"))
    choose(shown, "authority")
    page.get_by_role("button", name="Explain in brackets").click()
    page.get_by_label("Our words, in brackets").fill("of [Selby]")
    page.keyboard.press("Enter")
    both = WORDS.replace("of Selby Bay", "[...]").replace("authority", "authority [of Selby]")
    assert stored(page) == both
    expect(page.locator(".desk-quoting-verdict").first).to_contain_text("Verbatim")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    assert stored(page) == ""
    page.get_by_role("button", name="Redo").click()
    assert "[...]" in stored(page)
    page.get_by_role("button", name="Whole clip").click()
    assert stored(page) == ""


def test_it_works_with_keys_alone_and_nothing_can_be_typed(page):
    shown = page.locator(".desk-quoting-text").first
    shown.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("xX9.")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+v")
    expect(shown).to_have_value(WORDS)
    page.keyboard.press("Shift+Control+ArrowRight")
    page.keyboard.press("Shift+Control+ArrowRight")
    page.keyboard.press("l")
    expect(shown).to_have_value(re.compile(r"^\[\.\.\.\] of Selby Bay"))
    page.keyboard.press("b")
    page.keyboard.type("the bay")
    page.keyboard.press("Enter")
    expect(shown).to_have_value(re.compile(r"^\[\.\.\.\] \[the bay\] of Selby Bay"))
    page.keyboard.press("z")
    expect(shown).to_have_value(re.compile(r"^\[\.\.\.\] of Selby Bay"))


def test_what_was_left_out_is_saved_and_printed(page, editor):
    shown = page.locator(".desk-quoting-text").first
    choose(shown, "until Friday,")
    page.get_by_role("button", name="Leave out").click()
    page.get_by_role("button", name=re.compile("More actions|Actions")).last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("has been published")
    item = type(page.item).objects.get(pk=page.item.pk)
    assert item.body[0].value["text"] == WORDS.replace("until Friday,", "[...]")


def test_a_change_made_behind_the_tool_is_shown_with_its_difference_and_refused(page):
    page.locator("textarea[name='body-0-value-text']").evaluate(
        "(field, words) => { field.value = words; }", WORDS.replace("closed", "closet")
    )
    page.get_by_role("button", name=re.compile("More actions|Actions")).last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("could not be saved")
    verdict = page.locator(".desk-quoting-verdict").first
    expect(verdict).to_contain_text("Not verbatim")
    expect(verdict.locator("del")).to_have_text("closet")
    expect(verdict.locator("ins")).to_have_text("closed")
    page.get_by_role("button", name="Whole clip").click()
    expect(verdict).to_contain_text("Verbatim:")


def test_without_javascript_the_field_is_edited_by_hand(desk, section):
    item = make_item(body=[excerpt(make_clip(words=WORDS))])
    page = desk(f"/desk/pages/{item.pk}/edit/", java_script_enabled=False)
    assert page.locator(".desk-quoting").count() == 0


ARABIC = "قالت سلطة الميناء إن خليج سيلبي سيبقى مغلقا حتى يوم الجمعة."
CHINESE = "港务局表示塞尔比湾港口将关闭至星期五。"


@pytest.mark.parametrize(
    ("language", "case"),
    [
        ("ar", (ARABIC, "خليج سيلبي", ARABIC.replace("خليج سيلبي", "[...]"))),
        ("zh", (CHINESE, "塞尔比湾", "港务局表示 [...] 港口将关闭至星期五。")),
    ],
)
def test_other_scripts_are_cut_rightly(desk, section, language, case):
    words, chosen, printed = case
    item = make_item(body=[excerpt(make_clip(make_article(words, language=language), words))])
    page = desk(f"/desk/pages/{item.pk}/edit/")
    shown = page.locator(".desk-quoting-text").first
    expect(shown).to_have_attribute("dir", "rtl" if language == "ar" else "auto")
    choose(shown, chosen)
    page.get_by_role("button", name="Leave out").click()
    assert stored(page) == printed
    expect(page.locator(".desk-quoting-verdict").first).to_contain_text("Verbatim")
