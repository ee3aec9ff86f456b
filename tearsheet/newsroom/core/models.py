"""People."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who works at the desk. Roles are Wagtail's groups."""
