from html import escape

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.articles import extract_article
from tearsheet.engine.errors import NoArticle
from tearsheet.engine.model import BlockKind

SENTENCE = "The council said on Monday that the bridge over the river will stay open."
TAGS = [
    "p",
    "div",
    "section",
    "article",
    "h2",
    "h3",
    "blockquote",
    "ul",
    "li",
    "a",
    "span",
    "b",
    "figure",
    "figcaption",
    "table",
    "td",
    "aside",
    "main",
]
NAMES = ["", "content", "article-body", "share", "caption", "credit", "comments", "teaser", "widget", "byline", "xyz"]


@st.composite
def pages(draw, depth=3):
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        if depth and draw(st.booleans()):
            tag, name = draw(st.sampled_from(TAGS)), draw(st.sampled_from(NAMES))
            parts.append(f'<{tag} class="{name}">{draw(pages(depth - 1))}</{tag}>')
        else:
            words = draw(st.text(alphabet="abc xyzé東. ,", max_size=20))
            parts.append(
                draw(
                    st.sampled_from(
                        [escape(words), SENTENCE, f"<p>{SENTENCE} {escape(words)}</p>", "<br>", "<img src=a.jpg alt=b>"]
                    )
                )
            )
    return "".join(parts)


def letters(text):
    return "".join(text.split())


@given(pages())
def test_extraction_invents_no_text(page):
    try:
        article = extract_article(page, "https://law.example/a")
    except NoArticle:
        return
    source = letters("".join(part.partition(">")[2] for part in f">{page}".split("<")).replace("&amp;", "&"))
    for block in article.blocks:
        for line in block.text.replace("\t", "\n").split("\n"):
            assert letters(line) in source
        for words in (block.caption, block.credit):
            assert not words or letters(words) in source


@given(pages())
def test_white_space_in_blocks_is_collapsed(page):
    try:
        article = extract_article(page, "https://law.example/a")
    except NoArticle:
        return
    for block in article.blocks:
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTATION}:
            assert block.text == " ".join(block.text.split())


@given(pages())
def test_the_same_page_gives_the_same_article(page):
    def attempt():
        try:
            return extract_article(page, "https://law.example/a")
        except NoArticle as refusal:
            return str(refusal)

    assert attempt() == attempt()
