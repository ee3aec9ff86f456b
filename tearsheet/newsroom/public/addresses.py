"""Whole addresses, for whatever leaves the site: feeds, sitemaps, structured data, print."""

from urllib.parse import urljoin

from django.conf import settings


def join(url: str, base: str) -> str:
    """An address as it stands, or made whole where there is a base."""
    return urljoin(base, url) if base else url


def whole(url: str) -> str:
    """An address of this site with scheme and host (`TEARSHEET_SITE_URL`)."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", url)
