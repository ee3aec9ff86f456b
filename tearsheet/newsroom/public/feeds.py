"""Feeds of the whole site and of each section, with the whole content in voices."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe
from wagtail.images.shortcuts import get_rendition_or_not_found

from tearsheet.newsroom.items.models import ITEMS_A_PAGE, Correction, ItemPage, SectionPage
from tearsheet.newsroom.public.addresses import whole
from tearsheet.newsroom.public.feed_formats import AtomFormat, JsonFormat, RssFormat
from tearsheet.newsroom.public.listing import fetch_listed
from tearsheet.newsroom.public.reading import Reading, read_items
from tearsheet.newsroom.sources.models import Feed as FollowedFeed

#: What is said of an item that is not to be used any more, for machines.
STATUSES = {Correction.Kind.WITHDRAWAL: "withdrawn", Correction.Kind.RECALL: "recalled"}
#: Instead of a section's slug.
EVERYTHING = "all"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a feed is of: a section, or None for everything; and its own address."""

    section: SectionPage | None
    url: str

    @property
    def title(self) -> str:
        """The publication's name, and the section's."""
        name: str = settings.WAGTAIL_SITE_NAME
        return f"{name}: {self.section.title}" if self.section else name


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """An item with what a feed adds: the first excerpt's publication, and the section's name."""

    reading: Reading
    source: dict[str, str] | None
    section: str


@conditional_page
@require_safe
def feed(request: HttpRequest, section: str, kind: str) -> HttpResponse:
    """The newest items of a section, or of everything."""
    if kind not in FEEDS:
        raise Http404("There are feeds in RSS, Atom and JSON.")
    return FEEDS[kind](request, section)


class ItemFeed(Feed):
    """The newest items; what Django's syndication asks for, in its words."""

    def get_object(self, request: HttpRequest, section: str) -> Scope:
        """The scope; 404 for a section that is not there."""
        sections = SectionPage.objects.live().public()
        page = None if section == EVERYTHING else get_object_or_404(sections, slug=section)
        return Scope(section=page, url=whole(request.path))

    def title(self, scope: Scope) -> str:
        """Of the feed."""
        return printable(scope.title)

    def description(self, scope: Scope) -> str:
        """Of the feed."""
        return printable(scope.section.description if scope.section else f"The newest items of {scope.title}")

    def link(self, scope: Scope) -> str:
        """Of what the feed is of."""
        return whole(scope.section.url or "") if scope.section else whole("/")

    def feed_url(self, scope: Scope) -> str:
        """The feed's own."""
        return scope.url

    def items(self, scope: Scope) -> list[FeedEntry]:
        """The newest, all read together."""
        items = ItemPage.objects.in_feeds().public().newest_first().for_listing()
        if scope.section:
            items = items.child_of(scope.section)
        return list_feed_entries(fetch_listed(items[:ITEMS_A_PAGE]))

    def item_title(self, entry: FeedEntry) -> str:
        """Our headline; of a withdrawn item none, of a recalled one with that word before it."""
        return printable(title_of(entry.reading))

    def item_description(self, entry: FeedEntry) -> None:  # type: ignore[override]  # noqa: ARG002
        """None: the content is whole."""
        return

    def item_link(self, entry: FeedEntry) -> str:
        """The item's page."""
        return whole(entry.reading.item.url or "")

    def item_guid(self, entry: FeedEntry) -> str:
        """Stays the same wherever the item moves."""
        return f"urn:uuid:{entry.reading.item.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, entry: FeedEntry) -> Any:
        """First published."""
        return entry.reading.item.first_published_at

    def item_updateddate(self, entry: FeedEntry) -> Any:
        """Last published."""
        return entry.reading.item.last_published_at or entry.reading.item.first_published_at

    def item_author_name(self, entry: FeedEntry) -> str:  # noqa: ARG002
        """The publication: sources are named in the content."""
        return str(settings.WAGTAIL_SITE_NAME)

    def item_categories(self, entry: FeedEntry) -> list[str]:
        """The section."""
        return [entry.section] if entry.section else []

    def item_extra_kwargs(self, entry: FeedEntry) -> dict[str, Any]:
        """What our formats add."""
        item = entry.reading.item
        return {
            "content": render_content(entry.reading),
            "source": None if entry.reading.withdrawal else entry.source,
            "language": item.language,
            "image": "" if entry.reading.withdrawal else _image_url(item),
            "verify_url": whole(reverse("verify", args=[item.pk])) if item.live else "",
            "blocks": [] if entry.reading.withdrawal else [_print_fact(fact) for fact in entry.reading.facts],
            "status": STATUSES[entry.reading.withdrawal.kind] if entry.reading.withdrawal else "",
        }


