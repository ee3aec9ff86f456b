"""What a contributor writes is reviewed; nothing unproved comes through, by whatever way."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Workflow, WorkflowPage
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from tearsheet.newsroom.items.actions import found_site, publish_item
from tearsheet.newsroom.items.errors import NotAllowed
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.pipeline.schedule import publish_scheduled
from tests.newsroom.factories import comment, excerpt, make_clip, make_item, make_user

pytestmark = pytest.mark.django_db

WRONG = "Something nobody wrote."


@pytest.fixture
def contributor(section):
    return make_user("ines", role="Contributors")


@pytest.fixture
def reviewer(section):
    return make_user("mara", role="Editors")


def login(client, user):
    client.force_login(user)
    return client


def form_of(item, *blocks, **more):
    """What the editor's form sends for an item with these blocks."""
    latest = ItemPage.objects.get(pk=item.pk).get_latest_revision()
    return nested_form_data(
        {
            "title": item.title,
            "slug": item.slug,
            "language": "en",
            "body": streamfield(list(blocks)),
            "updates": inline_formset([]),
            "corrections": inline_formset([]),
            "comments": inline_formset([]),
            "loaded_revision_id": latest.pk,
            "loaded_revision_created_at": latest.created_at.isoformat(),
            **more,
        }
    )


def said(text="Our own words."):
    return ("comment", {"text": rich_text(f"<p>{text}</p>", features=["bold", "italic"])})


def post(client, item, *blocks, **more):
    return client.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), form_of(item, *blocks, **more), follow=True)


def submit(client, contributor, *blocks):
    item = make_item(actor=contributor, body=[comment()])
    post(login(client, contributor), item, *(blocks or [said()]), **{"action-submit": "1"})
    return ItemPage.objects.get(pk=item.pk)


def words(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_founding_makes_one_review_and_takes_wagtails_away(front):
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Desk review"]
    assert WorkflowPage.objects.get().page.pk == front.pk
    assert {group.name for group in Group.objects.all()} == {"Contributors", "Editors", "Chief editors"}


def test_a_review_that_was_switched_off_by_hand_stays_off(front):
    Workflow.objects.get().deactivate()
    found_site(site_name="The Desk", hostname="localhost", port=8000, sections=("World",))
    assert [workflow.active for workflow in Workflow.objects.all()] == [False]


def test_a_group_of_moderators_that_somebody_is_in_stays(db):
    make_user("old").groups.add(Group.objects.get(name="Moderators"))
    found_site(site_name="The Desk", hostname="localhost", port=8000, sections=("World",))
    assert Group.objects.filter(name="Moderators").exists()


def test_a_contributor_cannot_publish(client, contributor):
    item = make_item(actor=contributor, body=[comment()])
    post(login(client, contributor), item, said(), **{"action-publish": "1"})
    assert not ItemPage.objects.get(pk=item.pk).live
    with pytest.raises(NotAllowed):
        publish_item(actor=contributor, item=item)


def test_what_a_contributor_submits_is_approved_and_live(client, contributor, reviewer):
    item = submit(client, contributor)
    assert item.current_workflow_state.status == "in_progress"
    response = post(login(client, reviewer), item, said(), **approve())
    assert "updated" in words(response)
    assert ItemPage.objects.get(pk=item.pk).live


def test_what_is_sent_back_comes_with_a_comment_and_can_be_submitted_again(client, contributor, reviewer):
    item = submit(client, contributor)
    sent_back = {"action-workflow-action": "true", "workflow-action-name": "reject",
                 "workflow-action-extra-data": '{"comment": "Who says so?"}'}  # fmt: skip
    post(login(client, reviewer), item, said("Not proved yet."), **sent_back)
    waiting = login(client, contributor).get(reverse("desk:waiting")).content.decode()
    assert "Who says so?" in waiting
    post(client, ItemPage.objects.get(pk=item.pk), said("Now it is."), **{"action-submit": "1"})
    assert ItemPage.objects.get(pk=item.pk).current_workflow_state.status == "in_progress"


def test_an_item_can_be_sent_back_while_it_is_not_proved(client, contributor, reviewer):
    item = submit(client, contributor)
    broken = ("excerpt", {"clip": make_clip().pk, "text": WRONG})
    sent_back = {"action-workflow-action": "true", "workflow-action-name": "reject",
                 "workflow-action-extra-data": '{"comment": "See block 1"}'}  # fmt: skip
    post(login(client, reviewer), item, broken, **sent_back)
    assert ItemPage.objects.get(pk=item.pk).current_workflow_state.status == "needs_changes"


def test_a_contributor_cannot_edit_what_is_in_review(client, contributor):
    item = submit(client, contributor)
    post(client, item, said("Quickly changed."))
    assert "Quickly changed" not in str(item.get_latest_revision_as_object().body)


def test_approving_in_the_editor_refuses_what_is_not_proved_and_keeps_what_was_typed(client, contributor, reviewer):
    item = submit(client, contributor)
    broken = ("excerpt", {"clip": make_clip().pk, "text": WRONG})
    response = post(login(client, reviewer), item, broken, **approve())
    assert "It is not verbatim" in response.content.decode()
    assert WRONG in response.content.decode()
    assert not ItemPage.objects.get(pk=item.pk).live


def test_approving_from_a_list_says_why_it_is_refused(client, contributor, reviewer):
    item = submit(client, contributor)
    break_draft(item)
    state = item.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[item.pk, "approve", state.pk])
    response = login(client, reviewer).post(url, {"comment": ""}, follow=True)
    assert "was not published" in words(response)
    assert "Block 1 (excerpt)" in words(response)
    item = ItemPage.objects.get(pk=item.pk)
    assert not item.live
    assert item.current_workflow_state.status == "in_progress"


