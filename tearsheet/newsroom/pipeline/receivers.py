"""The only signals: what has to follow a publication, whichever way it came about."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from tearsheet.newsroom.items.actions import record_checks, record_citations
from tearsheet.newsroom.items.actions.publishing import record_corrections
from tearsheet.newsroom.items.models import ItemPage


@receiver(page_published, sender=ItemPage)
def note_verification(instance: ItemPage, **_: Any) -> None:
    """Publishing has verified every clip: write down when, what was corrected in the open, and watch their pages."""
    record_checks(item=instance)
    record_corrections(item=instance)
    record_citations(items=[instance])
