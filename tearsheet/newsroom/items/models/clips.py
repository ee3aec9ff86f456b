"""What proves: a clip points at kept text, its checks say how it stood and when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator

from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.querysets import ClipQuerySet


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

    #: The takedown that covers it, where it was read for readers; then its words are empty.
    takedown: Any = None

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
    """When a clip was checked, against its kept text or at its source, and how it stood. History stays."""

    class State(models.TextChoices):
        """How the words stood."""

        VERBATIM = "verbatim", "Verbatim"
        CHANGED = "changed", "Changed"
        ABSENT = "absent", "Absent"
        PAGE_GONE = "page_gone", "The page is gone"
        UNREADABLE = "unreadable", "The page does not show the article"

    clip = models.ForeignKey(Clip, on_delete=models.PROTECT, related_name="checks")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices)
    is_at_source = models.BooleanField(default=False, help_text="Whether the source's page was read again for it")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["clip", "-at"])]

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%d %H:%M}"
