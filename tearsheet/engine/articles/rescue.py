"""What a page's own data call its body, for pages that show too little of it."""

from html import unescape

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.pieces import collapse
from tearsheet.engine.model import Block, BlockKind

#: A body in the data has at least that many code points, and that many times those on the page: else the page's own words
#: stay, since what the data call the body is often a teaser, or has other text mixed in.
_LEAST_BODY, _TIMES = 400, 3


def rescue_blocks(text: str, article_body: object) -> tuple[Block, ...]:
    """The paragraphs of an article that the page's data hold and the page itself does not show; none if it does.

    Args:
        text: the running text that was found on the page.
        article_body: `articleBody` of the page's JSON-LD, whatever it is.
    """
    if not isinstance(article_body, str) or len(article_body) < max(_LEAST_BODY, _TIMES * len(text)):
        return ()
    lines = map(collapse, _plain(article_body).splitlines())
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines if line)
    return blocks if sum(len(block.text) for block in blocks) >= max(_LEAST_BODY, _TIMES * len(text)) else ()


def _plain(body: str) -> str:
    """A body without the markup that some data hold."""
    if "</" in body or "<p>" in body or "<br" in body:
        tree = LexborHTMLParser(body.replace("\0", ""))
        tree.strip_tags(["script", "style", "template", "svg"])
        return tree.body.text(separator="\n") if tree.body else ""
    return unescape(body)
