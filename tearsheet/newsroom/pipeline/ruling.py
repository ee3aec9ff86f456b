"""Rules at work: what they met goes from intake on to the items."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from tearsheet.newsroom.intake import rule_actions
from tearsheet.newsroom.intake.models import Rule, RuleMatch
from tearsheet.newsroom.items.actions import nominate_matches, withdraw_nominations


def rule_on_articles(*, article_ids: Iterable[int]) -> list[RuleMatch]:
    """Apply the rules that are on to articles that just came in; those that nominate, do."""
    matches = rule_actions.apply_rules(article_ids=article_ids)
    if matches:
        nominate_matches(matches=matches)
    return matches


@transaction.atomic
def save_rule(*, actor: Any, rule: Rule | None = None, data: dict[str, Any]) -> Rule:
    """Write a rule; it is off afterwards. See `rule_actions.save_rule`."""
    saved = rule_actions.save_rule(actor=actor, rule=rule, data=data)
    if rule is not None:
        withdraw_nominations(rule=saved)
    return saved


@transaction.atomic
def switch_on(*, actor: Any, rule: Rule, previewed: str) -> list[RuleMatch]:
    """Put a rule to work. See `rule_actions.switch_on`."""
    matches = rule_actions.switch_on(actor=actor, rule=rule, previewed=previewed)
    nominate_matches(matches=matches)
    return matches


@transaction.atomic
def switch_off(*, actor: Any, rule: Rule) -> int:
    """Stop a rule and undo what it did; what was taken up of its nominations stays. See `rule_actions.switch_off`."""
    undone = rule_actions.switch_off(actor=actor, rule=rule)
    withdraw_nominations(rule=rule)
    return undone


@transaction.atomic
def delete_rule(*, actor: Any, rule: Rule) -> None:
    """Remove a rule and undo what it did. See `rule_actions.delete_rule`."""
    rule_actions.check_right(actor, "delete")
    withdraw_nominations(rule=rule)
    rule_actions.delete_rule(actor=actor, rule=rule)
