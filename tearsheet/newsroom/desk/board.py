"""A story as its board shows it: all articles in a few columns, and the rows of one page in full."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.utils.safestring import SafeString

from tearsheet.newsroom.desk.charts import count_by_time, draw_sparkline
from tearsheet.newsroom.desk.folding import fold_copies
from tearsheet.newsroom.intake.models import Sourcing
from tearsheet.newsroom.stories.models import Placement, Story

FOLDS_A_PAGE = 40
COPIES_SHOWN = 12
SHORTEST_SPAN = timedelta(hours=20)

CONTEXT = ("article__source__owner_family", "article__current", "article__copy__of__source", "origin__article__source")
LONG_FIELDS = ("article__current__text", "article__current__blocks", "article__current__fingerprint", "terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of the story, in short.

    Attributes:
        article, source: its key and its source's name.
        at: when it became news.
        placed_at: when it came into the story.
        copy_of: the article whose text it has, or None.
        root: the article that stands for its origin; None while origins are not counted.
        reason: why it counts for that origin.
    """

    article: int
    source: str
    at: datetime
    placed_at: datetime
    copy_of: int | None
    root: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article as the timeline shows it.

    Attributes:
        placement: with article, source, revision, copy, origin and sourcings.
        is_new: whether it came since this editor last looked.
        gap: how long after the story's article before it; None for the first.
    """

    placement: Placement
    is_new: bool
    gap: timedelta | None


@dataclass(slots=True, kw_only=True)
class Fold:
    """An article and, beneath it, its copies in the same story.

    Attributes:
        row: the article that stands for the others.
        copies: the first others, in time order.
        copy_count, new_count: of all others, and of those that are new.
        sources: names of the others' sources, each once.
    """

    row: Row
    copies: list[Row] = field(default_factory=list)
    copy_count: int = 0
    new_count: int = 0
    sources: list[str] = field(default_factory=list)


class Board:
    """What the board reads of a story; four queries, whatever its size.

    Args:
        story: which.
        seen_at: when this editor last looked; None if never.
    """

    def __init__(self, story: Story, seen_at: datetime | None) -> None:
        self.story = story
        self.seen_at = seen_at
        self.told = read_told(story)
        self.by_key = {told.article: told for told in self.told}
        self.new = {told.article for told in self.told if seen_at is None or told.placed_at > seen_at}

    @property
    def source_count(self) -> int:
        """How many sources tell the story."""
        return len({told.source for told in self.told})

    @property
    def sources(self) -> list[tuple[str, int]]:
        """Each source with the number of its articles, the most first."""
        return sorted(Counter(told.source for told in self.told).items(), key=lambda entry: (-entry[1], entry[0]))

    @property
    def heat(self) -> SafeString:
        """The story's articles over all its time."""
        if not self.told:
            return SafeString()
        moments = [told.at for told in self.told]
        until = max(moments)
        span = max(until - min(moments), SHORTEST_SPAN) * 1.001
        counts = count_by_time(moments, until=until, span=span)
        hours = round(span.total_seconds() / 3600)
        words = f"{hours} hours" if hours < 72 else f"{round(hours / 24)} days"  # noqa: PLR2004 - three days
        label = f"{len(moments)} articles over {words}; at most {max(counts)} in a twentieth of that time"
        return draw_sparkline(counts, label=label)

    def pages(self, *, copies_of: int | None = None) -> Paginator[int]:
        """The articles that stand for themselves or for copies; or one of them with all its copies."""
        folds = self.folds
        keys = [copies_of, *folds[copies_of]] if copies_of in folds else list(folds)
        return Paginator(keys, FOLDS_A_PAGE)

    @property
    def folds(self) -> dict[int, list[int]]:
        """Each representative with its copies."""
        return fold_copies({told.article: told.copy_of for told in self.told})

    @property
    def since(self) -> str:
        """When this editor last looked, as the address of the board has it."""
        return self.seen_at.isoformat() if self.seen_at else "never"

    def first_new(self) -> tuple[int, int] | None:
        """The first new article, and the page on which it stands; None if nothing is new."""
        for number, (article, copies) in enumerate(self.folds.items()):
            if fresh := next((key for key in (article, *copies) if key in self.new), None):
                return fresh, number // FOLDS_A_PAGE + 1
        return None

    def lay(self, page: Page[int], *, is_unfolded: bool = False) -> list[Fold]:
        """The rows of a page, in full.

        Args:
            page: of `pages`.
            is_unfolded: whether the page's articles stand one by one.
        """
        folds = {} if is_unfolded else self.folds
        beneath = {article: folds.get(article, []) for article in page.object_list}
        wanted = [key for article, copies in beneath.items() for key in (article, *copies[:COPIES_SHOWN])]
        rows = self._read_rows(wanted)
        return [
            Fold(
                row=rows[article],
                copies=[rows[key] for key in copies[:COPIES_SHOWN] if key in rows],
                copy_count=len(copies),
                new_count=len(self.new.intersection(copies)),
                sources=list(dict.fromkeys(self.by_key[key].source for key in copies)),
            )
            for article, copies in beneath.items()
            if article in rows
        ]

    def _read_rows(self, articles: Iterable[int]) -> dict[int, Row]:
        sourcings = Prefetch("article__current__sourcings", queryset=Sourcing.objects.order_by("start"))
        rows = Placement.objects.filter(article__in=list(articles)).select_related(*CONTEXT).defer(*LONG_FIELDS)
        before = dict(zip((told.article for told in self.told[1:]), self.told, strict=False))
        return {
            row.article_id: Row(
                placement=row,
                is_new=row.article_id in self.new,
                gap=self.by_key[row.article_id].at - before[row.article_id].at if row.article_id in before else None,
            )
            for row in rows.prefetch_related(sourcings)
        }


def read_told(story: Story) -> list[Told]:
    """The articles of a story in time order, in one query."""
    rows = Placement.objects.filter(story=story).order_by("article__sorted_at", "article_id")
    return [
        Told(article=article, source=source, at=at, placed_at=placed_at, copy_of=copy_of, root=root, reason=reason)
        for article, source, at, placed_at, copy_of, root, reason in rows.values_list(
            "article_id",
            "article__source__name",
            "article__sorted_at",
            "at",
            "article__copy__of_id",
            "origin__article_id",
            "origin_reason",
        )
    ]


def suggest_stories(story: Story, *, most: int = 30, among: int = 200) -> list[Story]:
    """Other running stories an editor may mean, those with more words of the same headline first.

    Args:
        story: not offered itself.
        most: how many.
        among: how many of the latest are looked at.
    """
    words = _words(story.headline)
    others = Story.objects.live().exclude(pk=story.pk).freshest_first()[:among]
    return sorted(others, key=lambda other: -len(words & _words(other.headline)))[:most]


def _words(headline: str) -> set[str]:
    return {word for word in headline.casefold().split() if len(word) > 3}  # noqa: PLR2004 - "the", "and", "von"
