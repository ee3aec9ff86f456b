"""What may not be shown any more, and what may be shown although a limit says no."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.items.models.clips import Clip
from tearsheet.newsroom.items.querysets import TakedownQuerySet
from tearsheet.newsroom.sources.models import Source


class Takedown(models.Model):
    """A passage withdrawn everywhere. While it is in force nothing prints its words."""

    clip = models.ForeignKey(Clip, on_delete=models.PROTECT, related_name="takedowns")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(help_text="For the desk: who asked, and why")
    text = models.TextField(blank=True, help_text="What readers are told beside the date")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lift_reason = models.TextField(blank=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        permissions = [("take_down", "Can withdraw excerpts everywhere")]
        constraints = [
            models.UniqueConstraint(
                fields=["clip"], condition=models.Q(lifted_at__isnull=True), name="one_takedown_in_force_a_clip"
            )
        ]

    def __str__(self) -> str:
        return f"Takedown of {self.clip}"


class RightsOverride(models.Model):
    """A chief editor's word that an item may use more of an article, or a picture, than its source's limits allow.

    It covers what was used when it was given: whoever uses more needs another.
    """

    item = models.ForeignKey("items.ItemPage", on_delete=models.CASCADE, related_name="rights_overrides")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey(
        Article, null=True, on_delete=models.PROTECT, related_name="+", help_text="None for the source's pictures"
    )
    characters = models.PositiveIntegerField(default=0, help_text="How many of the article's characters it covers")
    reason = models.TextField(validators=[MinLengthValidator(1)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source}: {self.reason[:60]}"
