"""What we follow: a Source belongs to an OwnerFamily and has Feeds; each look at a feed is a Poll."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.sources.querysets import FeedQuerySet, SourceQuerySet

URL_MAX = 2048


class OwnerFamily(models.Model):
    """Publications under one owner: they do not corroborate each other."""

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name_plural = "owner families"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """A publication or agency."""

    class Kind(models.TextChoices):
        """What sort of publisher it is."""

        AGENCY = "agency", "News agency"
        BROADCASTER = "broadcaster", "Broadcaster"
        PAPER = "paper", "Newspaper or magazine"
        PRESS_OFFICE = "press_office", "Press office"
        BLOG = "blog", "Blog"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    host = models.CharField(
        max_length=253, unique=True, help_text="The host of its pages without www., for example harbourpost.example"
    )
    home_url = models.URLField(max_length=URL_MAX, blank=True, verbose_name="home page")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)
    language = models.CharField(max_length=12, blank=True, help_text="Two letters, for example en")
    country = models.CharField(max_length=2, blank=True)
    owner_family = models.ForeignKey(
        OwnerFamily, null=True, blank=True, on_delete=models.SET_NULL, related_name="sources"
    )
    credit_line = models.CharField(
        max_length=200, blank=True, help_text="How this source wishes to be credited; its name if empty"
    )
    rights_note = models.TextField(blank=True, help_text="What its terms allow, as read")
    longest_excerpt = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name="longest excerpt, in characters",
        help_text="All excerpts of one article in one item together; empty for no limit",
    )
    largest_share = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name="largest share of an article, in per cent",
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="All excerpts of one article in one item together; empty for no limit",
    )
    may_use_pictures = models.BooleanField(default=True, verbose_name="its pictures may be used")
    may_offer_snapshots = models.BooleanField(
        default=False,
        verbose_name="readers may download the kept page",
        help_text="As evidence, beside an item that cites it",
    )
    may_show_differences = models.BooleanField(
        default=False,
        verbose_name="readers may see what it changed",
        help_text="The difference between what we cited and what stands there now",
    )
    reservations = models.JSONField(
        default=list, editable=False, help_text="What it reserves about text mining and AI training, as last read"
    )
    reservations_read_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def credit(self) -> str:
        """What stands under an excerpt."""
        return self.credit_line or self.name


class Feed(models.Model):
    """One address we poll. Due times, attempts and outcomes are columns: the queue may be thrown away."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="feeds")
    url = models.CharField(max_length=URL_MAX, unique=True)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    is_followed = models.BooleanField(default=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_sha256 = models.CharField(max_length=64, blank=True)
    next_poll_at = models.DateTimeField(default=timezone.now, db_index=True)
    interval_seconds = models.PositiveIntegerField(default=1800)
    failure_count = models.PositiveIntegerField(default=0)
    is_unreadable = models.BooleanField(default=False, help_text="Its last body could not be read as a feed")
    last_polled_at = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    moved_to = models.CharField(
        max_length=URL_MAX, blank=True, help_text="Where a permanent redirect pointed; followed when seen again"
    )

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return self.title or self.url


class Poll(models.Model):
    """One look at a feed and what came of it."""

    class Outcome(models.TextChoices):
        """How it ended."""

        CHANGED = "changed", "New entries"
        UNCHANGED = "unchanged", "Nothing new"
        FAILED = "failed", "Failed"

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="polls")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    byte_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["feed", "-at"])]

    def __str__(self) -> str:
        return f"{self.feed} {self.at:%Y-%m-%d %H:%M} {self.outcome}"
