"""The inbox of stories, and its summary on the first page of the admin."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from tearsheet.newsroom.desk.filters import StoryFilters
from tearsheet.newsroom.desk.glance import glance_at
from tearsheet.newsroom.desk.views.base import DeskListing
from tearsheet.newsroom.desk.views.waiting import count_waiting
from tearsheet.newsroom.sources.models import Feed
from tearsheet.newsroom.stories.models import Story

SUMMARY_LENGTH = 8


class InboxView(DeskListing):
    """Stories, freshest first, with what is new to this editor, and a line that says what waits."""

    results_template_name = "desk/inbox_results.html"
    list_name = "inbox"
    page_title = "Inbox"
    header_icon = "mail"
    filterset_class = StoryFilters

    def get_base_queryset(self) -> Any:
        """With the count of what this editor has not seen; without what was muted, unless that is asked for."""
        stories = _stories_for(self.request.user)
        return stories if self.request.GET.get("stance") else stories.unmuted()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a glance at each story, and whether anything is followed at all."""
        context = super().get_context_data(**kwargs)
        stories = list(context["object_list"])
        follows = bool(stories) or Feed.objects.followed().exists()
        waiting = {} if self.results_only else count_waiting(self.request.user)
        told = {"glances": glance_at(stories), "follows_anything": follows, "waiting": any(waiting.values())}
        return {**context, **waiting, **told}


class InboxPanel(Component):
    """The freshest stories, first on the admin's home page."""

    name = "inbox"
    template_name = "desk/inbox_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The first lines of the inbox."""
        stories = _stories_for(parent_context["request"].user).unmuted()
        return {"glances": glance_at(list(stories[:SUMMARY_LENGTH]))}


def _stories_for(user: Any) -> Any:
    return Story.objects.live().unhidden().with_news_for(user).with_stance_of(user).freshest_first()
