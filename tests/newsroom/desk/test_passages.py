"""Shared words, side by side."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tearsheet.newsroom.stories.models import Copy
from tests.newsroom.factories import make_article, make_source, make_story

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHARED = "the ferry to Norrholm stays suspended until the pilots return"


@pytest.fixture
def pair():
    early = make_article(f"Officials say {SHARED} on Friday.", source=make_source("Harbour Post"), at=NOON)
    late = make_article(
        f"It is a long way. Yet {SHARED}.\n\nMore below.", source=make_source("Island News"),
        at=NOON + timedelta(hours=3),
    )  # fmt: skip
    return early, late


def open_pair(client, one, other):
    return client.get(reverse("desk:passages", args=[one.pk, other.pk]))


def test_the_overlap_is_marked_on_both_sides_and_the_first_publisher_stands_first(desk, pair):
    early, late = pair
    page = open_pair(desk, late, early)
    assert [side["article"] for side in page.context["sides"]] == [early, late]
    words = page.content.decode()
    assert f'<a id="a-1" href="#b-1">{SHARED}</a>' in words
    assert f'<a id="b-1" href="#a-1">{SHARED}</a>' in words
    assert "1 shared passage, 10 words" in words
    assert "Harbour Post had it first, 3 hours earlier." in words


def test_articles_that_share_nothing_say_so(desk, pair):
    other = make_article("Cracks under the arches of the bridge.", source=make_source("Alder Echo"), at=NOON)
    assert "share no six words in a row" in open_pair(desk, pair[0], other).content.decode()


def test_an_article_beside_itself_is_all_shared_and_an_empty_one_shares_nothing(desk, pair):
    assert "100% of the first text" in open_pair(desk, pair[0], pair[0]).content.decode()
    empty = make_article("", source=make_source("Alder Echo"), blocks=[])
    assert open_pair(desk, pair[0], empty).status_code == 200


def test_a_missing_article_is_missing(desk, pair):
    assert desk.get(reverse("desk:passages", args=[pair[0].pk, 4711])).status_code == 404


def test_folded_copies_lead_to_the_shared_words(desk, pair):
    Copy.objects.create(article=pair[1], of=pair[0], share=0.9, kind="whole")
    page = desk.get(reverse("desk:story", args=[make_story(*pair).pk])).content.decode()
    assert reverse("desk:passages", args=[pair[0].pk, pair[1].pk]) in page


def test_the_page_takes_few_queries(desk, pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        open_pair(desk, *pair)
