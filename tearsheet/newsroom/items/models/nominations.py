"""What might become part of an item: nominations, and what was decided on offered updates."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.intake.models import Article, Rule
from tearsheet.newsroom.items.models.pages import ItemPage, SectionPage
from tearsheet.newsroom.items.querysets import NominationQuerySet


class Nomination(models.Model):
    """Somebody, or a rule, proposes that an article and its story become an item.

    It names an article, not a story: stories are merged and split, and the article is where it went.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "Open"
        TAKEN = "taken", "Taken up"
        DECLINED = "declined", "Declined"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="nominations")
    section = models.ForeignKey(SectionPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True, help_text="Why it is worth an item")
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    rule = models.ForeignKey(Rule, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True, help_text="What the editor says to it")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    item = models.ForeignKey(ItemPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations")

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(state="open"), name="one_open_nomination_an_article"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}, nominated {self.at:%Y-%m-%d}"

    @property
    def nominator(self) -> str:
        """Who proposes it, in words."""
        if self.rule is not None:
            return f"the rule “{self.rule.name}”"
        return str(self.nominated_by or "somebody who has left")


class OfferDecision(models.Model):
    """What was decided on an article that was offered as an update of an item; without one it stays on offer."""

    class State(models.TextChoices):
        """Which way."""

        ACCEPTED = "accepted", "Accepted"
        DISMISSED = "dismissed", "Dismissed"

    item = models.ForeignKey(ItemPage, on_delete=models.CASCADE, related_name="offer_decisions")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "article"], name="one_decision_an_offer")]

    def __str__(self) -> str:
        return f"{self.article}: {self.state} for {self.item}"
