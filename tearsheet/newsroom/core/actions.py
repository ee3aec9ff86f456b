"""The only writers of people."""

import secrets

from tearsheet.newsroom.core.models import User


def create_first_editor(*, username: str = "editor") -> str | None:
    """Make the first editor, who may do everything and make the others, with a generated password.

    Returns:
        The password, which is stored nowhere else; None if there is anybody already.
    """
    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser(username=username, password=password)
    return password
