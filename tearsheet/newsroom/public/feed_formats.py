"""How feeds are written: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, each with the whole content and its first source."""

import json
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed


class RssFormat(Rss201rev2Feed):
    """RSS 2.0, content in `content:encoded`."""

    def rss_attributes(self) -> dict[str, str]:
        """With the content module's name space."""
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """With the content and the first excerpt's publication."""
        super().add_item_elements(handler, item)
        if source := item["source"]:
            handler.addQuickElement("source", source["title"], {"url": source["feed_url"] or source["url"]})
        handler.addQuickElement("content:encoded", item["content"])


class AtomFormat(Atom1Feed):
    """Atom, content as HTML."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """With the content and the first excerpt's publication."""
        super().add_item_elements(handler, item)
        if source := item["source"]:
            handler.startElement("source", {})
            handler.addQuickElement("id", source["url"])
            handler.addQuickElement("title", source["title"])
            handler.addQuickElement("link", "", {"rel": "alternate", "href": source["url"]})
            if source["feed_url"]:
                handler.addQuickElement("link", "", {"rel": "self", "href": source["feed_url"]})
            handler.endElement("source")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFormat(SyndicationFeed):
    """JSON Feed 1.1; `_tearsheet` says of each block whose words it holds and where they come from."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:  # noqa: ARG002
        """Write the feed.

        Args:
            outfile: takes text, or bytes where it is a response.
            encoding: not asked: JSON is UTF-8.
        """
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [_known(self._item(item)) for item in self.items],
        }
        outfile.write(json.dumps(_known(feed), ensure_ascii=False, default=str))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "external_url": item["source"]["article_url"] if item["source"] else None,
            "title": item["title"],
            "content_html": item["content"],
            "date_published": item["pubdate"].isoformat() if item["pubdate"] else None,
            "date_modified": item["updateddate"].isoformat() if item["updateddate"] else None,
            "image": item["image"],
            "authors": [{"name": item["author_name"]}],
            "tags": list(item["categories"]),
            "language": item["language"],
            "_tearsheet": _known(
                {"verify_url": item["verify_url"], "blocks": item["blocks"], "status": item.get("status")}
            ),
        }


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "")}
