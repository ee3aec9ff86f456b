"""What readers can ask for beside the pages themselves."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import URLPattern, path

from tearsheet.newsroom.public.feeds import feed
from tearsheet.newsroom.public.ledger import corrections, corrections_feed
from tearsheet.newsroom.public.sitemaps import SITEMAPS
from tearsheet.newsroom.public.views import robots, verify, verify_json, verify_wacz

urlpatterns: list[URLPattern] = [
    path("feeds/<str:section>.<str:kind>", feed, name="feed"),
    path("corrections/", corrections, name="corrections"),
    path("corrections/feed.<str:kind>", corrections_feed, name="corrections_feed"),
    path("verify/<int:pk>/", verify, name="verify"),
    path("verify/<int:pk>.json", verify_json, name="verify_json"),
    path("verify/<int:pk>.wacz", verify_wacz, name="verify_wacz"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "template_name": "public/sitemap_index.xml", "sitemap_url_name": "sitemap_part"},
        name="sitemap",
    ),
    path(
        "sitemap-<str:section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS, "template_name": "public/sitemap.xml"},
        name="sitemap_part",
    ),
]
