"""The desk's page of an item's corrections."""

import pytest

from tearsheet.newsroom.items.actions import publish_item
from tearsheet.newsroom.items.models import ItemPage
from tests.newsroom.factories import excerpt, make_clip, make_item, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(section, editor):
    return publish_item(actor=editor, item=make_item(body=[excerpt(make_clip())]))


def test_an_editor_corrects_and_readers_read_it(desk, item, client):
    url = f"/desk/items/{item.pk}/corrections/"
    assert "Publish the correction" in desk.get(url).content.decode()
    assert desk.post(url, {"deed": "correct", "text": "It was 38 ships."}).status_code == 302
    assert "It was 38 ships." in client.get(item.url).content.decode()


def test_what_was_typed_stays_when_it_is_refused(desk, item):
    url = f"/desk/items/{item.pk}/corrections/"
    answer = desk.post(url, {"deed": "withdraw", "text": " "})
    assert answer.status_code == 422
    assert "Say it in words." in answer.content.decode()


def test_withdrawing_and_restoring_go_through_the_desk(desk, item):
    url = f"/desk/items/{item.pk}/corrections/"
    desk.post(url, {"deed": "withdraw", "text": "Forged."})
    page = desk.get(url).content.decode()
    assert "Restore the item" in page
    assert "Publish the correction" not in page
    desk.post(url, {"deed": "restore", "text": "Genuine."})
    assert ItemPage.objects.get(pk=item.pk).live


def test_each_sees_what_they_may_do(client, item):
    client.force_login(make_user("one", role="Editors"))
    url = f"/desk/items/{item.pk}/corrections/"
    page = client.get(url).content.decode()
    assert "Publish the correction" in page
    assert "Withdraw the item" not in page
    assert client.post(url, {"deed": "withdraw", "text": "x"}).status_code == 403


def test_the_editor_leads_there(desk, item):
    page = desk.get(f"/desk/pages/{item.pk}/edit/").content.decode()
    assert f"/desk/items/{item.pk}/corrections/" in page
    assert f"/desk/items/{item.pk}/rights/" in page
    history = desk.get(f"/desk/pages/{item.pk}/history/")
    assert history.status_code == 200
