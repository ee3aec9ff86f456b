"""Stories: articles about the same running event, grouped in one pass, in time order, without looking ahead."""

from .assign import STORY_THRESHOLD, Assignment, assign_story
from .book import StoryBook
from .describe import Description, describe_article

__all__ = [
    "STORY_THRESHOLD",
    "Assignment",
    "Description",
    "StoryBook",
    "assign_story",
    "describe_article",
]
