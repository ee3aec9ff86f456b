"""Every action takes the actor and checks the right before it does anything.

All public functions of the stages' actions are listed here: those that somebody at the desk causes are called by
somebody without rights and must refuse; those that only the machine causes take no actor, and say so here.
"""

import importlib
import inspect
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from tearsheet.newsroom.intake import errors as intake_errors
from tearsheet.newsroom.intake.models import Rule
from tearsheet.newsroom.items import errors as item_errors
from tearsheet.newsroom.items.models import (
    Clip,
    ItemPage,
    Nomination,
    OfferDecision,
    SectionPage,
    SourceChange,
    Takedown,
)
from tearsheet.newsroom.sources import errors as source_errors
from tearsheet.newsroom.sources.models import Feed
from tearsheet.newsroom.stories import errors as story_errors
from tearsheet.newsroom.stories.models import Decision, StoryVisit
from tests.newsroom.factories import comment, make_article, make_clip, make_item, make_story, make_user

pytestmark = pytest.mark.django_db

ACTIONS = "tearsheet.newsroom"
OPML = b'<opml version="2.0"><body><outline type="rss" xmlUrl="https://a.example/feed"/></body></opml>'
NOTHING = "https://nowhere.example/"


def chosen(case):
    """What decisions about some of a story's articles are called with."""
    return {"story": case.story, "articles": [case.article.pk], "reason": "y"}


#: What somebody at the desk causes: the function, what it is called with, and how it refuses.
CAUSED = {
    "sources.actions.follow_address": ({"address": NOTHING, "options": settings.FETCH_OPTIONS}, source_errors.SourceError),
    "sources.actions.follow_opml": ({"body": OPML}, source_errors.SourceError),
    "sources.actions.follow_feeds": ({"subscriptions": []}, source_errors.SourceError),
    "stories.actions.record_visit": (lambda case: {"story": case.story}, story_errors.StoryError),
    "stories.actions.take_stance": (lambda case: {"story": case.story, "kind": "mute"}, story_errors.NotAllowed),
    "stories.actions.rename_story": (
        lambda case: {"story": case.story, "headline": "x", "reason": "y"}, story_errors.NotAllowed,
    ),
    "stories.actions.merge_stories": (
        lambda case: {"story": case.story, "other": case.story, "reason": "y"}, story_errors.NotAllowed,
    ),
    "stories.actions.move_articles": (
        lambda case: {"story": case.story, "articles": [case.article.pk], "to": case.story, "reason": "y"},
        story_errors.NotAllowed,
    ),
    "stories.actions.split_story": (chosen, story_errors.NotAllowed),
    "stories.actions.pin_articles": (chosen, story_errors.NotAllowed),
    "stories.actions.deny_copies": (chosen, story_errors.NotAllowed),
    "stories.actions.join_origins": (chosen, story_errors.NotAllowed),
    "stories.actions.part_origins": (chosen, story_errors.NotAllowed),
    "stories.actions.undo_decision": ({"decision": Decision(pk=1, kind="merge")}, story_errors.NotAllowed),
    "stories.actions.change_threshold": (
        {"value": 0.5, "reason": "y", "until": datetime(2026, 3, 2, tzinfo=UTC)}, story_errors.NotAllowed,
    ),
    "items.actions.correct_item": (lambda case: {"item": case.item, "text": "y"}, item_errors.NotAllowed),
    "items.actions.withdraw_item": (lambda case: {"item": case.item, "text": "y"}, item_errors.NotAllowed),
    "items.actions.recall_item": (lambda case: {"item": case.item, "text": "y"}, item_errors.NotAllowed),
    "items.actions.restore_item": (lambda case: {"item": case.item, "text": "y"}, item_errors.NotAllowed),
    "items.actions.take_down": (lambda case: {"clip": case.clip, "reason": "y"}, item_errors.NotAllowed),
    "items.actions.lift_takedown": ({"takedown": Takedown(pk=1), "reason": "y"}, item_errors.NotAllowed),
    "items.actions.override_rights": (
        lambda case: {"item": case.item, "source": case.article.source, "article": None, "reason": "y"},
        item_errors.NotAllowed,
    ),
    "items.actions.take_digest": (
        {"read": SimpleNamespace(name="x"), "snapshot": None, "file_name": "x.txt"}, item_errors.NotAllowed,
    ),
    "items.actions.decide_change": (
        {"change": SourceChange(pk=1), "decision": "kept", "note": "y"}, item_errors.NotAllowed,
    ),
    "items.actions.cut_anew": ({"change": SourceChange(pk=1)}, item_errors.NotAllowed),
    "items.actions.undo_decision": ({"change": SourceChange(pk=1)}, item_errors.NotAllowed),
    "intake.rule_actions.save_rule": ({"data": {"name": "x"}}, intake_errors.RulesNotAllowed),
    "intake.rule_actions.switch_on": (lambda case: {"rule": case.rule, "previewed": ""}, intake_errors.RulesNotAllowed),
    "intake.rule_actions.switch_off": (lambda case: {"rule": case.rule}, intake_errors.RulesNotAllowed),
    "intake.rule_actions.delete_rule": (lambda case: {"rule": case.rule}, intake_errors.RulesNotAllowed),
    "pipeline.schedule.request_polls": ({"feed_ids": []}, source_errors.SourceError),
    "pipeline.ruling.save_rule": ({"data": {"name": "x"}}, intake_errors.RulesNotAllowed),
    "pipeline.ruling.switch_on": (lambda case: {"rule": case.rule, "previewed": ""}, intake_errors.RulesNotAllowed),
    "pipeline.ruling.switch_off": (lambda case: {"rule": case.rule}, intake_errors.RulesNotAllowed),
    "pipeline.ruling.delete_rule": (lambda case: {"rule": case.rule}, intake_errors.RulesNotAllowed),
    "items.actions.clip_passage": (
        lambda case: {"revision": case.article.current, "selection": "port authority"}, item_errors.NotAllowed,
    ),
    "items.actions.clip_into": (
        lambda case: {"revision": case.article.current, "selection": "port authority", "use": "excerpt"},
        item_errors.NotAllowed,
    ),
    "items.actions.add_clip_to_item": (
        lambda case: {"item": case.item, "clip": case.clip, "use": "excerpt"}, item_errors.NotAllowed,
    ),
    "items.actions.start_item": (lambda case: {"section": case.section, "headline": "x"}, item_errors.NotAllowed),
    "items.actions.publish_item": (lambda case: {"item": case.item}, item_errors.NotAllowed),
    "items.actions.nominate": (lambda case: {"article": case.article}, item_errors.NotAllowed),
    "items.actions.take_up_nomination": (lambda case: {"nomination": case.nomination}, item_errors.NotAllowed),
    "items.actions.decline_nomination": (lambda case: {"nomination": case.nomination}, item_errors.NotAllowed),
    "items.actions.reopen_nomination": (lambda case: {"nomination": case.nomination}, item_errors.NotAllowed),
    "items.actions.accept_offer": (lambda case: {"item": case.item, "article": case.article}, item_errors.NotAllowed),
    "items.actions.dismiss_offer": (lambda case: {"item": case.item, "article": case.article}, item_errors.NotAllowed),
    "items.actions.restore_offer": (lambda case: {"item": case.item, "article": case.article}, item_errors.NotAllowed),
}  # fmt: skip

