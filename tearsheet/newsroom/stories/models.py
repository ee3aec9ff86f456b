"""What belongs together. A Placement puts an article into a Story; a Copy says whose words an article repeats."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.querysets import StoryQuerySet


class Story(models.Model):  # type: ignore[django-manager-missing]  # its items are pages, which have no types
    """A running event and the articles about it. The counts are kept here so that the inbox is one query."""

    headline = models.TextField(help_text="Of its first article, until an editor names it")
    language = models.CharField(max_length=12)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    article_count = models.PositiveIntegerField(default=0)
    origin_count = models.PositiveIntegerField(default=0)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        indexes = [models.Index(fields=["language", "-last_at"])]

    def __str__(self) -> str:
        return self.headline


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
