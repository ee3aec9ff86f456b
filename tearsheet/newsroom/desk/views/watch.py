"""Changed sources: what was changed after we printed it, each with its difference, until an editor has decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from tearsheet.newsroom.desk.filters import SourceChangeFilters
from tearsheet.newsroom.desk.forms import DecisionForm
from tearsheet.newsroom.desk.reading import Run, lay_passage
from tearsheet.newsroom.desk.views.base import DeskListing, DeskPage
from tearsheet.newsroom.items.actions import cut_anew, decide_change, undo_decision
from tearsheet.newsroom.items.errors import ItemError
from tearsheet.newsroom.items.models import Citation, ClipCheck, ItemPage, SourceChange, Watch
from tearsheet.newsroom.pipeline.schedule import watch_now

MAY_DECIDE = "items.decide_watch"
_LINKED_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change as the desk shows it.

    Attributes:
        change: with clip, source and citations.
        runs: our passage and what stands there now, as runs of words.
    """

    change: SourceChange
    runs: tuple[Run, ...]

    @property
    def citations(self) -> list[Citation]:
        """Where published items print it."""
        return list(self.change.clip.citations.all())

    @property
    def recut_url(self) -> str:
        """The article as it reads now, opened at the passage, ready to clip into the first item."""
        article = self.change.clip.revision.article
        item = self.citations[0].item_id if self.citations else ""
        words = self.change.found.split()
        start, end = " ".join(words[:_LINKED_WORDS]), " ".join(words[-_LINKED_WORDS:])
        short = len(words) <= 2 * _LINKED_WORDS
        place = quote(" ".join(words), safe="") if short else f"{quote(start, safe='')},{quote(end, safe='')}"
        seen = self.change.state == ClipCheck.State.CHANGED
        query = urlencode({"item": item})
        return f"{reverse('desk:article', args=[article.pk])}?{query}{f'#:~:text={place}' if seen else ''}"


def lay_rows(changes: Sequence[SourceChange]) -> list[ChangeRow]:
    """The rows of these changes, each with its difference."""
    return [ChangeRow(change=change, runs=tuple(_runs(change))) for change in changes]


def _runs(change: SourceChange) -> list[Run]:
    if change.state == ClipCheck.State.CHANGED:
        return lay_passage(change.clip.exact, change.found)
    kind: Any = "same" if change.state == ClipCheck.State.UNREADABLE else "removed"
    return [Run(kind=kind, text=change.clip.exact)]


class WatchView(PermissionRequiredMixin, DeskListing):
    """The changes that wait for an editor, the gravest first; decided ones by the filter."""

    permission_required = MAY_DECIDE
    raise_exception = True
    results_template_name = "desk/watch_results.html"
    list_name = "watch"
    page_title = "Changed sources"
    header_icon = "view"
    filterset_class = SourceChangeFilters
    paginate_by = 20

    def get_base_queryset(self) -> Any:
        """Of what is published, in a fixed number of queries; what waits unless the filter asks for more."""
        changes = SourceChange.objects.current().for_desk().gravest_first()
        return changes if self.request.GET.get("decision") else changes.filter(decision="")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows, and how many pages are watched."""
        context = super().get_context_data(**kwargs)
        rows = lay_rows(list(context["object_list"]))
        return {**context, "rows": rows, "watched_count": Watch.objects.cited().count()}


class ChangeView(PermissionRequiredMixin, DeskPage):
    """One change: the difference, where it is printed, how the words stood before, and what to do."""

    permission_required = MAY_DECIDE
    raise_exception = True
    template_name = "desk/change.html"
    header_icon = "view"
    under = ("desk:watch", "Changed sources")
    crumb = "Change"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find the change."""
        super().setup(request, *args, **kwargs)
        self.change = get_object_or_404(SourceChange.objects.for_desk(), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """What changed, and where."""
        return f"{self.change.clip.revision.article.source.name}: {self.change.get_state_display().lower()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the difference, the watch and the history."""
        clip = self.change.clip
        (row,) = lay_rows([self.change])
        return {
            "form": DecisionForm(),
            **super().get_context_data(**kwargs),
            "row": row,
            "change": self.change,
            "watch": Watch.objects.filter(article=clip.revision.article_id).first(),
            "checks": clip.checks.filter(is_at_source=True)[:12],
            "earlier": clip.changes.exclude(pk=self.change.pk).select_related("decided_by"),
        }

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Decide, or take a decision back; what was typed stays where it cannot be done."""
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                words, drafts = _decide(request.user, self.change, **form.cleaned_data)
            except ItemError as error:
                form.add_error("note", str(error))
            else:
                messages.success(request, words, buttons=[_edit_button(draft) for draft in drafts])
                return redirect("desk:change", pk=self.change.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _decide(user: Any, change: SourceChange, *, decision: str, note: str) -> tuple[str, list[ItemPage]]:
    """Do it, and say in words what was done, and which drafts it left to be published."""
    if decision == "undo":
        undo_decision(actor=user, change=change)
        return "The decision was taken back: the change waits again.", []
    if decision == "cut":
        return _cut_anew(user, change)
    decide_change(actor=user, change=change, decision=decision, note=note)
    return ("Readers see your note from now on." if decision == "kept" else "Dismissed: readers are not told."), []


def _cut_anew(user: Any, change: SourceChange) -> tuple[str, list[ItemPage]]:
    drafts = cut_anew(actor=user, change=change)
    if not drafts:
        return "No draft holds the old words any more: publish it, and the change is off the list.", []
    names = ", ".join(f"“{draft.title}”" for draft in drafts)
    return f"The new words are in the draft of {names}. Publish it, and the change is off the list.", drafts


def _edit_button(item: ItemPage) -> Any:
    return messages.button(reverse("wagtailadmin_pages:edit", args=[item.pk]), f"Edit “{item.title}”")


@require_POST
@permission_required(MAY_DECIDE)
def look_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the page behind a change read again now."""
    change = get_object_or_404(SourceChange, pk=pk)
    watch_now(Watch.objects.filter(article__revisions__clips=change.clip_id).values_list("pk", flat=True))
    messages.success(request, "The page will be read again now.")
    return redirect("desk:change", pk=pk)


class WatchMenuItem(MenuItem):
    """Changed sources, with how many wait; for those who may decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may decide."""
        return bool(request.user.has_perm(MAY_DECIDE))

    def render_component(self, request: HttpRequest) -> Any:
        """With the count in the label."""
        component = super().render_component(request)
        count = SourceChange.objects.undecided().count()
        component.label = f"{self.label} ({count})" if count else self.label
        return component
