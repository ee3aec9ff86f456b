"""Two at one item: nothing that was typed is lost. Locks, autosave, comparison."""

import re

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from tearsheet.newsroom.items.actions import add_clip_to_item
from tearsheet.newsroom.items.errors import ItemLocked
from tearsheet.newsroom.items.models import ItemPage
from tests.newsroom.factories import comment, excerpt, make_article, make_clip, make_item, make_user
from tests.newsroom.items.test_review import form_of, login, post, said, words

pytestmark = pytest.mark.django_db


LONG = "The ferry to Norrholm, the pilots and all of the forty ships outside the bay wait for the swell to go down at noon."


@pytest.fixture
def item(section):
    return make_item(body=[comment()])


@pytest.fixture
def two(section):
    return [make_user(name, role="Editors") for name in ("mara", "jon")]


def url_of(item):
    return reverse("wagtailadmin_pages:edit", args=[item.pk])


def text_of(item):
    return str(ItemPage.objects.get(pk=item.pk).get_latest_revision_as_object().body)


def autosave(client, item, data):
    return client.post(url_of(item), data, headers={"Accept": "application/json"})


def test_saving_over_a_newer_version_is_stopped_and_what_was_typed_is_kept(client, item, two):
    mine = form_of(item, said("Jon's words."))
    post(login(client, two[0]), item, said("Mara's words."))
    response = login(client, two[1]).post(url_of(item), mine)
    assert response.status_code == 409
    assert "mara saved a newer version" in words(response)
    assert "Jon&#x27;s words" in response.content.decode()
    assert "Mara" in text_of(item)


def test_publishing_over_a_newer_version_is_stopped_too(client, item, two):
    mine = form_of(item, said("Jon's words."), **{"action-publish": "1"})
    post(login(client, two[0]), item, said("Mara's words."))
    login(client, two[1]).post(url_of(item), mine)
    assert not ItemPage.objects.get(pk=item.pk).live


def test_saving_again_after_the_notice_keeps_both_in_the_history(client, item, two):
    mine = form_of(item, said("Jon's words."))
    post(login(client, two[0]), item, said("Mara's words."))
    login(client, two[1]).post(url_of(item), mine)
    post(client, item, said("Jon's words."))
    assert "Jon" in text_of(item)
    assert any("Mara" in str(revision.content["body"]) for revision in item.revisions.all())


def test_after_wagtails_own_warning_nobody_is_asked_twice(client, item, two):
    mine = form_of(item, said("Jon's words."), overwrite_anyway="1")
    post(login(client, two[0]), item, said("Mara's words."))
    assert login(client, two[1]).post(url_of(item), mine).status_code == 302


def test_autosave_never_passes_over_a_newer_version(client, item, two):
    mine = form_of(item, said("Jon's words."))
    post(login(client, two[0]), item, said("Mara's words."))
    answer = autosave(login(client, two[1]), item, mine).json()
    assert answer["error_code"] == "invalid_revision"
    assert "Mara" in text_of(item)


def test_autosave_keeps_a_draft_that_is_not_proved_and_renews_the_checklist(desk, item):
    clip = make_clip()
    data = form_of(item, ("excerpt", {"clip": clip.pk, "text": "Something nobody wrote."}))
    answer = autosave(desk, item, data).json()
    assert answer["success"]
    assert "It is not verbatim" in answer["html"]
    assert 'data-problem-count="1"' in answer["html"]


def test_a_lock_keeps_others_out_and_says_who_holds_it(client, item, two):
    login(client, two[0]).post(reverse("wagtailadmin_pages:lock", args=[item.pk]))
    response = post(login(client, two[1]), item, said("Jon's words."))
    assert "locked" in words(response)
    assert "Jon" not in text_of(item)
    assert "mara" in client.get(url_of(item)).content.decode()
    with pytest.raises(ItemLocked):
        add_clip_to_item(actor=two[1], item=item, clip=make_clip(), use="excerpt")


def test_a_chief_editor_may_open_a_lock(client, item, two):
    login(client, two[0]).post(reverse("wagtailadmin_pages:lock", args=[item.pk]))
    chief = make_user("chief", role="Chief editors")
    login(client, chief).post(reverse("wagtailadmin_pages:unlock", args=[item.pk]))
    assert not ItemPage.objects.get(pk=item.pk).locked


def test_a_comparison_shows_the_clips_words(desk, section):
    article = make_article(LONG)
    first, second = make_clip(article, LONG), make_clip(article, LONG.removesuffix(" at noon."))
    item = make_item(body=[excerpt(first)])
    before = item.get_latest_revision()
    draft = item.get_latest_revision_as_object()
    draft.body[0].value["clip"] = second
    after = draft.save_revision(clean=False)
    page = desk.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[item.pk, before.pk, after.pk])
    ).content.decode()
    assert "Harbour Post" in page
    assert re.search(r'class="deletion">[^<]*noon', page)
    assert "Norrholm, the pilots" in page


def test_the_history_tells_what_was_done_with_an_item(desk, editor, section):
    item = make_item(body=[])
    add_clip_to_item(actor=editor, item=item, clip=make_clip(), use="excerpt")
    post(desk, item, ("excerpt", {"clip": make_clip().pk, "text": ""}), **{"action-publish": "1"})
    history = desk.get(reverse("wagtailadmin_pages:history", args=[item.pk])).content.decode()
    for line in (
        "Added an excerpt from Harbour Post",
        "The harbour of Selby Bay",
        "Checked 1 passage: verbatim",
        "Published",
    ):
        assert line in history
    assert not PageLogEntry.objects.filter(page=item.pk, action="tearsheet.correction").exists()


def test_a_correction_stands_in_the_history_once(section, editor):
    from tearsheet.newsroom.items.actions import correct_item, publish_item

    item = publish_item(actor=editor, item=make_item(body=[comment()]))
    correct_item(actor=editor, item=item, text="It was 40 ships, not 14.")
    publish_item(actor=editor, item=item)
    (entry,) = PageLogEntry.objects.filter(page=item.pk, action="tearsheet.correction")
    assert "It was 40 ships, not 14." in f"{entry.message} {entry.comment}"
