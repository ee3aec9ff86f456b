"""Somebody proposes, an editor decides."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from tearsheet.newsroom.items.actions import decline_nomination, nominate, reopen_nomination, take_up_nomination
from tearsheet.newsroom.items.errors import NominationClosed, NoSection, NotAllowed
from tearsheet.newsroom.items.models import Nomination
from tests.newsroom.factories import make_article, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def contributor(section):
    return make_user("ines", role="Contributors")


@pytest.fixture
def mara(section):
    return make_user("mara", role="Editors")


def test_a_nomination_waits_for_an_editor_with_its_note(client, contributor, mara):
    article = make_article()
    make_story(article)
    client.force_login(contributor)
    client.post(reverse("desk:nominate", args=[article.pk]), {"note": "The port closes."})
    client.force_login(mara)
    assert "The port closes." in client.get(reverse("desk:waiting")).content.decode()
    assert "1 nomination" in client.get(reverse("desk:inbox")).content.decode()


def test_nominating_twice_nominates_once(contributor, mara):
    article = make_article()
    first = nominate(actor=contributor, article=article, note="One")
    assert nominate(actor=mara, article=article, note="Two") == first
    assert Nomination.objects.get().note == "One"


def test_taking_up_starts_a_draft_about_the_story_whose_history_begins_with_the_nomination(contributor, mara, section):
    article = make_article()
    story = make_story(article)
    made = nominate(actor=contributor, article=article, note="The port closes.")
    item = take_up_nomination(actor=mara, nomination=made, section=section)
    assert (item.story, item.live, item.owner) == (story, False, mara)
    entry = PageLogEntry.objects.get(page=item.pk, action="tearsheet.nominate")
    assert (entry.message, entry.comment, entry.user) == ("Nominated by ines", "The port closes.", contributor)
    made.refresh_from_db()
    assert (made.state, made.item, made.decided_by) == ("taken", item, mara)


def test_a_nomination_is_taken_up_once(contributor, mara, section):
    made = nominate(actor=contributor, article=make_article(), section=section)
    take_up_nomination(actor=mara, nomination=made)
    with pytest.raises(NominationClosed, match="mara"):
        take_up_nomination(actor=mara, nomination=made)


def test_without_a_section_there_is_no_draft(contributor, mara):
    made = nominate(actor=contributor, article=make_article())
    with pytest.raises(NoSection):
        take_up_nomination(actor=mara, nomination=made)
    assert Nomination.objects.open().exists()


def test_declining_can_be_undone(contributor, mara):
    made = nominate(actor=contributor, article=make_article())
    decline_nomination(actor=mara, nomination=made, answer="We had it.")
    assert not Nomination.objects.open().exists()
    reopened = reopen_nomination(actor=mara, nomination=made)
    assert (reopened.state, reopened.answer, reopened.decided_by) == ("open", "", None)


def test_reopening_what_was_nominated_again_leaves_the_newer_one(contributor, mara):
    article = make_article()
    made = nominate(actor=contributor, article=article)
    decline_nomination(actor=mara, nomination=made)
    again = nominate(actor=contributor, article=article)
    assert reopen_nomination(actor=mara, nomination=made) == again


def test_a_contributor_does_not_decide(client, contributor, section):
    made = nominate(actor=contributor, article=make_article(), section=section)
    for action in (take_up_nomination, decline_nomination, reopen_nomination):
        with pytest.raises(NotAllowed):
            action(actor=contributor, nomination=made)
    client.force_login(contributor)
    page = client.get(reverse("desk:waiting")).content.decode()
    assert "Take up" not in page


def test_the_number_of_queries_does_not_grow_with_what_waits(client, contributor, mara, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(mara)
    nominate(actor=contributor, article=make_article())
    client.get(reverse("desk:waiting"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("desk:waiting"))
    for _ in range(5):
        nominate(actor=contributor, article=make_article())
    with django_assert_num_queries(len(few)):
        client.get(reverse("desk:waiting"))
