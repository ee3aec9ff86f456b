"""The vocabulary of topic icons."""

from django.db import models
from wagtail.admin.panels import FieldPanel


class TopicIcon(models.Model):
    """A named icon above a headline ("Anchor", "Ballot Box")."""

    name = models.CharField(max_length=60, unique=True)
    alt = models.CharField(max_length=200, verbose_name="alternative text")
    svg = models.TextField(verbose_name="SVG", help_text="One <svg> element of shapes; scripts and links are refused")

    panels = [FieldPanel("name"), FieldPanel("alt"), FieldPanel("svg")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an SVG that holds anything but shapes."""
        from tearsheet.newsroom.items.icons import clean_svg

        super().clean()
        self.svg = clean_svg(self.svg)
