"""The introduction that stands between an article's headline and the element of its text."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.census import Census
from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.articles.pruning import share_to_stay
from tearsheet.engine.model import Block, BlockKind

#: What an introduction is called, which elements it may be, and what is never in it.
_NAME = re.compile(r"(?:^|[\s_-])(?:intro|lead|lede|standfirst|vorspann|chapo|chapeau|entradilla|ingress)(?:$|[\s_-])")
_TAGS = frozenset({"p", "div", "h2"})
_NOT_IN_INTROS = frozenset({"div", "p", "a", "img", "ul", "h1", "h2", "h3", "form", "time"})
#: What holds words of something else, wherever it stands.
_APART = frozenset({"a", "li", "figure", "figcaption", "blockquote"})
#: How long an introduction's paragraph is, in code points, and how it ends.
_LEAST, _MOST = 60, 600
_ENDS = frozenset(".!?…。")


def find_intro(root: LexborNode, census: Census) -> Iterator[Block]:
    """The paragraphs between the headline and an element of text that leaves them out.

    They begin with what calls itself an introduction, or with the first sentences in no box that is pruned; pictures'
    boxes hold captions. An element with a headline of its own leaves none out.
    """
    if census.tagged("h1", within=root):
        return
    found = next((node for node in census.between("h1", root, _TAGS) if _is_intro(node, root, census)), None)
    while found is not None and (words := _read_sentences(found)):
        yield Block(kind=BlockKind.PARAGRAPH, text=words)
        found = _find_next_paragraph(found)


def _is_intro(node: LexborNode, root: LexborNode, census: Census) -> bool:
    # The cheapest question comes first, since most elements fail it.
    is_box = node.tag == "div"
    if not (is_box or _read_sentences(node)):
        return False
    names = node.attributes.get("class")
    is_called = bool(names and _NAME.search(names.lower()))
    if is_box and not (is_called and _read_sentences(node)):
        return False
    if census.holds(node, _NOT_IN_INTROS) or census.is_within(root, node):
        return False
    above = node.parent
    return is_called or (
        above is not None and not census.holds(above, {"img"}) and not _stands_apart(node, root, census)
    )


def _stands_apart(node: LexborNode, root: LexborNode, census: Census) -> bool:
    """Whether an element is in a box that is no part of an article."""
    above: LexborNode | None = node
    while above is not None and not census.is_within(root, above):
        if above.tag in _APART or share_to_stay(above.tag or "", above.attributes):
            return True
        above = above.parent
    return False


def _read_sentences(node: LexborNode) -> str:
    """An element's words, if they are long enough and end as a sentence; else ""."""
    words = collapse(node.text())
    return words if _LEAST <= len(words) <= _MOST and words[-1] in _ENDS else ""


def _find_next_paragraph(node: LexborNode) -> LexborNode | None:
    """The paragraph right after another."""
    following = node.next
    while following is not None and following.tag == "-text" and not following.text().strip():
        following = following.next
    return following if following is not None and following.tag == node.tag == "p" else None
