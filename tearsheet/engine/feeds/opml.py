"""OPML 1.0 and 2.0: the list of feeds that other readers export and import."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tearsheet.engine.errors import NotReadable
from tearsheet.engine.feeds.plain import to_absolute, to_language

_BARE_AMPERSAND = re.compile(rb"&(?!(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: No list made by people is deeper.
DEEPEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed of a list.

    Attributes:
        feed_url: absolute http(s) address.
        title: the publication's name, or "".
        home_url: its page, or "".
        language: primary BCP 47 tag, or None.
        category: the outlines it stands in, joined by "/"; or its own `category`; or "".
        owner_family: who owns the publication (our own attribute, `ownerFamily`), or "".
    """

    feed_url: str
    title: str = ""
    home_url: str = ""
    language: str | None = None
    category: str = ""
    owner_family: str = ""


def read_opml(body: bytes) -> tuple[Subscription, ...]:
    """The feeds of an OPML file, in its order, each address once. Outlines without a feed's address are folders.

    Raises:
        NotReadable: no XML, no OPML, or entities and external references in it.
    """
    root = _parse(body)
    if _local_name(root).lower() != "opml":
        raise NotReadable(f"It is XML, but <{_local_name(root)}> is no OPML.")
    head = next((child for child in root if _local_name(child).lower() == "body"), None)
    if head is None:
        raise NotReadable("The OPML has no body.")
    found: dict[str, Subscription] = {}
    for subscription in _walk(head, ()):
        found.setdefault(subscription.feed_url, subscription)
    return tuple(found.values())


def write_opml(subscriptions: Iterable[Subscription], title: str) -> bytes:
    """An OPML 2.0 file, UTF-8: feeds with a category stand in an outline of that name. `read_opml` gives them back."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = _clean(title)
    body = SubElement(root, "body")
    folders: dict[str, Element] = {"": body}
    for subscription in subscriptions:
        category = _clean(subscription.category)
        if category not in folders:
            folders[category] = SubElement(body, "outline", text=category)
        name = _clean(subscription.title) or subscription.feed_url
        attributes = {
            "type": "rss",
            "text": name,
            "title": _clean(subscription.title),
            "xmlUrl": _clean(subscription.feed_url),
            "htmlUrl": _clean(subscription.home_url),
            "language": subscription.language or "",
            "ownerFamily": _clean(subscription.owner_family),
        }
        SubElement(folders[category], "outline", {key: value for key, value in attributes.items() if value})
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def _parse(body: bytes) -> Element:
    """Parse, and if that fails once more with bare ampersands escaped: addresses are full of them."""
    if not body.strip():
        raise NotReadable("It is empty.")
    try:
        try:
            return fromstring(body.lstrip())
        except ParseError:
            return fromstring(_BARE_AMPERSAND.sub(b"&amp;", body.lstrip()))
    except DefusedXmlException as error:
        raise NotReadable("It declares entities or refers to other files, which is not allowed.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotReadable(f"It is no well-formed XML: {error}.") from error


def _walk(parent: Element, path: tuple[str, ...]) -> Iterator[Subscription]:
    if len(path) > DEEPEST:
        return
    for node in parent:
        if _local_name(node).lower() != "outline":
            continue
        given = {key.lower(): value.strip() for key, value in node.attrib.items()}
        name = " ".join((given.get("text") or given.get("title") or "").split())
        address = to_absolute(given.get("xmlurl", ""), "")
        if address:
            title = " ".join((given.get("title") or name).split())
            yield Subscription(
                feed_url=address,
                title="" if title == given["xmlurl"] else title,
                home_url=to_absolute(given.get("htmlurl", ""), ""),
                language=to_language(given.get("language")),
                category="/".join(path) or given.get("category", "").strip("/"),
                owner_family=given.get("ownerfamily", ""),
            )
        yield from _walk(node, path if address else (*path, name) if name else path)


def _local_name(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text).strip()
