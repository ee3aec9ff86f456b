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
    permissions=("wagtailadmin.access_admin", "items.add_clip"),
    page_permissions=("add_page",),
    image_permissions=("add_image", "choose_image"),
)
EDITORS = Role(
    name="Editors",
    permissions=("items.decide_watch", "items.correct_item", "stories.change_story"),
    page_permissions=("change_page", "publish_page", "lock_page"),
    image_permissions=("change_image",),
)
CHIEF_EDITORS = Role(
    name="Chief editors",
    permissions=("items.withdraw_item", "items.take_down", "items.override_rights", "stories.change_threshold"),
    page_permissions=("unlock_page", "bulk_delete_page"),
    image_permissions=("delete_image",),
)

#: From the least to the most.
ROLES = (CONTRIBUTORS, EDITORS, CHIEF_EDITORS)
