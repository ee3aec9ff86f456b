"""A story: its articles in time order, whom they repeat and whom they cite."""

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from tearsheet.newsroom.desk.folding import fold_copies
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.intake.models import Sourcing
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.stories.actions import record_visit
from tearsheet.newsroom.stories.models import Placement, Story

CONTEXT = ("article__source__owner_family", "article__current", "article__copy__of__source", "origin__article__source")
LONG_FIELDS = ("article__current__text", "article__current__blocks", "article__current__fingerprint")


class StoryView(DeskPage):
    """Shows a story, and remembers that this editor has seen it."""

    template_name = "desk/story.html"
    header_icon = "list-ul"
    under = ("desk:inbox", "Inbox")
    crumb = "Story"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find the story."""
        super().setup(request, *args, **kwargs)
        self.story = get_object_or_404(Story, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The story's headline."""
        return self.story.headline

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the folded articles, what was seen before, and our items about the story."""
        placements = list(_placements(self.story))
        seen_at = record_visit(actor=self.request.user, story=self.story)
        return {
            **super().get_context_data(**kwargs),
            "story": self.story,
            "folds": fold_copies(placements),
            "sources": {placement.article.source for placement in placements},
            "new_ids": {row.article_id for row in placements if seen_at is None or row.at > seen_at},
            "seen_at": seen_at,
            "items": ItemPage.objects.filter(story=self.story).recently_edited(),
        }


def _placements(story: Story) -> Any:
    sourcings = Prefetch("article__current__sourcings", queryset=Sourcing.objects.order_by("start"))
    rows = Placement.objects.filter(story=story).select_related(*CONTEXT).defer(*LONG_FIELDS)
    return rows.prefetch_related(sourcings).order_by("article__sorted_at", "article_id")
