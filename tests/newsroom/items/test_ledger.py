"""What was published is put right in the open: corrections, withdrawals, recalls, headlines."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tearsheet.newsroom.items.actions import (
    correct_item,
    found_site,
    publish_item,
    recall_item,
    restore_item,
    withdraw_item,
)
from tearsheet.newsroom.items.errors import AlreadySo, NotAllowed, NothingSaid, NotPublished, PublicationRefused
from tearsheet.newsroom.items.models import Correction, ItemPage
from tests.newsroom.factories import comment, excerpt, make_clip, make_item, make_user

pytestmark = pytest.mark.django_db

DEEDS = [correct_item, withdraw_item, recall_item, restore_item]


@pytest.fixture
def item(section, editor):
    return publish_item(actor=editor, item=make_item(body=[excerpt(make_clip())]))


def again(item):
    return ItemPage.objects.get(pk=item.pk)


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_does_it_without_the_right(item, outsider, deed):
    with pytest.raises(NotAllowed):
        deed(actor=outsider, item=item, text="Because.")
    assert not Correction.objects.exists()
    assert again(item).live


def test_editors_correct_and_only_chief_editors_withdraw(item):
    editor, chief = make_user("one", role="Editors"), make_user("two", role="Chief editors")
    assert correct_item(actor=editor, item=item, text="It was 38 ships.").by == editor
    for deed in (withdraw_item, recall_item, restore_item):
        with pytest.raises(NotAllowed):
            deed(actor=editor, item=item, text="Because.")
    assert recall_item(actor=chief, item=item, text="Because.").kind == "recall"


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_without_words(item, editor, deed):
    with pytest.raises(NothingSaid):
        deed(actor=editor, item=item, text="  \n")


@pytest.mark.parametrize("deed", [correct_item, withdraw_item, recall_item])
def test_a_draft_has_nothing_to_correct(section, editor, deed):
    with pytest.raises(NotPublished):
        deed(actor=editor, item=make_item(), text="Because.")


def test_a_withdrawn_item_is_gone_from_lists_and_its_address_says_so(item, editor, client):
    url = item.url
    withdraw_item(actor=editor, item=item, text="The document was <forged>.")
    gone = client.get(url)
    assert gone.status_code == 410
    page = gone.content.decode()
    assert "The document was &lt;forged&gt;." in page
    assert item.title not in page
    assert "noindex" in page
    assert not ItemPage.objects.live().exists()
    for address in ("/", "/world/", "/sitemap-items.xml"):
        assert item.title not in client.get(address).content.decode()


def test_a_withdrawn_item_cannot_be_published_but_restored(item, editor, client):
    first = item.first_published_at
    withdraw_item(actor=editor, item=item, text="Forged.")
    with pytest.raises(PublicationRefused, match="withdrawn"):
        publish_item(actor=editor, item=again(item))
    with pytest.raises(AlreadySo):
        withdraw_item(actor=editor, item=again(item), text="Again.")
    restore_item(actor=editor, item=again(item), text="It was genuine after all.")
    assert client.get(item.url).status_code == 200
    assert again(item).first_published_at == first
    assert [row.kind for row in again(item).corrections.all()] == ["restoration", "withdrawal"]
    with pytest.raises(AlreadySo):
        restore_item(actor=editor, item=again(item), text="Again.")


def test_what_cannot_be_proved_stays_withdrawn(item, editor):
    withdraw_item(actor=editor, item=item, text="Forged.")
    draft = again(item).get_latest_revision_as_object()
    draft.body = [excerpt(make_clip(), "Words that nobody wrote.")]
    draft.save_revision(user=editor, clean=False)
    with pytest.raises(PublicationRefused):
        restore_item(actor=editor, item=again(item), text="It is back.")
    assert again(item).withdrawal.kind == "withdrawal"
    assert not again(item).live


def test_a_recalled_item_stays_under_a_notice_and_may_be_withdrawn_later(item, editor, client):
    recall_item(actor=editor, item=item, text="The figures are wrong.")
    page = client.get(item.url).content.decode()
    assert "Recalled on" in page
    assert "The figures are wrong." in page
    assert "The harbour of Selby Bay" in page
    with pytest.raises(AlreadySo):
        recall_item(actor=editor, item=again(item), text="Again.")
    withdraw_item(actor=editor, item=again(item), text="And libellous.")
    assert client.get(item.url).status_code == 410
    assert Correction.objects.in_force().get().kind == "withdrawal"


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
@pytest.mark.parametrize("deed", [withdraw_item, recall_item])
def test_feeds_tell_whoever_took_it(item, editor, client, kind, deed):
    said = "Recalled: Storm closes" if deed is recall_item else "Withdrawn"
    before = client.get(f"/feeds/world.{kind}").content.decode()
    deed(actor=editor, item=item, text="Please drop it.")
    after = client.get(f"/feeds/world.{kind}").content.decode()
    guid = str(item.translation_key)
    assert guid in before
    assert guid in after
    assert said in after
    assert "Please drop it." in after
    assert "The harbour of Selby Bay" in before
    assert "The harbour of Selby Bay" not in after
    assert (item.title in after) == (deed is recall_item)


def test_a_changed_headline_of_a_published_item_is_told(item, editor, client):
    first = item.first_published_at
    draft = item.get_latest_revision_as_object()
    draft.title = "Storm closes the harbour"
    draft.save_revision(user=editor)
    assert not item.corrections.exists()
    publish_item(actor=editor, item=item)
    entry = again(item).corrections.get()
    assert (entry.kind, entry.before, entry.after) == ("headline", "Storm closes the bay", "Storm closes the harbour")
    assert entry.by == editor
    page = client.get(item.url).content.decode()
    assert "Storm closes the bay" in page
    assert "Storm closes the harbour" in client.get("/corrections/").content.decode()
    assert again(item).first_published_at == first
    publish_item(actor=editor, item=again(item))
    assert again(item).corrections.count() == 1


def test_the_time_of_first_publication_never_changes(item, editor):
    first = item.first_published_at
    item.unpublish(user=editor)
    publish_item(actor=editor, item=again(item))
    assert again(item).first_published_at == first
    ItemPage.objects.filter(pk=item.pk).update(first_published_at=first - timedelta(days=9))
    again(item).get_latest_revision().publish(user=editor)
    assert again(item).first_published_at == first - timedelta(days=9)


def test_the_ledger_is_only_added_to(item, editor):
    entry = correct_item(actor=editor, item=item, text="It was 38 ships.")
    entry.text = "Nothing happened."
    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError):
        entry.save(update_fields=["text"])


def test_the_ledger_outlives_its_item_and_hides_a_withdrawn_headline(item, editor, client):
    correct_item(actor=editor, item=item, text="It was 38 ships.")
    withdraw_item(actor=editor, item=item, text="Forged.")
    page = client.get("/corrections/").content.decode()
    assert "A withdrawn item" in page
    assert item.title not in page
    assert "38 ships" not in page
    again(item).delete()
    assert "Forged." in client.get("/corrections/").content.decode()


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_the_ledger_has_feeds(item, editor, client, kind):
    correct_item(actor=editor, item=item, text="It was 38 ships.")
    feed = client.get(f"/corrections/feed.{kind}")
    assert feed.status_code == 200
    assert "It was 38 ships." in feed.content.decode()
    assert f"Correction: {item.title}" in feed.content.decode()
    assert client.get("/corrections/feed.pdf").status_code == 404


def test_the_ledger_is_read_page_by_page_in_as_many_queries(item, editor, client, django_assert_max_num_queries):
    for number in range(45):
        at = timezone.now() - timedelta(hours=number)
        correct_item(actor=editor, item=item, text=f"Entry {number}.", at=at)
    with django_assert_max_num_queries(14):
        first = client.get("/corrections/").content.decode()
    assert "Entry 0." in first
    assert "Entry 44." not in first
    assert "Entry 44." in client.get("/corrections/?page=2").content.decode()


def test_entries_of_items_not_for_everybody_are_not_told(item, editor, client):
    from wagtail.models import PageViewRestriction

    correct_item(actor=editor, item=item, text="It was 38 ships.")
    PageViewRestriction.objects.create(page=item, restriction_type="login")
    assert "38 ships" not in client.get("/corrections/").content.decode()
    assert "38 ships" not in client.get("/corrections/feed.rss").content.decode()


def test_the_history_of_the_item_keeps_every_deed(item, editor):
    from wagtail.models import PageLogEntry

    correct_item(actor=editor, item=item, text="It was 38 ships.")
    recall_item(actor=editor, item=item, text="Wrong.")
    actions = set(PageLogEntry.objects.filter(page=item.pk).values_list("action", flat=True))
    assert {"tearsheet.correction", "tearsheet.recall"} <= actions


def test_structured_data_has_the_entries(item, editor, client):
    correct_item(actor=editor, item=item, text="It was 38 ships.")
    recall_item(actor=editor, item=item, text="Wrong.")
    page = client.get(item.url).content.decode()
    assert '"@type": "CorrectionComment"' in page
    assert '"creativeWorkStatus": "Recalled"' in page


def test_founding_the_site_anew_keeps_the_ledger(item, editor):
    correct_item(actor=editor, item=item, text="It was 38 ships.")
    found_site(site_name="The Desk", hostname="localhost", port=8000, sections=("World",))
    assert Correction.objects.count() == 1


def test_a_comment_alone_is_withdrawn_likewise(section, editor, client):
    item = publish_item(actor=editor, item=make_item("Ours", body=[comment()]))
    withdraw_item(actor=editor, item=item, text="No.")
    assert client.get(item.url).status_code == 410
