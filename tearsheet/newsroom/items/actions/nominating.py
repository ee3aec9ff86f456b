"""Nominations: somebody, or a rule, proposes an article and its story for an item; an editor decides."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from tearsheet.newsroom.intake.models import Article, Rule, RuleMatch
from tearsheet.newsroom.items.actions.publishing import start_item
from tearsheet.newsroom.items.errors import NominationClosed, NoSection, NotAllowed
from tearsheet.newsroom.items.models import ItemPage, Nomination, SectionPage
from tearsheet.newsroom.items.trail import write_trail
from tearsheet.newsroom.stories.models import Story

_OPEN = Nomination.State.OPEN


@transaction.atomic
def nominate(*, actor: Any, article: Article, section: SectionPage | None = None, note: str = "") -> Nomination:
    """Propose an article and its story for an item. What is nominated already stays as it is.

    Args:
        actor: who proposes; needs the right to add nominations.
        article: what it is about.
        section: where the item would stand; None leaves that open.
        note: why.

    Raises:
        NotAllowed: without the right.
    """
    if not actor.has_perm("items.add_nomination"):
        raise NotAllowed("(nominate)")
    made, _ = Nomination.objects.get_or_create(
        article=article, state=_OPEN, defaults={"section": section, "note": note.strip(), "nominated_by": actor}
    )
    return made


@transaction.atomic
def take_up_nomination(*, actor: Any, nomination: Nomination, section: SectionPage | None = None) -> ItemPage:
    """Start a draft about a nominated article's story.

    Args:
        actor: needs the right to decide on nominations, and to start items in the section.
        nomination: an open one.
        section: where; the nomination's own if None.

    Raises:
        NotAllowed: without the right.
        NominationClosed: if it was decided on already.
        NoSection: if neither names one.
    """
    stored = _lock(actor, nomination)
    where = section or stored.section
    if where is None:
        raise NoSection
    article = stored.article
    story = Story.objects.filter(placements__article=article).first()
    item = start_item(actor=actor, section=where, headline=article.headline, story=story)
    said = f"Nominated by {stored.nominator}"
    write_trail(item=item, action="tearsheet.nominate", said=said, detail=stored.note, actor=stored.nominated_by)
    _close(stored, Nomination.State.TAKEN, actor, item=item)
    return item


@transaction.atomic
def decline_nomination(*, actor: Any, nomination: Nomination, answer: str = "") -> Nomination:
    """Say no, with a reason where there is one; `reopen_nomination` undoes it.

    Raises:
        NotAllowed: without the right.
        NominationClosed: if it was decided on already.
    """
    stored = _lock(actor, nomination)
    stored.answer = answer.strip()
    return _close(stored, Nomination.State.DECLINED, actor)


@transaction.atomic
def reopen_nomination(*, actor: Any, nomination: Nomination) -> Nomination:
    """Take back that a nomination was declined. If its article was nominated again meanwhile, that one stays.

    Raises:
        NotAllowed: without the right.
        NominationClosed: if it was taken up.
    """
    stored = _lock(actor, nomination, state=Nomination.State.DECLINED)
    again = Nomination.objects.open().filter(article=stored.article_id).first()
    if again is not None:
        return again
    stored.answer = ""
    return _close(stored, _OPEN, None)


@transaction.atomic
def nominate_matches(*, matches: Iterable[RuleMatch]) -> int:
    """Nominate what rules have met; articles that are nominated already are left out.

    Args:
        matches: of any rules; those that do not nominate are passed over.

    Returns:
        How many nominations are new.
    """
    wanted = {match.article_id: match.rule for match in matches if match.rule.action == Rule.Action.NOMINATE}
    if not wanted:
        return 0
    known = set(Nomination.objects.open().filter(article__in=wanted).values_list("article_id", flat=True))
    sections = SectionPage.objects.in_bulk({rule.section_id for rule in wanted.values() if rule.section_id})
    made = [
        Nomination(article_id=article, rule=rule, section=sections.get(rule.section_id))
        for article, rule in wanted.items()
        if article is not None and article not in known
    ]
    return len(Nomination.objects.bulk_create(made, batch_size=200))


@transaction.atomic
def withdraw_nominations(*, rule: Rule) -> int:
    """Remove the open nominations that a rule has made.

    Returns:
        How many.
    """
    count, _ = Nomination.objects.open().filter(rule=rule).delete()
    return count


def _lock(actor: Any, nomination: Nomination, *, state: str = _OPEN) -> Nomination:
    """The nomination as it is stored, if this actor may decide on it and it is still in this state."""
    if not actor.has_perm("items.change_nomination"):
        raise NotAllowed("(decide on nominations)")
    stored: Nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    if stored.state != state:
        raise NominationClosed(f"({stored.get_state_display().lower()} by {stored.decided_by or 'nobody'})")
    return stored


def _close(stored: Nomination, state: str, actor: Any, *, item: ItemPage | None = None) -> Nomination:
    stored.state, stored.decided_by, stored.item = state, actor, item
    stored.decided_at = timezone.now() if actor else None
    stored.save(update_fields=["state", "decided_by", "decided_at", "item", "answer"])
    return stored
