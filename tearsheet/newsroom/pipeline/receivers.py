"""The only signals: what has to follow a publication, whichever way it came about."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from tearsheet.newsroom.items.actions import record_checks, record_citations, record_headline
from tearsheet.newsroom.items.models import ItemPage


@receiver(page_published, sender=ItemPage)
def note_publication(instance: ItemPage, revision: Any = None, **_: Any) -> None:
    """Publishing has verified every clip: write down when and under which headline, and watch their pages from now on."""
    record_checks(item=instance)
    record_citations(items=[instance])
    record_headline(item=instance, actor=revision.user if revision else None)
