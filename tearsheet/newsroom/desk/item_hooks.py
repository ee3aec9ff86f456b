"""What the desk adds to Wagtail's pages of an item: buttons to its corrections and rights, and lines of its history."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from tearsheet.newsroom.items.models import Correction, ItemPage

#: Action -> what it is called in an item's history.
LOGGED = {f"tearsheet.{kind}": label for kind, label in Correction.Kind.choices} | {
    "tearsheet.override_rights": "Limit overridden"
}


class LedgerFormatter(LogFormatter):
    """What was done, and the words or the reason beneath; the label is set for each action."""

    def format_message(self, log_entry: Any) -> str:
        """What was done."""
        before = log_entry.data.get("before")
        return f"{self.label}: was “{before}”" if before else self.label

    def format_comment(self, log_entry: Any) -> str:
        """What readers are told, or the reason."""
        return str(log_entry.data.get("reason") or log_entry.data.get("text") or "")


@hooks.register("register_log_actions")
def register_ledger(actions: Any) -> None:
    """Corrections, withdrawals and overrides in an item's history."""
    for action, label in LOGGED.items():
        actions.register_action(action)(type("LedgerLine", (LedgerFormatter,), {"label": label}))


@hooks.register("register_page_header_buttons")
def link_item_pages(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001
    """From an item to its corrections and its rights."""
    if isinstance(page, ItemPage):
        yield Button("Corrections", reverse("desk:item_corrections", args=[page.pk]), icon_name="warning", priority=67)
        yield Button("Rights", reverse("desk:item_rights", args=[page.pk]), icon_name="lock", priority=68)


@hooks.register("insert_editor_js")
def link_quoting() -> SafeString:
    """The tool for gaps and brackets, in the item editor."""
    clips = reverse("desk:takedowns").removesuffix("withdrawn/")
    return format_html(
        '<script type="module" src="{}" data-desk-clips="{}"></script>', static("desk/quoting.js"), clips
    )
