"""What grows under an item: updates."""

from datetime import date

from django.db import models
from django.forms import HiddenInput, TextInput
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.blocks import UPDATE_VOICES
from tearsheet.newsroom.sources.models import URL_MAX


class Update(Orderable):
    """A dated development under an item."""

    item = ParentalKey("items.ItemPage", on_delete=models.CASCADE, related_name="updates")
    at = models.DateTimeField(
        default=timezone.now, null=True, blank=True, verbose_name="time", help_text="Empty while it is not known"
    )
    is_day_only = models.BooleanField(default=False, verbose_name="only the day is known")
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
    captured = models.CharField(
        max_length=500, blank=True, verbose_name="read from", help_text="The capture, and what it does not say"
    )
    body = StreamField(UPDATE_VOICES, blank=True)

    panels = [
        FieldPanel("captured", widget=TextInput(attrs={"readonly": True, "placeholder": " "})),
        FieldRowPanel([FieldPanel("at"), FieldPanel("is_day_only"), FieldPanel("source_name")]),
        FieldPanel("headline"),
        FieldPanel("url"),
        FieldPanel("body"),
        # Carried along unseen: whether the headline is the source's own is checked against it, not taken from it.
        FieldPanel("revision", widget=HiddenInput, attrs={"hidden": True}),
    ]

    class Meta(Orderable.Meta):
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        day = f"{self.at:%Y-%m-%d}" if self.at else "day unknown"
        return f"UPDATE {self.source_name or 'by the desk'}, {day}: {self.headline}"

    @property
    def when(self) -> date | None:
        """When it happened: a time; a day in the site's time zone where no more is known; None where nothing is."""
        return timezone.localdate(self.at) if self.at and self.is_day_only else self.at

    @property
    def is_ours(self) -> bool:
        """Whether the desk itself speaks."""
        return not self.source_name

    @property
    def has_verbatim_headline(self) -> bool:
        """Whether the headline is the source's own."""
        return self.revision is not None and self.revision.headline == self.headline
