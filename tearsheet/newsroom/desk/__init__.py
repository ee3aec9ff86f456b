"""What editors see, inside the Wagtail admin."""
