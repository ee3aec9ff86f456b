"""A story's board: its articles in time order, whom they have it from, and what editors decided."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_datetime

from tearsheet.newsroom.desk.board import Board, suggest_stories
from tearsheet.newsroom.desk.forms import DecideForm
from tearsheet.newsroom.desk.origins import draw_origins, plant_origins
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.items.models import ItemPage
from tearsheet.newsroom.stories.actions import record_visit
from tearsheet.newsroom.stories.actions.recording import MAY_DECIDE
from tearsheet.newsroom.stories.models import Decision, Story

DECISIONS_SHOWN = 30
ORIGINS_LISTED = 60


class StoryPage(DeskPage):
    """A page about one story. A story that was merged away leads to where its articles are.

    Attributes:
        here: the name of this page's address.
    """

    here = "desk:story"

    header_icon = "list-ul"
    under = ("desk:inbox", "Inbox")
    crumb = "Story"
    story: Story

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the story, or where it went."""
        self.story = get_object_or_404(Story.objects.select_related("merged_into"), pk=kwargs["pk"])
        if self.story.home != self.story:
            return redirect(self.here, pk=self.story.home.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The story's headline."""
        return self.story.headline

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the story, what this editor makes of it, and our items about it."""
        user: Any = self.request.user
        stance = self.story.stances.filter(user=user).values_list("kind", flat=True).first()
        items = ItemPage.objects.filter(story__in=[self.story, *self.story.merged.all()])
        return {
            **super().get_context_data(**kwargs),
            "story": self.story,
            "stance": stance,
            "items": items.recently_edited(),
            "may_decide": user.has_perm(MAY_DECIDE),
        }


class StoryView(StoryPage):
    """The board itself; it remembers that this editor has seen the story."""

    template_name = "desk/story.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of folded articles, origins, and what editors decided."""
        board = Board(self.story, self._seen_at())
        copies_of = self._number("copies_of")
        page = board.pages(copies_of=copies_of).get_page(self.request.GET.get("page"))
        context = super().get_context_data(**kwargs)
        form = context.get("form") or DecideForm()
        return {
            **context,
            "board": board,
            "folds": board.lay(page, is_unfolded=copies_of in board.folds),
            "page": page,
            "copies_of": copies_of if copies_of in board.folds else None,
            "form": form,
            "chosen": {int(key) for key in form["article"].value() or () if str(key).isdecimal()},
            "others": suggest_stories(self.story) if context["may_decide"] else (),
            **self._origins(board),
            **self._history(),
        }

    def _seen_at(self) -> datetime | None:
        """When this editor looked before; what was new stays new while decisions lead back here."""
        before = record_visit(actor=self.request.user, story=self.story)
        kept = self.request.POST.get("since") or self.request.GET.get("since", "")
        return None if kept == "never" else _read_moment(kept) or before

    def _origins(self, board: Board) -> dict[str, Any]:
        trees = plant_origins(board.told)
        words = f"Who has it from whom: {len(board.told)} articles, {len(trees)} origins. The list below says the same."
        listed = trees[:ORIGINS_LISTED]
        return {
            "origins": listed,
            "origins_left_out": len(trees) - len(listed),
            "uncounted": sum(1 for told in board.told if told.root is None),
            "graph": draw_origins(listed, label=words) if listed else "",
        }

    def _history(self) -> dict[str, Any]:
        decisions = Decision.objects.on_board_for(self.request.user).filter(stories=self.story)
        shown = list(decisions[: DECISIONS_SHOWN + 1])
        done = self._number("done")
        return {
            "decisions": shown[:DECISIONS_SHOWN],
            "has_more_decisions": len(shown) > DECISIONS_SHOWN,
            "last_standing": next((row for row in shown if not row.undone_at), None),
            "done": next((row for row in shown if row.pk == done), None),
        }

    def _number(self, name: str) -> int | None:
        words = self.request.GET.get(name, "")
        return int(words) if words.isdecimal() and len(words) < 18 else None  # noqa: PLR2004 - no key is longer

    def refuse(self, form: DecideForm) -> HttpResponse:
        """The board as it is, with why nothing was decided, and all that was typed and chosen."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _read_moment(words: str) -> datetime | None:
    try:
        moment = parse_datetime(words)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
