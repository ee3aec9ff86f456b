"""What rendering adds to words and reading takes away again: tags, character references, emphasis, soft hyphens.

Used to find what was copied from a page's source, a mail or a document. What is found that way is accepted only as it
stands without its markup: `plain` gives that text, and that text is verified.
"""

import re
from html import unescape

_TAG = re.compile(r"<!--.*?-->|</?[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
_BREAKING = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]]+)\]\(<?[a-z][a-z0-9+.-]*:[^\s()]*\)", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*_~`])(\*{1,3}|_{1,3}|~~|`)(?=[^\s*_~`])([^\n]*?[^\s*_~`])\1(?![\w*_~`])")
#: Of quoted mail, headings and lists; before a number it may be a sign, and stays.
_LINE_MARK = re.compile(r"^[ \t]*(?:(?:>[ \t]?)+|#{1,6}[ \t]|[-*+][ \t])(?=[ \t]*[^\s\d>])[ \t]*", re.MULTILINE)
_SOFT_HYPHEN = "\u00ad"


def plain(selection: str) -> str:
    """A selection without HTML tags, character references, Markdown's marks and soft hyphens; its words stay.

    A tag that starts a new line on the page is white space, any other is nothing.
    """
    text = _TAG.sub("", _BREAKING.sub("\n", selection)) if "<" in selection else selection
    text = unescape(text) if "&" in text else text
    text = _LINE_MARK.sub("", _LINK.sub(r"\1", text))
    while text != (lighter := _EMPHASIS.sub(r"\2", text)):
        text = lighter
    return text.replace(_SOFT_HYPHEN, "").strip()
