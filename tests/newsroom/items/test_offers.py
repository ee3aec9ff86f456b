"""New articles of a live item's story, ready as updates."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tearsheet.newsroom.intake.models import Rule, RuleMatch
from tearsheet.newsroom.items.actions import (
    accept_offer,
    add_clip_to_item,
    clip_passage,
    dismiss_offer,
    publish_item,
    restore_offer,
)
from tearsheet.newsroom.items.errors import ItemLocked, NotAllowed, OfferGone
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.items.offers import MOST_OFFERS, find_offers
from tearsheet.newsroom.stories.models import Copy, Placement
from tests.newsroom.factories import (
    comment,
    excerpt,
    make_article,
    make_clip,
    make_item,
    make_source,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = "The first pilot boat left the harbour at dawn.\n\nThe ferry follows tomorrow."


@pytest.fixture
def story(section):
    return make_story(make_article(at=NOON - timedelta(hours=1)))


@pytest.fixture
def item(story, editor):
    first = story.placements.get().article
    return publish(story, editor, body=[excerpt(make_clip(first, actor=editor))])


def publish(story, editor, **fields):
    item = publish_item(actor=editor, item=make_item(story=story, **fields))
    ItemPage.objects.filter(pk=item.pk).update(first_published_at=NOON, story=story)
    return ItemPage.objects.get(pk=item.pk)


def arrive(story, text=LATER, *, hours=1, **fields):
    article = make_article(text, at=NOON + timedelta(hours=hours), source=make_source("Tide Blog"), **fields)
    Placement.objects.create(article=article, story=story)
    return article


def offered(item):
    return [offer.article for offer in find_offers([item]).get(item.pk, [])]


def test_what_came_after_publication_is_offered_newest_first(story, item):
    first, second = arrive(story), arrive(story, "Another text.", hours=2)
    assert offered(item) == [second, first]


def test_what_was_there_before_is_not_offered(story, item):
    arrive(story, hours=-2)
    assert offered(item) == []


def test_a_draft_has_no_offers(story, section):
    arrive(story)
    item = make_item(story=story, body=[comment()])
    assert find_offers([item]) == {}


def test_what_is_cited_live_or_in_the_draft_is_not_offered(story, item, editor):
    article = arrive(story)
    clip = clip_passage(actor=editor, revision=article.current, selection="The ferry follows tomorrow.")
    add_clip_to_item(actor=editor, item=item, clip=clip, use="update")
    assert offered(ItemPage.objects.get(pk=item.pk)) == []
    publish_item(actor=editor, item=item)
    assert offered(ItemPage.objects.get(pk=item.pk)) == []


def test_a_copy_of_what_is_there_is_not_offered(story, item):
    first = story.placements.order_by("article__sorted_at").first().article
    copy = arrive(story)
    Copy.objects.create(article=copy, of=first, share=0.98, kind="whole")
    assert offered(item) == []


def test_of_two_copies_one_is_offered(story, item):
    first, second = arrive(story), arrive(story, hours=2)
    Copy.objects.create(article=second, of=first, share=0.98, kind="whole")
    assert offered(item) == [first]


def test_copies_of_an_article_outside_the_story_are_offered_once(story, item):
    elsewhere = make_article("Elsewhere.")
    first, second = arrive(story), arrive(story, hours=2)
    for copy in (first, second):
        Copy.objects.create(article=copy, of=elsewhere, share=0.98, kind="whole")
    assert offered(item) == [first]


def test_what_a_rule_hides_is_not_offered(story, item):
    rule = Rule.objects.create(name="No blogs", action="hide", is_on=True)
    RuleMatch.objects.create(rule=rule, article=arrive(story))
    assert offered(item) == []


def test_an_item_has_a_bounded_number_of_offers(story, item):
    for hour in range(1, MOST_OFFERS + 4):
        arrive(story, f"Text {hour}", hours=hour)
    assert len(offered(item)) == MOST_OFFERS


def test_accepting_puts_the_headline_and_the_first_paragraph_into_the_draft(story, item, editor):
    article = arrive(story, headline="First boat leaves Selby")
    draft = accept_offer(actor=editor, item=item, article=article)
    (update,) = draft.updates.all()
    assert (update.headline, update.has_verbatim_headline, update.source_name) == (
        "First boat leaves Selby", True, "Tide Blog",
    )  # fmt: skip
    assert update.body[0].value["clip"].exact == "The first pilot boat left the harbour at dawn."
    assert not ItemPage.objects.get(pk=item.pk).updates.exists()
    assert offered(ItemPage.objects.get(pk=item.pk)) == []
    assert publish_item(actor=editor, item=item).updates.count() == 1


def test_an_offer_is_accepted_once(story, item, editor):
    article = arrive(story)
    accept_offer(actor=editor, item=item, article=article)
    with pytest.raises(OfferGone):
        accept_offer(actor=editor, item=item, article=article)


def test_what_is_not_on_offer_is_not_accepted(item, editor):
    with pytest.raises(OfferGone):
        accept_offer(actor=editor, item=item, article=make_article())


def test_a_dismissed_offer_comes_back_only_when_it_is_restored(story, item, editor):
    article = arrive(story)
    dismiss_offer(actor=editor, item=item, article=article)
    assert offered(item) == []
    assert restore_offer(actor=editor, item=item, article=article) == 1
    assert offered(item) == [article]


def test_a_locked_item_takes_no_update(story, item, editor):
    article = arrive(story)
    item.locked, item.locked_by = True, make_user("other", is_superuser=True)
    item.save()
    for action in (accept_offer, dismiss_offer, restore_offer):
        with pytest.raises(ItemLocked):
            action(actor=editor, item=item, article=article)


def test_who_may_not_edit_the_item_decides_nothing(story, item):
    article, contributor = arrive(story), make_user("ines", role="Contributors")
    for action in (accept_offer, dismiss_offer, restore_offer):
        with pytest.raises(NotAllowed):
            action(actor=contributor, item=item, article=article)


def test_the_desk_offers_in_the_editor_and_on_the_page_of_what_waits(desk, story, item):
    article = arrive(story, headline="First boat leaves Selby")
    for url in (reverse("wagtailadmin_pages:edit", args=[item.pk]), reverse("desk:waiting")):
        page = desk.get(url).content.decode()
        assert reverse("desk:accept_offer", args=[item.pk, article.pk]) in page
        assert "First boat leaves Selby" in page
    assert "1 update on offer" in desk.get(reverse("desk:inbox")).content.decode()


def test_one_press_accepts_and_one_dismisses(desk, story, item):
    first, second = arrive(story), arrive(story, "Another text.", hours=2)
    desk.post(reverse("desk:accept_offer", args=[item.pk, first.pk]))
    response = desk.post(reverse("desk:dismiss_offer", args=[item.pk, second.pk]), {"next": "/desk/inbox/"})
    assert response["Location"] == "/desk/inbox/"
    assert offered(ItemPage.objects.get(pk=item.pk)) == []
    undone = desk.post(reverse("desk:restore_offer", args=[item.pk, second.pk]), follow=True)
    assert "on offer again" in undone.content.decode()


def test_a_refusal_is_said_in_words(client, story, item):
    client.force_login(make_user("ines", role="Contributors"))
    response = client.post(reverse("desk:accept_offer", args=[item.pk, arrive(story).pk]), follow=True)
    assert "do not have the right" in response.content.decode()


def test_the_number_of_queries_does_not_grow_with_items_or_offers(editor, section, django_assert_num_queries):
    def more():
        story = make_story(make_article(at=NOON - timedelta(hours=1)))
        clip = make_clip(story.placements.get().article, actor=editor)
        item = publish(story, editor, body=[excerpt(clip)])
        for hour in (1, 2):
            arrive(story, f"Text {hour} of {story.pk}", hours=hour)
        return item

    items = [more()]
    with django_assert_num_queries(6):
        find_offers(items)
    items += [more(), more()]
    with django_assert_num_queries(6):
        assert sum(len(offers) for offers in find_offers(items).values()) == 6
