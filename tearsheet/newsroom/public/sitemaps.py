"""Sitemaps: the front page and sections, and all published items."""

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Page

from tearsheet.newsroom.items.models import FrontPage, ItemPage, SectionPage
from tearsheet.newsroom.public.addresses import whole


class PublicSitemap(Sitemap):
    """Published pages, at the site's own address whatever host was asked."""

    limit = 5000

    def location(self, item: Page) -> str:
        """The path of the page."""
        return str(item.get_url() or "/")

    def lastmod(self, item: Page) -> datetime | None:
        """When it was last published."""
        return item.last_published_at

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002
        """The site's own."""
        return urlsplit(whole("/")).scheme

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002
        """The site's own."""
        return urlsplit(whole("/")).netloc


class PlaceSitemap(PublicSitemap):
    """The front page and the sections."""

    def items(self) -> QuerySet[Page]:
        """Both, in the order of the tree."""
        return Page.objects.live().public().type(FrontPage, SectionPage).order_by("path")


class ItemSitemap(PublicSitemap):
    """All items, oldest first, so that a page of the map once full never changes."""

    def items(self) -> QuerySet[Page]:
        """Without their bodies."""
        return Page.objects.live().public().type(ItemPage).order_by("first_published_at", "pk")


SITEMAPS: dict[str, type[Sitemap]] = {"places": PlaceSitemap, "items": ItemSitemap}
