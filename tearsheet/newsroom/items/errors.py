"""What can be wrong with clips and items. The docstring is the message."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError


class ItemError(Exception):
    """Something at the desk could not be done."""

    def __init__(self, detail: str = "") -> None:
        sentence = (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(f"{sentence} {detail}".strip())


class ClipRefused(ItemError):
    """These words are not in the kept text, so nothing was clipped."""


class NotAllowed(ItemError):
    """You do not have the right to do this."""


class NominationClosed(ItemError):
    """Somebody has decided on this nomination already."""


class OfferGone(ItemError):
    """This article is no longer on offer for this item."""


class ItemLocked(ItemError):
    """Somebody else has locked this item."""


class NoSection(ItemError):
    """A new item needs a section to stand in: choose one."""


class NoFrontPage(ItemError):
    """The site has no first page yet: start `tearsheet run` once."""


class NothingSaid(ItemError):
    """Say it in words: readers (or, for a reason, your colleagues) will read them."""


class NotPublished(ItemError):
    """This item is not published, so there is nothing that readers must be told."""


class AlreadySo(ItemError):
    """This is so already, and nothing was changed."""


class NoLimitReached(ItemError):
    """This item stays within what the source allows: nothing has to be overridden."""


class AlreadyDecided(ItemError):
    """Somebody has decided this already: look at it again."""


class NoteMissing(ItemError):
    """Say why: readers or colleagues will want to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that stands against publication.

    Attributes:
        where: what an editor calls the place ("Block 3, excerpt").
        message: what is wrong and what to do, one or two sentences.
        field: the form field it belongs to ("body", "updates", "picture_credit" ...).
        block_id: the id of the StreamField block, or "".
        row: which of the field's rows it is, from 0; None if the field has none.
        source_words, item_words: what the source says and what the item says, where they differ; else "".
    """

    where: str
    message: str
    field: str
    block_id: str = ""
    row: int | None = None
    source_words: str = ""
    item_words: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class PublicationRefused(ValidationError):
    """This item cannot be published yet."""

    def __init__(self, problems: tuple[Problem, ...], *, item: Any = None) -> None:
        self.problems = problems
        self.item = item
        by_field: dict[str, list[str]] = {}
        for problem in problems:
            by_field.setdefault(problem.field, []).append(str(problem))
        super().__init__(by_field)
