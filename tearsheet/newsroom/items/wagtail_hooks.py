"""What this stage tells Wagtail."""

from typing import Any

from wagtail import hooks

from tearsheet.newsroom.items.trail import ACTIONS, TrailFormatter


@hooks.register("register_log_actions")
def register_trail(actions: Any) -> None:
    """The desk's own lines in an item's history."""
    for action, label in ACTIONS.items():
        actions.register_action(action)(type("ItemTrail", (TrailFormatter,), {"label": label}))
