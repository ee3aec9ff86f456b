"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tearsheet.engine.errors import NotAFeed
from tearsheet.engine.feeds.plain import keep_unique, parse_rfc3339, to_absolute, to_language, to_plain_text
from tearsheet.engine.model import Entry, Feed


def parse_json_feed(text: str, *, url: str, limit: int) -> Feed:
    """Read a JSON Feed; see `parse_feed`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("It looks like JSON, but it is broken.", url=url) from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise NotAFeed("It is JSON without the `items` of a JSON Feed.", url=url)
    if "jsonfeed.org" not in _text(document, "version") and not _text(document, "title"):
        raise NotAFeed("It is JSON, but neither `version` nor `title` says that it is a JSON Feed.", url=url)
    items = [item for item in document["items"] if isinstance(item, dict)]
    language = _text(document, "language")
    entries, skipped = keep_unique((_read_item(item, url) for item in items), limit)
    return Feed(
        kind="json",
        url=url,
        title=to_plain_text(_text(document, "title")),
        home_url=to_absolute(_text(document, "home_page_url"), url),
        language=to_language(language),
        entries=entries,
        skipped_count=skipped + len(document["items"]) - len(items),
    )


def _read_item(item: Mapping[str, Any], base: str) -> Entry:
    own, external = _text(item, "url"), _text(item, "external_url")
    guid = _text(item, "id")
    address = own or external or (guid if guid.startswith(("http://", "https://")) else "")
    absolute = to_absolute(address, base)
    summary = _text(item, "summary") or _text(item, "content_text") or _text(item, "content_html")
    return Entry(
        guid=guid or absolute,
        url=absolute,
        title=to_plain_text(_text(item, "title")),
        authors=tuple(dict.fromkeys(_author_names(item))),
        published_at=parse_rfc3339(item.get("date_published")),
        updated_at=parse_rfc3339(item.get("date_modified")),
        summary=to_plain_text(summary),
    )


def _author_names(item: Mapping[str, Any]) -> Iterator[str]:
    """Version 1.1 has `authors`, version 1.0 had `author`."""
    listed = item.get("authors")
    for author in [*(listed if isinstance(listed, list) else []), item.get("author")]:
        name = to_plain_text(_text(author, "name")) if isinstance(author, dict) else ""
        if name:
            yield name


def _text(values: Mapping[str, Any], key: str) -> str:
    """A value as text: identities are numbers in some feeds."""
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
