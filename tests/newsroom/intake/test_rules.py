"""Rules: tried first, then switched on; what they do can be undone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.newsroom.intake.errors import RuleImpossible, RuleNotPreviewed, RulesNotAllowed
from tearsheet.newsroom.intake.models import Article, Entry, Rule, RuleMatch
from tearsheet.newsroom.intake.rule_actions import apply_rules, digest_rule, skip_entries
from tearsheet.newsroom.intake.rule_effects import find_flaws, preview_rule, read_conditions
from tearsheet.newsroom.intake.rule_matching import (
    Candidate,
    Conditions,
    find_contradiction,
    fold_phrase,
    fold_text,
    is_met,
    read_phrases,
)
from tearsheet.newsroom.items.models import Nomination
from tearsheet.newsroom.pipeline.ruling import delete_rule, rule_on_articles, save_rule, switch_off, switch_on
from tearsheet.newsroom.stories.models import Story
from tests.newsroom.factories import make_article, make_feed, make_source, make_story, make_user

db = pytest.mark.django_db


def meets(text, *, all_of="", any_of="", none_of="", **fields):
    asked = Conditions(
        all_of=read_phrases(all_of), any_of=read_phrases(any_of), none_of=read_phrases(none_of), **fields
    )
    found = Candidate(
        key=1, source=1, feeds=frozenset({1}), language="en", headline=fold_text(text), text=fold_text(text)
    )
    return is_met(asked, found)


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("strike", "The port STRIKE, day two", True),
        ("strike", "Strikers wait", False),
        ("strik*", "Strikers wait", True),
        ("port strike", "The port: strike?", True),
        ("port strike", "The port on strike", False),
        ("été", "L’Été arrive", True),
        ("東京", "今日の東京は雨", True),
        ("U.S.", "the U.S. navy", True),
        ("الميناء", "أغلق الميناء اليوم", True),
    ],
)
def test_words_and_phrases_are_found_whole_in_any_script(phrase, text, is_found):
    assert meets(text, all_of=phrase) is is_found


def test_all_any_and_none_are_asked_together():
    asked = {"all_of": "harbour\nferry", "any_of": "storm\nswell", "none_of": "football"}
    assert meets("Harbour and ferry in the swell", **asked)
    assert not meets("Harbour in the swell", **asked)
    assert not meets("Harbour and ferry", **asked)
    assert not meets("Harbour and ferry, storm, football", **asked)


@given(st.text(max_size=200), st.text(max_size=20))
def test_a_phrase_cut_from_a_text_at_its_words_is_found_in_it(text, other):
    words = fold_text(f"{text} {other}").split()
    for width in (1, 2):
        for at in range(len(words) - width + 1):
            phrase = fold_phrase(" ".join(words[at : at + width]))
            assert not phrase or phrase in fold_text(" ".join(words))


@given(st.lists(st.sampled_from(["port strike", "strike", "ferry", "port"]), max_size=3).map(tuple),
       st.lists(st.sampled_from(["strike", "ferry", "strik*"]), max_size=2).map(tuple),
       st.lists(st.sampled_from(["port", "strike", "ferry", "bay"]), max_size=6))  # fmt: skip
def test_what_is_called_a_contradiction_meets_nothing(asked, refused, text):
    conditions = Conditions(all_of=read_phrases("\n".join(asked)), none_of=read_phrases("\n".join(refused)))
    if find_contradiction(conditions):
        assert not meets(" ".join(text), all_of="\n".join(asked), none_of="\n".join(refused))


def test_hostile_words_cost_no_time():
    phrase = "(a+)+$ " * 2000
    assert not meets("a" * 100_000 + "!", all_of=phrase)


@pytest.fixture
def mara(section):
    return make_user("mara", role="Editors")


def write(actor, **fields):
    return save_rule(actor=actor, data={"name": f"Rule {Rule.objects.count() + 1}", **fields})


def put_on(actor, rule):
    return switch_on(actor=actor, rule=rule, previewed=digest_rule(rule))


def preview(rule):
    return preview_rule(rule, now=timezone.now())


def flaws(rule):
    return " ".join(find_flaws(rule, read_conditions(rule)))


@db
def test_a_preview_counts_what_it_would_meet_and_writes_nothing(mara):
    ferry, _ = make_article("The ferry waits."), make_article("The bank is open.")
    rule = write(mara, any_words="ferry")
    seen = preview(rule)
    assert (seen.keys, seen.looked_at, seen.share, seen.impossible, seen.is_everything) == (
        (ferry.pk,), 2, 0.5, (), False,
    )  # fmt: skip
    assert not RuleMatch.objects.exists()


@db
def test_a_preview_looks_at_the_last_days_only(mara):
    old = make_article("The ferry waits.")
    Article.objects.filter(pk=old.pk).update(first_seen_at=timezone.now() - timedelta(days=60))
    assert preview(write(mara, any_words="ferry")).looked_at == 0


@db
def test_a_rule_that_asks_for_nothing_meets_everything(mara):
    make_article()
    assert preview(write(mara)).is_everything


@db
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"all_words": "port strike", "no_words": "strike"}, "refuses “strike”, which is part of it"),
        ({"any_words": "ferry\nport ferry", "no_words": "ferry"}, "refuses every one of them"),
        ({"all_words": "–!?"}, "There is no word in “all of these”"),
        ({"language": "sv"}, "no source is in that language"),
        ({"language": "Swedish"}, "is no language"),
    ],
)
def test_a_rule_that_can_never_match_says_why_and_is_not_switched_on(mara, fields, said):
    make_article()
    rule = write(mara, **fields)
    assert said in " ".join(preview(rule).impossible)
    with pytest.raises(RuleImpossible, match="can never match"):
        put_on(mara, rule)
    assert not Rule.objects.get(pk=rule.pk).is_on


@db
def test_a_source_that_is_not_followed_is_named(mara):
    source = make_source()
    feed = make_feed(source, is_followed=False)
    assert "Nothing comes in from Harbour Post" in flaws(write(mara, sources=[source]))
    assert "None of its feeds is followed" in flaws(write(mara, feeds=[feed]))


@db
def test_feeds_of_other_sources_are_a_contradiction(mara):
    source, feed = make_source(), make_feed(make_source("Tide Blog"))
    make_feed(source)
    assert "belongs to any of its sources" in flaws(write(mara, sources=[source], feeds=[feed]))


@db
def test_only_a_previewed_rule_is_switched_on(mara):
    rule = write(mara, any_words="ferry")
    with pytest.raises(RuleNotPreviewed):
        switch_on(actor=mara, rule=rule, previewed="")
    seen = digest_rule(rule)
    save_rule(actor=mara, rule=rule, data={"any_words": "bank"})
    with pytest.raises(RuleNotPreviewed):
        switch_on(actor=mara, rule=rule, previewed=seen)


@db
def test_hidden_articles_leave_the_inbox_and_come_back(mara):
    story = make_story(make_article("The ferry waits."))
    other = make_story(make_article("The bank is open."))
    mixed = make_story(make_article("The ferry again."), make_article("Bank again."))
    rule = write(mara, any_words="ferry", action="hide")
    assert len(put_on(mara, rule)) == 2
    assert set(Story.objects.unhidden()) == {other, mixed}
    assert switch_off(actor=mara, rule=rule) == 2
    assert set(Story.objects.unhidden()) == {story, other, mixed}


@db
def test_what_comes_in_meets_the_rules_that_are_on_in_a_few_queries(mara, django_assert_num_queries):
    put_on(mara, write(mara, any_words="ferry", action="mark", mark="sea"))
    put_on(mara, write(mara, any_words="bank", action="hide"))
    write(mara, any_words="bay")
    few = [make_article("The ferry waits.").pk]
    with django_assert_num_queries(7):
        assert [match.rule.mark_words for match in apply_rules(article_ids=few)] == ["sea"]
    many = [make_article("The ferry waits.").pk for _ in range(10)]
    with django_assert_num_queries(7):
        assert len(apply_rules(article_ids=many)) == 10
    assert apply_rules(article_ids=few + many) == []


@db
def test_without_rules_taking_in_asks_one_question(django_assert_num_queries):
    keys = [make_article().pk]
    with django_assert_num_queries(1):
        rule_on_articles(article_ids=keys)


@db
def test_a_rule_nominates_and_takes_back_what_nobody_took_up(mara, section):
    from tearsheet.newsroom.items.actions import take_up_nomination

    rule = write(mara, any_words="ferry", action="nominate", section=section.page_ptr)
    put_on(mara, rule)
    first, second = make_article("The ferry waits."), make_article("The ferry goes.")
    rule_on_articles(article_ids=[first.pk, second.pk])
    assert {row.article for row in Nomination.objects.open()} == {first, second}
    taken = Nomination.objects.get(article=first)
    assert take_up_nomination(actor=mara, nomination=taken).get_parent().specific == section
    switch_off(actor=mara, rule=rule)
    assert [row.article for row in Nomination.objects.all()] == [first]


@db
def test_skipped_entries_are_not_taken_in_and_are_due_again_when_the_rule_is_off(mara):
    feed = make_feed()
    rule = write(mara, any_words="football", action="skip", feeds=[feed])
    put_on(mara, rule)
    goal, storm = [
        Entry.objects.create(feed=feed, guid=title, guid_sha256=title, digest="", url="https://a.example/", title=title)
        for title in ("Football tonight", "Storm tonight")
    ]
    assert skip_entries(entry_ids=[goal.pk, storm.pk]) == [storm.pk]
    goal.refresh_from_db()
    assert (goal.outcome, goal.reason) == ("skipped", f"Skipped by the rule “{rule}”.")
    switch_off(actor=mara, rule=rule)
    assert set(Entry.objects.due(timezone.now())) == {goal, storm}


@db
def test_a_changed_rule_is_off_and_its_effects_are_undone(mara):
    make_article("The ferry waits.")
    rule = write(mara, any_words="ferry")
    put_on(mara, rule)
    changed = save_rule(actor=mara, rule=rule, data={"any_words": "bank"})
    assert not changed.is_on
    assert not RuleMatch.objects.exists()


@db
def test_deleting_a_rule_undoes_it(mara):
    chief = make_user("chief", role="Chief editors")
    make_article("The ferry waits.")
    rule = write(mara, any_words="ferry")
    put_on(mara, rule)
    with pytest.raises(RulesNotAllowed):
        delete_rule(actor=mara, rule=rule)
    delete_rule(actor=chief, rule=rule)
    assert (RuleMatch.objects.count(), Rule.objects.count()) == (0, 0)
