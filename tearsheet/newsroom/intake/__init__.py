"""What came in: entries, kept pages, articles and their revisions."""
