"""Caption and credit of a picture, told apart."""

import functools
import re

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.pieces import collapse, fold

_CREDIT_NAMES = re.compile(
    r"credit|copyright|photograph|fotograf|urheber|bildquelle|bildrecht|mediacreator"
    r"|(?:image|photo|img|media|picture|caption|figure|foto|bild)[\w-]*(?:source|author|owner|by\b|rights)"
    r"|(?:^|[\s_-])(?:source|quelle|rights?|agency|byline|author|attribution)(?:$|[\s_-])",
)
_CREDIT_PROPERTIES = frozenset({"copyrightHolder", "creditText", "author", "creator", "copyrightNotice"})
_NOT_CREDIT_TAGS = frozenset({"img", "figure", "picture", "source", "button", "figcaption"})
#: The words before a credit.
_LABEL = (
    r"(?:(?:photo|photograph|ảnh|fotoğraf|image|picture|illustration|video|vidéo|vídeo|graphic|grafik|foto|fotó|bild|bilder|imagen|imagem|symbolbild|archivbild|agenturfoto"
    r"|crédit|credit|crédito|quelle|bildquelle|bildrechte|source|fuente|fonte|bron|kilde|copyright|dok\.?|zdj|zdjęcie|ljósmynd|isithombe|写真|撮影|提供)s?"
    r"(?:\s+(?:by|credit|courtesy(?:\s+of)?|de|von|av|vom|source|photo))?\s*[:©|]|©|\(c\)|（ｃ）|photo(?:graph)?\s+by|image\s+by)"
)
_LABELLED = re.compile(rf"[\s,;|•·–-]*[(\[|（]?\s*({_LABEL}\s*[^()\[\]]{{2,90}}?)\s*[)\]）]?\s*$", re.IGNORECASE)
_LEADING_LABEL = re.compile(rf"^[\s(\[|/]*{_LABEL}\s*[:/©]*\s*", re.IGNORECASE)
#: Nothing but a credit: a label and no sentence, or all of it in brackets.
_ONLY_CREDIT = re.compile(rf"[\s(\[|/]*{_LABEL}[^.!?]*\.?$|[(\[][^()\[\]]+[)\]]$", re.IGNORECASE)
#: "... on Monday. (AP Photo/Jane Roe)"
_IN_BRACKETS = re.compile(r"(?<=[.!?”\"'’])\s*[(\[]([^()\[\]]{2,70})[)\]]\s*$")
#: "... on Monday. | Jane Roe/Agency"
_AFTER_BAR = re.compile(r"\s\|\s*([^|.!?]{3,90})$")
#: "... on Monday / Jane Roe / Agency photo"
_TRAILING_LABEL = re.compile(r"\s/\s*(.{3,80}?)\s(?:nuotr\.|photo|foto)$", re.IGNORECASE)
#: Every credit has one of these; most captions have none, and looking closer takes long.
_MAY_CREDIT = re.compile(r"[:©|()（）\[\]/]| by ")
_TAKEN_BY = re.compile(r"[（(]([^（）()]{2,20}?)(?:撮影|提供)[)）]\s*$")
#: What stands in brackets at the end of captions and is no credit.
_REMARK = re.compile(
    r"\W*(?:archiv|symbol|file|illustration|pictured|left|right|archive|links|rechts|l\.|r\.|from left|v\.)",
    re.IGNORECASE,
)
#: What calls itself a caption where it is no `figcaption`.
_CAPTION_NAMES = re.compile(r"caption|legend|bildunterschrift|image-desc|photo-desc|media-desc|mediasubtitle")
_CAPTION_PROPERTIES = frozenset({"caption", "description"})
#: What is in captions and not of them: "show more".
_CONTROLS = frozenset({"button"})
_LONGEST_CREDIT = 90
#: Words that stand both in a picture's attributes and beside it are its caption, if they have so many code points.
_SHORTEST_ECHO = 6
#: ... and shorter ones than that only if no more than that, a credit, is said beside them.
_LONG_ECHO, _BESIDE_SHORT = 20, 50


def find_caption(box: LexborNode, census: Census) -> LexborNode | None:
    """The element in a box (or the box itself) that is a `figcaption`, or else the first that calls itself a caption."""
    if captions := census.tagged("figcaption", within=box):
        return captions[0]
    return next((node for node in (box, *census.below(box)) if _is_named_caption(node)), None)


