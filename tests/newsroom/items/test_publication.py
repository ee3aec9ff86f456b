"""Nothing unproved is published, by whatever way."""

import pytest

from tearsheet.newsroom.items.actions import clip_passage, publish_item
from tearsheet.newsroom.items.checks import find_problems
from tearsheet.newsroom.items.errors import ClipRefused, NotAllowed, PublicationRefused
from tearsheet.newsroom.items.models import ItemPage
from tests.newsroom.factories import comment, excerpt, make_article, make_clip, make_item, quotation

pytestmark = pytest.mark.django_db

NOWHERE = {"page": None, "title": "x", "publisher": "", "url": ""}


def test_a_proved_item_is_published(section, editor):
    item = publish_item(actor=editor, item=make_item(body=[excerpt(make_clip()), comment()]))
    assert item.live
    assert item.body[0].value["clip"].exact.startswith("The harbour of Selby Bay")


def test_a_changed_excerpt_cannot_be_published_and_the_block_is_named(section, editor):
    clip = make_clip()
    item = make_item(body=[comment(), excerpt(clip, clip.exact.replace("closed", "open"))])
    with pytest.raises(PublicationRefused) as refused:
        publish_item(actor=editor, item=item)
    assert "Block 2 (excerpt)" in str(refused.value)
    assert refused.value.problems[0].source_words == "closed"
    assert refused.value.problems[0].item_words == "open"
    assert not ItemPage.objects.get(pk=item.pk).live


def test_gaps_and_brackets_may_be_published(section, editor):
    clip = make_clip()
    text = "The harbour [...] will stay closed until Friday, the port authority [of Selby] said."
    assert publish_item(actor=editor, item=make_item(body=[excerpt(clip, text)])).live


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (lambda clip: quotation(clip, speaker=" "), "no speaker"),
        (lambda _clip: excerpt(None), "No clip holds these words"),
        (lambda _clip: comment("<p> </p>"), "comment is empty"),
        (lambda _clip: ("embed", {"title": "A post", "publisher": "", "url": "", "text": ""}), "no publisher"),
        (lambda _clip: ("related", {"label": "See also", "links": [NOWHERE]}), "Each entry needs"),
    ],
)
def test_a_missing_attribution_is_named(section, editor, block, said):
    problems = find_problems(make_item(body=[block(make_clip())]))
    assert said in str(problems[0])


def test_an_empty_item_is_not_published(section, editor):
    with pytest.raises(PublicationRefused, match="add at least one block"):
        publish_item(actor=editor, item=make_item())


def test_a_revision_published_behind_the_form_is_refused_too(section, editor):
    clip = make_clip()
    item = make_item(body=[excerpt(clip, "Something nobody wrote.")])
    with pytest.raises(PublicationRefused):
        item.get_latest_revision().publish()
    assert not ItemPage.objects.get(pk=item.pk).live


def test_words_that_are_not_there_are_not_clipped(section, editor):
    article = make_article()
    with pytest.raises(ClipRefused):
        clip_passage(actor=editor, revision=article.current, selection="The harbour is wide open to everyone today.")


def test_clipping_needs_the_right(section, outsider):
    with pytest.raises(NotAllowed):
        clip_passage(actor=outsider, revision=make_article().current, selection="port authority")


def test_a_clip_is_never_written_again(section, editor):
    clip = make_clip()
    clip.exact = "other words"
    with pytest.raises(TypeError, match="immutable"):
        clip.save()
