"""Who may do what. Each role may all that the role before it may.

Permissions are Django's, named `app.codename`; what may be done with pages is Wagtail's, granted on the front page and
so on everything under it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A group of people, and what it may beyond the roles before it.

    Attributes:
        name: of the group.
        permissions: `app.codename` each.
        page_permissions: codenames of Wagtail's page permissions.
        image_permissions: codenames of Wagtail's image permissions.
    """

    name: str
    permissions: tuple[str, ...] = ()
    page_permissions: tuple[str, ...] = ()
    image_permissions: tuple[str, ...] = ()


CONTRIBUTORS = Role(
    name="Contributors",
    permissions=("wagtailadmin.access_admin", "items.add_clip", "items.add_nomination"),
    page_permissions=("add_page",),
    image_permissions=("add_image", "choose_image"),
)
EDITORS = Role(
    name="Editors",
    permissions=(
        "items.change_nomination",
        "items.decide_watch",
        "items.correct_item",
        "intake.add_rule",
        "intake.change_rule",
        "stories.change_story",
    ),
    page_permissions=("change_page", "publish_page", "lock_page"),
    image_permissions=("change_image",),
)
CHIEF_EDITORS = Role(
    name="Chief editors",
    permissions=(
        "items.withdraw_item",
        "items.take_down",
        "items.override_rights",
        "intake.delete_rule",
        "stories.change_threshold",
    ),
    page_permissions=("unlock_page", "bulk_delete_page"),
    image_permissions=("delete_image",),
)

#: From the least to the most.
ROLES = (CONTRIBUTORS, EDITORS, CHIEF_EDITORS)

#: What a contributor submits is approved or sent back here, by any of these.
REVIEW = "Desk review"
REVIEWERS = (EDITORS, CHIEF_EDITORS)

#: What Wagtail's own migrations make for the same purpose; two ways of one thing would confuse.
WAGTAILS_REVIEW = "Moderators approval"
WAGTAILS_REVIEWERS = "Moderators"