def test_approving_in_a_window_leads_to_the_item_with_the_reason(client, contributor, reviewer):
    item = submit(client, contributor)
    break_draft(item)
    url = reverse("wagtailadmin_pages:workflow_action", args=[item.pk, "approve", item.current_workflow_task_state.pk])
    answer = login(client, reviewer).post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert answer["redirect"] == reverse("wagtailadmin_pages:edit", args=[item.pk])
    assert "was not published" in client.get(answer["redirect"]).content.decode()


def test_publishing_many_at_once_says_which_is_refused(client, section, reviewer):
    item = make_item(body=[excerpt(make_clip(), WRONG)])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={item.pk}"
    response = login(client, reviewer).post(url, {"include_descendants": ""}, follow=True)
    assert f"“{item.title}” was not published" in words(response)


def test_a_scheduled_item_that_is_proved_goes_live_at_its_time(client, section, reviewer):
    item = make_item(body=[comment()])
    schedule(item)
    assert publish_scheduled(timezone.now()) == 0
    assert ItemPage.objects.get(pk=item.pk).live


def test_a_scheduled_item_that_is_not_proved_stays_a_draft_and_its_history_says_why(section):
    item = make_item(body=[excerpt(make_clip(), WRONG)])
    schedule(item)
    assert publish_scheduled(timezone.now()) == 1
    assert not ItemPage.objects.get(pk=item.pk).live
    entry = PageLogEntry.objects.get(page=item.pk, action="tearsheet.refuse")
    assert "Block 1 (excerpt)" in entry.comment


def test_scheduling_in_the_editor_is_refused_in_words(client, section, reviewer):
    item = make_item(body=[comment()])
    broken = ("excerpt", {"clip": make_clip().pk, "text": WRONG})
    at = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    response = post(login(client, reviewer), item, broken, **{"action-publish": "1", "go_live_at": at})
    assert "It is not verbatim" in response.content.decode()


def test_the_first_editor_may_do_it_all(desk, editor, section):
    item = make_item(body=[comment()])
    post(desk, item, said(), **{"action-publish": "1"})
    assert ItemPage.objects.get(pk=item.pk).live


def approve():
    return {
        "action-workflow-action": "true", "workflow-action-name": "approve", "workflow-action-extra-data": "{}",
    }  # fmt: skip


def break_draft(item):
    draft = item.get_latest_revision_as_object()
    draft.body = [excerpt(make_clip(), WRONG)]
    draft.save_revision(clean=False)


def schedule(item):
    revision = item.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
