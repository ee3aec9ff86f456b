"""The threshold of grouping: tried on stored stories first, then applied."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages

from tearsheet.newsroom.desk.forms import ThresholdForm
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.actions import Regrouping, change_threshold, plan_regrouping
from tearsheet.newsroom.stories.actions.recording import MAY_SET_THRESHOLD
from tearsheet.newsroom.stories.errors import NotAllowed, StoryError
from tearsheet.newsroom.stories.mapping import threshold_in_force
from tearsheet.newsroom.stories.models import Decision, Story, Threshold

EXAMPLES = 12


class ThresholdView(DeskPage):
    """Shows which stored stories another threshold would change; changes nothing unless a chief editor says so."""

    template_name = "desk/threshold.html"
    page_title = "Grouping"
    header_icon = "sliders"
    under = ("desk:inbox", "Inbox")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, the threshold in force, and the dry run if one is asked for."""
        form = kwargs.get("form") or ThresholdForm(self._tried(), initial=self._initial())
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "in_force": threshold_in_force(),
            "history": Threshold.objects.select_related("actor")[:EXAMPLES],
            "regroupings": Decision.objects.filter(kind=Decision.Kind.REGROUP).select_related("actor")[:EXAMPLES],
            "may_apply": self.request.user.has_perm(MAY_SET_THRESHOLD),
            **(_try(form) if form.is_bound and form.is_valid() else {}),
        }

    def _tried(self) -> dict[str, Any] | None:
        """What the address asks to try; stored stories change with it unless an editor says otherwise."""
        return {"regroup": "on", **self.request.GET.dict()} if self.request.GET else None

    def _initial(self) -> dict[str, Any]:
        return {"threshold": threshold_in_force(), "days": 7, "regroup": True}

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Apply a threshold, or say why not."""
        form, status = ThresholdForm(request.POST), 422
        if form.is_valid():
            try:
                _apply(request, form.cleaned_data)
                return redirect("desk:threshold")
            except StoryError as error:
                form.add_error(None, str(error))
                status = 403 if isinstance(error, NotAllowed) else 422
        return self.render_to_response(self.get_context_data(form=form), status=status)


def _apply(request: HttpRequest, data: dict[str, Any]) -> None:
    days = data["days"] if data["regroup"] else None
    threshold, decision = change_threshold(
        actor=request.user, value=data["threshold"], reason=data["reason"], until=timezone.now(), regroup_days=days
    )
    messages.success(request, f"The threshold is {threshold.value:g} now. {decision.what if decision else ''}".strip())


def _try(form: ThresholdForm) -> dict[str, Any]:
    """The dry run, with examples in words."""
    now = timezone.now()
    plan = plan_regrouping(
        threshold=form.cleaned_data["threshold"], since=now - timedelta(days=form.cleaned_data["days"]), until=now
    )
    return {"plan": plan, **_examples(plan)}


def _examples(plan: Regrouping) -> dict[str, Any]:
    merged, split = list(plan.merged.items())[:EXAMPLES], list(plan.split.items())[:EXAMPLES]
    moves = plan.moves[:EXAMPLES]
    articles = Article.objects.select_related("source", "current").defer("current__text", "current__blocks")
    rows = articles.in_bulk({move.article for move in moves} | {move.to for move in moves if move.opens})
    keys = {key for key, _ in (*merged, *split)} | {to for _, to in merged if to} | {move.story for move in moves}
    stories = Story.objects.in_bulk(keys | {move.to for move in moves if not move.opens})
    return {
        "merged": [(stories[key], stories.get(to or 0)) for key, to in merged],
        "split": [(stories[key], count) for key, count in split],
        "moves": [
            {
                "article": rows[move.article],
                "story": stories[move.story],
                "to": None if move.opens else stories[move.to],
                "reason": move.reason,
            }
            for move in moves
        ],
    }
