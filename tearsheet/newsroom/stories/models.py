"""What belongs together. A Placement puts an article into a Story; a Copy says whose words an article repeats."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.querysets import DecisionQuerySet, StoryQuerySet


class Story(models.Model):  # type: ignore[django-manager-missing]  # its items are pages, which have no types
    """A running event and the articles about it. The counts are kept here so that the inbox is one query."""

    headline = models.TextField(help_text="Of its first article, until an editor names it")
    language = models.CharField(max_length=12)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    article_count = models.PositiveIntegerField(default=0)
    origin_count = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
        help_text="Where its articles went; whoever asks for this story is led there",
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        indexes = [models.Index(fields=["language", "-last_at"])]

    def __str__(self) -> str:
        return self.headline

    @property
    def home(self) -> "Story":
        """The story that holds its articles now: itself, unless an editor merged it into another."""
        return self.merged_into or self


class Origin(models.Model):
    """One independent reporting behind some of a story's articles."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="origins")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", help_text="The first of them")

    def __str__(self) -> str:
        return f"{self.article.source.name} on {self.story}"


class Placement(models.Model):
    """An article's place: in exactly one story, with the reason, and behind it one origin."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="placement")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="placements")
    at = models.DateTimeField(default=timezone.now)
    score = models.FloatField(default=0.0, help_text="In [0, 1]; 0 for the article that opened the story")
    reason = models.TextField(blank=True)
    terms = models.JSONField(default=list, help_text="What the article is about, as the engine weighed it")
    is_pinned = models.BooleanField(default=False, help_text="An editor said so: the machine leaves it where it is")
    origin = models.ForeignKey(Origin, null=True, on_delete=models.SET_NULL, related_name="placements")
    origin_reason = models.TextField(
        blank=True, help_text="Why it shares another's origin; of an origin itself, whom it cites"
    )

    class Meta:
        indexes = [models.Index(fields=["story", "at"])]

    def __str__(self) -> str:
        return f"{self.article} in {self.story}"


class Copy(models.Model):
    """An article whose text is (nearly) another's."""

    class Kind(models.TextChoices):
        """How much of the other's text it has."""

        WHOLE = "whole", "The whole text"
        SHORTENED = "shortened", "A shortened text"
        EMBEDDED = "embedded", "Set into a longer text"

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="copy")
    of = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="copies")
    share = models.FloatField(help_text="Of the shorter text, found in the longer; in [0, 1]")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "copies"

    def __str__(self) -> str:
        return f"{self.article} copies {self.of}"


class StoryVisit(models.Model):
    """When an editor last looked at a story."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "story"], name="one_visit_a_story")]

    def __str__(self) -> str:
        return f"{self.user} saw {self.story}"


class OriginRuling(models.Model):
    """An editor's word on where an article's reporting comes from; every count keeps to it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="origin_ruling")
    of = models.ForeignKey(
        Article,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The article whose origin it shares; none if it is an origin of its own",
    )
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.article}: {self.words}"

    @property
    def words(self) -> str:
        """The ruling as a reason, beside those that the machine gives; needs `of` and its source."""
        ruled = f"one origin with {self.of.source.name}" if self.of else "an origin of its own"
        return f"{ruled}, says an editor: {self.reason}"


class Stance(models.Model):
    """Whether an editor follows a story or wants to hear no more of it."""

    class Kind(models.TextChoices):
        """What an editor wants of a story."""

        FOLLOW = "follow", "Followed"
        MUTE = "mute", "Muted"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="stances")
    kind = models.CharField(max_length=6, choices=Kind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "story"], name="one_stance_a_story")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.story}"


class Threshold(models.Model):
    """How much an article must be like a story to be put into it. The latest row is in force; the others are history."""

    value = models.FloatField(help_text="In [0, 1]")
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.value:g} since {self.at:%Y-%m-%d %H:%M}"


class Decision(models.Model):
    """What an editor decided about stories: who, when, what and why, and all that is needed to undo it exactly."""

    class Kind(models.TextChoices):
        """What was done."""

        MERGE = "merge", "Merged"
        SPLIT = "split", "Split off"
        MOVE = "move", "Moved"
        PIN = "pin", "Pinned"
        UNPIN = "unpin", "Unpinned"
        RENAME = "rename", "Renamed"
        NOT_A_COPY = "not_a_copy", "Not a copy"
        ONE_ORIGIN = "one_origin", "One origin"
        OWN_ORIGIN = "own_origin", "Own origin"
        STANCE = "stance", "Followed or muted"
        REGROUP = "regroup", "Grouped anew"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    stories = models.ManyToManyField(Story, related_name="decisions", help_text="In whose history it stands")
    what = models.TextField(help_text="In words, with the names things had")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.JSONField(help_text="The facts that it changed, as they were")
    after = models.JSONField(help_text="The same facts, as it left them")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.what
