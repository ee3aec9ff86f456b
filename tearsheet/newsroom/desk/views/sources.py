"""What we follow: the list, following something new, polling now."""

from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import HeaderButton

from tearsheet.engine.errors import EngineError
from tearsheet.newsroom.desk.filters import SourceFilters
from tearsheet.newsroom.desk.forms import FollowForm
from tearsheet.newsroom.desk.views.base import DeskListing, DeskPage
from tearsheet.newsroom.pipeline.schedule import request_polls
from tearsheet.newsroom.sources.actions import Followed, follow_address, follow_opml
from tearsheet.newsroom.sources.errors import SourceError
from tearsheet.newsroom.sources.models import Feed, Poll, Source

MAY_FOLLOW = "sources.add_feed"
MAY_POLL = "sources.change_feed"


class SourcesView(DeskListing):
    """Sources, each with its feeds and how their last poll ended."""

    results_template_name = "desk/sources_results.html"
    list_name = "sources"
    page_title = "Sources"
    header_icon = "site"
    filterset_class = SourceFilters

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Follow, for those who may."""
        may = self.request.user.has_perm(MAY_FOLLOW)
        attrs = {"data-key": "f", "data-key-label": "Follow a source"}
        return [HeaderButton("Follow a source", reverse("desk:follow"), icon_name="plus", attrs=attrs)] if may else []

    def get_base_queryset(self) -> Any:
        """With feeds and their last poll, in three queries."""
        latest = Poll.objects.filter(feed=OuterRef("pk")).order_by("-at")
        feeds = Feed.objects.annotate(
            last_outcome=Subquery(latest.values("outcome")[:1]), last_new_count=Subquery(latest.values("new_count")[:1])
        )
        sources = Source.objects.with_counts().select_related("owner_family")
        return sources.prefetch_related(Prefetch("feeds", queryset=feeds)).order_by("name")

    def search_queryset(self, queryset: Any) -> Any:
        """By name or host."""
        words = self.search_query
        return queryset.filter(name__icontains=words) | queryset.filter(host__icontains=words) if words else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this user may do."""
        user = self.request.user
        may = {"may_follow": user.has_perm(MAY_FOLLOW), "may_poll": user.has_perm(MAY_POLL)}
        return {**super().get_context_data(**kwargs), **may, "outcomes": dict(Poll.Outcome.choices)}


class FollowView(PermissionRequiredMixin, DeskPage):
    """The form that follows an address or an OPML list."""

    permission_required = MAY_FOLLOW
    raise_exception = True
    template_name = "desk/follow.html"
    page_title = "Follow a source"
    header_icon = "plus"
    under = ("desk:sources", "Sources")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return {"form": FollowForm(), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Follow, or say why not and keep what was typed."""
        form = FollowForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                followed = _follow(request.user, form.cleaned_data)
            except (SourceError, EngineError) as error:
                form.add_error("opml" if form.cleaned_data["opml"] else "address", str(error))
            else:
                messages.success(request, _count(followed))
                return redirect("desk:sources")
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _follow(user: Any, data: dict[str, Any]) -> Followed:
    if data["opml"]:
        return follow_opml(actor=user, body=data["opml"].read())
    return follow_address(actor=user, address=data["address"], options=settings.FETCH_OPTIONS)


def _count(followed: Followed) -> str:
    """What came of it, in words."""
    added, known = len(followed.added), len(followed.known)
    feeds = f"{added} feed{'' if added == 1 else 's'} added" if added else "Nothing new"
    return f"{feeds}; {known} already followed." if known else f"{feeds}. The first poll comes next."


@require_POST
@permission_required(MAY_POLL)
def poll(request: HttpRequest) -> HttpResponse:
    """Ask for the feeds named in the form, or for all that are followed, to be polled now."""
    feeds = Feed.objects.followed()
    if chosen := [key for key in request.POST.getlist("feed") if key.isdigit()]:
        feeds = feeds.filter(pk__in=chosen)
    keys = list(feeds.values_list("pk", flat=True))
    request_polls(actor=request.user, feed_ids=keys)
    messages.success(request, f"{len(keys)} feed{'' if len(keys) == 1 else 's'} will be polled now.")
    return redirect("desk:sources")
