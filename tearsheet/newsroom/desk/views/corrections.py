"""What is said in the open about an item: its ledger, and the actions that write it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from tearsheet.newsroom.desk.forms import SayForm
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.items.actions import correct_item, recall_item, restore_item, withdraw_item
from tearsheet.newsroom.items.errors import ItemError, NotAllowed, PublicationRefused
from tearsheet.newsroom.items.models import ItemPage

#: What may be done: action, right, button, what it does.
DEEDS = {
    "correct": (correct_item, "items.correct_item", "Publish the correction"),
    "recall": (recall_item, "items.withdraw_item", "Recall the item"),
    "withdraw": (withdraw_item, "items.withdraw_item", "Withdraw the item"),
    "restore": (restore_item, "items.withdraw_item", "Restore the item"),
}


class ItemPageOfDesk(DeskPage):
    """A page about one item."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the item's editor, this page."""
        edit = {"url": self.edit_url, "label": self.item.draft_title}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.crumb}]

    @cached_property
    def item(self) -> ItemPage:
        """The item, as readers have it; its latest draft is asked for where it matters."""
        return get_object_or_404(ItemPage, pk=self.kwargs["pk"])

    @property
    def edit_url(self) -> str:
        """Of the item's editor."""
        return reverse("wagtailadmin_pages:edit", args=[self.item.pk])

    def get_page_title(self) -> str:
        """The headline."""
        return self.item.draft_title


class ItemCorrectionsView(ItemPageOfDesk):
    """An item's ledger, with a form for each thing that this user may do about it now."""

    template_name = "desk/item_corrections.html"
    header_icon = "warning"
    crumb = "Corrections"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entries and the forms."""
        bound: SayForm | None = kwargs.get("bound")
        forms = [
            (deed, button, bound if bound is not None and bound.deed == deed else SayForm(deed=deed))
            for deed, (_, right, button) in DEEDS.items()
            if self.request.user.has_perm(right) and self._is_possible(deed)
        ]
        entries = self.item.corrections.select_related("by")
        return {**super().get_context_data(**kwargs), "item": self.item, "forms": forms, "entries": entries,
                "headlines": self.item.headlines.all(), "edit_url": self.edit_url}  # fmt: skip

    def _is_possible(self, deed: str) -> bool:
        held = self.item.withdrawal
        match deed:
            case "correct":
                return self.item.live
            case "recall":
                return self.item.live and held is None
            case "withdraw":
                return self.item.first_published_at is not None and (held is None or held.kind == "recall")
            case _:
                return held is not None

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Do it, or say why not and keep what was typed."""
        deed = request.POST.get("deed", "")
        form = SayForm(request.POST, deed=deed if deed in DEEDS else "correct")
        status = 422
        if form.is_valid():
            try:
                entry = DEEDS[form.deed][0](actor=request.user, item=self.item, text=form.cleaned_data["text"])
            except PublicationRefused as refused:
                form.add_error(None, [str(problem) for problem in refused.problems])
            except ItemError as error:
                form.add_error(None, str(error))
                status = 403 if isinstance(error, NotAllowed) else 422
            else:
                messages.success(request, f"{entry.get_kind_display()}: readers are told.")
                return redirect(request.path)
        self.__dict__.pop("item", None)
        return self.render_to_response(self.get_context_data(bound=form), status=status)
