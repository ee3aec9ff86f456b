"""The newsroom remembers: Django and Wagtail keep, schedule and show what the engine decides."""
