"""A story's board with mouse and keyboard, in a real browser."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def board(editor):
    """The board of a story that several sources tell."""
    editor.goto("/desk/inbox/?q=Halvern+and+Nuradan+open+talks")
    editor.locator("main").get_by_role("link", name=re.compile("Halvern and Nuradan open talks")).first.click()
    expect(editor.locator(".desk-timeline")).to_be_visible()
    return editor


def decide(page, button, **typed):
    page.get_by_role("button", name=button, exact=True).click()
    dialog = page.locator("dialog.desk-ask")
    expect(dialog).to_be_visible()
    for name, words in typed.items():
        dialog.locator(f"[name={name}]").fill(words)
    dialog.locator("[name=reason]").press("Enter")


def test_split_off_rename_and_undo(board):
    before = board.locator(".desk-figures").inner_text().split(" · ")[0]
    split = board.get_by_role("button", name="Split off", exact=True)
    expect(split).to_be_disabled()
    board.locator("input[name=article]").last.check()
    expect(split).to_be_enabled()
    decide(board, "Split off", headline="Another river", reason="not the same talks")
    expect(board.locator(".desk-done")).to_contain_text("into “Another river”")
    assert not board.locator(".desk-figures").inner_text().startswith(before)
    decide(board, "Rename", headline="The river talks", reason="shorter")
    expect(board.locator(".desk-title h2")).to_have_text("The river talks")
    board.locator(".desk-done").get_by_role("button", name=re.compile("^Undo")).click()
    expect(board.locator(".desk-title h2")).to_contain_text("Halvern and Nuradan open talks")
    board.locator(".desk-decisions li", has_text="Split").get_by_role("button", name=re.compile("^Undo")).click()
    expect(board.locator(".desk-figures")).to_contain_text(before)


def test_only_what_a_decision_needs_is_asked_and_leaving_it_changes_nothing(board):
    board.get_by_role("button", name="Merge", exact=True).click()
    dialog = board.locator("dialog.desk-ask")
    expect(dialog.locator("[name=to]")).to_be_focused()
    expect(dialog.locator("[name=headline]")).to_be_hidden()
    board.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    decide(board, "Merge", to="no such story", reason="why not")
    expect(board.get_by_role("alert")).to_contain_text("There is no such story")
    expect(dialog.locator("[name=to]")).to_have_value("no such story")


def test_selecting_the_article_at_hand_follows_the_focus(board):
    board.locator("[data-desk-row]:visible").nth(1).focus()
    board.locator("[data-select]").evaluate("button => button.click()")
    expect(board.locator("input[name=article]:checked")).to_have_count(1)
    checked = board.locator(".desk-entry", has=board.locator("input:checked"))
    assert checked.locator("[data-desk-row]").evaluate("row => row === document.activeElement")


def test_a_quotation_is_clipped_into_a_new_item(board):
    board.get_by_role("link", name="Who said what").click()
    saying = board.locator(".desk-saying").first
    words = saying.locator("blockquote").inner_text()
    board.locator(".desk-into [name=item]").select_option("")
    board.locator(".desk-into [name=headline]").fill("The river talks in words")
    saying.get_by_role("button", name=re.compile("Clip as quotation")).click()
    expect(board.locator(".messages")).to_contain_text("Clipped into “The river talks in words”")
    board.get_by_role("link", name="Edit it").click()
    expect(board.locator("input[name$='-speaker']").first).not_to_have_value("")
    expect(board.locator("body")).to_contain_text(words[:30])
