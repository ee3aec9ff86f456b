"""Roles: what each may with pages and rows."""

import pytest

from tearsheet.newsroom.items.actions import found_site
from tests.newsroom import factories

pytestmark = pytest.mark.django_db


def test_each_role_may_what_the_role_before_it_may_and_more(section):
    able = []
    for role in ("Contributors", "Editors", "Chief editors"):
        user = factories.make_user(role.lower().replace(" ", ""), role=role)
        pages = section.permissions_for_user(user)
        able.append(
            {"clip": user.has_perm("items.add_clip"), "start": pages.can_add_subpage(), "publish": pages.can_publish()}
        )
    assert able[0] == {"clip": True, "start": True, "publish": False}
    assert able[1] == able[2] == {"clip": True, "start": True, "publish": True}


def test_founding_twice_grants_once(front):
    from django.contrib.auth.models import Group
    from wagtail.models import GroupPagePermission

    before = GroupPagePermission.objects.count(), Group.objects.count()
    found_site(site_name="The Desk", hostname="localhost", port=8000, sections=("World",))
    assert (GroupPagePermission.objects.count(), Group.objects.count()) == before
