"""New articles of a live item's story, offered as updates: beside the editor and on the page "Waiting"."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.utils import get_valid_next_url_from_request

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.items.actions import accept_offer, dismiss_offer, restore_offer
from tearsheet.newsroom.items.errors import ItemError
from tearsheet.newsroom.items.models import ItemPage, OfferDecision
from tearsheet.newsroom.items.offers import Offer, find_offers

#: Live items looked through for offers, those whose story moved last.
ITEMS_WATCHED = 60
DISMISSED_SHOWN = 5


class OffersPanel(BaseSidePanel):
    """New in this story: articles that would make an update, each accepted or dismissed with one key."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Shows how many there are."""

        aria_label = "Toggle the list of updates on offer"
        icon_name = "mail"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Add the count."""
            return {**super().get_context_data(parent_context), "count": len(self.panel.offers)}

    name = "offers"
    title = "New in this story"
    template_name = "desk/offers_panel.html"
    order = 160

    def __init__(self, item: ItemPage, request: Any) -> None:
        """Look for new articles.

        Args:
            item: as it is stored.
            request: of the editor.
        """
        self.offers = find_offers([item]).get(item.pk, [])
        decided = OfferDecision.objects.filter(item=item, state=OfferDecision.State.DISMISSED)
        self.dismissed = list(decided.select_related("article__source", "article__current")[:DISMISSED_SHOWN])
        super().__init__(item, request)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the offers, those dismissed last, and where to come back to."""
        context = super().get_context_data(parent_context)
        return {**context, "offers": self.offers, "dismissed": self.dismissed, "item": self.object}


def offers_panels(item: Any, request: Any) -> list[BaseSidePanel]:
    """The panel, for live items about a story."""
    return [OffersPanel(item, request)] if item.live and item.story_id else []


def list_dismissed(user: Any) -> Any:
    """What was dismissed last for the items that this user may edit."""
    decided = OfferDecision.objects.filter(state=OfferDecision.State.DISMISSED)
    rows = decided.filter(item__in=ItemPage.objects.editable_by(user)).select_related(
        "item", "article__source", "article__current"
    )
    return rows[:DISMISSED_SHOWN]


def gather_offers(user: Any) -> list[tuple[ItemPage, list[Offer]]]:
    """What is on offer for the items that this user may edit; a few queries, whatever the number of items."""
    items = list(
        ItemPage.objects.editable_by(user)
        .awaiting_updates()
        .select_related("story")
        .order_by("-story__last_at")[:ITEMS_WATCHED]
    )
    offers = find_offers(items)
    return [(item, offers[item.pk]) for item in items if offers.get(item.pk)]


@require_POST
def accept(request: HttpRequest, **keys: int) -> HttpResponse:
    """Put an offered update into the draft."""
    return _decide(request, accept_offer, keys, "“{}” is in the draft as an update. Publish it when it is ready.")


@require_POST
def dismiss(request: HttpRequest, **keys: int) -> HttpResponse:
    """Offer it no more."""
    return _decide(request, dismiss_offer, keys, "“{}” is not offered any more. It stands under “Dismissed”.")


@require_POST
def restore(request: HttpRequest, **keys: int) -> HttpResponse:
    """Offer it again."""
    return _decide(request, restore_offer, keys, "“{}” is on offer again.")


def _decide(request: Any, action: Any, keys: dict[str, int], words: str) -> HttpResponse:
    """Do it, say so (or why not), and go back to where it was asked."""
    item = get_object_or_404(ItemPage, pk=keys["item"])
    article = get_object_or_404(Article.objects.select_related("source", "current"), pk=keys["article"])
    back = get_valid_next_url_from_request(request) or reverse("desk:waiting")
    try:
        action(actor=request.user, item=item, article=article)
    except ItemError as error:
        messages.error(request, str(error))
    else:
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[item.pk]), "Edit the item")
        messages.success(request, words.format(article.headline), buttons=[edit])
    return redirect(back)
