"""Several people at one desk, in real browsers against the real processes."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.desk import run_inside

#: Every revision of a page, oldest first, and whether it is the latest; read from the file, since a process takes seconds.
REVISIONS = """
    SELECT revision.content, revision.id = page.latest_revision_id
    FROM wagtailcore_revision AS revision
    JOIN django_content_type AS kind ON kind.id = revision.base_content_type_id AND kind.model = 'page'
    JOIN wagtailcore_page AS page ON revision.object_id = CAST(page.id AS TEXT)
    WHERE page.id = ? ORDER BY revision.id
"""


def open_item(page, pk):
    page.goto(f"/desk/pages/{pk}/edit/")
    expect(page.locator(".public-DraftEditor-content").first).to_be_visible()
    expect(page.locator("#desk-decisions")).to_be_attached()


def type_comment(page, words):
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def latest(newsroom, pk):
    """What an item's latest revision says, and the bodies of all."""
    with closing(sqlite3.connect(newsroom.home / "tearsheet.sqlite3", timeout=30)) as database:
        revisions = [(json.loads(content), is_latest) for content, is_latest in database.execute(REVISIONS, (pk,))]
    return {
        "latest": next(str(content) for content, is_latest in revisions if is_latest),
        "all": " ".join(str(content["body"]) for content, _ in revisions),
    }


def test_the_last_word_typed_is_published(seeded, sign_in, newsroom):
    pk = seeded["items"][0]
    page = sign_in("mara")
    open_item(page, pk)
    type_comment(page, " And the very last word.")
    page.evaluate("document.querySelector('button[name=action-publish]').click()")
    expect(page.locator(".messages")).to_contain_text("has been published")
    assert "And the very last word." in latest(newsroom, pk)["latest"]


def test_who_only_looks_stores_nothing(seeded, sign_in):
    page, stored = sign_in("mara"), []
    page.on("request", lambda request: stored.append(request.url) if request.method == "POST" else None)
    page.goto("/desk/")
    page.evaluate(
        "path => { document.querySelector('main').innerHTML = `<a id=there href=${path}>There</a>`; }",
        f"/desk/pages/{seeded['items'][1]}/edit/",
    )
    page.locator("#there").click()
    expect(page.locator(".public-DraftEditor-content").first).to_be_visible()
    page.wait_for_timeout(5000)
    assert [url for url in stored if "/edit/" in url] == []


def test_two_editors_at_once_lose_nothing(seeded, sign_in, newsroom):
    pk = seeded["items"][1]
    mara, jon = sign_in("mara"), sign_in("jon")
    open_item(mara, pk)
    open_item(jon, pk)
    type_comment(mara, " Mara adds this.")
    with mara.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url) as saved:
        pass
    assert saved.value.json()["success"], saved.value.text()
    # Autosave does not pass over what Mara wrote: it stops, and Jon is told.
    with jon.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url) as refused:
        type_comment(jon, " Jon adds that.")
    assert refused.value.json()["error_code"] == "invalid_revision"
    assert "Jon adds that." not in latest(newsroom, pk)["all"]
    # Even where the browser has not heard of it yet, the server shows the newer version instead of writing over it.
    jon.evaluate("document.querySelector('[data-edit-form]').requestSubmit()")
    expect(jon.locator(".messages")).to_contain_text("mara saved a newer version")
    expect(jon.locator(".public-DraftEditor-content").first).to_contain_text("Jon adds that.")
    with jon.context.expect_page() as opened:
        jon.get_by_role("link", name="See what changed").click()
    expect(opened.value.locator("main")).to_contain_text("Mara adds this.")
    # What Jon typed is kept until he says so, and then both stand in the history.
    jon.evaluate("document.querySelector('[data-edit-form]').requestSubmit()")
    expect(jon.locator(".messages")).to_contain_text("has been updated")
    kept = latest(newsroom, pk)
    assert "Jon adds that." in kept["latest"]
    assert "Mara adds this." in kept["all"]


