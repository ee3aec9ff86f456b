"""A refused publication is said in words, whichever of Wagtail's ways led to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from tearsheet.newsroom.items.actions.publishing import record_refusal
from tearsheet.newsroom.items.errors import PublicationRefused

MOST_PROBLEMS = 5


class ExplainRefusals:
    """Leads to the item's editor with what is to be done there, where a view would end with an error page.

    The editor's own form refuses before that and keeps what was typed; this is for approving from a list, for bulk
    actions, and for whatever else publishes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Django's protocol."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way."""
        return self.get_response(request)

    def process_exception(self, request: Any, refusal: Exception) -> HttpResponse | None:
        """Say why, at the item; the action itself was rolled back."""
        if not isinstance(refusal, PublicationRefused) or refusal.item is None or not refusal.item.pk:
            return None
        record_refusal(item=refusal.item, refusal=refusal, actor=request.user)
        messages.error(request, describe_refusal(refusal))
        target = reverse("wagtailadmin_pages:edit", args=[refusal.item.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": target})
        return redirect(target)


def describe_refusal(refusal: PublicationRefused) -> str:
    """Which item was not published, and the first things that stand against it."""
    said = " ".join(str(problem) for problem in refusal.problems[:MOST_PROBLEMS])
    more = len(refusal.problems) - MOST_PROBLEMS
    return f"“{refusal.item.title}” was not published. {said}" + (f" And {more} more." if more > 0 else "")
