"""Where the desk hangs itself into Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
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
from tearsheet.newsroom.desk.views.waiting import WaitingPanel
from tearsheet.newsroom.desk.views.watch import WatchMenuItem
from tearsheet.newsroom.desk.viewsets import VIEWSETS
from tearsheet.newsroom.items.models import ItemPage

#: What groups may be given here, by app.
OWN_PERMISSIONS = {
    "items": (
        "add_clip",
        "add_nomination",
        "change_nomination",
        "decide_watch",
        "correct_item",
        "withdraw_item",
        "take_down",
        "override_rights",
    ),
    "intake": ("add_rule", "change_rule", "delete_rule"),
    "stories": ("change_story", "change_threshold"),
}
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


class DeskMenuItem(MenuItem):
    """A page of the desk, shown to those who may open it."""

    permission = ""

    def is_shown(self, request: Any) -> bool:
        """Whether this user may open it."""
        return not self.permission or request.user.has_perm(self.permission)


def _register_menu_item(label: str, name: str, icon: str, order: int, permission: str = "") -> None:
    def make() -> DeskMenuItem:
        item = DeskMenuItem(label, reverse(f"desk:{name}"), name=f"desk-{name}", icon_name=icon, order=order)
        item.permission = permission
        return item

    hooks.register("register_admin_menu_item", make)


_register_menu_item("Inbox", "inbox", "mail", 10)
_register_menu_item("Waiting", "waiting", "tasks", 15)
_register_menu_item("Articles", "articles", "doc-full", 20)
_register_menu_item("Sources", "sources", "site", 30)
_register_menu_item("Rules", "rules", "cogs", 35, "intake.change_rule")
_register_menu_item("Grouping", "threshold", "sliders", 36)
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
    """What waits, and the inbox, first."""
    panels.extend([WaitingPanel(), InboxPanel()])


@hooks.register("register_permissions")
def register_permissions() -> Any:
    """What groups may be given beside Wagtail's own: clips, nominations, rules, decisions on stories and sources."""
    wanted = Q()
    for app, codenames in OWN_PERMISSIONS.items():
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    return Permission.objects.filter(wanted)


@hooks.register("insert_global_admin_css")
def link_css() -> SafeString:
    """The desk's style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_global_admin_js")
def link_js() -> SafeString:
    """Keys, on every page of the admin."""
    return format_html('<script type="module" src="{}"></script>', static("desk/keys.js"))


@hooks.register("insert_editor_js")
def link_editor_js() -> SafeString:
    """What the item editor does more than Wagtail's: nothing typed is lost, the checklist leads the way."""
    return format_html('<script type="module" src="{}"></script>', static("desk/editor.js"))
