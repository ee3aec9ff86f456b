"""The site's first pages, and who may do what."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from tearsheet.newsroom.items.actions.publishing import free_slug
from tearsheet.newsroom.items.errors import NoFrontPage, NotAllowed
from tearsheet.newsroom.items.models import FrontPage, SectionPage
from tearsheet.newsroom.items.roles import REVIEW, REVIEWERS, ROLES, WAGTAILS_REVIEW, WAGTAILS_REVIEWERS


@transaction.atomic
def found_site(*, site_name: str, hostname: str, port: int, sections: tuple[str, ...]) -> FrontPage:
    """Make the front page, the first sections, the roles and the review, unless they are there. Run twice, same rows.

    Args:
        site_name: the publication's name.
        hostname, port: where readers find it.
        sections: titles of the first sections, made only together with the front page.
    """
    front = FrontPage.objects.first()
    if front is None:
        root = Page.get_first_root_node()
        Page.objects.child_of(root).filter(slug="home").delete()
        root.refresh_from_db()
        front = root.add_child(instance=FrontPage(title=site_name, slug="home", show_in_menus=True))
        for title in sections:
            front.add_child(instance=SectionPage(title=title, slug=slugify(title), show_in_menus=True))
    grant_roles(front=front)
    set_up_review(front=front)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "port": port, "site_name": site_name, "root_page": front},
    )
    return front


@transaction.atomic
def find_or_add_section(*, actor: Any, title: str) -> tuple[SectionPage, bool]:
    """The section of this title, whatever its case; if there is none, a new one that readers do not see yet.

    Args:
        actor: who needs it; None for the operator at the command line.
        title: at most 255 characters count.

    Returns:
        The section, and whether it is new.

    Raises:
        NotAllowed: if it must be made, without the right to add pages to the site.
        NoFrontPage: while the site has no first page.
    """
    front = FrontPage.objects.first()
    if front is None:
        raise NoFrontPage
    title = title[:255]
    found = SectionPage.objects.child_of(front).filter(title__iexact=title).first()
    if found is not None:
        return found, False
    if actor is not None and not front.permissions_for_user(actor).can_add_subpage():
        raise NotAllowed(f"(make the section {title})")
    section = SectionPage(title=title, slug=free_slug(front, title), show_in_menus=True, live=False, owner=actor)
    front.add_child(instance=section)
    section.save_revision(user=actor, log_action=True)
    return section, True


@transaction.atomic
def grant_roles(*, front: FrontPage) -> None:
    """Make the groups of `roles.ROLES` and give them what they may, on everything under the front page.

    What was granted by hand stays; what was taken away by hand comes back with the next start.

    Args:
        front: the site's first page.
    """
    permissions: list[str] = []
    page_permissions: list[str] = []
    image_permissions: list[str] = []
    collection = Collection.get_first_root_node()
    for role in ROLES:
        permissions += role.permissions
        page_permissions += role.page_permissions
        image_permissions += role.image_permissions
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*_find_permissions(permissions))
        for permission in _find_permissions(f"wagtailcore.{codename}" for codename in page_permissions):
            GroupPagePermission.objects.get_or_create(group=group, page=front, permission=permission)
        for permission in _find_permissions(f"wagtailimages.{codename}" for codename in image_permissions):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


@transaction.atomic
def set_up_review(*, front: FrontPage) -> None:
    """Make the review that contributors' items go through, and take away the one that Wagtail brings along.

    A review that is there stays as it is, also one that was switched off or assigned elsewhere by hand.

    Args:
        front: the site's first page; the review holds for everything under it.
    """
    _take_away_wagtails_review()
    if Workflow.objects.filter(name=REVIEW).exists():
        return
    task = GroupApprovalTask.objects.create(name=REVIEW, active=True)
    task.groups.set(Group.objects.filter(name__in=[role.name for role in REVIEWERS]))
    workflow = Workflow.objects.create(name=REVIEW, active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page=front, defaults={"workflow": workflow})


def _take_away_wagtails_review() -> None:
    """Remove Wagtail's default workflow and group where nobody has used them."""
    unused = Workflow.objects.filter(name=WAGTAILS_REVIEW).exclude(pk__in=WorkflowState.objects.values("workflow"))
    if unused.exists():
        unused.delete()
        Task.objects.filter(name=WAGTAILS_REVIEW, workflow_tasks__isnull=True).delete()
    Group.objects.filter(name=WAGTAILS_REVIEWERS, user__isnull=True).delete()


def _find_permissions(labels: Iterable[str]) -> list[Permission]:
    """The permissions of these labels.

    Raises:
        Permission.DoesNotExist: for a label nobody declared.
    """
    pairs = [label.split(".") for label in labels]
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.filter(codename__in=[codename for _, codename in pairs]).select_related(
            "content_type"
        )
    }
    missing = [f"{app}.{codename}" for app, codename in pairs if (app, codename) not in known]
    if missing:
        raise Permission.DoesNotExist(", ".join(missing))
    return [known[app, codename] for app, codename in pairs]
