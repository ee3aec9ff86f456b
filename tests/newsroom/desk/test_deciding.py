"""Deciding from the board, undoing, and who may."""

import re

import pytest
from django.urls import reverse

from tearsheet.newsroom.stories.actions import merge_stories, recount_stories
from tearsheet.newsroom.stories.models import Copy, Decision, OriginRuling, Placement, Stance, Story
from tests.newsroom.factories import make_article, make_source, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    made = make_story(*[make_article(source=make_source(f"Paper {n}")) for n in range(3)], headline="The ferry strike")
    recount_stories(story_ids=[made.pk])
    return made


@pytest.fixture
def other():
    return make_story(make_article(source=make_source("Coast Daily")), headline="The bridge")


def keys(story):
    return list(Placement.objects.filter(story=story).order_by("article_id").values_list("article_id", flat=True))


def decide(client, story, do, **data):
    return client.post(reverse("desk:decide", args=[story.pk]), {"do": do, "reason": "because", **data})


def undo(client, decision, story=None):
    return client.post(reverse("desk:undo", args=[decision.pk]), {"story": story.pk if story else ""}, follow=True)


def test_a_decision_leads_back_to_the_board_which_offers_to_undo_it(desk, story):
    answer = decide(desk, story, "rename", headline="Strike at the ferry", since="never")
    decision = Decision.objects.get()
    assert answer.url == f"/desk/stories/{story.pk}/?done={decision.pk}&since=never"
    page = desk.get(answer.url)
    assert page.context["done"] == decision
    assert page.context["board"].new == set(keys(story))
    assert "Renamed “The ferry strike” to “Strike at the ferry”." in page.content.decode()
    assert "Why: because" in page.content.decode()
    again = undo(desk, decision, story)
    assert "Undone: Renamed" in again.content.decode()
    assert Story.objects.get(pk=story.pk).headline == "The ferry strike"


@pytest.mark.parametrize(
    "named", ["{pk}", "#{pk}", "{pk} · The bridge", "the bridge", "http://localhost/desk/stories/{pk}/?page=2"]
)
def test_the_other_story_is_named_by_number_address_or_headline(desk, story, other, named):
    assert decide(desk, story, "merge", to=named.format(pk=other.pk)).status_code == 302
    assert Placement.objects.filter(story=story).count() == 4


def test_a_merged_story_leads_to_where_its_articles_are(desk, editor, story, other):
    merge_stories(actor=editor, story=story, other=other, reason="same")
    for name in ("desk:story", "desk:story_quotes"):
        assert desk.get(reverse(name, args=[other.pk])).url == reverse(name, args=[story.pk])
    assert decide(desk, other, "rename", headline="x").url == reverse("desk:story", args=[story.pk])
    listed = desk.get(reverse("desk:inbox")).content.decode()
    assert "The bridge" not in listed
    assert decide(desk, story, "merge", to=str(other.pk)).status_code == 422


def test_selected_articles_are_split_off_moved_pinned_and_ruled_upon(desk, story, other):
    first, second, third = keys(story)
    Copy.objects.create(article_id=third, of_id=second, share=1.0, kind="whole")
    assert decide(desk, story, "pin", article=[first]).status_code == 302
    assert decide(desk, story, "unpin", article=[first]).status_code == 302
    assert decide(desk, story, "deny", article=[third]).status_code == 302
    assert decide(desk, story, "join", article=[first, second]).status_code == 302
    assert decide(desk, story, "part", article=[third]).status_code == 302
    assert dict(OriginRuling.objects.values_list("article", "of")) == {second: first, third: None}
    assert decide(desk, story, "move", article=[second], to=str(other.pk)).status_code == 302
    assert decide(desk, story, "split", article=[third], headline="Another one").status_code == 302
    assert keys(story) == [first]
    assert keys(Story.objects.get(headline="Another one")) == [third]
    assert Decision.objects.count() == 7


def test_following_and_muting_need_no_reason_and_no_editor(client, front, story):
    client.force_login(make_user("contributor", role="Contributors"))
    assert decide(client, story, "follow", reason="").status_code == 302
    assert Stance.objects.get().kind == "follow"
    assert decide(client, story, "mute", reason="").status_code == 302
    assert "The ferry strike" not in client.get(reverse("desk:inbox")).content.decode()
    assert "The ferry strike" in client.get(reverse("desk:inbox") + "?stance=mute").content.decode()
    assert "The ferry strike" not in client.get("/desk/").content.decode()
    undo(client, Decision.objects.first(), story)
    assert Stance.objects.get().kind == "follow"
    assert "The ferry strike" in client.get(reverse("desk:inbox") + "?stance=follow").content.decode()
    assert decide(client, story, "neither", reason="").status_code == 302
    assert not Stance.objects.exists()


