"""Pages made of one report of our own, for tests of what belongs to an article and what does not."""

from tearsheet.engine.articles import extract_article

TITLE = "Ferry aground off Norda"
LINES = (
    "The harbour of Norda was closed on Monday after a ferry ran aground near the old pier, the town said.",
    "Nobody was hurt, but forty passengers had to wait for hours until a tug could take them off the deck.",
    "Brenn, who runs the harbour, said that the sand bank had moved in the storms and was on no chart.",
    "The ferry is to be towed to the yard on Wednesday, where divers will look at the hull and the propellers.",
    "Until then the smaller boat goes twice a day, and cars have to take the road around the bay.",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
HEAD = f"<h1>{TITLE}</h1>"


def read(body, title=TITLE):
    """The article on a page of this body."""
    return extract_article(
        f"<html><head><title>{title}</title></head><body>{body}</body></html>", "https://courier.example/2026/ferry"
    )


def texts(body, title=TITLE):
    """The kind and the words of every block on a page of this body."""
    return [(str(block.kind), block.text) for block in read(body, title).blocks]


def words(body, title=TITLE):
    """The running text on a page of this body, a line a block."""
    return read(body, title).text.split("\n\n")
