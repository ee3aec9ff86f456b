"""The only writers of stories, placements, copies, origins and what editors decide about them."""

from tearsheet.newsroom.stories.actions.deciding import (
    deny_copies,
    join_origins,
    merge_stories,
    move_articles,
    part_origins,
    pin_articles,
    rename_story,
    split_story,
    take_stance,
)
from tearsheet.newsroom.stories.actions.grouping import GROUP_BATCH, Grouped, group_articles, recount_stories
from tearsheet.newsroom.stories.actions.recording import undo_decision
from tearsheet.newsroom.stories.actions.regrouping import Move, Regrouping, change_threshold, plan_regrouping
from tearsheet.newsroom.stories.actions.visits import record_visit

__all__ = [
    "GROUP_BATCH",
    "Grouped",
    "Move",
    "Regrouping",
    "change_threshold",
    "deny_copies",
    "group_articles",
    "join_origins",
    "merge_stories",
    "move_articles",
    "part_origins",
    "pin_articles",
    "plan_regrouping",
    "record_visit",
    "recount_stories",
    "rename_story",
    "split_story",
    "take_stance",
    "undo_decision",
]
