"""Changed sources at the desk: seen, decided, undone; nothing without the right."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry

from tearsheet.newsroom.items.actions import cut_anew, decide_change, make_update, publish_item, undo_decision
from tearsheet.newsroom.items.errors import AlreadyDecided, ClipRefused, ItemLocked, NotAllowed, NoteMissing
from tearsheet.newsroom.items.models import ItemPage, SourceChange
from tests.newsroom.factories import (
    change_source,
    comment,
    excerpt,
    make_article,
    make_clip,
    make_item,
    make_source,
    make_user,
    quotation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(editor, section):
    """A change of a passage that one published item prints, its headline as given."""

    def make(headline="Storm closes the bay", old="Friday", new="Sunday", source="Harbour Post", **fields):
        clip = make_clip(make_article(source=make_source(source)), actor=editor)
        publish_item(actor=editor, item=make_item(headline, body=[excerpt(clip)], section=section, actor=editor))
        return change_source(clip, old, new, **fields)

    return make


def listing(desk, **query):
    return desk.get(reverse("desk:watch"), query).content.decode()


def entry(change):
    return reverse("desk:change", args=[change.pk])


def test_nothing_watched_says_how_it_begins(desk, front):
    assert "From its publication on" in listing(desk)


def test_a_change_stands_with_rank_item_block_and_difference(desk, changed):
    page = listing(desk) if changed() else ""
    assert "Figure or name" in page
    assert "<del>Friday</del><ins>Sunday</ins>" in page
    assert "excerpt in <a href=" in page
    assert "Storm closes the bay" in page
    assert "Harbour Post" in page


def test_the_menu_counts_what_waits(desk, changed):
    assert "Changed sources (" not in listing(desk)
    first, _ = changed(), changed("Another item")
    assert "Changed sources (2)" in listing(desk)
    desk.post(entry(first), {"decision": "dismissed", "note": "No change."})
    assert "Changed sources (1)" in listing(desk)


def test_the_gravest_stands_first_and_filters_narrow(desk, changed):
    changed("A slip", old="closed", new="cloosed")
    changed("A withdrawal", state="absent")
    changed("A figure", source="Radio Selby")
    page = listing(desk)
    assert page.index("A withdrawal") < page.index("A figure") < page.index("A slip")
    assert "A slip" not in listing(desk, rank="5")
    assert "A slip" not in listing(desk, q="withdrawal")
    assert "A withdrawal" in listing(desk, q="withdrawal")
    assert "No change matches" in listing(desk, q="nothing of the kind")


def test_keeping_needs_a_note_and_keeps_what_was_typed(desk, changed):
    change = changed()
    answer = desk.post(entry(change), {"decision": "kept", "note": "   "})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    answer = desk.post(entry(change), {"decision": "burnt", "note": "Typed words"})
    assert answer.status_code == 422
    assert "Typed words" in answer.content.decode()


def test_a_decision_moves_it_from_what_waits_to_what_is_decided_and_undo_brings_it_back(desk, changed, editor):
    change = changed()
    desk.post(entry(change), {"decision": "kept", "note": "As it stood on Monday."})
    change.refresh_from_db()
    assert (change.decision, change.decided_by, change.is_public) == ("kept", editor, True)
    assert f"change-{change.pk}" not in listing(desk)
    assert f"change-{change.pk}" in listing(desk, decision="kept")
    assert "As it stood on Monday." in desk.get(entry(change)).content.decode()
    desk.post(entry(change), {"decision": "undo"})
    change.refresh_from_db()
    assert (change.decision, change.note, change.decided_at) == ("", "", None)
    assert f"change-{change.pk}" in listing(desk)


def test_decisions_stand_in_the_items_history(desk, changed):
    change = changed()
    desk.post(entry(change), {"decision": "dismissed", "note": "Their tool."})
    desk.post(entry(change), {"decision": "undo"})
    actions = list(PageLogEntry.objects.filter(action__startswith="items.watch").values_list("action", flat=True))
    assert sorted(actions) == ["items.watch.dismissed", "items.watch.undone"]
    history = desk.get(reverse("wagtailadmin_pages:history", args=[ItemPage.objects.get().pk])).content.decode()
    assert "Dismissed a change at a source" in history


def test_of_two_editors_the_first_decides(changed, editor):
    change = changed()
    decide_change(actor=editor, change=change, decision="kept", note="First.")
    with pytest.raises(AlreadyDecided):
        decide_change(actor=editor, change=change, decision="dismissed", note="Second.")
    change.refresh_from_db()
    assert change.note == "First."


def test_what_has_ended_is_not_decided(changed, editor):
    change = changed(ended_at=timezone.now())
    with pytest.raises(AlreadyDecided):
        decide_change(actor=editor, change=change, decision="kept", note="Late.")


def test_an_empty_reason_is_refused(changed, editor):
    with pytest.raises(NoteMissing):
        decide_change(actor=editor, change=changed(), decision="dismissed", note="")


def test_words_are_cut_anew_at_their_place(desk, editor, section):
    clip = make_clip(actor=editor)
    item = make_item(body=[comment(), quotation(clip, speaker="Ines Varga"), comment()], section=section, actor=editor)
    item.updates = [make_update(clip)]
    item.save_revision(user=editor)
    publish_item(actor=editor, item=item)
    change = change_source(clip, "Friday", "Sunday")
    answer = desk.post(entry(change), {"decision": "cut"}, follow=True)
    assert "The new words are in the draft of" in answer.content.decode()
    assert "Friday" in str(ItemPage.objects.get().body)
    draft = ItemPage.objects.get().get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["comment", "quotation", "comment"]
    new = draft.body[1].value["clip"]
    assert "Sunday" in new.exact
    assert draft.body[1].value["speaker"] == "Ines Varga"
    assert draft.updates.get().body[0].value["clip"] == new
    assert f"change-{change.pk}" in listing(desk)
    publish_item(actor=editor, item=item)
    assert f"change-{change.pk}" not in listing(desk)
    assert cut_anew(actor=editor, change=change) == []


def test_what_was_shortened_stays_shortened(changed, editor):
    change = changed()
    item = ItemPage.objects.get()
    draft = item.get_latest_revision_as_object()
    short = f"{change.clip.exact.split(' ', 2)[0]} [...] {change.clip.exact.rsplit(' ', 2)[-1]}"
    draft.body = [excerpt(change.clip, short), excerpt(change.clip, change.clip.exact)]
    draft.save_revision(user=editor)
    (draft,) = cut_anew(actor=editor, change=change)
    assert [block.value["text"] for block in draft.body] == [short, ""]


def test_what_is_gone_or_decided_or_locked_is_not_cut_anew(desk, changed, editor):
    gone = changed("Gone", state="absent")
    assert desk.post(entry(gone), {"decision": "cut"}).status_code == 422
    with pytest.raises(ClipRefused):
        cut_anew(actor=editor, change=gone)
    change = changed("Locked")
    ItemPage.objects.filter(title="Locked").update(locked=True, locked_by=make_user("other", role="Editors"))
    with pytest.raises(ItemLocked):
        cut_anew(actor=make_user("somebody", role="Editors"), change=change)
    assert "Sunday" not in str(ItemPage.objects.get(title="Locked").get_latest_revision().content)
    decide_change(actor=editor, change=change, decision="kept", note="x")
    with pytest.raises(AlreadyDecided):
        cut_anew(actor=editor, change=change)


def test_without_the_right_nothing_is_decided(changed, outsider):
    change = changed()
    with pytest.raises(NotAllowed):
        decide_change(actor=outsider, change=change, decision="kept", note="No.")
    with pytest.raises(NotAllowed):
        undo_decision(actor=outsider, change=change)


@pytest.mark.parametrize(("role", "status"), [("Contributors", 302), ("Editors", 200), ("Chief editors", 200)])
def test_editors_may_and_contributors_may_not(role, status, client, changed):
    change = changed()
    client.force_login(make_user("somebody", role=role))
    assert client.get(reverse("desk:watch")).status_code == status
    assert client.get(entry(change)).status_code == status
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("Changed sources" in home) == (status == 200)
    client.post(entry(change), {"decision": "kept", "note": "Mine."})
    client.post(reverse("desk:look", args=[change.pk]))
    assert SourceChange.objects.get().decision == ("kept" if status == 200 else "")


def test_cut_anew_opens_the_article_at_the_passage_with_the_item_chosen(desk, changed):
    change = changed()
    page = desk.get(entry(change)).content.decode()
    item = ItemPage.objects.get()
    link = reverse("desk:article", args=[change.clip.revision.article_id])
    assert f"{link}?item={item.pk}#:~:text=" in page
    article = desk.get(f"{link}?item={item.pk}").content.decode()
    assert f'<option value="{item.pk}" selected' in article
    assert desk.get(f"{link}?item=999999999999").status_code == 200


def test_a_page_can_be_read_again_now(desk, changed):
    change = changed()
    assert desk.post(reverse("desk:look", args=[change.pk])).status_code == 302
    assert DBTaskResult.objects.filter(task_path__endswith="watch_cited").exists()
    assert desk.get(reverse("desk:look", args=[change.pk])).status_code == 405


@pytest.mark.parametrize("state", ["changed", "absent", "page_gone", "unreadable"])
def test_every_state_has_a_page(desk, changed, state):
    change = changed(state=state)
    page = desk.get(entry(change))
    assert page.status_code == 200
    assert ("cut-anew" in page.content.decode()) == (state in {"changed", "absent"})


def test_words_of_a_page_are_text(desk, changed):
    change = changed(new="<script>alert(1)</script>")
    assert "<script>alert(1)" not in listing(desk) + desk.get(entry(change)).content.decode()


def test_a_passage_in_two_items_is_one_entry_that_names_both(desk, editor, section):
    clip = make_clip(actor=editor)
    for number in range(2):
        item = make_item(f"Item number {number}", body=[quotation(clip)], section=section, actor=editor)
        publish_item(actor=editor, item=item)
    change_source(clip, "Friday", "Sunday")
    page = listing(desk)
    assert page.count('class="desk-change"') == 1
    assert "Item number 0" in page
    assert "Item number 1" in page


def test_the_number_of_queries_does_not_grow_with_the_changes(
    desk, changed, django_assert_max_num_queries, django_assert_num_queries
):
    for number in range(2):
        changed(f"Item {number}")
    listing(desk)
    with django_assert_max_num_queries(40) as few:
        listing(desk)
    for number in range(8):
        changed(f"More {number}")
    with django_assert_num_queries(len(few)):
        listing(desk)


def test_a_change_that_is_not_there_is_404(desk):
    assert desk.get("/desk/watch/999/").status_code == 404
