"""Stories: articles about the same running event, grouped in one pass, in time order, without looking ahead."""

from .assign import STORY_THRESHOLD, Assignment, assign_story
from .book import StoryBook
from .describe import Description, describe_article
from .states import Member, StoryState, merge_states, split_state

__all__ = [
    "STORY_THRESHOLD",
    "Assignment",
    "Description",
    "Member",
    "StoryBook",
    "StoryState",
    "assign_story",
    "describe_article",
    "merge_states",
    "split_state",
]
