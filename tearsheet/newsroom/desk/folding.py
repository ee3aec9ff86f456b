"""A story's articles in time order, each copy beneath the article it repeats."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tearsheet.newsroom.stories.models import Placement


@dataclass(slots=True, kw_only=True)
class Fold:
    """An article and, beneath it, its copies in the same story.

    Attributes:
        placement: the article that stands for the others.
        copies: the others, in time order.
    """

    placement: Placement
    copies: list[Placement] = field(default_factory=list)


def fold_copies(placements: Iterable[Placement]) -> list[Fold]:
    """Fold copies under their representative; a copy of an article elsewhere stands for itself.

    Args:
        placements: of one story, in time order, with `article` and its `copy`.
    """
    here = {placement.article_id: placement for placement in placements}
    folds = {
        article_id: Fold(placement=placement)
        for article_id, placement in here.items()
        if _representative(placement, here) is placement
    }
    for placement in here.values():
        leader = _representative(placement, here)
        if leader is not placement:
            folds[leader.article_id].copies.append(placement)
    return list(folds.values())


def _representative(placement: Placement, here: dict[int, Placement]) -> Placement:
    """Walk from copy to original while the original is in this story; of a circle the earliest stands for all."""
    passed: list[Placement] = []
    at = placement
    while at not in passed:
        passed.append(at)
        copy = getattr(at.article, "copy", None)
        if copy is None or copy.of_id not in here:
            return at
        at = here[copy.of_id]
    return min(passed, key=list(here.values()).index)
