"""What we publish. The page composes, the rows prove: bodies refer to clips, clips to kept text."""

from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.forms import HiddenInput
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language_info
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.blocks import UPDATE_VOICES, VOICES
from tearsheet.newsroom.items.errors import PublicationRefused
from tearsheet.newsroom.items.forms import ItemPageForm
from tearsheet.newsroom.items.querysets import ClipQuerySet, ItemQuerySet, day_bounds
from tearsheet.newsroom.sources.models import URL_MAX
from tearsheet.newsroom.stories.models import Story

ITEMS_A_PAGE = 20


class TopicIcon(models.Model):
    """A named icon above a headline ("Anchor", "Ballot Box")."""

    name = models.CharField(max_length=60, unique=True)
    alt = models.CharField(max_length=200, verbose_name="alternative text")
    svg = models.TextField(verbose_name="SVG", help_text="One <svg> element of shapes; scripts and links are refused")

    panels = [FieldPanel("name"), FieldPanel("alt"), FieldPanel("svg")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an SVG that holds anything but shapes."""
        from tearsheet.newsroom.items.icons import clean_svg

        super().clean()
        self.svg = clean_svg(self.svg)


class Clip(models.Model):
    """A passage cut from a revision. Immutable: what was cut stays what was cut."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="clips")
    exact = models.TextField(help_text="The source's own words")
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(help_text="Code points in the revision's text")
    end = models.PositiveIntegerField(help_text="Half-open")
    sha256 = models.CharField(max_length=64, help_text="Of the exact words")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="clips")

    objects = ClipQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"“{Truncator(self.exact).chars(70)}”, {self.revision.article.source.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new clip; an old one is never written again.

        Raises:
            TypeError: if the clip exists already.
        """
        if self.pk and not self._state.adding:
            msg = "A clip is immutable: cut a new one."
            raise TypeError(msg)
        super().save(*args, **kwargs)


class ClipCheck(models.Model):
    """When a clip was checked against its kept text, and how it stood. History stays."""

    class State(models.TextChoices):
        """How the words stood."""

        VERBATIM = "verbatim", "Verbatim"
        CHANGED = "changed", "Changed"
        ABSENT = "absent", "Absent"

    clip = models.ForeignKey(Clip, on_delete=models.PROTECT, related_name="checks")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%d %H:%M}"


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
        InlinePanel("corrections", heading="Corrections", label="Correction"),
    ]

    class Meta:
        verbose_name = "item"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what is live is checked first, whoever saves it (editor, workflow, schedule, API, shell).

        Raises:
            PublicationRefused: if a live item would show something unproved.
        """
        from tearsheet.newsroom.items.checks import find_problems

        fields = kwargs.get("update_fields")
        if self.live and (fields is None or "body" in fields) and (problems := find_problems(self)):
            raise PublicationRefused(problems)
        super().save(*args, **kwargs)

    @cached_property
    def is_rtl(self) -> bool:
        """Whether our own words on this page run from right to left."""
        try:
            return bool(get_language_info(self.language)["bidi"])
        except KeyError:
            return False

    @cached_property
    def sorted_updates(self) -> "list[Update]":
        """Its updates, newest first."""
        return sorted(self.updates.all(), key=lambda update: update.at, reverse=True)


class Update(Orderable):
    """A dated development under an item."""

    item = ParentalKey(ItemPage, on_delete=models.CASCADE, related_name="updates")
    at = models.DateTimeField(default=timezone.now, verbose_name="time")
    source_name = models.CharField(
        max_length=200, blank=True, verbose_name="source", help_text="Who reports it; empty for an update by the desk"
    )
    headline = models.CharField(max_length=500)
    url = models.URLField(max_length=URL_MAX, blank=True, verbose_name="address")
    revision = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The kept article it comes from; its headline is verbatim while it equals this revision's",
    )
    body = StreamField(UPDATE_VOICES, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("at"), FieldPanel("source_name")]),
        FieldPanel("headline"),
        FieldPanel("url"),
        FieldPanel("body"),
        # Carried along unseen: whether the headline is the source's own is checked against it, not taken from it.
        FieldPanel("revision", widget=HiddenInput),
    ]

    class Meta(Orderable.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"UPDATE {self.source_name or 'by the desk'}, {self.at:%Y-%m-%d}: {self.headline}"

    @property
    def is_ours(self) -> bool:
        """Whether the desk itself speaks."""
        return not self.source_name

    @property
    def has_verbatim_headline(self) -> bool:
        """Whether the headline is the source's own."""
        return self.revision is not None and self.revision.headline == self.headline


class Correction(Orderable):
    """What we got wrong, in the open."""

    item = ParentalKey(ItemPage, on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField(default=timezone.now, verbose_name="time")
    text = models.TextField(help_text="What was wrong, and what is right")

    panels = [FieldPanel("at"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Correction of {self.at:%Y-%m-%d}"
