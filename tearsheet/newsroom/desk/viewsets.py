"""Rows that Wagtail's own forms edit well enough."""

from typing import Any

from django.db import models
from wagtail.admin.viewsets.model import ModelViewSet

from tearsheet.newsroom.items.models import TopicIcon
from tearsheet.newsroom.sources.models import Feed, OwnerFamily, Source


class SourceViewSet(ModelViewSet):
    """A publication: its name, language, owner and rights. New ones come by following."""

    model = Source
    icon = "site"
    form_fields = [
        "name",
        "host",
        "home_url",
        "kind",
        "language",
        "country",
        "owner_family",
        "credit_line",
        "rights_note",
        "longest_excerpt",
        "largest_share",
        "may_use_pictures",
        "may_offer_snapshots",
        "may_show_differences",
    ]
    list_display = ["name", "host", "kind", "owner_family"]
    search_fields = ["name", "host"]
    copy_view_enabled = False

    def formfield_for_dbfield(self, db_field: models.Field, **kwargs: Any) -> Any:
        """An address typed without a scheme is an https one."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, **kwargs)


class FeedViewSet(ModelViewSet):
    """A feed: its address, and whether it is followed."""

    model = Feed
    icon = "order"
    form_fields = ["source", "url", "title", "is_followed"]
    list_display = ["__str__", "source", "is_followed"]
    copy_view_enabled = False


class OwnerFamilyViewSet(ModelViewSet):
    """Publications under one owner."""

    model = OwnerFamily
    icon = "group"
    form_fields = ["name"]
    menu_label = "Owner families"
    add_to_settings_menu = True
    copy_view_enabled = False


class TopicIconViewSet(ModelViewSet):
    """The named icons above headlines."""

    model = TopicIcon
    icon = "image"
    menu_label = "Topic icons"
    list_display = ["name", "alt"]
    add_to_settings_menu = True
    copy_view_enabled = False


VIEWSETS = [
    SourceViewSet("source"),
    FeedViewSet("feed"),
    OwnerFamilyViewSet("owner_family"),
    TopicIconViewSet("topic_icon"),
]
