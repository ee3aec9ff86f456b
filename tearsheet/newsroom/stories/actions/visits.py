"""When an editor last looked."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tearsheet.newsroom.stories.errors import NotAllowed
from tearsheet.newsroom.stories.models import Story, StoryVisit


@transaction.atomic
def record_visit(*, actor: Any, story: Story) -> datetime | None:
    """Remember that this editor looks at a story now.

    Args:
        actor: who looks; needs access to the desk.
        story: at what.

    Returns:
        When this editor looked before; None if never.

    Raises:
        NotAllowed: without access to the desk.
    """
    if not actor.has_perm("wagtailadmin.access_admin"):
        raise NotAllowed
    before = StoryVisit.objects.filter(user=actor, story=story).values_list("seen_at", flat=True).first()
    StoryVisit.objects.update_or_create(user=actor, story=story, defaults={"seen_at": timezone.now()})
    return before
