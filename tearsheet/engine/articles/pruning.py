"""Which parts of a page cannot be its article, told from the names its makers gave them."""

import re

from selectolax.lexbor import LexborNode

#: Elements that never hold the article's words.
SKIPPED_TAGS = frozenset(
    ["script", "style", "noscript", "template", "svg", "nav", "footer", "form", "button", "input", "select", "textarea", "dialog", "menu", "object", "canvas", "audio", "map", "aside", "head", "link", "meta", "iframe", "label", "option", "progress"]
)
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")
_NOT_ARTICLE = re.compile(
    r"""
    (?:^|[\s_-]) (?: ad|ads|adv|advert\w*|adslot|adbox|advertisement|advertorial|sponsor\w*|promo\w*|banner|teaser\w*|related\w*|recommend\w*|recirc\w*|
      read-?more|more-(?:from|on|stories|news)|most-?(?:read|popular|viewed)|trending|popular|latest|outbrain|taboola|zergnet|
      share\w*|sharing|social\w*|follow-?us|newsletter\w*|subscri\w*|signup|sign-up|paywall\w*|register\w*|piano|
      comment\w*|disqus\w*|discussion|respond|reply|
      nav|navi|navigation|navbar|menu\w*|breadcrumb\w*|pagination|pager|footer|masthead|site-?header|sidebar\w*|side-bar|
      tags?|tag-?list|topics?|keywords|categories|
      author-?(?:bio|box|info|card)|about-?author|bio|byline\w*|meta|post-?meta|dateline-?box|timestamp|
      cookie\w*|consent|gdpr|popup|modal|overlay|lightbox-?nav|toolbar|tools|print-?only|screen-?reader\w*|visually-?hidden|sr-only|
      copyright|disclaimer|widget|rating|poll|quiz|jobs|shop|product-?box|affiliate\w*|cta|download-?app|hidden
    ) (?:$|[\s_-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ARTICLE = re.compile(
    r"article-?_*(?:body|text|content)|story-?_*(?:body|text|content)|entry-?_*content|post-?_*(?:body|content|text)|body-?_*(?:text|copy|content)|content-?_*body",
    re.IGNORECASE,
)


def is_pruned(attributes: dict[str, str | None]) -> bool:
    """Whether an element's own attributes say it is no part of an article, or is not shown."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and _HIDDEN.search(style):
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''} {attributes.get('data-component') or ''}"
    return bool(_NOT_ARTICLE.search(names)) and not says_article(attributes)


def says_article(attributes: dict[str, str | None]) -> bool:
    """Whether an element calls itself the body of an article."""
    return attributes.get("itemprop") == "articleBody" or bool(
        _ARTICLE.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
    )


def is_skipped(node: LexborNode) -> bool:
    """Whether nothing in this element can be of the article."""
    return node.tag in SKIPPED_TAGS or is_pruned(node.attributes)
