"""An editor's first item, from the inbox to the reader, in a real browser against the real processes."""

import re

import pytest
from playwright.sync_api import expect


def open_an_article(page):
    """From the inbox into a story, and from there into its first article."""
    page.get_by_role("link", name="Inbox").first.click()
    page.get_by_placeholder("Search…").fill("Halvern coast braces")
    expect(page.locator("main tbody tr")).to_have_count(1)
    # The story has the headline of its first article, which need not be this one.
    page.locator("main tbody a[data-desk-row]").click()
    page.wait_for_url("**/desk/stories/*/")
    page.locator("main").get_by_role("link", name=re.compile("Halvern coast braces")).first.click()
    expect(page.locator("#kept-text p").first).to_be_visible()
    page.wait_for_load_state()


def select_paragraph(page, number):
    """Select a paragraph with the mouse, as a reader does: three clicks.

    Returns:
        Its words.
    """
    paragraph = page.locator("#kept-text p[data-start]").nth(number)
    paragraph.click(click_count=3)
    expect(page.locator("#clip-bar")).to_be_visible()
    return paragraph.inner_text().strip()


def clip(page, use):
    """Press a button of the bar, and wait until the desk says that it is done."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/articles/" in answer.url) as answer:
        page.locator(f"#clip-bar [data-use={use}]").click()
    assert answer.value.ok
    expect(page.locator("#clip-status")).to_be_visible()
    expect(page.locator("#clip-status")).to_contain_text("A storm comes to Halvern")


def publish(page):
    """Press Publish in the editor's footer."""
    page.get_by_role("button", name=re.compile("More actions|Actions")).last.click()
    page.get_by_role("button", name="Publish", exact=True).click()


@pytest.fixture
def drafted(editor):
    """A draft with an excerpt, and an update with another; the editor stands in Wagtail's editor."""
    open_an_article(editor)
    excerpt = select_paragraph(editor, 0)
    editor.locator("#clip-bar-item").select_option("")
    editor.locator("#clip-bar-headline").fill("A storm comes to Halvern")
    clip(editor, "excerpt")
    update = select_paragraph(editor, 1)
    clip(editor, "update")
    editor.get_by_role("link", name="Edit it").click()
    expect(editor.locator("#id_title")).to_have_value("A storm comes to Halvern")
    return editor, excerpt, update


def test_select_clip_comment_update_publish_and_read(drafted, visitor):
    page, excerpt, update = drafted
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Comment").click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("We follow this storm as it comes in.")
    # The rich text field hands its words to the form a moment after the last key.
    expect(page.locator("input[type=hidden][value*='We follow this storm']")).to_have_count(1)
    publish(page)
    expect(page.locator(".messages")).to_contain_text("has been published")
    visitor.goto("/")
    visitor.get_by_role("link", name="A storm comes to Halvern").first.click()
    source = visitor.locator("[data-voice=source] blockquote, blockquote[data-voice=source]").first
    expect(source).to_contain_text(excerpt)
    assert source.get_attribute("cite").startswith("https://")
    expect(visitor.locator("[data-voice=editor]", has_text="We follow this storm").first).to_be_visible()
    expect(visitor.locator("main")).to_contain_text(update)
    # The update still knows whose headline it has, after a way through the editor's form.
    expect(visitor.locator("main")).not_to_contain_text("headline by the desk")
    expect(visitor.locator("main")).to_contain_text(re.compile("verbatim"))


def test_an_altered_excerpt_is_refused_and_what_was_typed_stays(drafted, visitor):
    page, excerpt, _ = drafted
    altered = excerpt.replace("gusts", "breezes")
    assert altered != excerpt
    # The tool leaves no way to type; a request made by hand does.
    page.locator("textarea[name$='-text']").first.evaluate("(field, words) => { field.value = words; }", altered)
    publish(page)
    expect(page.locator(".messages")).to_contain_text("could not be saved")
    expect(page.locator(".help-critical")).to_contain_text("Block 1 (excerpt): It is not verbatim.")
    expect(page.locator("textarea[name$='-text']").first).to_have_value(altered)
    visitor.goto("/")
    assert "breezes" not in visitor.content()
