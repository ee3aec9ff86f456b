"""New articles of a live item's story, on offer as updates: reads only, a few queries for any number of items."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Revision as PageRevision

from tearsheet.newsroom.intake.models import Article
from tearsheet.newsroom.items.models import Clip, ItemPage, OfferDecision
from tearsheet.newsroom.items.models import Update as ItemUpdate
from tearsheet.newsroom.stories.models import Placement

#: Offers shown for one item; those left over come up when these are decided on.
MOST_OFFERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An article that would make an update.

    Attributes:
        item: the live item.
        article: with source and current revision, without its long texts.
    """

    item: ItemPage
    article: Article


def find_offers(items: Sequence[ItemPage]) -> dict[int, list[Offer]]:
    """What is on offer for each of these items, newest first, at most `MOST_OFFERS` each.

    On offer is an article of the item's story that is newer than the item's first publication, unless the item (or its
    latest draft) has words of it already, it repeats an article that the item has or another one on offer, its
    offer was decided on, or a rule hides it.

    Args:
        items: any; only live ones with a story have offers.
    """
    live = {item.pk: item for item in items if item.live and item.story_id and item.first_published_at}
    if not live:
        return {}
    cited = _find_cited(list(live.values()))
    decided: dict[int, set[int]] = defaultdict(set)
    for item_id, article_id in OfferDecision.objects.filter(item__in=live).values_list("item_id", "article_id"):
        decided[item_id].add(article_id)
    by_story: dict[int, list[Article]] = defaultdict(list)
    for story_id, article in _find_articles(live.values()):
        by_story[story_id].append(article)
    return {
        pk: [
            Offer(item=item, article=article)
            for article in _choose(item, by_story[item.story_id], cited[pk], decided[pk])
        ]
        for pk, item in live.items()
    }


def _find_articles(items: Iterable[ItemPage]) -> Iterator[tuple[int, Article]]:
    """(story, article) for what is newer than the oldest item about that story, in time order; one query."""
    items = list(items)
    rows = (
        Placement.objects.filter(
            story__in={item.story_id for item in items},
            article__sorted_at__gt=min(item.first_published_at for item in items),
            article__current__isnull=False,
        )
        .exclude(article__rule_matches__rule__action="hide")
        .select_related("article__source", "article__current", "article__copy")
        .defer("terms", "article__current__text", "article__current__blocks", "article__current__fingerprint")
        .order_by("article__sorted_at", "article_id")
    )
    for placement in rows:
        yield placement.story_id, placement.article


def _choose(item: ItemPage, articles: Iterable[Article], cited: set[int], decided: set[int]) -> list[Article]:
    """The articles on offer for one item, newest first; of copies only what they repeat, or the first of them."""
    taken = cited | decided
    offered: dict[int, Article] = {}
    seen: set[int] = set()
    for article in articles:
        if article.sorted_at <= item.first_published_at or article.pk in taken:
            continue
        copy = getattr(article, "copy", None)
        text = copy.of_id if copy else article.pk
        if text in taken or text in seen:
            continue
        seen.add(text)
        offered[article.pk] = article
    return list(offered.values())[::-1][:MOST_OFFERS]


def _find_cited(items: Sequence[ItemPage]) -> dict[int, set[int]]:
    """The articles whose words each item has, live or in its latest draft, and what those copy; a few queries."""
    drafts = PageRevision.objects.filter(pk__in=[item.latest_revision_id for item in items if item.latest_revision_id])
    clips: dict[int, set[int]] = {item.pk: set() for item in items}
    revisions: dict[int, set[int]] = {item.pk: set() for item in items}
    for item in items:
        clips[item.pk] |= _clips_in(item.body.raw_data)
    for update in ItemUpdate.objects.filter(item__in=items):
        clips[update.item_id] |= _clips_in(update.body.raw_data)
        revisions[update.item_id].add(update.revision_id or 0)
    for draft in drafts:
        item_id = int(draft.object_id)
        clips[item_id] |= _clips_in(draft.content.get("body"))
        for update in draft.content.get("updates", ()):
            clips[item_id] |= _clips_in(update.get("body"))
            revisions[item_id].add(update.get("revision") or 0)
    return _articles_of(clips, revisions)


def _articles_of(clips: dict[int, set[int]], revisions: dict[int, set[int]]) -> dict[int, set[int]]:
    """From keys of clips and revisions to keys of articles, with the articles that those copy."""
    wanted = set().union(*clips.values())
    of_clip = dict(Clip.objects.filter(pk__in=wanted).values_list("pk", "revision__article_id"))
    rows = Article.objects.filter(revisions__in=set().union(*revisions.values())).values_list("revisions", "pk")
    of_revision = dict(rows)
    found = {
        item: {of_clip[clip] for clip in clips[item] if clip in of_clip}
        | {of_revision[revision] for revision in revisions[item] if revision in of_revision}
        for item in clips
    }
    copied = dict(
        Article.objects.filter(pk__in=set().union(*found.values()), copy__isnull=False).values_list("pk", "copy__of")
    )
    return {item: keys | {copied[key] for key in keys if key in copied} for item, keys in found.items()}


def _clips_in(stream: Any) -> set[int]:
    """Keys of the clips in a stream as it is stored, as JSON or as text."""
    import json

    blocks = json.loads(stream) if isinstance(stream, str) else list(stream or ())
    values = [block["value"] for block in blocks if block.get("type") in {"excerpt", "quotation"}]
    return {value["clip"] for value in values if value.get("clip")}
