"""The graph of origins: who has it from whom, in a drawing and in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tearsheet.newsroom.desk.board import Told
from tearsheet.newsroom.desk.origins import draw_origins, plant_origins
from tearsheet.newsroom.intake.models import Sourcing
from tearsheet.newsroom.sources.models import OwnerFamily
from tearsheet.newsroom.stories.actions import recount_stories
from tearsheet.newsroom.stories.models import Copy
from tests.newsroom.factories import make_article, make_source, make_story

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(article, *, copy_of=None, root=1, reason="own report; owner: North", source=None):
    return Told(
        article=article, source=source or f"Paper {article}", at=NOON, placed_at=NOON, copy_of=copy_of, root=root,
        reason=reason,
    )  # fmt: skip


def shape(node):
    return (node.name, [shape(child) for child in node.children])


def test_copies_hang_beneath_what_they_repeat():
    trees = plant_origins([told(1), told(2, copy_of=1, reason="same text"), told(3, copy_of=2, reason="same text")])
    assert [shape(tree) for tree in trees] == [("Paper 1", [("Paper 2", [("Paper 3", [])])])]


def test_what_shares_an_owner_or_an_agency_hangs_beneath_that():
    owned = plant_origins([told(1), told(2)])
    assert [shape(tree) for tree in owned] == [("North", [("Paper 1", []), ("Paper 2", [])])]
    credited = plant_origins([told(1, reason="credits Norda")])
    assert [shape(tree) for tree in credited] == [("Norda", [("Paper 1", [])])]
    unknown = plant_origins([told(n, reason="owner unknown: not counted as independent") for n in (1, 2)])
    assert unknown[0].name == "Owners unknown"


def test_circles_of_copies_lose_nobody():
    trees = plant_origins([told(1, copy_of=2), told(2, copy_of=1), told(3, copy_of=2), told(4, copy_of=4)])
    assert sum(str(shape(tree)).count("Paper") for tree in trees) == 4


def test_a_thousand_copies_are_one_short_drawing():
    trees = plant_origins(
        [told(1), *[told(n, copy_of=n - 1) for n in range(2, 500)], *[told(n, copy_of=1) for n in range(500, 1001)]]
    )
    drawing = draw_origins(trees, label="Origins")
    assert len(drawing) < 12_000
    assert trees[0].more_count > 400
    assert trees[0].more.endswith("more articles")


def test_names_are_never_markup():
    drawing = draw_origins(plant_origins([told(1, source="<script>", reason='"><img>')]), label='"><b>')
    assert "<script>" not in drawing
    assert "<img>" not in drawing
    assert "<b>" not in drawing


def test_articles_without_a_counted_origin_are_in_no_tree():
    assert plant_origins([told(1, root=None)]) == []


@pytest.mark.django_db
def test_the_board_draws_what_counting_says_and_says_it_in_words(desk):
    family = OwnerFamily.objects.create(name="North Group")
    first = make_article(source=make_source("Harbour Post", owner_family=family), at=NOON)
    citing = make_article(source=make_source("Island News"), at=NOON + timedelta(hours=1))
    copying = make_article(source=make_source("Coast Daily"), at=NOON + timedelta(hours=2))
    credited = make_article(source=make_source("Alder Echo"), at=NOON + timedelta(hours=3), credit="Norda")
    Sourcing.objects.create(revision=citing.current, cites="Harbour Post", cue="citing", start=0, end=4)
    Copy.objects.create(article=copying, of=citing, share=1.0, kind="whole")
    story = make_story(first, citing, copying, credited)
    recount_stories(story_ids=[story.pk])
    page = desk.get(reverse("desk:story", args=[story.pk]))
    assert [shape(tree) for tree in page.context["origins"]] == [
        ("Harbour Post", [("Island News", [("Coast Daily", [])])]),
        ("Norda", [("Alder Echo", [])]),
    ]
    said = page.content.decode()
    assert 'role="img" aria-label="Who has it from whom: 4 articles, 2 origins.' in said
    for reason in ("cites Harbour Post", "same text as Island News", "credits Norda"):
        assert f": {reason}" in said
    assert "2 origins behind 4 articles" in said
