"""Rows of stories, placements and copies <-> the engine's values."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tearsheet.engine.copies import CopyIndex, Fingerprint
from tearsheet.engine.quotes import OriginMember
from tearsheet.engine.stories import Description, StoryBook, describe_article
from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.stories.models import Placement

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
    """What counting origins needs to know of a story's articles, in time order.

    Args:
        articles: with source, owner family, current revision, its sourcings and `copy` at hand.
    """
    return [
        OriginMember(
            key=article.pk,
            source=article.source.name,
            owner_family=article.source.owner_family.name if article.source.owner_family else None,
            copy_of=article.copy.of_id if hasattr(article, "copy") else None,
            credit=article.revision.credit or None,
            cites=tuple(sourcing.cites for sourcing in article.revision.sourcings.all() if not sourcing.is_anonymous),
        )
        for article in articles
    ]
