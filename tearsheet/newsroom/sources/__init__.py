"""What we follow: publications, their owners, their feeds."""
