"""What stands before a document's root, and which characters and entities an XML parser may be given.

The DOCTYPE never reaches the parser: no DTD is loaded, no entity is expanded by it. The few harmless entities that old
feeds declare or borrow from HTML are replaced here, within a budget, so that there is nothing left to attack.
"""

import re
from collections.abc import Mapping
from html.entities import html5
from xml.sax.saxutils import escape

from tearsheet.engine.errors import NotAFeed

#: How much text an entity, and all replaced entities together, may add (code points).
LONGEST_ENTITY = 1_000
MOST_ADDED = 1_000_000
#: How far into a body the root is looked for, behind warnings that a broken server printed first (code points).
JUNK_BEFORE_ROOT = 64 * 1024

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_SUBSET_END = re.compile(r"\]\s*>")
_ROOT = re.compile(r"<((?:[\w.-]+:)?([\w.-]+))")
_FEED_ROOT = re.compile(r"<\?xml\s|<(?:[\w-]+:)?(?:rss|rdf|feed)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:\"([^\"]*)\"|'([^']*)'|SYSTEM|PUBLIC)")
_NESTED = re.compile(r"&(?!#)|%")
_CDATA_OR_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[\w.:-]{1,64};)?", re.DOTALL
)
_XML_ENTITIES = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})


def drop_illegal_characters(text: str) -> str:
    """Without the characters that XML 1.0 forbids: one of them would make the whole feed unreadable."""
    return _NOT_IN_XML.sub("", text).lstrip()


def split_prolog(text: str) -> tuple[str, str]:
    """Cut a document before its root.

    Returns:
        Its DOCTYPE declaration ("" if there is none), and the document from the root's "<" on.
    """
    at, doctype = 0, ""
    while True:
        at += len(text[at : at + JUNK_BEFORE_ROOT]) - len(text[at : at + JUNK_BEFORE_ROOT].lstrip())
        if text.startswith("<?", at):
            end = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            end = _after(text, "-->", at)
        elif text[at : at + 9].lower() == "<!doctype":
            end = _doctype_end(text, at)
            doctype = text[at:end]
        else:
            return doctype, text[at:]
        at = end


def skip_junk(text: str) -> str:
    """From where a feed begins behind something else; "" if none begins."""
    found = _FEED_ROOT.search(text, 0, JUNK_BEFORE_ROOT)
    return text[found.start() :] if found else ""


def root_name(document: str) -> str:
    """The local name of the root element in lower case; "" if the document does not start with an element."""
    found = _ROOT.match(document)
    return found.group(2).lower() if found else ""


def read_entities(doctype: str, *, url: str) -> dict[str, str]:
    """The entities a DOCTYPE declares, by name. External ones are left out: nothing is loaded.

    Raises:
        NotAFeed: an entity is made of other entities, or is too long: that is how an attack begins.
    """
    entities: dict[str, str] = {}
    for is_parameter, name, double, single in _ENTITY.findall(doctype):
        value = double or single
        if _NESTED.search(value) or len(value) > LONGEST_ENTITY:
            raise NotAFeed("It declares entities made to be expanded, which is not allowed.", url=url)
        if value and not is_parameter:
            entities.setdefault(name, re.sub(r"&#(x[0-9a-fA-F]+|[0-9]+);", _character, value))
    return entities


def replace_entities(document: str, entities: Mapping[str, str], *, url: str) -> str:
    """Replace declared and HTML entities by what they mean, and make bare ampersands well-formed; CDATA stays as it is.

    Raises:
        NotAFeed: the declared entities would add more than a million characters.
    """
    added = 0

    def mean(found: re.Match[str]) -> str:
        nonlocal added
        reference = found.group(1)
        if reference is None:
            return found.group() if found.group() != "&" else "&amp;"
        if reference[0] == "#":
            return _character_reference(reference)
        if reference in _XML_ENTITIES:
            return found.group()
        value = entities.get(reference[:-1])
        if value is None:
            return escape(html5.get(reference) or found.group())
        added += len(value)
        if added > MOST_ADDED:
            raise NotAFeed("Its entities expand to too much.", url=url)
        return escape(value)

    return _CDATA_OR_AMPERSAND.sub(mean, document)


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _doctype_end(text: str, at: int) -> int:
    close, subset = text.find(">", at), text.find("[", at)
    if close < 0:
        return len(text)
    if not 0 <= subset < close:
        return close + 1
    found = _SUBSET_END.search(text, subset)
    return found.end() if found else len(text)


def _character_reference(reference: str) -> str:
    """A numeric reference as it is, unless XML forbids its character: then nothing."""
    character = _character_of(reference[1:-1])
    return f"&{reference}" if character and not _NOT_IN_XML.match(character) else ""


def _character(found: re.Match[str]) -> str:
    return _character_of(found.group(1))


def _character_of(number: str) -> str:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return chr(code) if code <= 0x10FFFF else ""  # noqa: PLR2004 (the last code point)
