"""Deciding about a story, and undoing it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from tearsheet.newsroom.desk.forms import DecideForm
from tearsheet.newsroom.desk.views.story import StoryView
from tearsheet.newsroom.stories import actions
from tearsheet.newsroom.stories.actions.recording import AT_THE_DESK
from tearsheet.newsroom.stories.errors import NotAllowed, StoryError
from tearsheet.newsroom.stories.models import Decision, Story


class DecideView(StoryView):
    """Takes a decision from the board's form."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Decide, and show the board with the way to undo it; or say why not."""
        form = DecideForm(request.POST)
        if not form.is_valid():
            return self.refuse(form)
        try:
            decision = _decide(request.user, self.story, form.cleaned_data)
        except StoryError as error:
            form.add_error(None, str(error))
            answer = self.refuse(form)
            answer.status_code = 403 if isinstance(error, NotAllowed) else 422
            return answer
        kept = {"done": decision.pk, "since": request.POST.get("since", "")}
        return redirect(f"{reverse('desk:story', args=[self.story.pk])}?{urlencode(kept)}")


def _decide(user: Any, story: Story, data: dict[str, Any]) -> Decision:
    told = {"actor": user, "story": story, "reason": data["reason"]}
    chosen = {**told, "articles": data["article"]}
    headline, to = data["headline"], data["to"]
    verbs: dict[str, Callable[[], Decision]] = {
        "merge": lambda: actions.merge_stories(**told, other=to),
        "split": lambda: actions.split_story(**chosen, headline=headline),
        "move": lambda: actions.move_articles(**chosen, to=to),
        "pin": lambda: actions.pin_articles(**chosen),
        "unpin": lambda: actions.pin_articles(**chosen, is_pinned=False),
        "rename": lambda: actions.rename_story(**told, headline=headline),
        "deny": lambda: actions.deny_copies(**chosen),
        "join": lambda: actions.join_origins(**chosen),
        "part": lambda: actions.part_origins(**chosen),
        "follow": lambda: actions.take_stance(**told, kind="follow"),
        "mute": lambda: actions.take_stance(**told, kind="mute"),
        "neither": lambda: actions.take_stance(**told, kind=None),
    }
    return verbs[data["do"]]()


@require_POST
@permission_required(AT_THE_DESK)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a decision, and lead back to the story that it was undone from."""
    decision = get_object_or_404(Decision, pk=pk)
    try:
        actions.undo_decision(actor=request.user, decision=decision)
    except StoryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Undone: {decision.what}")
    story = request.POST.get("story", "")
    if decision.kind == Decision.Kind.REGROUP and not story:
        return redirect("desk:threshold")
    here = decision.stories.filter(pk=story).first() if story.isdecimal() else decision.stories.first()
    return redirect("desk:story", pk=here.pk) if here else redirect("desk:inbox")
