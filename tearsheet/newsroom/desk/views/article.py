"""An article as it is read, and the clipping of its passages."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from tearsheet.engine.model import Span
from tearsheet.newsroom.archive.searching import find_similar
from tearsheet.newsroom.desk.forms import ClipForm
from tearsheet.newsroom.desk.reading import lay_blocks, lay_changes
from tearsheet.newsroom.desk.views.base import DeskPage
from tearsheet.newsroom.intake.mapping import blocks_of
from tearsheet.newsroom.intake.models import Article, Revision
from tearsheet.newsroom.items.actions import clip_into
from tearsheet.newsroom.items.errors import ItemError, NotAllowed
from tearsheet.newsroom.items.models import Clip, ItemPage

#: Where the session keeps the item that was last clipped into.
LAST_ITEM = "desk_last_item"
#: How many articles like this one are named; how many of its own story are left out of them.
SIMILAR_SHOWN, MOST_TOLD = 6, 100
#: No article has a revision with so long a number.
MANY_DIGITS = 9


class ArticleView(DeskPage):
    """Shows one revision of an article; the current one unless `?revision=` names another."""

    template_name = "desk/article.html"
    header_icon = "doc-full"
    under = ("desk:articles", "Articles")
    crumb = "Article"

    @cached_property
    def article(self) -> Article:
        """The article, with all that is said of it."""
        context = ("source__owner_family", "current", "placement__story", "placement__origin__article__source")
        return get_object_or_404(
            Article.objects.select_related(*context, "copy__of__source", "copy__of__current"), pk=self.kwargs["pk"]
        )

    @cached_property
    def revision(self) -> Revision:
        """The revision that is shown."""
        wanted = self.request.GET.get("revision", "")
        current = self.article.current.number if self.article.current else 0
        number = int(wanted) if wanted.isdecimal() and len(wanted) < MANY_DIGITS else current
        return get_object_or_404(self.article.revisions.select_related("snapshot"), number=number)

    def get_page_title(self) -> str:
        """The headline as this revision has it."""
        return self.revision.headline

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the text with its clips, the revisions and the form under the text."""
        clips = list(self.revision.clips.select_related("created_by").order_by("start", "pk"))
        spans = [(clip.pk, Span(start=clip.start, end=clip.end)) for clip in clips]
        return {
            **super().get_context_data(**kwargs),
            "article": self.article,
            "revision": self.revision,
            "blocks": lay_blocks(blocks_of(self.revision), spans),
            "clips": clips,
            "revisions": self.article.revisions.in_time_order()
            .select_related("snapshot")
            .defer("text", "blocks", "fingerprint"),
            "changes": self._changes(),
            "sourcings": self.revision.sourcings.all(),
            "similar": self._similar(),
            "can_clip": self.request.user.has_perm("items.add_clip"),
            "clip_form": kwargs.get("clip_form") or self._blank_form(),
        }

    def _similar(self) -> Any:
        """Articles like this one that its story does not hold: what may be worth a "see also"."""
        told = Article.objects.filter(placement__story=self._story_id).values_list("pk", flat=True)
        without = list(told[:MOST_TOLD]) if self._story_id else []
        found = find_similar(self.article, without=without, limit=SIMILAR_SHOWN)
        return Article.objects.with_sources().select_related("placement__story").in_order(found)

    def _changes(self) -> Any:
        """What this revision changed in the one before it, or None for the first."""
        before = self.article.revisions.before(self.revision)
        return lay_changes(before.text, self.revision.text) if before else None

    def _blank_form(self) -> ClipForm:
        """As it stands before anything is typed: into the item that `?item=` names or the last one used, else a new one."""
        asked = self.request.GET.get("item", "")
        item = int(asked) if asked.isdecimal() and len(asked) < MANY_DIGITS else self.request.session.get(LAST_ITEM)
        initial = {"headline": self.revision.headline[:255], "item": item}
        return ClipForm(user=self.request.user, story_id=self._story_id, initial=initial)

    @property
    def _story_id(self) -> int | None:
        placement = getattr(self.article, "placement", None)
        return placement.story_id if placement else None

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Clip a passage into an item: the selection bar gets JSON, the form under the text a page."""
        form = ClipForm(request.POST, user=request.user, story_id=self._story_id)
        if not form.is_valid():
            return self._say_refused(form, status=422)
        try:
            made, item = clip_into(actor=request.user, revision=self.revision, **form.cleaned_data)
        except ItemError as error:
            form.add_error(None, str(error))
            return self._say_refused(form, status=403 if isinstance(error, NotAllowed) else 422)
        request.session[LAST_ITEM] = item.pk
        return self._say_clipped(made, item)

    def _say_clipped(self, made: Clip, item: ItemPage) -> HttpResponse:
        edit = reverse("wagtailadmin_pages:edit", args=[item.pk])
        words = f"Clipped into “{item.title}”."
        if not self.request.accepts("text/html"):
            return JsonResponse(
                {"message": words, "edit_url": edit, "clip": made.pk, "item": item.pk, "title": item.title}
            )
        messages.success(self.request, words, buttons=[messages.button(edit, "Edit it")])
        return redirect(f"{self.request.path}?revision={self.revision.number}#clip-{made.pk}")

    def _say_refused(self, form: ClipForm, *, status: int) -> HttpResponse:
        if self.request.accepts("text/html"):
            return self.render_to_response(self.get_context_data(clip_form=form), status=status)
        said = " ".join(str(message) for errors in form.errors.values() for message in errors)
        return JsonResponse({"error": said, "selection": form["selection"].value() or ""}, status=status)
