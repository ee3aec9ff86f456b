"""What waits for somebody: nominations, items in review, updates on offer."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import TaskState, WorkflowState

from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.desk.views.offers import gather_offers, list_dismissed
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.items.actions import decline_nomination, nominate, reopen_nomination, take_up_nomination
from tearsheet.newsroom.items.errors import ItemError
from tearsheet.newsroom.items.models import ItemPage, Nomination, SectionPage

#: Rows of each kind that one page shows.
MOST_SHOWN = 50
DECLINED_SHOWN = 10


class WaitingView(DeskPage):
    """Nominations to decide on, items to review, items sent back, updates on offer."""

    template_name = "desk/waiting.html"
    page_title = "Waiting"
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lists, each in a fixed number of queries."""
        user = self.request.user
        nominations = Nomination.objects.for_listing()
        sections = SectionPage.objects.all()
        return {
            **super().get_context_data(**kwargs),
            "nominations": nominations.open()[:MOST_SHOWN],
            "declined": nominations.filter(state=Nomination.State.DECLINED).order_by("-decided_at")[:DECLINED_SHOWN],
            "may_decide": user.has_perm("items.change_nomination"),
            "sections": [page for page in sections if page.permissions_for_user(user).can_add_subpage()],
            "reviews": _reviews_for(user),
            "sent_back": _sent_back_to(user),
            "offers": gather_offers(user),
            "dismissed": list_dismissed(user),
        }


class WaitingPanel(Component):
    """How much waits, on the admin's home page and over the inbox."""

    name = "waiting"
    template_name = "desk/waiting_panel.html"
    order = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The counts."""
        return count_waiting(parent_context["request"].user)


def count_waiting(user: Any) -> dict[str, Any]:
    """How many nominations, reviews and offers wait for this user."""
    return {
        "nomination_count": Nomination.objects.open().count(),
        "review_count": TaskState.objects.reviewable_by(user).count(),
        "sent_back_count": _needing_changes(user).count(),
        "offer_count": sum(len(offers) for _, offers in gather_offers(user)),
    }


def _reviews_for(user: Any) -> list[dict[str, Any]]:
    """Items that this user may approve or send back, longest waiting first."""
    states = TaskState.objects.reviewable_by(user).select_related("workflow_state__requested_by", "revision")
    rows = list(states.order_by("started_at")[:MOST_SHOWN])
    items = ItemPage.objects.in_bulk([int(row.workflow_state.object_id) for row in rows])
    return [{"state": row, "item": items.get(int(row.workflow_state.object_id))} for row in rows]


def _sent_back_to(user: Any) -> list[dict[str, Any]]:
    """This user's items that were sent back, with what the reviewer said."""
    rows = list(_needing_changes(user).select_related("current_task_state__finished_by")[:MOST_SHOWN])
    items = ItemPage.objects.in_bulk([int(row.object_id) for row in rows])
    return [{"state": row.current_task_state, "item": items.get(int(row.object_id))} for row in rows]


def _needing_changes(user: Any) -> Any:
    return WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Nominate an article and its story."""
    article = get_object_or_404(Article, pk=pk)
    note, section = request.POST.get("note", "")[:2000], _section(request)
    return _answer(
        request, lambda: nominate(actor=request.user, article=article, section=section, note=note), "Nominated."
    )


@require_POST
def decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Take up, decline or reopen a nomination."""
    nomination = get_object_or_404(Nomination, pk=pk)
    user, answer, section = request.user, request.POST.get("answer", "")[:2000], _section(request)
    decisions = {
        "take": (
            lambda: take_up_nomination(actor=user, nomination=nomination, section=section),
            "A draft was started.",
        ),
        "decline": (lambda: decline_nomination(actor=user, nomination=nomination, answer=answer), "Declined."),
        "reopen": (lambda: reopen_nomination(actor=user, nomination=nomination), "Open again."),
    }
    return _answer(request, *decisions[decision])


def _answer(request: Any, action: Any, words: str) -> HttpResponse:
    """Do it, say so (or why not); a new draft is opened, from everything else the way leads back."""
    back = get_valid_next_url_from_request(request) or reverse("desk:waiting")
    try:
        made = action()
    except ItemError as error:
        messages.error(request, str(error))
        return redirect(back)
    messages.success(request, words)
    return redirect("wagtailadmin_pages:edit", made.pk) if isinstance(made, ItemPage) else redirect(back)


def _section(request: HttpRequest) -> SectionPage | None:
    key = request.POST.get("section", "")
    return SectionPage.objects.filter(pk=int(key)).first() if key.isdecimal() else None