class RssItemFeed(ItemFeed):
    """In RSS 2.0."""

    feed_type = RssFormat


class AtomItemFeed(ItemFeed):
    """In Atom."""

    feed_type = AtomFormat
    subtitle = ItemFeed.description


class JsonItemFeed(ItemFeed):
    """In JSON Feed 1.1."""

    feed_type = JsonFormat


FEEDS: dict[str, ItemFeed] = {"rss": RssItemFeed(), "atom": AtomItemFeed(), "json": JsonItemFeed()}


def printable(text: str) -> str:
    """The text without the characters XML 1.0 cannot hold."""
    return _UNPRINTABLE.sub("", text)


def render_content(reading: Reading) -> str:
    """An item's whole content as HTML with whole addresses, each block with its voice; of a withdrawn one the notice."""
    if reading.withdrawal:
        return printable(render_to_string("public/withdrawal.html", {"entry": reading.withdrawal}))
    context = {
        "reading": reading,
        "base": whole("/"),
        "verify_url": whole(reverse("verify", args=[reading.item.pk])),
    }
    return printable(render_to_string("public/feed_content.html", context))


def title_of(reading: Reading) -> str:
    """What an item is called where it leaves the site: a withdrawn one by that word alone, for its headline is gone too."""
    if reading.withdrawal is None:
        return reading.item.title
    return f"Recalled: {reading.item.title}" if reading.withdrawal.kind == Correction.Kind.RECALL else "Withdrawn"


def list_feed_entries(items: list[ItemPage]) -> list[FeedEntry]:
    """The entries of a feed, all read together."""
    readings = read_items(items)
    sections = {section.path: section.title for section in SectionPage.objects.live()}
    firsts = [next((clip.revision.article for clip in reading.clips), None) for reading in readings]
    feeds = _feeds_of(article.source_id for article in firsts if article)
    return [
        FeedEntry(
            reading=reading,
            source=_source(article, feeds) if article else None,
            section=sections.get(reading.item.path[: -reading.item.steplen], ""),
        )
        for reading, article in zip(readings, firsts, strict=True)
    ]


def _feeds_of(source_ids: Iterable[int]) -> dict[int, str]:
    """A followed feed of each source."""
    feeds = FollowedFeed.objects.filter(source__in=set(source_ids), is_followed=True).order_by("-pk")
    return dict(feeds.values_list("source_id", "url"))


def _source(article: Any, feeds: dict[int, str]) -> dict[str, str]:
    source = article.source
    return {
        "title": printable(source.credit),
        "url": source.home_url or f"https://{source.host}/",
        "feed_url": feeds.get(source.pk, ""),
        "article_url": article.canonical_url,
    }


def _image_url(item: ItemPage) -> str:
    return whole(get_rendition_or_not_found(item.picture, "width-1200|format-webp").url) if item.picture else ""


def _print_fact(fact: Any) -> dict[str, Any]:
    known = {
        "block": fact.anchor,
        "kind": fact.kind.lower(),
        "voice": fact.voice,
        "speaker": fact.speaker,
        "source": fact.source,
        "author": fact.author,
        "url": fact.url,
        "kept_at": fact.kept_at.isoformat() if fact.kept_at else "",
        "sha256": fact.sha256,
    }
    return {key: value for key, value in known.items() if value}
