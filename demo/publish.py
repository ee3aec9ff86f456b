"""Publish the demo's items."""


def publish_items(press):
    """Not yet."""