def test_the_checklist_is_renewed_by_autosave_and_leads_into_an_update(seeded, sign_in):
    page = sign_in("mara")
    open_item(page, seeded["items"][2])
    page.locator("[data-side-panel-toggle=before-publishing]").click()
    expect(page.locator("#before-publishing")).to_contain_text("can be published")
    page.get_by_role("button", name="Add Update").click()
    page.locator("#id_updates-0-headline").fill("The harbour opens")
    update = page.locator("#inline_child_updates-0")
    update.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Comment").click()
    expect(page.locator("#before-publishing")).to_contain_text("The comment is empty")
    counter = page.locator("[data-side-panel-toggle=before-publishing] [data-side-panel-toggle-counter]")
    expect(counter).to_have_text("1")
    page.locator("#inline_child_updates-0-panel-section [data-panel-toggle]").first.click()
    page.locator("#before-publishing").get_by_role("link", name=re.compile("Update 1")).click()
    editor = update.locator(".public-DraftEditor-content")
    expect(editor).to_be_visible()
    expect(editor).to_be_focused()
    page.keyboard.type("It does.")
    expect(page.locator("#before-publishing")).to_contain_text("can be published")
    expect(counter).to_be_hidden()


def test_an_offered_update_is_accepted_with_one_key(seeded, sign_in, newsroom):
    page = sign_in("mara")
    page.goto("/desk/waiting/")
    offers = page.locator(f"[id^=offer-{seeded['offered']}-]")
    count, headline = offers.count(), offers.first.locator("a").inner_text()
    assert count
    page.keyboard.press("a")
    expect(page.locator(":focus")).to_have_attribute("data-desk-row", "")
    assert page.locator(".messages li").count() == 0
    offers.first.locator("a").focus()
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text("is in the draft as an update")
    expect(offers).to_have_count(count - 1)
    assert headline in latest(newsroom, seeded["offered"])["latest"]


def test_in_the_editor_accepting_waits_for_what_was_typed(seeded, sign_in, newsroom):
    page = sign_in("mara")
    open_item(page, seeded["offered"])
    page.locator("[data-side-panel-toggle=offers]").click()
    offer = page.locator(".desk-offer").first
    if offer.count() == 0:
        pytest.skip("the demo offers one update only")
    headline = offer.locator("a").inner_text()
    type_comment(page, " Typed just now.")
    offer.get_by_role("button", name="Accept").click()
    expect(page.locator(".messages")).to_contain_text("is in the draft as an update")
    expect(page.locator("#id_updates-0-headline, #id_updates-1-headline").first).to_be_attached()
    kept = latest(newsroom, seeded["offered"])
    assert "Typed just now." in kept["latest"]
    assert headline in kept["latest"]


def test_a_sheet_lists_the_keys_of_the_page(seeded, sign_in):
    page = sign_in("mara", color_scheme="dark")
    page.goto(f"/desk/articles/{seeded['article']}/")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("#desk-keys")).to_be_visible()
    for key, said in (("e", "Excerpt (with words selected)"), ("N", "Nominate for an item"), ("s", "Open the story")):
        row = sheet.locator("#desk-keys tr", has_text=said)
        expect(row.locator("kbd")).to_have_text(key)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("Shift+N")
    expect(page.locator("#nominate-note")).to_be_visible()
    page.locator("#nominate-note").fill("s")
    assert page.url.endswith(f"/desk/articles/{seeded['article']}/")


def test_every_action_of_ours_has_a_key(seeded, sign_in):
    """Buttons, and links that act, in what we draw; plain links and the fields of forms are reached as everywhere."""
    page = sign_in("mara")
    missing = """() => [...document.querySelectorAll('main button, main summary')]
        .filter((one) => one.checkVisibility() && !one.dataset.key && !one.closest('[data-controller~=w-dropdown], .w-panel__header, header'))
        .filter((one) => !one.closest('form')?.querySelector('[data-key], textarea, input[type=text]'))
        .map((one) => one.outerHTML.slice(0, 120))"""
    for path in ("inbox/", "waiting/", f"stories/{seeded['story']}/", f"articles/{seeded['article']}/", "rules/",
                 f"rules/{seeded['rule']}/preview/", "health/", "sources/"):  # fmt: skip
        page.goto(f"/desk/{path}")
        assert page.evaluate(missing) == [], path


