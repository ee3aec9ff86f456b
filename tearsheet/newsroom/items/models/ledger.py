"""The public ledger: what was put right, withdrawn or renamed after publication. Entries are added, never changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.items.querysets import CorrectionQuerySet


class Headline(models.Model):
    """A headline that an item was published under; the newest is the one readers know."""

    item = models.ForeignKey("items.ItemPage", on_delete=models.CASCADE, related_name="headlines")
    text = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text


class Correction(models.Model):
    """An entry of the ledger. It outlives its item, and only its end is written later."""

    class Kind(models.TextChoices):
        """What happened."""

        CORRECTION = "correction", "Correction"
        HEADLINE = "headline", "Headline changed"
        WITHDRAWAL = "withdrawal", "Withdrawn"
        RECALL = "recall", "Recalled"
        RESTORATION = "restoration", "Restored"
        TAKEDOWN = "takedown", "Excerpt withdrawn"
        RETURN = "return", "Excerpt shown again"

    item = models.ForeignKey("items.ItemPage", null=True, on_delete=models.SET_NULL, related_name="corrections")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CORRECTION)
    at = models.DateTimeField(default=timezone.now, verbose_name="time", db_index=True)
    text = models.TextField(blank=True, help_text="What readers are told")
    headline = models.CharField(max_length=255, blank=True, help_text="The item's, when this was written")
    before = models.CharField(max_length=255, blank=True, help_text="The headline before")
    after = models.CharField(max_length=255, blank=True, help_text="The headline since")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text="Of a withdrawal or recall: when the item was restored")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"

    @property
    def told(self) -> str:
        """What readers are told, in whole sentences."""
        match self.kind:
            case self.Kind.HEADLINE:
                return f"The headline was “{self.before}” and is now “{self.after}”."
            case self.Kind.TAKEDOWN:
                return f"An excerpt was withdrawn. {self.text}".strip()
            case self.Kind.RETURN:
                return f"An excerpt that was withdrawn is shown again. {self.text}".strip()
            case _:
                return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; of an old one only its end.

        Raises:
            TypeError: for any other change of an entry.
        """
        if not self._state.adding and set(kwargs.get("update_fields") or ["text"]) - {"ended_at"}:
            msg = "An entry of the ledger is never changed: add another."
            raise TypeError(msg)
        super().save(*args, **kwargs)
