"""The dry run of grouping: shown to everybody, applied by chief editors."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tearsheet.engine.copies import fingerprint_text
from tearsheet.newsroom.stories.actions import group_articles
from tearsheet.newsroom.stories.mapping import threshold_in_force
from tearsheet.newsroom.stories.models import Decision, Placement, Story, Threshold
from tests.newsroom.factories import make_article, make_source, make_user

pytestmark = pytest.mark.django_db

FERRY = "The ferry to Norrholm is suspended because the pilots of Selby Bay are on strike, says the port authority."
PAGE = "/desk/grouping/"


@pytest.fixture
def told():
    now = timezone.now()
    for hours, source in ((5, "Harbour Post"), (3, "Island News")):
        make_article(
            FERRY + source, headline=f"{source} on the ferry", source=make_source(source),
            at=now - timedelta(hours=hours), fingerprint=fingerprint_text(source * 40).to_bytes(),
        )  # fmt: skip
    group_articles(language="en")
    return Story.objects.get()


def rows():
    return list(Placement.objects.values_list("article", "story")), Story.objects.count(), Threshold.objects.count()


def test_a_dry_run_says_in_words_what_would_change_and_changes_nothing(desk, told):
    before = rows()
    page = desk.get(PAGE, {"threshold": "1", "days": "7"}).content.decode()
    assert "With 1.0, 1 article of 2 would stand elsewhere" in page
    assert "1 story would lose some articles" in page
    assert "Island News on the ferry" in page
    assert rows() == before


def test_the_page_asks_before_anything_is_tried(desk):
    page = desk.get(PAGE).content.decode()
    assert f"It is {threshold_in_force()} now" in page
    assert "Apply" not in page


def test_a_chief_editor_applies_it_and_may_undo_the_move(client, front, told):
    client.force_login(make_user("chief", role="Chief editors"))
    answer = client.post(PAGE, {"threshold": "1", "days": "7", "regroup": "on", "reason": "stricter"}, follow=True)
    assert "The threshold is 1 now. Grouped anew with the threshold 1: 1 article moved." in answer.content.decode()
    assert Story.objects.live().count() == 2
    undone = client.post(reverse("desk:undo", args=[Decision.objects.get().pk]), follow=True)
    assert undone.request["PATH_INFO"] == PAGE
    assert Story.objects.live().count() == 1
    assert threshold_in_force() == 1.0


def test_applying_to_new_articles_only_moves_nothing(desk, told):
    desk.post(PAGE, {"threshold": "1", "days": "7", "reason": "stricter"})
    assert threshold_in_force() == 1.0
    assert Story.objects.live().count() == 1


def test_an_editor_may_look_and_not_apply(client, front, told):
    client.force_login(make_user("editor", role="Editors"))
    page = client.get(PAGE, {"threshold": "1", "days": "7"}).content.decode()
    assert "would stand elsewhere" in page
    assert "Apply" not in page
    assert client.post(PAGE, {"threshold": "1", "days": "7", "reason": "so"}).status_code == 403
    assert not Threshold.objects.exists()


@pytest.mark.parametrize("data", [{}, {"threshold": "2"}, {"threshold": "0"}, {"threshold": "x"}, {"threshold": "nan"}])
def test_a_bad_threshold_is_refused_and_nothing_is_tried(desk, data):
    assert desk.post(PAGE, {"days": "7", "reason": "so", **data}).status_code == 422
    assert desk.get(PAGE, {"days": "999", **data}).status_code == 200
    assert not Threshold.objects.exists()


def test_applying_without_a_reason_is_refused_and_keeps_what_was_typed(desk, told):
    answer = desk.post(PAGE, {"threshold": "0.5", "days": "9", "reason": " "})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say why" in page
    assert 'value="0.5"' in page
