"""What an editor sees of a story at a glance: read for a whole page of stories in one query."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from tearsheet.newsroom.desk.charts import count_by_time, draw_sparkline
from tearsheet.newsroom.stories.models import Placement, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One line of the inbox.

    Attributes:
        story: with `new_count` and `seen_at`.
        first_source: who had it first; "" for a story without articles.
        source_count: how many sources tell it.
        sparkline: its articles over the last five days before the freshest story shown.
    """

    story: Story
    first_source: str
    source_count: int
    sparkline: SafeString


def glance_at(stories: Sequence[Story]) -> list[Glance]:
    """The lines of these stories, in their order."""
    told: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = Placement.objects.filter(story__in=stories).order_by("article__sorted_at", "article_id")
    for story_id, at, source in rows.values_list("story_id", "article__sorted_at", "article__source__name"):
        told[story_id].append((at, source))
    until = max((story.last_at for story in stories), default=None)
    return [_glance(story, told[story.pk], until or story.last_at) for story in stories]


def _glance(story: Story, told: Sequence[tuple[datetime, str]], until: datetime) -> Glance:
    counts = count_by_time([at for at, _ in told], until=until)
    return Glance(
        story=story,
        first_source=told[0][1] if told else "",
        source_count=len({source for _, source in told}),
        sparkline=draw_sparkline(counts, label=f"{sum(counts)} of {len(told)} articles in five days"),
    )