def _is_named_caption(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    names = attributes.get("class")
    return bool(names and _calls_itself_caption(names)) or attributes.get("itemprop") in _CAPTION_PROPERTIES


@functools.lru_cache(maxsize=8192)
def _calls_itself_caption(names: str) -> bool:
    return bool(_CAPTION_NAMES.search(names.lower()))


@functools.lru_cache(maxsize=8192)
def _calls_itself_credit(names: str) -> bool:
    return bool(_CREDIT_NAMES.search(names.lower()))


def read_caption(figure: LexborNode, census: Census) -> tuple[str | None, str | None]:
    """Caption and credit of a figure, neither holding the other; None for what it does not say."""
    box = find_caption(figure, census)
    credit = _find_credit(figure, census)
    if box is None:
        return None, _unlabel(credit) or None
    if not credit:
        return read_box(box)
    text, credit = _part_at(_words_of(box), credit)
    return text.strip(" |") or None, _unlabel(credit) or None


def read_box(box: LexborNode) -> tuple[str | None, str | None]:
    """Caption and credit of a box that holds both without naming them."""
    text, credit = _part_by_elements(box, _words_of(box))
    if credit:
        return text.strip(" |") or None, _unlabel(credit) or None
    return part_credit(text)


def find_echo(box: LexborNode, said: str, census: Census) -> LexborNode | None:
    """The element in a box that says what the picture's own attributes say: its caption, whatever it is called."""
    wanted = fold(said)
    if len(wanted) < _SHORTEST_ECHO or wanted not in (words := fold(box.text(separator=" "))):
        return None
    if len(wanted) < _LONG_ECHO and len(words) - len(wanted) > _BESIDE_SHORT:
        return None
    lines = census.tagged("p", "div", "span", "small", "dd", "td", "em", within=box)
    return next((node for node in lines if echoes(_text_of(node), wanted)), None)


def echoes(text: str, wanted: str) -> bool:
    """Whether a text is a caption of the folded words `wanted`, with or without a credit."""
    return len(wanted) >= _SHORTEST_ECHO and (fold(text) == wanted or fold(part_credit(text)[0] or "") == wanted)


def part_credit(text: str) -> tuple[str | None, str | None]:
    """A caption and the credit that is glued to its end ("... on Monday. Photo: Jane Roe")."""
    start = max(0, len(text) - 2 * _LONGEST_CREDIT)
    if not _MAY_CREDIT.search(text, start):
        return text or None, None
    if len(text) <= _LONGEST_CREDIT and _ONLY_CREDIT.match(text):
        return None, _unlabel(text)
    credit = ""
    for pattern in (_LABELLED, _TAKEN_BY, _IN_BRACKETS, _AFTER_BAR, _TRAILING_LABEL):
        if (match := pattern.search(text, start)) and not _REMARK.match(match[1]):
            text, credit = text[: match.start()].rstrip(" (["), _unlabel(match[1])
            break
    return text.strip(" |") or None, credit or None


def _find_credit(figure: LexborNode, census: Census) -> str:
    """The words of the elements that call themselves a credit: the widest, if one holds the other."""
    credit = ""
    for node in (figure, *census.below(figure)):
        if not _is_credit(node):
            continue
        words = _text_of(node)
        if words and len(words) <= _LONGEST_CREDIT and words not in credit and (not credit or credit in words):
            credit = words
    return credit


def _is_credit(node: LexborNode) -> bool:
    if node.tag in _NOT_CREDIT_TAGS:
        return False
    if node.tag in {"cite", "small"}:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    return attributes.get("itemprop") in _CREDIT_PROPERTIES or _calls_itself_credit(attributes.get("class") or "")


def _part_by_elements(box: LexborNode, text: str) -> tuple[str, str]:
    """Caption and credit of a box whose last child, short and no sentence, stands apart from what is before it."""
    children = _shown_children(box)
    while len(children) == 1 and children[0].tag not in {None, "-text"}:
        children = _shown_children(children[0])
    if len(children) < 2:  # noqa: PLR2004
        return text, ""
    last = children[-1]
    words = _text_of(last)
    if last.tag in {"-text", "a", "em", "i", "b", "strong"} and not words.startswith(("(", "[", "©")):
        return text, ""
    if len(words) > _LONGEST_CREDIT or words.endswith((".", "!", "?")) or not text.endswith(words):
        return text, ""
    return text[: -len(words)].rstrip(), words


def _shown_children(box: LexborNode) -> list[LexborNode]:
    return [child for child in box.iter(include_text=True) if _text_of(child) and not _is_unseen(child)]


def _is_unseen(node: LexborNode) -> bool:
    tag = node.tag or ""
    return tag in _CONTROLS or (tag != "-text" and "hidden" in node.attributes)


def _words_of(box: LexborNode) -> str:
    """The words of a caption's element, without what can be pressed at its end."""
    words = _text_of(box)
    last = box.last_child
    while last is not None and not _text_of(last):
        last = last.prev
    return words.removesuffix(_text_of(last)).rstrip() if last is not None and _is_unseen(last) else words


def _unlabel(credit: str) -> str:
    return (_LEADING_LABEL.sub("", credit).strip(" ()[]|:/") or credit).strip()


def _part_at(text: str, credit: str) -> tuple[str, str]:
    """Caption and credit where the credit's words are known; what little follows them belongs to it ("/ Agency")."""
    before, found, after = text.rpartition(credit)
    if not found:
        return text, credit
    after = after.strip(" )]|")
    if before.strip() and len(after) <= _LONGEST_CREDIT:
        return before.rstrip(" ([|/-–"), collapse(f"{credit} {after}")
    return collapse(f"{before} {after}").rstrip(" ([|/-–"), credit


def _text_of(node: LexborNode) -> str:
    return collapse(node.text(separator=" "))