@pytest.mark.parametrize("do", ["merge", "split", "move", "pin", "unpin", "rename", "deny", "join", "part"])
def test_contributors_decide_nothing_for_others(client, front, story, other, do):
    client.force_login(make_user("contributor", role="Contributors"))
    page = client.get(reverse("desk:story", args=[story.pk])).content.decode()
    assert 'value="merge"' not in page
    assert 'name="article"' not in page
    answer = decide(client, story, do, article=keys(story)[:1], to=str(other.pk), headline="Mine")
    assert answer.status_code == 403
    assert "You do not have the right" in answer.content.decode()
    assert not Decision.objects.exists()


def test_nobody_decides_or_undoes_without_logging_in(client, editor, story, other):
    decision = merge_stories(actor=editor, story=story, other=other, reason="same")
    for answer in (decide(client, story, "mute"), undo_raw(client, decision)):
        assert answer.status_code == 302
        assert "/login/" in answer.url
    assert not Decision.objects.get().undone_at


def undo_raw(client, decision):
    return client.post(reverse("desk:undo", args=[decision.pk]))


REFUSED = [
    ("merge", {"to": "{own}"}, "the story itself"),
    ("merge", {"to": ""}, "Say which other story"),
    ("merge", {"to": "1.3 million tunnels"}, "There is no such story"),
    ("merge", {"to": "the"}, "Several stories"),
    ("merge", {"to": "99999999999"}, "There is no such story"),
    ("merge", {"to": "{other}", "reason": " "}, "Say why"),
    ("split", {"article": []}, "No article of this story is chosen"),
    ("split", {"article": "all"}, "leaves articles on both sides"),
    ("split", {"article": ["x"]}, "Select a valid choice"),
    ("move", {"to": "{own}", "article": "all"}, "the story itself"),
    ("rename", {"headline": "  "}, "needs a name"),
    ("rename", {"headline": "The ferry strike"}, "like that already"),
    ("deny", {"article": "all"}, "not marked as a copy"),
    ("join", {"article": "one"}, "at least two articles"),
    ("explode", {}, "Select a valid choice"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]}: {case[2]}")
def test_what_cannot_be_done_is_said_in_words_and_what_was_typed_is_kept(desk, story, other, case):
    do, data, words = case
    named = {"own": story.pk, "other": other.pk}
    articles = {"all": keys(story), "one": keys(story)[:1]}
    data = {key: value.format(**named) if isinstance(value, str) else value for key, value in data.items()}
    if isinstance(data.get("article"), str):
        data["article"] = articles[data["article"]]
    answer = decide(desk, story, do, **data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    if data.get("reason", "because").strip():
        assert 'value="because"' in page
    assert not Decision.objects.exists()


def test_chosen_articles_stay_chosen_when_a_decision_is_refused(desk, story):
    first = keys(story)[0]
    page = decide(desk, story, "split", article=[first], reason="").content.decode()
    assert page.count(" checked>") == 1


def test_undoing_what_others_changed_since_is_refused_in_words(desk, editor, story, other):
    decision = merge_stories(actor=editor, story=story, other=other, reason="same")
    decide(desk, story, "split", article=keys(story)[-1:])
    page = undo(desk, decision, story).content.decode()
    assert "Since then editor decided: Split" in page
    assert not Decision.objects.get(pk=decision.pk).undone_at


def test_reading_or_undoing_what_is_not_there_is_missing(desk):
    assert desk.post(reverse("desk:undo", args=[4711])).status_code == 404
    assert desk.post(reverse("desk:decide", args=[4711]), {"do": "mute"}).status_code == 404
    assert desk.get(reverse("desk:undo", args=[4711])).status_code == 405


def test_every_action_has_a_key_of_its_own(desk, story, editor, other):
    merge_stories(actor=editor, story=story, other=other, reason="same")
    page = desk.get(reverse("desk:story", args=[story.pk])).content.decode()
    # A key that every row has stands there once a row, with one meaning.
    found = set(re.findall(r'data-key="(.)" data-key-label="([^"]+)"', page))
    assert len({key for key, _ in found}) == len(found)
    assert {key for key, _ in found} >= set("tqfhmrxsvpucowzn")
