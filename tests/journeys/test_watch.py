"""A source changes words that we printed: found by the real worker, shown to editors and readers, decided, undone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.items.actions import clip_into, publish_item
from tearsheet.newsroom.items.models import ItemPage, SourceChange
from tearsheet.newsroom.pipeline.draining import drain_queue
from tearsheet.newsroom.pipeline.schedule import poll_now, run_due
from tearsheet.newsroom.sources.actions import follow_address
from tearsheet.newsroom.sources.models import Feed, Source
from tests.newsroom.web import FERRY

pytestmark = pytest.mark.django_db

SITE = "https://harbourpost.example"
URL = f"{SITE}/ferry.html"


@pytest.fixture
def item(web, settings, editor, section):
    """An item about a page that came in through its feed."""
    web.article(URL)
    web.feed(f"{SITE}/feed.xml", [("Ferry sails again", URL)])
    follow_address(actor=None, address=f"{SITE}/feed.xml", options=settings.FETCH_OPTIONS)
    poll_now(Feed.objects.values_list("pk", flat=True))
    drain_queue()
    _, draft = clip_into(
        actor=editor, revision=Article.objects.get().current, selection=FERRY[2], use="excerpt", section=section
    )
    return publish_item(actor=editor, item=draft)


def test_from_a_silent_change_to_a_note_and_back(item, web, desk, client):
    def page():
        return client.get(ItemPage.objects.get(pk=item.pk).url).content.decode()

    assert "after publication" not in page()
    web.article(URL, paragraphs=[part.replace("900", "400") for part in FERRY])
    assert run_due(timezone.now() + timedelta(days=40))["watches"] == 1
    drain_queue()
    assert "The source changed after publication" in page()
    assert "400 passengers" not in page()
    inbox = desk.get(reverse("desk:watch")).content.decode()
    assert "Figure or name" in inbox
    assert "<del>900</del>" in inbox
    assert "<ins>400</ins>" in inbox

    change = SourceChange.objects.get()
    entry = reverse("desk:change", args=[change.pk])
    desk.post(entry, {"decision": "kept", "note": "The Post counted anew; we print what it said first."})
    assert "The Post counted anew" in page()
    assert "<del>900</del>" not in desk.get(reverse("desk:watch")).content.decode()

    desk.post(entry, {"decision": "undo"})
    assert "The Post counted anew" not in page()
    desk.post(entry, {"decision": "dismissed", "note": "A slip of their tool."})
    assert "The source changed after publication" not in page()
    assert "A slip of their tool" not in page()

    desk.post(entry, {"decision": "undo"})
    Source.objects.update(may_show_differences=True)
    assert "400" in page()
