"""Help beside the item editor: what stands against publication, and clips to choose from."""

from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.utils.timestamps import render_timestamp

from tearsheet.engine.captures import WACZ_TYPE
from tearsheet.newsroom.desk.views.offers import offers_panels
from tearsheet.newsroom.items.blocks import ClipChooserViewSet
from tearsheet.newsroom.items.checks import find_problems
from tearsheet.newsroom.items.models import Clip, DigestDraft, ItemPage
from tearsheet.newsroom.items.packing import pack_item


class ChecklistPanel(BaseSidePanel):
    """Before publishing: what the server would refuse, each with a way to its block."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Shows how many things are left."""

        aria_label = "Toggle the list of what to do before publishing"
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Add the count."""
            return {**super().get_context_data(parent_context), "count": len(self.panel.problems)}

    name = "before-publishing"
    title = "Before publishing"
    template_name = "desk/checklist.html"
    order = 150

    def __init__(self, item: ItemPage, request: Any) -> None:
        """Check the draft.

        Args:
            item: the latest draft, as the editor shows it.
            request: of the editor.
        """
        self.problems = find_problems(item)
        self.origin = item.pk and DigestDraft.objects.filter(item=item.pk).select_related("digest").first()
        self.has_icon = item.icon_id is not None
        self.item_pk = item.pk
        super().__init__(item, request)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the problems."""
        return {**super().get_context_data(parent_context), "problems": self.problems}


class WholeForm:
    """A form that is sent before the scripts of its page have filled it holds no blocks: nothing of it is saved."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show the editor again instead."""
        if "body-count" in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        messages.error(request, "The editor was not there completely, so nothing was saved. Please try again.")
        return redirect(request.get_full_path())


class ItemCreateView(WholeForm, CreateView):
    """Wagtail's form of a new item, with the checklist: autosave makes an item of it without loading the page anew."""

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's, and the checklist; nothing is offered to what is not published."""
        panels = [*super().get_side_panels(), ChecklistPanel(self.page, self.request)]
        return MediaContainer(sorted(panels, key=_order))


class ItemEditView(WholeForm, EditView):
    """Wagtail's editor with our panels; what somebody else saved meanwhile is never passed over unseen."""

    @property
    def action_name(self) -> str:
        """As Wagtail names it; to send back or to cancel is no publication, so nothing needs to be complete for it."""
        name: str = super().action_name
        if name == "cancel_workflow" or (name == "perform_workflow_action" and self.workflow_action == "reject"):
            return "save"
        return name

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Save; if somebody else has saved since this editor was opened, show both instead and keep what was typed.

        Autosave is refused by Wagtail in that case; this is for the buttons.
        """
        is_told, is_whole = bool(request.POST.get("overwrite_anyway")), "body-count" in request.POST
        if self.expects_json_response or is_told or not is_whole or not self.is_out_of_date or self.page.alias_of_id:
            return super().post(request, *args, **kwargs)
        self.form = self.form_class(
            request.POST, request.FILES, instance=self.page, subscription=self.subscription,
            parent_page=self.parent, for_user=request.user,
        )  # fmt: skip
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        # What is typed stays in the form and is saved only when its editor says so again.
        self.has_unsaved_changes, self.autosave_enabled = True, False
        messages.warning(request, self._name_other(), buttons=[self._compare_button()])
        return self.render_to_response(self.get_context_data(), status=409)

    def _name_other(self) -> str:
        """Who saved what in between, in words."""
        other = self.latest_revision.user
        who = "You, in another window," if other == self.request.user else str(other or "Somebody else")
        at = render_timestamp(self.latest_revision.created_at)
        return (
            f"{who} saved a newer version at {at}. What you typed is below and not saved yet. Saving now puts your version "
            "on top; the other one stays in the history."
        )

    def _compare_button(self) -> Any:
        loaded = self.request.POST.get("overwrite_revision_id") or self.request.POST.get("loaded_revision_id")
        loaded = loaded if str(loaded).isdecimal() else "earliest"
        url = reverse("wagtailadmin_pages:revisions_compare", args=(self.page.pk, loaded, self.latest_revision.pk))
        return messages.button(url, "See what changed", new_window=True)

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's, and ours."""
        ours = [ChecklistPanel(self.page, self.request), *offers_panels(self.real_page_record.specific, self.request)]
        return MediaContainer(sorted([*super().get_side_panels(), *ours], key=_order))


def _order(panel: BaseSidePanel) -> int:
    return int(panel.order)


class ItemViewSet(PageViewSet):
    """Items are edited with a checklist beside them."""

    model = ItemPage
    add_view_class = ItemCreateView
    edit_view_class = ItemEditView
    icon = "doc-full"


@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Every kept page that an item's latest draft cites, as a WACZ file, for those who may edit it."""
    item = get_object_or_404(ItemPage, pk=pk)
    if not item.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    pack_item(item.get_latest_revision_as_object(), target, for_readers=False)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{item.slug}.wacz", content_type=WACZ_TYPE)


class ClipFilterForm(BaseFilterForm):
    """Finds clips by words, source or headline."""

    q = forms.CharField(
        label="Search", required=False, widget=forms.TextInput(attrs={"placeholder": "Words, source or headline"})
    )

    def filter(self, objects: Any) -> Any:
        """Clips with these words in them or in what they come from."""
        self.search_query = words = self.cleaned_data.get("q")
        self.is_searching = bool(words)
        found = Q(exact__icontains=words) | Q(revision__headline__icontains=words)
        found |= Q(revision__article__source__name__icontains=words)
        return super().filter(objects.filter(found) if words else objects)


class _ClipList:
    """Newest clips first, each with its words, source and time."""

    filter_form_class = ClipFilterForm
    ordering = ("-created_at", "-pk")

    def get_object_list(self) -> Any:
        """All that is printed in one query."""
        return Clip.objects.with_provenance().select_related("created_by")

    @property
    def columns(self) -> list[Column]:
        """The words to choose by, and where they come from."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("headline", label="Article", accessor="revision.headline"),
            DateColumn("created_at", label="Clipped"),
        ]


class ClipChooseView(_ClipList, ChooseView):
    """The window to choose a clip in."""


class ClipChooseResultsView(_ClipList, ChooseResultsView):
    """Its rows only, as the search fetches them."""


class DeskClipChooserViewSet(ClipChooserViewSet):
    """The item editor's chooser of clips; its address is the one the blocks know."""

    choose_view_class = ClipChooseView
    choose_results_view_class = ClipChooseResultsView


clip_chooser_viewset = DeskClipChooserViewSet("clip_chooser")
