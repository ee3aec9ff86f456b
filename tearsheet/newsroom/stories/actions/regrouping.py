"""Grouping stored articles anew with another threshold: first to look at, then, if a chief editor says so, for real."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tearsheet.engine.stories import StoryBook, assign_story
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.actions.facts import BATCH
from tearsheet.newsroom.stories.actions.recording import MAY_SET_THRESHOLD, check_reason, check_right, record_decision
from tearsheet.newsroom.stories.errors import BadThreshold, NothingChanges
from tearsheet.newsroom.stories.mapping import STORY_DAYS, Placed, read_placed, story_key, threshold_in_force
from tearsheet.newsroom.stories.models import Decision, Placement, Story, Threshold

#: A dry run looks at so many articles at most, the latest, and at so many before them to know what was running.
MOST_ARTICLES = 2_000
MOST_BEFORE = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An article that would stand elsewhere.

    Attributes:
        article, story: keys of the article and of the story it stands in.
        to: the key of the story it would stand in, or of the article that would open a new one (see `opens`).
        opens: whether `to` is the article that opens a new story.
        score, reason: as grouping gives them.
    """

    article: int
    story: int
    to: int
    opens: bool
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """What a threshold would change in stored stories.

    Attributes:
        threshold: that was tried.
        article_count: how many articles were looked at.
        is_cut: whether there were more in these days than are looked at.
        moves: the articles that would stand elsewhere, in time order.
        merged: stories that would lose all their articles -> the story most of them would go to, or None for a new one.
        split: stories that would lose some of their articles -> how many.
        new_count: how many stories would be new.
    """

    threshold: float
    article_count: int = 0
    is_cut: bool = False
    moves: tuple[Move, ...] = ()
    merged: Mapping[int, int | None] = field(default_factory=dict)
    split: Mapping[int, int] = field(default_factory=dict)
    new_count: int = 0

    @property
    def story_ids(self) -> set[int]:
        """All stories that would change."""
        return {move.story for move in self.moves} | {move.to for move in self.moves if not move.opens}


def plan_regrouping(*, threshold: float, since: datetime, until: datetime) -> Regrouping:
    """Group the stored articles of a time anew, in their order, without writing anything.

    What an editor pinned stays, and others gather around it; a copy goes where its original goes.

    Args:
        threshold: in (0, 1].
        since, until: of the articles' times; stories that ran before `since` are known and stay as they are.

    Raises:
        BadThreshold: out of range.
    """
    if not 0 < threshold <= 1:
        raise BadThreshold
    moves: list[Move] = []
    looked_at, is_cut = 0, False
    in_time = Article.objects.filter(sorted_at__gte=since, sorted_at__lt=until, placement__isnull=False)
    for language in sorted(in_time.order_by().values_list("language", flat=True).distinct()):
        window = read_placed(language, since=since, until=until, most=MOST_ARTICLES + 1)
        is_cut = is_cut or len(window) > MOST_ARTICLES
        window = window[-MOST_ARTICLES:]
        looked_at += len(window)
        first = window[0].description.published_at
        before = read_placed(language, since=first - STORY_DAYS, until=first, most=MOST_BEFORE)
        moves += _replay(window, before, threshold)
    return _sum_up(threshold, moves, looked_at, is_cut=is_cut)


def _replay(window: Sequence[Placed], before: Sequence[Placed], threshold: float) -> list[Move]:
    """One language: what would stand elsewhere."""
    pinned = [row for row in window if row.is_pinned]
    # What is placed already speaks before what is to be placed, in time order each.
    book = StoryBook.restore(
        (row.article, story_key(row.story), row.description) for row in sorted([*before, *pinned], key=_time)
    )
    found: dict[int, tuple[int | str, float, str]] = {row.article: (story_key(row.story), 1.0, "") for row in pinned}
    for row in window:
        if row.is_pinned:
            continue
        home = book.story_of(row.copy_of) if row.copy_of else None
        if home is not None:
            book.place(row.article, home, row.description)
            found[row.article] = (home, 1.0, "same text")
        else:
            made = assign_story(row.description, book, key=row.article, threshold=threshold)
            found[row.article] = (made.story, made.score, made.reason)
    names = _name_clusters(window, {article: key for article, (key, _, _) in found.items()})
    moves = []
    for row in window:
        key, score, reason = found[row.article]
        to = names[key]
        if to != row.story:
            opens = to is None
            place = int(key) if to is None else to
            moves.append(Move(article=row.article, story=row.story, to=place, opens=opens, score=score, reason=reason))
    return moves


def _time(row: Placed) -> tuple[datetime, int]:
    return row.description.published_at, row.article


