"""Tearsheet: a news desk and publishing engine in which every word on the page has a known source."""

__version__ = "0.1.0"
