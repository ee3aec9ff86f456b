"""When an editor last looked."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tearsheet.newsroom.stories.models import Story, StoryVisit


@transaction.atomic
def record_visit(*, actor: Any, story: Story) -> datetime | None:
    """Remember that this editor looks at a story now.

    Args:
        actor: who looks; anybody with access to the desk.
        story: at what.

    Returns:
        When this editor looked before; None if never.
    """
    before = StoryVisit.objects.filter(user=actor, story=story).values_list("seen_at", flat=True).first()
    StoryVisit.objects.update_or_create(user=actor, story=story, defaults={"seen_at": timezone.now()})
    return before
