"""How a decision is recorded and undone, whatever it is about."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from tearsheet.newsroom.stories.actions.facts import read_facts, stories_of, write_facts
from tearsheet.newsroom.stories.actions.grouping import recount_stories
from tearsheet.newsroom.stories.errors import NoReason, NotAllowed, NothingChanges, UndoRefused
from tearsheet.newsroom.stories.models import Decision, Story

MAY_DECIDE = "stories.change_story"
MAY_SET_THRESHOLD = "stories.change_threshold"
AT_THE_DESK = "wagtailadmin.access_admin"

Kind = Decision.Kind


@transaction.atomic
def undo_decision(*, actor: Any, decision: Decision) -> Decision:
    """Put back exactly what a decision changed. What came later without touching that stays as it is.

    Raises:
        NotAllowed: without the right that the decision itself needs; another editor's following is that editor's.
        UndoRefused: it is undone already, or later decisions changed what it changed.
    """
    _check_undo_right(actor, decision)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.undone_at:
        raise UndoRefused("Somebody has undone it already.")
    if read_facts(decision.after) != decision.after:
        raise UndoRefused(_what_came_since(decision))
    write_facts(decision.before)
    recount_stories(story_ids=stories_of(decision.before, decision.after))
    decision.undone_at, decision.undone_by = timezone.now(), actor
    decision.save(update_fields=["undone_at", "undone_by"])
    return decision


def record_decision(
    *,
    actor: Any,
    kind: str,
    stories: Sequence[Story],
    what: str,
    reason: str,
    keys: Mapping[str, Collection[Any]],
    change: Callable[[], object],
    needs_reason: bool = True,
) -> Decision:
    """Change facts and remember how they were; inside a transaction, after the right was checked.

    Args:
        actor, kind, what, reason: as the history will say.
        stories: in whose history it stands.
        keys: which facts `change` changes, by name.
        change: changes them.
        needs_reason: whether others must be told why.

    Raises:
        NoReason: an empty one.
        NothingChanges: the facts are the same afterwards.
    """
    if needs_reason:
        check_reason(reason)
    before = read_facts(keys)
    change()
    after = read_facts(keys)
    if before == after:
        raise NothingChanges
    recount_stories(story_ids=stories_of(before, after))
    decision = Decision.objects.create(
        actor=actor, kind=kind, what=what, reason=" ".join(reason.split()), before=before, after=after
    )
    decision.stories.set(stories)
    return decision


def check_right(actor: Any, right: str) -> None:
    """Whether somebody may.

    Raises:
        NotAllowed: not.
    """
    if actor is None or not actor.has_perm(right):
        raise NotAllowed


def check_reason(reason: str) -> None:
    """Whether others are told why.

    Raises:
        NoReason: they are not.
    """
    if not reason.strip():
        raise NoReason


def _check_undo_right(actor: Any, decision: Decision) -> None:
    check_right(actor, {Kind.STANCE: AT_THE_DESK, Kind.REGROUP: MAY_SET_THRESHOLD}.get(Kind(decision.kind), MAY_DECIDE))
    if decision.kind == Kind.STANCE and decision.actor_id != actor.pk:
        raise NotAllowed


def _what_came_since(decision: Decision) -> str:
    later = Decision.objects.standing().filter(stories__in=decision.stories.all(), pk__gt=decision.pk)
    newest = later.exclude(kind=Kind.STANCE).select_related("actor").order_by("-pk").first()
    if newest is None:
        return "What it changed has been changed otherwise since."
    who = newest.actor.get_username() if newest.actor else "somebody"
    return f"Since then {who} decided: {newest.what} Undo that first."
