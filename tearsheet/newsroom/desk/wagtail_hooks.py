"""Where the desk hangs itself into Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem

from tearsheet.newsroom.desk import item_hooks, urls  # noqa: F401 - hooks register themselves
from tearsheet.newsroom.desk.views.editor import ItemViewSet, clip_chooser_viewset
from tearsheet.newsroom.desk.views.inbox import InboxPanel
from tearsheet.newsroom.desk.views.watch import WatchMenuItem
from tearsheet.newsroom.desk.viewsets import VIEWSETS
from tearsheet.newsroom.items.models import ItemPage

#: Menu items of Wagtail's that this product has no use for.
HIDDEN_MENU_ITEMS = {"documents"}


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The desk's pages; the admin asks for a login before any of them."""
    return [path("", include(urls))]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """The editor with its checklist, the chooser of clips, and rows edited by Wagtail's forms."""
    return [ItemViewSet("item"), clip_chooser_viewset, *VIEWSETS]


def _register_menu_item(label: str, name: str, icon: str, order: int) -> None:
    hooks.register(
        "register_admin_menu_item",
        lambda: MenuItem(label, reverse(f"desk:{name}"), name=f"desk-{name}", icon_name=icon, order=order),
    )


_register_menu_item("Inbox", "inbox", "mail", 10)
_register_menu_item("Articles", "articles", "doc-full", 20)
_register_menu_item("Sources", "sources", "site", 30)
_register_menu_item("Grouping", "threshold", "sliders", 35)
_register_menu_item("Health", "health", "circle-check", 40)


@hooks.register("register_admin_menu_item")
def register_watch() -> WatchMenuItem:
    """Changed sources, with a count."""
    return WatchMenuItem("Changed sources", reverse("desk:watch"), name="desk-watch", icon_name="view", order=15)


@hooks.register("register_log_actions")
def register_watch_actions(actions: Any) -> None:
    """What an item's history says of decisions on changed sources."""
    actions.register_action("items.watch.kept", "Keep changed words", "Kept words that their source has changed")
    actions.register_action("items.watch.dismissed", "Dismiss a change", "Dismissed a change at a source")
    actions.register_action("items.watch.undone", "Undo a decision", "Took back a decision on a changed source")


@hooks.register("register_page_header_buttons")
def offer_evidence(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001
    """Beside an item: the kept pages it cites, for those who may edit it."""
    if isinstance(page, ItemPage) and page.permissions_for_user(user).can_edit():
        url = reverse("desk:evidence", args=[page.pk])
        yield Button("Download evidence (WACZ)", url, icon_name="download", priority=90, attrs={"download": ""})


@hooks.register("construct_main_menu")
def hide_menu_items(_: Any, menu_items: list[Any]) -> None:
    """Keep the menu to what this desk does."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_MENU_ITEMS]


@hooks.register("construct_homepage_summary_items")
def hide_summary_items(_: Any, items: list[Any]) -> None:
    """As in the menu."""
    items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]


@hooks.register("construct_homepage_panels")
def add_inbox_panel(_: Any, panels: list[Any]) -> None:
    """The inbox first."""
    panels.append(InboxPanel())


@hooks.register("register_permissions")
def register_permissions() -> Any:
    """What groups may be given beside Wagtail's own: clips, corrections, rights, decisions on sources and stories."""
    deciding = ("decide_watch", "correct_item", "withdraw_item", "take_down", "override_rights")
    for_items = Permission.objects.filter(content_type__app_label="items", codename__in=("add_clip", *deciding))
    for_stories = ("change_story", "change_threshold")
    return for_items | Permission.objects.filter(content_type__app_label="stories", codename__in=for_stories)


@hooks.register("insert_global_admin_css")
def link_css() -> SafeString:
    """The desk's style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_global_admin_js")
def link_js() -> SafeString:
    """Keys for the desk's lists."""
    return format_html('<script type="module" src="{}"></script>', static("desk/rows.js"))
