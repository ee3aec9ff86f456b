"""Django's management commands of ours."""
