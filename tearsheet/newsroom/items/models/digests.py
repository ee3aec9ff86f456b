"""Digests that were handed in as text: what proves what a draft was read from."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.intake.models import Snapshot


class Digest(models.Model):
    """A digest as it was handed in. Its file is kept, and says exactly what the capture said."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="digest")
    name = models.CharField(max_length=300, help_text="The name of the file")
    section_name = models.CharField(max_length=200, blank=True, help_text="As the digest says; empty if it does not")
    repairs = models.JSONField(default=list, help_text="Wrong characters, and what they were read as")
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return f"{self.name}, taken in {self.taken_at:%Y-%m-%d %H:%M}"


class DigestDraft(models.Model):
    """Which item was read from a digest; the same words read again are the same item."""

    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, related_name="drafts")
    item = models.OneToOneField("items.ItemPage", on_delete=models.CASCADE, related_name="digest_draft")
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of all that the digest says of this item")
    icon_name = models.CharField(max_length=200, blank=True, help_text="As the digest names it, known here or not")

    def __str__(self) -> str:
        return f"{self.item} from {self.digest.name}"
