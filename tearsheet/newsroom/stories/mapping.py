"""Rows of stories, placements and copies <-> the engine's values."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tearsheet.engine.copies import CopyIndex, Fingerprint
from tearsheet.engine.quotes import OriginMember, find_outlet
from tearsheet.engine.stories import STORY_THRESHOLD, Description, StoryBook, describe_article
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.models import Placement, Threshold

#: Stories without news for so long take no more articles; copies are looked for a little further back.
STORY_DAYS = timedelta(days=14)
COPY_DAYS = timedelta(days=30)


def story_key(story_id: int) -> str:
    """What a stored story is called in the engine's book; one that is new there is called by its first article."""
    return f"story {story_id}"


def describe(article: Article) -> Description:
    """What grouping needs to know of an article, from its current revision."""
    return describe_article(
        headline=article.revision.headline,
        text=article.revision.text,
        published_at=article.sorted_at,
        language=article.language,
    )


def restore_book(language: str, since: datetime) -> StoryBook:
    """The live stories of a language, from their placements, in time order."""
    rows = (
        Placement.objects.filter(article__language=language, article__sorted_at__gte=since - STORY_DAYS)
        .order_by("article__sorted_at", "article_id")
        .values_list("article_id", "story_id", "terms", "article__sorted_at")
    )
    return StoryBook.restore(
        (
            article,
            story_key(story),
            Description(
                published_at=at, language=language, terms=tuple((term, float(weight)) for term, weight in terms)
            ),
        )
        for article, story, terms, at in rows.iterator()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A stored article as grouping sees it, and where it stands now.

    Attributes:
        article, story: keys.
        description: what it is about, as the engine weighed it when it came.
        is_pinned: whether an editor placed it.
        copy_of: the article whose text it has, or None.
    """

    article: int
    story: int
    description: Description
    is_pinned: bool
    copy_of: int | None


def read_placed(language: str, *, since: datetime, until: datetime, most: int) -> list[Placed]:
    """The stored articles of a language between two moments, in time order; the latest if there are more than `most`."""
    rows = Placement.objects.filter(
        article__language=language, article__sorted_at__gte=since, article__sorted_at__lt=until
    ).order_by("-article__sorted_at", "-article_id")
    named = rows.values_list(
        "article_id", "story_id", "terms", "article__sorted_at", "is_pinned", "article__copy__of_id"
    )
    return [
        Placed(
            article=article,
            story=story,
            description=Description(
                published_at=at, language=language, terms=tuple((term, float(weight)) for term, weight in terms)
            ),
            is_pinned=is_pinned,
            copy_of=copy_of,
        )
        for article, story, terms, at, is_pinned, copy_of in reversed(named[:most])
    ]


def fingerprint_of(article: Article) -> Fingerprint:
    """The fingerprint kept with an article's current revision."""
    return Fingerprint.from_bytes(bytes(article.revision.fingerprint))


def text_of(article_id: int) -> str:
    """The text of an article's current revision, to be compared with another; "" if it is gone."""
    return str(Article.objects.filter(pk=article_id).values_list("current__text", flat=True).first() or "")


def restore_copies(language: str, since: datetime) -> CopyIndex:
    """The fingerprints of the articles that a new one may be a copy of, the earliest first."""
    index = CopyIndex()
    rows = (
        Article.objects.filter(
            language=language, placement__isnull=False, current__isnull=False, sorted_at__gte=since - COPY_DAYS
        )
        .order_by("sorted_at", "pk")
        .values_list("pk", "current__fingerprint")
    )
    for key, packed in rows.iterator():
        index.add(key, Fingerprint.from_bytes(bytes(packed)))
    return index


def origin_members(articles: Iterable[Article]) -> list[OriginMember]:
    """What counting origins needs to know of a story's articles, in time order. An editor's ruling goes before all.

    Args:
        articles: with source, owner family, current revision, its sourcings, its entries, `copy` and `origin_ruling`
            at hand.
    """
    given = list(articles)
    outlets = {article.source.name for article in given}
    return [_ruled_member(article) or _read_member(article, outlets) for article in given]


def _ruled_member(article: Article) -> OriginMember | None:
    """An article as an editor ruled: the text of another as far as counting goes, or a family of its own."""
    if not hasattr(article, "origin_ruling"):
        return None
    of = article.origin_ruling.of_id
    own = None if of else f"article {article.pk}"
    return OriginMember(key=article.pk, source=article.source.name, owner_family=own, copy_of=of, is_ruled=True)


def _read_member(article: Article, outlets: Collection[str]) -> OriginMember:
    return OriginMember(
        key=article.pk,
        source=article.source.name,
        owner_family=article.source.owner_family.name if article.source.owner_family else None,
        copy_of=article.copy.of_id if hasattr(article, "copy") else None,
        credit=article.revision.credit or None,
        feed_source=next((entry.source_title for entry in article.entries.all() if entry.source_title), None),
        cites=tuple(_cited_outlets(article, outlets)),
    )


def _cited_outlets(article: Article, outlets: Collection[str]) -> Iterator[str]:
    """The outlets and agencies that an article cites, or that its sourcings name as reporting; people are no origin."""
    for sourcing in article.revision.sourcings.all():
        found = find_outlet(sourcing.cites, outlets=outlets) or find_outlet(sourcing.outlet, outlets=outlets)
        if found:
            yield found


def threshold_in_force() -> float:
    """What a chief editor set last, or what ships."""
    latest = Threshold.objects.values_list("value", flat=True).first()
    return STORY_THRESHOLD if latest is None else latest
