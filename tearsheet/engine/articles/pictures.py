"""Pictures with their alt text, caption and credit, each apart."""

import re
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.model import Block, BlockKind

_CREDIT_NAMES = re.compile(
    r"credit|copyright|photograph|(?:image|photo|img|media|picture|caption|figure)[\w-]*(?:source|author|owner|by\b)|(?:^|[\s_-])(?:source|quelle|rights?|agency|byline|author|copy|c)(?:$|[\s_-])|fotograf|urheber|bildquelle",
    re.IGNORECASE,
)
_LABEL = r"(?:(?:photo|image|picture|illustration|video|graphic|grafik|foto|fotos|bild|bilder|imagen|imagem|crédit|credit|crédito|credito|quelle|source|fuente|fonte|bron|kilde|copyright|fotó|zdj|foto\w*|photograph)s?(?:\s+(?:by|credit|courtesy(?:\s+of)?|de|von|av|vom|source))?\s*[:/©|]|©|\(c\)|photo(?:graph)?\s+by|image\s+by)"
_TRAILING = re.compile(rf"[\s.,;|•·–-]*[(\[|]?\s*({_LABEL}\s*[^()\[\]]{{2,90}}?)\s*[)\]]?\s*$", re.IGNORECASE)
_LEADING_LABEL = re.compile(rf"^[\s(\[|/]*{_LABEL}\s*[:/©]*\s*", re.IGNORECASE)
_ADDRESS_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src", "src")
_SET_ATTRIBUTES = ("data-srcset", "srcset", "data-lazy-srcset")


def read_picture(image: LexborNode | None, figure: LexborNode, url: str) -> Block | None:
    """A picture block of an `img` and the figure it stands in; None if there is no address to show."""
    address, alt = _read_image(image, figure, url)
    if address is None:
        return None
    caption, credit = read_caption(figure)
    return Block(kind=BlockKind.PICTURE, url=address, alt=alt, caption=caption, credit=credit)


def read_caption(figure: LexborNode) -> tuple[str | None, str | None]:
    """Caption and credit of a figure, neither holding the other."""
    box = figure.css_first("figcaption") or figure.css_first(
        '[class*="caption" i], [class*="legend" i], [itemprop=caption], [itemprop=description]'
    )
    credits = [node for node in figure.css("[class], [itemprop], cite, small") if _is_credit(node)]
    credit = ""
    text = _text_of(box) if box is not None else ""
    for node in credits:
        words = _text_of(node)
        if not words or words == credit or words in credit:
            continue
        if words == text and len(words) > 90:
            continue
        credit = words if not credit or credit in words else credit
    if credit and text:
        text = _without(text, credit)
    if text and not credit:
        return part_credit(text)
    return text.strip(" |") or None, _unlabel(credit) or None


def part_credit(text: str) -> tuple[str | None, str | None]:
    """A caption and the credit that is glued to its end ("... on Monday. Photo: Jane Roe")."""
    credit = ""
    if match := _TRAILING.search(text):
        text, credit = text[: match.start()].rstrip(" (["), _unlabel(match[1])
    return text.strip(" |") or None, credit or None


def _unlabel(credit: str) -> str:
    return _LEADING_LABEL.sub("", credit).strip(" ()[]|:/") or credit


def _is_credit(node: LexborNode) -> bool:
    attributes = node.attributes
    if node.tag in {"img", "figure", "picture", "source", "a", "button", "figcaption"}:
        return False
    if attributes.get("itemprop") in {"copyrightHolder", "creditText", "author", "creator", "copyrightNotice"}:
        return True
    return bool(_CREDIT_NAMES.search(attributes.get("class") or ""))


def _without(text: str, part: str) -> str:
    return (
        collapse(text.replace(part, " ", 1))
        if text.endswith(part) or text.startswith(part)
        else collapse(" ".join(text.rsplit(part, 1)))
    )


def _text_of(node: LexborNode) -> str:
    return collapse(node.text(separator=" "))


def _read_image(image: LexborNode | None, figure: LexborNode, url: str) -> tuple[str | None, str | None]:
    sources = ([image] if image is not None else []) + figure.css("source[srcset], source[data-srcset]")
    alt = None
    for node in sources:
        attributes = node.attributes
        alt = alt or collapse(attributes.get("alt") or "") or None
        address = _best_address(attributes)
        if address:
            return _absolute(url, address), alt
    return None, alt


def _best_address(attributes: dict[str, str | None]) -> str | None:
    for name in _ADDRESS_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value and not value.startswith(("data:", "about:", "#", "{")):
            return value
    for name in _SET_ATTRIBUTES:
        candidates = re.findall(r"(\S+)(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,\s|,?$)", (attributes.get(name) or "").strip())
        candidates = [pair for pair in candidates if not pair[0].startswith("data:")]
        if candidates:
            return max(candidates, key=lambda pair: float(pair[1] or 0))[0].rstrip(",")
    return None


def _absolute(url: str, address: str) -> str | None:
    try:
        return urljoin(url, address)
    except ValueError:
        return None
