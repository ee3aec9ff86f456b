"""Rights: what an item takes from its sources beside what they allow, and excerpts taken down everywhere."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from tearsheet.newsroom.desk.forms import LiftForm, OverrideForm, TakedownForm
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.desk.views.corrections import ItemPageOfDesk
from tearsheet.newsroom.items.actions import lift_takedown, override_rights, take_down
from tearsheet.newsroom.items.errors import ItemError, NotAllowed
from tearsheet.newsroom.items.models import Clip, ItemPage, Takedown
from tearsheet.newsroom.items.rights import find_banned_pictures, find_used, list_blocks

TAKEDOWNS_A_PAGE = 50


class ItemRightsView(ItemPageOfDesk):
    """How much the latest draft takes from each article, and who let it take more."""

    template_name = "desk/item_rights.html"
    header_icon = "lock"
    crumb = "Rights"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is used, and a form for each limit that is reached."""
        draft = self.item.get_latest_revision_as_object()
        blocks = list(list_blocks(draft, draft.updates.all()))
        return {
            **super().get_context_data(**kwargs),
            "item": self.item,
            "used": find_used(draft, blocks),
            "pictures": find_banned_pictures(draft, blocks),
            "overrides": self.item.rights_overrides.select_related("by", "source", "article__current"),
            "may_override": self.request.user.has_perm("items.override_rights"),
            "bound": kwargs.get("bound"),
            "edit_url": self.edit_url,
        }

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Override one limit, or say why not and keep what was typed."""
        form = OverrideForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                row = override_rights(actor=request.user, item=self.item, **form.cleaned_data)
            except ItemError as error:
                form.add_error(None, str(error))
                status = 403 if isinstance(error, NotAllowed) else 422
            else:
                messages.success(request, f"The limits of {row.source} are overridden for this item.")
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(bound=form), status=status)


class TakedownView(DeskPage):
    """One passage: where it is printed, and the withdrawing of it everywhere."""

    template_name = "desk/takedown.html"
    page_title = "Withdraw an excerpt"
    header_icon = "cut"
    under = ("desk:takedowns", "Withdrawn excerpts")
    crumb = "Excerpt"

    @cached_property
    def clip(self) -> Clip:
        """The passage."""
        return get_object_or_404(Clip.objects.with_provenance(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the passage, the items that print it, and the form."""
        takedown = Takedown.objects.covering([self.clip]).get(self.clip.pk)
        form = kwargs.get("form") or (LiftForm() if takedown else TakedownForm())
        return {
            **super().get_context_data(**kwargs),
            "clip": self.clip,
            "takedown": takedown,
            "items": ItemPage.objects.printing([self.clip.pk]),
            "form": form,
            "may_take_down": self.request.user.has_perm("items.take_down"),
        }

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Withdraw it, or show it again; or say why not and keep what was typed."""
        takedown = Takedown.objects.covering([self.clip]).get(self.clip.pk)
        form = (LiftForm if takedown else TakedownForm)(request.POST)
        status = 422
        if form.is_valid():
            try:
                if takedown:
                    lift_takedown(actor=request.user, takedown=takedown, **form.cleaned_data)
                else:
                    take_down(actor=request.user, clip=self.clip, **form.cleaned_data)
            except ItemError as error:
                form.add_error(None, str(error))
                status = 403 if isinstance(error, NotAllowed) else 422
            else:
                words = "Its words are shown again." if takedown else "Its words are shown nowhere any more."
                messages.success(request, words)
                return redirect(reverse("desk:takedown", args=[self.clip.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=status)


class TakedownsView(DeskPage):
    """Everything that was ever taken down, newest first."""

    template_name = "desk/takedowns.html"
    page_title = "Withdrawn excerpts"
    header_icon = "cut"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of one page."""
        rows = Takedown.objects.select_related("clip__revision__article__source", "by", "lifted_by")
        rows = rows.defer("clip__revision__text", "clip__revision__blocks", "clip__revision__fingerprint")
        page = Paginator(rows, TAKEDOWNS_A_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "rows": page}
