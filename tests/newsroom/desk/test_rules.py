"""Rules at the desk."""

import pytest
from django.urls import reverse

from tearsheet.newsroom.intake.models import Rule
from tests.newsroom.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(client, section):
    client.force_login(make_user("mara", role="Editors"))
    return client


def send(client, **fields):
    data = {"name": "Ferries", "action": "hide", "place": "anywhere", **fields}
    return client.post(reverse("desk:new_rule"), data, follow=True)


def test_saving_leads_to_the_preview_and_the_preview_to_the_switch(mara):
    make_article("The ferry waits.", headline="Ferry waits")
    make_article("The bank is open.", headline="Bank opens")
    response = send(mara, any_words="ferry")
    page = response.content.decode()
    assert "It would meet <strong>1</strong> of 2 articles of the last 14 days (50.0%)" in page
    assert "Ferry waits" in page
    assert "Bank opens" not in page
    rule = Rule.objects.get()
    assert not rule.is_on
    url = reverse("desk:switch_rule", args=[rule.pk])
    switched = mara.post(url, {"to": "on", "previewed": response.context["digest"]}, follow=True)
    assert "1 articles are hidden" in switched.content.decode()
    listed = mara.get(reverse("desk:articles"), {"rule": rule.pk}).content.decode()
    assert "Ferry waits" in listed
    assert "Bank opens" not in listed
    assert ">hidden<" in listed
    assert "is undone" in mara.post(url, {"to": "off"}, follow=True).content.decode()


def test_an_impossible_rule_has_no_switch(mara):
    page = send(mara, all_words="port strike", no_words="strike").content.decode()
    assert "This rule can never match." in page
    assert "Switch on" not in page


def test_a_rule_for_everything_says_so(mara):
    make_article()
    assert "It matches everything" in send(mara).content.decode()


def test_a_rule_without_a_name_keeps_what_was_typed(mara):
    response = send(mara, name="", any_words="ferry\nport strike")
    assert response.status_code == 422
    assert "port strike" in response.content.decode()


def test_contributors_have_no_rules(client, section):
    client.force_login(make_user("ines", role="Contributors"))
    assert client.get(reverse("desk:rules")).status_code in {302, 403}
    assert reverse("desk:rules") not in client.get(reverse("desk:inbox")).content.decode()


def test_a_changed_rule_says_that_it_is_switched_off(mara):
    send(mara, any_words="ferry")
    rule = Rule.objects.get()
    Rule.objects.update(is_on=True)
    assert "saving switches it off" in mara.get(reverse("desk:rule", args=[rule.pk])).content.decode()
