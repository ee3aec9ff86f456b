"""The only writers of stories, placements, copies, origins and what editors decide about them."""

from tearsheet.newsroom.stories.actions.grouping import GROUP_BATCH, Grouped, group_articles, recount_stories
from tearsheet.newsroom.stories.actions.visits import record_visit

__all__ = ["GROUP_BATCH", "Grouped", "group_articles", "record_visit", "recount_stories"]
