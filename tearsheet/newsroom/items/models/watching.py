"""What is watched after publication: who cites which clip, when its page is read again, and what changed there."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tearsheet.engine.anchors import EditRank
from tearsheet.newsroom.intake.models import Article, Revision
from tearsheet.newsroom.items.models.clips import Clip, ClipCheck
from tearsheet.newsroom.items.querysets import SourceChangeQuerySet, WatchQuerySet


class Citation(models.Model):
    """A published item that prints a clip, as of its last publication; the item's body says the same, but not to a query."""

    item = models.ForeignKey("items.ItemPage", on_delete=models.CASCADE, related_name="citations")
    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="citations")
    block_id = models.CharField(max_length=40, blank=True, help_text="Of the first block that prints it")
    kind = models.CharField(max_length=12, blank=True, help_text="Of that block")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "clip"], name="one_citation_a_clip")]

    def __str__(self) -> str:
        return f"{self.item_id} cites {self.clip_id}"

    @property
    def anchor(self) -> str:
        """The block's id on the page."""
        return f"b-{self.block_id[:8]}"


class Watch(models.Model):
    """When the page of a cited article is read again. Due times and attempts are columns: the queue may be thrown away."""

    class Outcome(models.TextChoices):
        """How the last look ended; only the first two say anything about our words."""

        READ = "read", "Read"
        NOT_MODIFIED = "not_modified", "Not modified"
        FAILED = "failed", "Failed; will be tried again"
        REFUSED = "refused", "Refused by the site, the guard or a limit"
        MISSING = "missing", "The page is not there"
        UNREADABLE = "unreadable", "The page does not show the article"

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="watch")
    next_look_at = models.DateTimeField(default=timezone.now, db_index=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True, help_text="In words, where the outcome needs them")
    changed_at = models.DateTimeField(null=True, blank=True, help_text="When one of our passages last changed there")
    failure_count = models.PositiveIntegerField(default=0)
    absent_count = models.PositiveIntegerField(default=0, help_text="Looks in a row that did not find the article")
    absent_since = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"

    def __str__(self) -> str:
        return f"{self.article}, next look {self.next_look_at:%Y-%m-%d %H:%M}"


class SourceChange(models.Model):
    """Words that a source changed after we printed them: open from the look that found it until they are back or we changed.

    A further change of the same words ends this row and begins another, so that each stays as it was decided on.
    """

    class Decision(models.TextChoices):
        """What the desk makes of it."""

        KEPT = "kept", "Kept as printed, with a note"
        DISMISSED = "dismissed", "Dismissed"

    class Rank(models.IntegerChoices):
        """How much the edit matters; the engine's `EditRank`."""

        NONE = EditRank.NONE, "Not known"
        TYPO = EditRank.TYPO, "Spelling or punctuation"
        WORDING = EditRank.WORDING, "Wording"
        FIGURE_OR_NAME = EditRank.FIGURE_OR_NAME, "Figure or name"
        ATTRIBUTION = EditRank.ATTRIBUTION, "Attribution"
        WITHDRAWN = EditRank.WITHDRAWN, "Withdrawn"

    clip = models.ForeignKey(Clip, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10, choices=ClipCheck.State.choices)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices, default=Rank.NONE)
    found = models.TextField(blank=True, help_text="What stands there now; for a page we cannot read, its first words")
    revision = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The kept page it was seen on",
    )
    found_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, help_text="When it was last seen so")
    ended_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    note = models.TextField(blank=True, help_text="For readers if kept; for the desk if dismissed")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SourceChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-pk"]
        permissions = [("decide_watch", "Can decide on words that a source has changed")]
        constraints = [
            models.UniqueConstraint(
                fields=["clip"], condition=models.Q(ended_at__isnull=True), name="one_open_change_a_clip"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.get_rank_display().lower()}) since {self.found_at:%Y-%m-%d %H:%M}"

    @property
    def is_public(self) -> bool:
        """Whether readers are told: of what is certain at once, of an unreadable page only with the desk's note."""
        if self.ended_at is not None or self.decision == self.Decision.DISMISSED:
            return False
        return self.state != ClipCheck.State.UNREADABLE or self.decision == self.Decision.KEPT
