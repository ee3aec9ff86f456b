"""What we publish. The page composes, the rows prove: bodies refer to clips, clips to kept text."""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language_info
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from tearsheet.newsroom.items.blocks import VOICES
from tearsheet.newsroom.items.errors import PublicationRefused
from tearsheet.newsroom.items.forms import ItemPageForm
from tearsheet.newsroom.items.models.icons import TopicIcon
from tearsheet.newsroom.items.models.ledger import Correction
from tearsheet.newsroom.items.models.rows import Update
from tearsheet.newsroom.items.querysets import ItemQuerySet, day_bounds
from tearsheet.newsroom.sources.models import URL_MAX
from tearsheet.newsroom.stories.models import Story

ITEMS_A_PAGE = 20


class FrontPage(Page):
    """The site's first page: the newest items of every section."""

    tagline = models.CharField(max_length=200, blank=True)

    template = "public/front_page.html"
    content_panels = [*Page.content_panels, FieldPanel("tagline")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["items.SectionPage"]
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `items`, newest first, and `sections`."""
        items = ItemPage.objects.live().public().descendant_of(self).newest_first().for_listing()
        return {
            **super().get_context(request, *args, **kwargs),
            "items": items.select_related("icon", "picture")[:ITEMS_A_PAGE],
            "sections": SectionPage.objects.live().public().child_of(self),
        }


class SectionPage(RoutablePageMixin, Page):
    """A section: its items newest first, page by page, and an archive by days."""

    description = models.CharField(max_length=300, blank=True)

    template = "public/section_page.html"
    content_panels = [*Page.content_panels, FieldPanel("description")]
    parent_page_types = ["items.FrontPage"]
    subpage_types = ["items.ItemPage"]

    def items(self) -> ItemQuerySet:
        """Its live items, newest first."""
        return ItemPage.objects.child_of(self).live().public().newest_first()

    @path("")
    def list_items(self, request: HttpRequest) -> HttpResponse:
        """The newest items; `?page=2` and so on for older ones."""
        return self.render(request, context_overrides=self._listing(request, self.items()))

    @path("<int:year>/<int:month>/<int:day>/")
    def list_day(self, request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
        """The items of one day, with the days before and after that have any."""
        try:
            the_day = date(year, month, day)
        except ValueError as error:
            raise Http404("There is no such day.") from error
        start, end = day_bounds(the_day)
        earlier = self.items().filter(first_published_at__lt=start).first()
        later = self.items().filter(first_published_at__gte=end).last()
        return self.render(
            request,
            context_overrides={
                **self._listing(request, self.items().on_day(the_day)),
                "day": the_day,
                "day_before": earlier and timezone.localdate(earlier.first_published_at),
                "day_after": later and timezone.localdate(later.first_published_at),
            },
        )

    def _listing(self, request: HttpRequest, items: ItemQuerySet) -> dict[str, Any]:
        paginator = Paginator(items.for_listing(), ITEMS_A_PAGE)
        return {"items_page": paginator.get_page(request.GET.get("page")), "day": None}


class ItemPage(Page):
    """What we publish: one headline, and blocks in voices."""

    icon = models.ForeignKey(TopicIcon, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=12, default="en", help_text="Of our own words on this page")
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField(max_length=300, blank=True, verbose_name="alternative text")
    picture_caption = models.CharField(max_length=500, blank=True, verbose_name="caption")
    picture_credit = models.CharField(max_length=200, blank=True, verbose_name="credit")
    picture_source = models.CharField(max_length=200, blank=True, verbose_name="taken from")
    picture_source_url = models.URLField(max_length=URL_MAX, blank=True, verbose_name="address it was taken from")
    body = StreamField(VOICES, blank=True)
    story = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="items", editable=False
    )

    objects = PageManager.from_queryset(ItemQuerySet)()

    base_form_class = ItemPageForm
    template = "public/item_page.html"
    parent_page_types = ["items.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("body"), index.FilterField("language")]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("icon"), FieldPanel("language")]),
        MultiFieldPanel(
            [
                FieldPanel("picture"),
                FieldPanel("picture_alt"),
                FieldPanel("picture_caption"),
                FieldPanel("picture_credit"),
                FieldRowPanel([FieldPanel("picture_source"), FieldPanel("picture_source_url")]),
            ],
            heading="Picture",
        ),
        FieldPanel("body"),
        InlinePanel("updates", heading="Updates", label="Update"),
    ]

    class Meta:
        verbose_name = "item"
        permissions = [
            ("correct_item", "Can correct published items"),
            ("withdraw_item", "Can withdraw, recall and restore items"),
            ("override_rights", "Can publish over a source's limits, with a reason"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what is live is checked first, whoever saves it (editor, workflow, schedule, API, shell).

        Raises:
            PublicationRefused: if a live item would show something unproved.
        """
        from tearsheet.newsroom.items.checks import find_problems

        fields = kwargs.get("update_fields")
        if self.live and (fields is None or "body" in fields) and (problems := find_problems(self)):
            raise PublicationRefused(problems, item=self)
        super().save(*args, **kwargs)

    def with_content_json(self, content: Any) -> Any:
        """As Wagtail makes a page from a revision, but the time of first publication is the page's own for good."""
        page = super().with_content_json(content)
        if self.first_published_at is not None:
            page.first_published_at = self.first_published_at
        return page

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """As any page, but one that was withdrawn answers at its address still: with the notice."""
        if not path_components and not self.live and self.withdrawal:
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 410 (gone) with the notice alone once it was withdrawn."""
        if not self.live and self.withdrawal:
            return TemplateResponse(request, "public/withdrawn_page.html", self.get_context(request), status=410)
        return super().serve(request, *args, **kwargs)

    @cached_property
    def withdrawal(self) -> Correction | None:
        """The withdrawal or recall in force, if there is one."""
        return Correction.objects.in_force().filter(item=self.pk).first() if self.pk else None

    @cached_property
    def is_rtl(self) -> bool:
        """Whether our own words on this page run from right to left."""
        try:
            return bool(get_language_info(self.language)["bidi"])
        except KeyError:
            return False

    @cached_property
    def sorted_updates(self) -> list[Update]:
        """Its updates, newest first; those of an unknown day, which only drafts have, before all others."""
        return sorted(self.updates.all(), key=lambda update: (not update.at, update.at), reverse=True)