#: What only the machine, the operator or another action causes.
UNCAUSED = {
    "core.actions": {"create_first_editor"},
    "sources.actions": {"record_polls", "record_reservations"},
    "intake.actions": {"record_entries", "lease_entries", "store_pages", "keep_capture"},
    "intake.rule_actions": {"apply_rules", "skip_entries", "digest_rule", "check_right"},
    "stories.actions": {"group_articles", "plan_regrouping", "recount_stories"},
    "items.actions": {
        "cite_live_items",
        "found_site",
        "lease_watches",
        "lock_item",
        "make_update",
        "nominate_matches",
        "record_checks",
        "record_citations",
        "record_headline",
        "record_looks",
        "withdraw_nominations",
    },
    "archive.actions": {"archive_articles", "forget_archive"},
    "pipeline.ruling": {"rule_on_articles"},
}  # fmt: skip


@pytest.fixture
def case(section):
    article = make_article()
    return SimpleNamespace(
        article=article, section=section, story=make_story(article), clip=make_clip(article),
        item=make_item(body=[comment()]), rule=Rule.objects.create(name="r"),
        nomination=Nomination.objects.create(article=article, section=section),
    )  # fmt: skip


def state():
    """Everything that a refused action could have changed."""
    models = (Clip, ItemPage, Nomination, OfferDecision, SectionPage, Rule, Feed, StoryVisit)
    revisions = list(ItemPage.objects.order_by("pk").values_list("latest_revision", "live"))
    return (
        [model.objects.count() for model in models],
        revisions,
        list(Nomination.objects.values_list("state", flat=True)),
    )


def function(name):
    module, _, verb = name.rpartition(".")
    return getattr(importlib.import_module(f"{ACTIONS}.{module}"), verb)


@pytest.mark.parametrize("who", ["outsider", "nobody"])
@pytest.mark.parametrize("name", CAUSED)
def test_without_the_right_nothing_happens(case, name, who):
    actor = make_user("outsider") if who == "outsider" else AnonymousUser()
    arguments, refusal = CAUSED[name]
    before = state()
    with pytest.raises(refusal, match="right"):
        function(name)(actor=actor, **(arguments(case) if callable(arguments) else arguments))
    assert state() == before


@pytest.mark.parametrize("name", CAUSED)
def test_what_somebody_causes_asks_who(name):
    parameters = inspect.signature(function(name)).parameters
    assert parameters["actor"].kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize("module", UNCAUSED)
def test_every_action_is_listed(module):
    listed = {name.rpartition(".")[2] for name in CAUSED if name.startswith(f"{module}.")} | UNCAUSED[module]
    code = importlib.import_module(f"{ACTIONS}.{module}")
    names = getattr(code, "__all__", None) or [
        name for name, made in vars(code).items()
        if inspect.isfunction(made) and made.__module__ == code.__name__ and not name.startswith("_")
    ]  # fmt: skip
    functions = {name for name in names if inspect.isfunction(getattr(code, name))}
    assert functions == listed
    for name in UNCAUSED[module] - {"check_right", "record_headline"}:
        assert "actor" not in inspect.signature(getattr(code, name)).parameters