def test_a_box_that_has_the_focus_lets_the_keys_through(seeded, sign_in):
    page = sign_in("mara")
    page.goto(f"/desk/stories/{seeded['story']}/")
    page.locator("input[name=article]").first.check()
    page.locator("input[name=article]").first.focus()
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_attribute("data-desk-row", "")


SECTION = """
from tearsheet.newsroom.items.models import SectionPage
print("ANSWER" + str(SectionPage.objects.first().pk))
"""


def is_autosave(answer):
    return answer.request.method == "POST" and "/edit/" in answer.url


def test_a_new_item_is_checked_while_it_is_written_and_loses_nothing_to_a_second_editor(seeded, sign_in, newsroom):
    mara, jon = sign_in("mara"), sign_in("jon")
    mara.goto(f"/desk/pages/add/items/itempage/{run_inside(newsroom, SECTION)}/")
    mara.locator("[data-side-panel-toggle=before-publishing]").click()
    expect(mara.locator("#before-publishing")).to_contain_text("It is empty")
    mara.locator("#id_title").fill("Brand new")
    for number in range(2):
        mara.get_by_role("button", name="Add Update").click()
        mara.locator(f"#id_updates-{number}-headline").fill(f"Headline number {number}")
    mara.locator("#id_updates-1-at").fill("")
    mara.wait_for_url("**/edit/**")
    expect(mara.locator("#before-publishing")).to_contain_text("Update 2, “Headline number 1”")
    mara.locator("#inline_child_updates-0").get_by_role("button", name="Delete").first.click()
    mara.locator("#before-publishing").get_by_role("link", name=re.compile("Headline number 1")).click()
    expect(mara.locator("#inline_child_updates-1-panel-section")).to_be_focused()
    expect(mara.locator("#before-publishing")).to_contain_text("Update 1, “Headline number 1”")
    jon.goto(mara.url)
    expect(jon.locator("#desk-decisions")).to_be_attached()
    with jon.expect_response(is_autosave) as saved:
        jon.locator("#id_title").fill("Named by the other")
    assert saved.value.json()["success"], saved.value.text()
    with mara.expect_response(is_autosave) as refused:
        mara.locator("#id_updates-1-headline").fill("Typed after the other had saved")
    assert refused.value.json()["error_code"] == "invalid_revision"
    mara.evaluate("document.querySelector('[data-edit-form]').requestSubmit()")
    expect(mara.locator(".messages")).to_contain_text("jon saved a newer version")
    expect(mara.locator("[name=body-count]")).to_be_attached()
    mara.evaluate("document.querySelector('[data-edit-form]').requestSubmit()")
    expect(mara.locator(".messages")).to_contain_text("has been updated")
    item = int(re.search(r"/pages/(\d+)/", mara.url)[1])
    kept = run_inside(newsroom, HISTORY.format(pk=item))
    assert "Typed after the other had saved" in kept[0]
    assert any("Named by the other" in content for content in kept)


HISTORY = """
import json
from tearsheet.newsroom.items.models import ItemPage
revisions = ItemPage.objects.get(pk={pk}).revisions.order_by("-created_at", "-pk")
print("ANSWER" + json.dumps([json.dumps(revision.content, ensure_ascii=False) for revision in revisions]))
"""


def test_a_changed_passage_is_decided_and_cut_anew_with_keys(seeded, sign_in):
    page = sign_in("mara")
    page.goto(f"/desk/watch/{seeded['change']}/")
    page.keyboard.press("a")
    expect(page.locator("#keep-note")).to_be_focused()
    page.keyboard.type("As it stood on the day.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Readers see your note")
    page.keyboard.press("z")
    expect(page.locator(".messages")).to_contain_text("waits again")
    page.keyboard.press("c")
    expect(page.locator(".messages")).to_contain_text("The new words are in the draft of")