def _name_clusters(window: Sequence[Placed], keys: Mapping[int, int | str]) -> dict[int | str, int | None]:
    """Which stored story each cluster goes on as: the one it shares most articles with, each story once; else None."""
    shared: Counter[tuple[int | str, int]] = Counter((keys[row.article], row.story) for row in window)
    names: dict[int | str, int | None] = {
        key: int(key.removeprefix(story_key(0)[:-1])) for key in keys.values() if isinstance(key, str)
    }
    taken = set(names.values())
    for (key, story), _ in sorted(shared.items(), key=lambda entry: (-entry[1], str(entry[0]))):
        if key not in names and story not in taken:
            names[key] = story
            taken.add(story)
    return {**dict.fromkeys(keys.values()), **names}


def _sum_up(threshold: float, moves: Sequence[Move], article_count: int, *, is_cut: bool) -> Regrouping:
    left: dict[int, list[Move]] = defaultdict(list)
    joined: Counter[int] = Counter()
    for move in moves:
        left[move.story].append(move)
        if not move.opens:
            joined[move.to] += 1
    counts = dict(Story.objects.filter(pk__in=left).values_list("pk", "article_count"))
    merged: dict[int, int | None] = {}
    for story, leaving in left.items():
        if len(leaving) >= counts[story] and not joined[story]:
            (to, opens), _ = Counter((move.to, move.opens) for move in leaving).most_common(1)[0]
            merged[story] = None if opens else to
    return Regrouping(
        threshold=threshold,
        article_count=article_count,
        is_cut=is_cut,
        moves=tuple(moves),
        merged=merged,
        split={story: len(leaving) for story, leaving in left.items() if story not in merged},
        new_count=len({move.to for move in moves if move.opens}),
    )


@transaction.atomic
def change_threshold(
    *, actor: Any, value: float, reason: str, until: datetime, regroup_days: int | None = None
) -> tuple[Threshold, Decision | None]:
    """Set the threshold that grouping uses from now on; and, if wanted, group the stored articles of some days anew.

    Args:
        actor: needs the right to change the threshold.
        value: in (0, 1].
        reason: why.
        until: now.
        regroup_days: how many days of stored articles change as the dry run showed; None leaves them as they are.

    Returns:
        The new threshold, and the decision that moved articles, which can be undone; None if none moved.

    Raises:
        NotAllowed, NoReason, BadThreshold: nothing was changed.
        NothingChanges: it is in force already, and no article would move.
    """
    check_right(actor, MAY_SET_THRESHOLD)
    check_reason(reason)
    if not 0 < value <= 1:
        raise BadThreshold
    decision = None
    if regroup_days:
        # Articles whose clocks run ahead are sorted by when they were seen, so none is later than now.
        plan = plan_regrouping(threshold=value, since=until - timedelta(days=regroup_days), until=until)
        decision = _regroup(actor, plan, reason) if plan.moves else None
    if value == threshold_in_force() and decision is None:
        raise NothingChanges
    return Threshold.objects.create(value=value, reason=" ".join(reason.split()), actor=actor), decision


def _regroup(actor: Any, plan: Regrouping, reason: str) -> Decision:
    stories = Story.objects.select_for_update().in_bulk(plan.story_ids)
    new = _found_stories(plan.moves, stories)

    def change() -> None:
        moves = {move.article: move for move in plan.moves}
        rows = list(Placement.objects.filter(article__in=moves, is_pinned=False).defer("terms"))
        for row in rows:
            move = moves[row.article_id]
            row.story = new[move.to] if move.opens else stories[move.to]
            row.score, row.reason = min(move.score, 1.0), move.reason
        Placement.objects.bulk_update(rows, ["story", "score", "reason"], batch_size=BATCH)
        Story.objects.filter(pk__in=[story.pk for story in new.values()]).update(merged_into=None)
        for story, to in plan.merged.items():
            Story.objects.filter(pk=story).update(merged_into=to)

    count = len(plan.moves)
    return record_decision(
        actor=actor,
        kind=Decision.Kind.REGROUP,
        stories=[*stories.values(), *new.values()],
        what=f"Grouped anew with the threshold {plan.threshold:g}: {count} article{'' if count == 1 else 's'} moved.",
        reason=reason,
        keys={
            "places": [move.article for move in plan.moves],
            "shadows": [*plan.merged, *(story.pk for story in new.values())],
        },
        change=change,
    )


def _found_stories(moves: Iterable[Move], stories: Mapping[int, Story]) -> dict[int, Story]:
    """New stories by the articles that open them; until they hold any they are shadows of where those came from."""
    opening = {move.to: stories[move.story] for move in moves if move.opens}
    firsts = Article.objects.select_related("current").in_bulk(opening)
    made = Story.objects.bulk_create(
        Story(
            headline=firsts[key].headline,
            language=firsts[key].language,
            first_at=firsts[key].sorted_at,
            last_at=firsts[key].sorted_at,
            merged_into=old,
        )
        for key, old in opening.items()
    )
    return dict(zip(opening, made, strict=True))
