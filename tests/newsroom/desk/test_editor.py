"""Help beside the item editor."""

import pytest
from django.urls import reverse

from tearsheet.newsroom.items.models import ItemPage, Update
from tests.newsroom.factories import comment, excerpt, make_article, make_clip, make_item, make_source

pytestmark = pytest.mark.django_db


def edit(desk, item):
    return desk.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).content.decode()


def test_the_checklist_names_what_would_be_refused_and_leads_there(desk, section):
    clip = make_clip()
    item = make_item(body=[comment(), excerpt(clip, clip.exact.replace("closed", "open"))])
    page = edit(desk, item)
    block = item.get_latest_revision_as_object().body[1]
    assert f'<a href="#block-{block.id}-section"' in page
    assert "Block 2 (excerpt)</a>" in page
    assert "<del>open</del> <ins>closed</ins>" in page


def test_the_checklist_of_a_proved_item_says_so(desk, section):
    assert "Every block is proved" in edit(desk, make_item(body=[excerpt(make_clip())]))


def test_the_checklist_leads_to_fields_too(desk, section):
    assert 'href="#panel-child-content-body-section"' in edit(desk, make_item())


def test_the_checklist_leads_to_rows_by_their_name(desk, section):
    item = make_item(body=[comment()])
    item.updates = [Update(headline="A dated one"), Update(headline="Nobody knows when", at=None)]
    item.save_revision()
    page = edit(desk, item)
    assert 'data-row="1"' in page
    assert "Update 2, “Nobody knows when”</a>" in page


def test_a_new_item_has_the_checklist_before_it_is_saved(desk, section):
    url = reverse("wagtailadmin_pages:add", args=["items", "itempage", section.pk])
    page = desk.get(url).content.decode()
    assert 'data-side-panel="before-publishing"' in page
    assert "It is empty: add at least one block." in page


def test_a_form_that_is_sent_before_it_is_filled_saves_nothing_and_says_so(desk, section):
    item = make_item(headline="As it was")
    for url in (f"/desk/pages/{item.pk}/edit/", f"/desk/pages/add/items/itempage/{section.pk}/"):
        answer = desk.post(url, {"title": "Too early", "slug": "too-early", "language": "en"}, follow=True)
        assert "nothing was saved" in answer.content.decode()
    assert not ItemPage.objects.filter(draft_title="Too early").exists()


def test_a_clip_is_chosen_by_its_words_and_source(desk, section):
    make_clip(make_article(source=make_source("Tide Blog")), "Some 40 ships")
    make_clip(make_article(headline="Elsewhere"), "port authority")
    window = desk.get(reverse("clip_chooser:choose")).json()["html"]
    assert "Some 40 ships" in window
    assert "Tide Blog" in window
    for words in ("ships", "tide"):
        found = desk.get(reverse("clip_chooser:choose_results"), {"q": words}).content.decode()
        assert "Some 40 ships" in found
        assert "Elsewhere" not in found


def test_the_number_of_queries_does_not_grow_with_the_clips(
    desk, section, django_assert_num_queries, django_assert_max_num_queries
):
    article = make_article()
    make_clip(article)
    desk.get(reverse("clip_chooser:choose_results"))
    with django_assert_max_num_queries(20) as few:
        desk.get(reverse("clip_chooser:choose_results"))
    for _ in range(10):
        make_clip(article)
    with django_assert_num_queries(len(few)):
        desk.get(reverse("clip_chooser:choose_results"))
