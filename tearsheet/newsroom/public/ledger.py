"""The site's ledger of corrections: a page, and feeds of its newest entries."""

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from tearsheet.newsroom.items.models import Correction
from tearsheet.newsroom.public.addresses import whole
from tearsheet.newsroom.public.feed_formats import AtomFormat, JsonFormat, RssFormat
from tearsheet.newsroom.public.feeds import printable

ENTRIES_A_PAGE = 40


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Everything that was put right or withdrawn, newest first."""
    rows = Paginator(Correction.objects.for_ledger(), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/corrections.html", {"rows": rows})


@conditional_page
@require_safe
def corrections_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest entries, as a feed."""
    if kind not in LEDGER_FEEDS:
        raise Http404("There are feeds in RSS, Atom and JSON.")
    return LEDGER_FEEDS[kind](request)


class LedgerFeed(Feed):
    """The newest entries of the ledger; what Django's syndication asks for, in its words."""

    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest) -> str:
        """The feed's own address."""
        return whole(request.path)

    def title(self) -> str:
        """Of the feed."""
        return printable(f"{settings.WAGTAIL_SITE_NAME}: Corrections")

    description = subtitle = "What was put right, renamed or withdrawn after publication"

    def link(self) -> str:
        """The page of the same."""
        return whole(reverse("corrections"))

    def feed_url(self, url: str) -> str:
        """The feed's own."""
        return url

    def items(self) -> list[Correction]:
        """The newest entries."""
        return list(Correction.objects.for_ledger()[:ENTRIES_A_PAGE])

    def item_title(self, item: Correction) -> str:
        """What happened to what; the headline of a withdrawn item is gone too."""
        return printable(f"{item.get_kind_display()}: {'a withdrawn item' if item.is_killed else item.headline}")

    def item_description(self, item: Correction) -> None:  # type: ignore[override]  # noqa: ARG002
        """None: the content is whole."""
        return

    def item_link(self, item: Correction) -> str:
        """The entry on the page of all."""
        return f"{whole(reverse('corrections'))}#c-{item.pk}"

    def item_guid(self, item: Correction) -> str:
        """Stays the same."""
        return f"{whole(reverse('corrections'))}#c-{item.pk}"

    def item_pubdate(self, item: Correction) -> Any:
        """When it was written."""
        return item.at

    item_updateddate = item_pubdate

    def item_author_name(self) -> str:
        """The publication."""
        return str(settings.WAGTAIL_SITE_NAME)

    def item_extra_kwargs(self, item: Correction) -> dict[str, Any]:
        """What our formats add."""
        content = render_to_string("public/ledger_entry.html", {"correction": item, "base": whole("/")})
        return {
            "content": printable(content),
            "source": None,
            "language": "en",
            "image": "",
            "verify_url": "",
            "blocks": [],
            "status": item.kind,
        }


class _Rss(LedgerFeed):
    feed_type = RssFormat


class _Atom(LedgerFeed):
    feed_type = AtomFormat


class _Json(LedgerFeed):
    feed_type = JsonFormat


LEDGER_FEEDS: dict[str, LedgerFeed] = {"rss": _Rss(), "atom": _Atom(), "json": _Json()}
