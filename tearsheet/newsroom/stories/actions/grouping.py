"""What the machine decides: stories, placements, copies and origins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tearsheet.engine.copies import CopyDecision, CopyIndex, find_copy, measure_share
from tearsheet.engine.quotes import count_origins
from tearsheet.engine.stories import STORY_THRESHOLD, StoryBook, assign_story
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.mapping import (
    describe,
    fingerprint_of,
    origin_members,
    restore_book,
    restore_copies,
    story_key,
    text_of,
    threshold_in_force,
)
from tearsheet.newsroom.stories.models import Copy, Decision, Origin, Placement, Story

#: Articles grouped in one transaction.
GROUP_BATCH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What grouping came to."""

    article_count: int = 0
    copy_count: int = 0
    story_ids: tuple[int, ...] = ()


@transaction.atomic
def group_articles(*, language: str) -> Grouped:
    """Put the articles of a language that no story holds yet into stories, in time order, at most `GROUP_BATCH`.

    A copy goes where the text it copies is. Run twice, same rows: what is placed is not looked at again.
    """
    articles = list(
        Article.objects.ungrouped(language).select_for_update(of=("self",)).select_related("current")[:GROUP_BATCH]
    )
    if not articles:
        return Grouped()
    since = articles[0].sorted_at
    desk = _Desk(
        book=restore_book(language, since),
        copies=restore_copies(language, since),
        threshold=threshold_in_force(),
        denied=_denied_copies(articles),
    )
    for article in articles:
        desk.place(article)
    Copy.objects.bulk_create(desk.copy_rows)
    Placement.objects.bulk_create(desk.placement_rows)
    story_ids = {placement.story_id for placement in desk.placement_rows}
    recount_stories(story_ids=story_ids)
    return Grouped(article_count=len(articles), copy_count=len(desk.copy_rows), story_ids=tuple(sorted(story_ids)))


class _Desk:
    """One run of grouping: the engine's state, and the rows that will be written."""

    def __init__(
        self,
        *,
        book: StoryBook,
        copies: CopyIndex,
        threshold: float = STORY_THRESHOLD,
        denied: frozenset[int] = frozenset(),
    ) -> None:
        self.book = book
        self.copies = copies
        self.threshold = threshold
        self.denied = denied
        self.stories: dict[Any, int] = {}
        self.copy_rows: list[Copy] = []
        self.placement_rows: list[Placement] = []

    def place(self, article: Article) -> None:
        fingerprint, text = fingerprint_of(article), article.revision.text
        copied = None
        if article.pk not in self.denied:
            copied = find_copy(fingerprint, self.copies, measure=lambda key: measure_share(text, text_of(int(key))))
        self.copies.add(article.pk, fingerprint)
        description = describe(article)
        home = self.book.story_of(copied.of) if copied else None
        if copied:
            self.copy_rows.append(
                Copy(article=article, of_id=copied.of, share=min(copied.share, 1.0), kind=str(copied.kind))
            )
        if copied and home is not None:
            self.book.place(article.pk, home, description)
            story, score, reason = home, copied.share, _reason_for(copied)
        else:
            assignment = assign_story(description, self.book, key=article.pk, threshold=self.threshold)
            story, score, reason = assignment.story, assignment.score, assignment.reason
        self.placement_rows.append(
            Placement(
                article=article,
                story_id=self._story_id(story, article),
                score=min(score, 1.0),
                reason=reason,
                terms=[[term, round(weight, 4)] for term, weight in description.terms],
            )
        )

    def _story_id(self, key: Any, article: Article) -> int:
        if isinstance(key, str):
            return int(key.removeprefix(story_key(0)[:-1]))
        if key not in self.stories:
            at = article.sorted_at
            story = Story.objects.create(headline=article.headline, language=article.language, first_at=at, last_at=at)
            self.stories[key] = story.pk
        return self.stories[key]


def _denied_copies(articles: Sequence[Article]) -> frozenset[int]:
    """The articles of which an editor said that they are no copies."""
    keys = [str(article.pk) for article in articles]
    rows = Decision.objects.standing().filter(kind=Decision.Kind.NOT_A_COPY, before__copies__has_any_keys=keys)
    return frozenset(int(key) for before in rows.values_list("before", flat=True) for key in before["copies"])


def _reason_for(copied: CopyDecision) -> str:
    return f"same text: {copied.share:.0%} of the shorter one"


def recount_stories(*, story_ids: Iterable[int]) -> None:
    """Write the counts, times and origins of stories from their articles. A story without articles counts none."""
    by_story: dict[int, list[Placement]] = {pk: [] for pk in story_ids}
    placements = (
        Placement.objects.filter(story__in=by_story)
        .select_related("article__current", "article__source__owner_family", "article__copy")
        .select_related("article__origin_ruling__of__source")
        .defer(*_LONG_FIELDS)
        .prefetch_related("article__current__sourcings", "article__entries")
        .order_by("story_id", "article__sorted_at", "article_id")
    )
    for placement in placements:
        by_story[placement.story_id].append(placement)
    Origin.objects.filter(story__in=by_story).delete()
    stories = list(Story.objects.filter(pk__in=by_story))
    for story in stories:
        _count_story(story, by_story[story.pk])
    changed = [placement for members in by_story.values() for placement in members]
    Placement.objects.bulk_update(changed, ["origin", "origin_reason"], batch_size=200)
    Story.objects.bulk_update(stories, _COUNTED, batch_size=200)


_LONG_FIELDS = ("article__current__text", "article__current__blocks", "article__current__fingerprint", "terms")
_COUNTED = ["article_count", "origin_count", "first_at", "last_at", "merged_into"]


def _count_story(story: Story, placements: list[Placement]) -> None:
    story.article_count = len(placements)
    if not placements:
        story.origin_count = 0
        return
    # What holds articles is nobody's shadow, whatever happened to it before they came.
    story.merged_into = None
    story.first_at = min(placement.article.sorted_at for placement in placements)
    story.last_at = max(placement.article.sorted_at for placement in placements)
    counted = count_origins(origin_members(placement.article for placement in placements))
    story.origin_count = len(counted)
    of_article: dict[int | str, Placement] = {placement.article_id: placement for placement in placements}
    rows = Origin.objects.bulk_create(Origin(story=story, article_id=origin.key) for origin in counted)
    for row, origin in zip(rows, counted, strict=True):
        for member in origin.members:
            placement = of_article[member]
            placement.origin = row
            ruling = getattr(placement.article, "origin_ruling", None)
            placement.origin_reason = ruling.words if ruling else origin.reasons.get(member, "")
