"""Clips on their way into items."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from tearsheet.newsroom.items.actions import add_clip_to_item, found_site, publish_item, start_item
from tearsheet.newsroom.items.errors import ItemLocked, NotAllowed
from tearsheet.newsroom.items.icons import clean_svg
from tearsheet.newsroom.items.models import ClipCheck, FrontPage, ItemPage, SectionPage
from tests.newsroom.factories import (
    HARBOUR,
    add_revision,
    comment,
    excerpt,
    make_article,
    make_clip,
    make_item,
    make_user,
)

pytestmark = pytest.mark.django_db


def latest(item):
    return ItemPage.objects.get(pk=item.pk).get_latest_revision_as_object()


def test_clips_go_into_the_draft_and_not_onto_the_page(section, editor):
    item = publish_item(actor=editor, item=make_item(body=[excerpt(make_clip())]))
    add_clip_to_item(actor=editor, item=item, clip=make_clip(), use="excerpt")
    assert len(ItemPage.objects.get(pk=item.pk).body) == 1
    assert len(latest(item).body) == 2


def test_an_update_has_source_time_address_and_the_sources_own_headline(section, editor):
    article = make_article()
    add_clip_to_item(actor=editor, item=make_item(), clip=make_clip(article), use="update")
    update = latest(ItemPage.objects.get()).updates.get()
    assert (update.source_name, update.headline, update.at) == ("Harbour Post", article.headline, article.published_at)
    assert update.url == article.canonical_url
    assert update.has_verbatim_headline
    assert update.body[0].value["clip"].exact == HARBOUR.split("\n\n")[0]


def test_an_update_with_another_headline_is_ours(section, editor):
    add_clip_to_item(actor=editor, item=make_item(), clip=make_clip(), use="update")
    update = latest(ItemPage.objects.get()).updates.get()
    update.headline = "Bay still closed"
    assert not update.has_verbatim_headline


def test_updates_are_published_with_their_item(section, editor):
    item = make_item(body=[comment()])
    add_clip_to_item(actor=editor, item=item, clip=make_clip(), use="update")
    assert publish_item(actor=editor, item=item).updates.count() == 1


def test_nobody_else_adds_to_a_locked_item(section, editor):
    item = make_item()
    item.locked, item.locked_by = True, make_user("other", is_superuser=True)
    item.save()
    with pytest.raises(ItemLocked):
        add_clip_to_item(actor=editor, item=item, clip=make_clip(), use="excerpt")
    assert len(latest(item).body) == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, item: start_item(actor=actor, section=item.get_parent().specific, headline="x"),
        lambda actor, item: add_clip_to_item(actor=actor, item=item, clip=make_clip(), use="excerpt"),
        lambda actor, item: publish_item(actor=actor, item=item),
    ],
)
def test_every_action_needs_its_right(section, outsider, act):
    item = make_item(body=[comment()])
    with pytest.raises(NotAllowed):
        act(outsider, item)


def test_items_of_one_headline_have_different_addresses(section, editor):
    slugs = [start_item(actor=editor, section=section, headline="Storm").slug for _ in range(3)]
    assert slugs == ["storm", "storm-2", "storm-3"]


def test_a_headline_without_latin_letters_has_an_address(section, editor):
    assert start_item(actor=editor, section=section, headline="ميناء قمرين").slug


def test_what_is_cited_cannot_be_purged(section, editor):
    article = make_article()
    make_clip(article)
    with pytest.raises(ProtectedError):
        article.revision.snapshot.delete()
    with pytest.raises(ProtectedError):
        article.revision.delete()


def test_a_clip_holds_on_to_the_revision_it_was_cut_from(section, editor):
    article = make_article()
    clip = make_clip(article)
    add_revision(article, HARBOUR.replace("closed", "open"))
    clip.refresh_from_db()
    assert clip.revision.number == 1
    assert publish_item(actor=editor, item=make_item(body=[excerpt(clip)])).live


def test_cutting_is_a_check_with_a_time(section, editor):
    check = ClipCheck.objects.get(clip=make_clip())
    assert (check.state, check.at is not None) == ("verbatim", True)


def test_the_bodys_clips_are_read_in_one_query(section, editor, django_assert_num_queries):
    item = make_item(body=[excerpt(make_clip(make_article())) for _ in range(8)])
    stored = ItemPage.objects.get(pk=item.pk).get_latest_revision_as_object()
    with django_assert_num_queries(1):
        names = [block.value["clip"].revision.article.source.name for block in stored.body]
    assert names == ["Harbour Post"] * 8


def test_founding_a_site_twice_gives_one_site():
    for _ in range(2):
        found_site(site_name="The Desk", hostname="localhost", port=8000, sections=("World", "Sea"))
    assert (FrontPage.objects.count(), SectionPage.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "svg",
    [
        '<svg viewBox="0 0 24 24"><script>alert(1)</script><path d="M0 0"/></svg>',
        '<svg viewBox="0 0 24 24" onload="alert(1)"><a href="https://x.example"><path d="M0 0"/></a></svg>',
        '<svg viewBox="0 0 24 24"><image href="https://x.example/a.png"/><path d="M0 0" onclick="x()"/></svg>',
    ],
)
def test_an_icon_keeps_its_shapes_and_nothing_else(svg):
    cleaned = clean_svg(svg)
    assert "<path" in cleaned
    assert not any(word in cleaned for word in ["script", "alert", "href", "onload", "onclick", "x.example"])


@pytest.mark.parametrize("svg", ["", "just words", "<p>no drawing</p>", "<svg>" + "x" * 30_000])
def test_what_is_no_drawing_is_refused(svg):
    with pytest.raises(ValidationError):
        clean_svg(svg)
