"""The only writers of rules and of what they have met. Each takes the actor and checks the right first."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tearsheet.newsroom.intake.errors import RuleImpossible, RuleNotPreviewed, RulesNotAllowed
from tearsheet.newsroom.intake.models import Article, Entry, Rule, RuleMatch
from tearsheet.newsroom.intake.rule_effects import (
    PREVIEW_DAYS,
    article_candidates,
    entry_candidates,
    find_flaws,
    find_met,
    preview_rule,
    read_conditions,
)

#: What an editor fills in.
FIELDS = ("name", "action", "mark", "section", "language", "place", "all_words", "any_words", "no_words")
_CHUNK = 500


@transaction.atomic
def save_rule(*, actor: Any, rule: Rule | None = None, data: Mapping[str, Any]) -> Rule:
    """Write a new rule, or a changed one. It is off afterwards, and what it did before is undone: preview it anew.

    Args:
        actor: needs the right to add or change rules.
        rule: the one that is changed; None for a new one.
        data: of the fields in `FIELDS`, and `sources` and `feeds` as rows.

    Raises:
        RulesNotAllowed: without the right.
    """
    check_right(actor, "change" if rule else "add")
    stored = Rule.objects.select_for_update().get(pk=rule.pk) if rule else Rule(created_by=actor)
    if stored.is_on:
        _undo(stored)
        stored.is_on = False
    for field in FIELDS:
        if field in data:
            setattr(stored, field, data[field])
    stored.save()
    stored.sources.set(data.get("sources", ()))
    stored.feeds.set(data.get("feeds", ()))
    return stored


@transaction.atomic
def switch_on(*, actor: Any, rule: Rule, previewed: str, days: int = PREVIEW_DAYS) -> list[RuleMatch]:
    """Put a rule to work on what comes in, and on what its preview showed.

    A rule that skips entries works only on what comes in from now on.

    Args:
        actor: needs the right to change rules.
        rule: off or on.
        previewed: `digest_rule` of the rule as it was previewed.
        days: as in the preview.

    Returns:
        What it has met.

    Raises:
        RulesNotAllowed: without the right.
        RuleNotPreviewed: if it is not the rule that was previewed.
        RuleImpossible: if it can never meet anything.
    """
    check_right(actor, "change")
    stored = Rule.objects.select_for_update().with_conditions().get(pk=rule.pk)
    if previewed != digest_rule(stored):
        raise RuleNotPreviewed
    if flaws := list(find_flaws(stored, read_conditions(stored))):
        raise RuleImpossible(" ".join(flaws))
    now = timezone.now()
    stored.is_on, stored.switched_at, stored.switched_by = True, now, actor
    stored.save(update_fields=["is_on", "switched_at", "switched_by"])
    if stored.action == Rule.Action.SKIP:
        return []
    met = preview_rule(stored, now=now, days=days).keys
    return _record(RuleMatch(rule=stored, article_id=key) for key in met)


@transaction.atomic
def switch_off(*, actor: Any, rule: Rule) -> int:
    """Stop a rule, and undo what it did: hidden articles come back, marks go, skipped entries are due again.

    Returns:
        On how many articles and entries it was undone.

    Raises:
        RulesNotAllowed: without the right.
    """
    check_right(actor, "change")
    stored = Rule.objects.select_for_update().get(pk=rule.pk)
    undone = _undo(stored)
    stored.is_on, stored.switched_at, stored.switched_by = False, timezone.now(), actor
    stored.save(update_fields=["is_on", "switched_at", "switched_by"])
    return undone


@transaction.atomic
def delete_rule(*, actor: Any, rule: Rule) -> None:
    """Remove a rule; what it did is undone first.

    Raises:
        RulesNotAllowed: without the right.
    """
    check_right(actor, "delete")
    _undo(rule)
    rule.delete()


def apply_rules(*, article_ids: Iterable[int]) -> list[RuleMatch]:
    """Try all rules that are on, but for those that skip, on articles that came in: a few queries whatever the batch.

    Returns:
        What was met now, with its rule; run twice, nothing new.
    """
    rules = {rule.pk: rule for rule in Rule.objects.at_work() if rule.action != Rule.Action.SKIP}
    if not rules:
        return []
    candidates = article_candidates(Article.objects.filter(pk__in=list(article_ids)).order_by("pk"))
    met = find_met([(pk, read_conditions(rule)) for pk, rule in rules.items()], candidates)
    return _record(RuleMatch(rule=rules[rule], article_id=article) for rule, article in met)


def skip_entries(*, entry_ids: list[int]) -> list[int]:
    """End the entries that a rule wants skipped, before their pages are read.

    Returns:
        The others, in their order.
    """
    rules = {rule.pk: rule for rule in Rule.objects.at_work() if rule.action == Rule.Action.SKIP}
    if not rules or not entry_ids:
        return entry_ids
    pending = Entry.objects.pending().filter(pk__in=entry_ids).order_by("pk")
    met = find_met([(pk, read_conditions(rule)) for pk, rule in rules.items()], entry_candidates(pending))
    matches = {entry: RuleMatch(rule=rules[rule], entry_id=entry) for rule, entry in met}
    _record(matches.values())
    now = timezone.now()
    ended = [
        Entry(pk=entry, outcome=Entry.Outcome.SKIPPED, outcome_at=now, reason=f"Skipped by the rule “{match.rule}”.")
        for entry, match in matches.items()
    ]
    Entry.objects.bulk_update(ended, ["outcome", "outcome_at", "reason"], batch_size=200)
    return [entry for entry in entry_ids if entry not in matches]


def digest_rule(rule: Rule) -> str:
    """Names a rule as it stands, so that what is switched on is what was previewed."""
    said = [
        str(getattr(rule, field)) for field in ("action", "language", "place", "all_words", "any_words", "no_words")
    ]
    conditions = read_conditions(rule)
    said += [str(sorted(conditions.sources)), str(sorted(conditions.feeds))]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]


def _record(matches: Iterable[RuleMatch]) -> list[RuleMatch]:
    """Write what is not written yet; `_CHUNK` rows are looked up at a time."""
    fresh = list(matches)
    new: list[RuleMatch] = []
    for start in range(0, len(fresh), _CHUNK):
        chunk = fresh[start : start + _CHUNK]
        known = set(
            RuleMatch.objects.filter(rule__in={match.rule_id for match in chunk})
            .filter(
                Q(article__in=[match.article_id for match in chunk if match.article_id])
                | Q(entry__in=[match.entry_id for match in chunk if match.entry_id])
            )
            .values_list("rule_id", "article_id", "entry_id")
        )
        new += [match for match in chunk if (match.rule_id, match.article_id, match.entry_id) not in known]
    return RuleMatch.objects.bulk_create(new, batch_size=200)


def _undo(rule: Rule) -> int:
    skipped = Entry.objects.filter(rule_matches__rule=rule, outcome=Entry.Outcome.SKIPPED)
    Entry.objects.filter(pk__in=list(skipped.values_list("pk", flat=True))).update(
        outcome="", outcome_at=None, reason="", next_try_at=timezone.now()
    )
    count, _ = rule.matches.all().delete()
    return count


def check_right(actor: Any, what: str) -> None:
    """Refuse who may not.

    Args:
        actor: anybody.
        what: "add", "change" or "delete".

    Raises:
        RulesNotAllowed: without the right.
    """
    if not actor.has_perm(f"intake.{what}_rule"):
        raise RulesNotAllowed
