"""axe-core finds nothing on the desk's pages and on the public ones, in light and in dark.

Whole pages are looked at, Wagtail's frame included. The item editor is Wagtail's; there only our panels beside it are
looked at, and the fields that it draws for our blocks are Wagtail's business.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_desk_flow import open_item


def find(page, only=None):
    """What axe finds: rule, place and element, in a line each."""
    answer = Axe().run(page, context=only) if only else Axe().run(page)
    return [
        f"{violation['id']} at {page.url}: {node['target']} {node['html'][:150]}"
        for violation in answer.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desks_pages(seeded, sign_in, scheme):
    page = sign_in("mara", color_scheme=scheme)
    found = []
    for path in ("", "inbox/", "waiting/", f"stories/{seeded['story']}/", "articles/", f"articles/{seeded['article']}/",
                 "sources/", "health/", "health/entries/", "rules/", f"rules/{seeded['rule']}/", "rules/new/",
                 f"rules/{seeded['rule']}/preview/", f"rules/{seeded['never']}/preview/",
                 f"stories/{seeded['story']}/quotes/", f"passages/{seeded['pair'][0]}/{seeded['pair'][1]}/", "grouping/",
                 f"items/{seeded['offered']}/corrections/", f"items/{seeded['offered']}/rights/",
                 f"clips/{seeded['clip']}/", "clips/withdrawn/", "watch/", f"watch/{seeded['change']}/"):  # fmt: skip
        answer = page.goto(f"/desk/{path}")
        assert answer.ok, path
        assert page.url.endswith(f"/desk/{path}"), "nobody was sent elsewhere"
        found += find(page)
    paragraph = page.locator("#kept-text p[data-start]").first
    page.goto(f"/desk/articles/{seeded['article']}/")
    paragraph.click(click_count=3)
    page.locator("#clip-bar").wait_for()
    page.locator("#clip-bar [data-use=quotation]").click()
    assert found + find(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_panels_in_the_editor(seeded, sign_in, scheme):
    page = sign_in("mara", color_scheme=scheme)
    open_item(page, seeded["offered"])
    found = []
    for panel in ("before-publishing", "offers"):
        page.locator(f"[data-side-panel-toggle={panel}]").click()
        page.locator(f"#{panel}").wait_for()
        found += find(page, f"#{panel}")
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_public_pages(seeded, chromium, newsroom, scheme):
    context = chromium.new_context(base_url=newsroom.address, color_scheme=scheme)
    page = context.new_page()
    found = []
    page.goto("/")
    paths = page.evaluate("[...document.querySelectorAll('nav a, h2 a, h3 a')].map(link => link.getAttribute('href'))")
    for path in [
        "/",
        *dict.fromkeys(path for path in paths[:8] if path.startswith("/")),
        f"/verify/{seeded['offered']}/",
    ]:
        page.goto(path)
        found += find(page)
    context.close()
    assert found == []
