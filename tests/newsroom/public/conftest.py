"""A published item with every kind of block, and pictures small enough to draw in a test."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from tearsheet.newsroom.items.actions import correct_item, publish_item
from tests.newsroom import factories

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLAIN = (
    "The ferry to Norrholm is suspended.\n\nInsurers put the cost at 1.5 million crowns, which nobody [sic] disputes.\n\n"
    "“We will not risk a boat,” said Per Holm."
)
ARABIC = "قالت سلطة الميناء إن خليج سيلبي سيبقى مغلقا حتى يوم الجمعة."


@pytest.fixture
def make_picture(db):
    """Pictures of 900 by 600."""
    from wagtail.images import get_image_model

    def make(title="Waves"):
        file = BytesIO()
        Image.new("RGB", (900, 600), "teal").save(file, "JPEG")
        return get_image_model().objects.create(title=title, file=ContentFile(file.getvalue(), name="waves.jpg"))

    return make


@pytest.fixture
def publish(editor, section):
    """Publish an item with these blocks, updates and fields."""

    from tearsheet.newsroom.items.models import ItemPage

    def make(headline="Storm closes the bay", *, body=None, updates=(), corrections=(), at=AT, **fields):
        if body is None:
            body = [factories.excerpt(factories.make_clip(actor=editor))]
        item = factories.make_item(headline, body=body, section=fields.pop("section", section), actor=editor, **fields)
        item.updates = list(updates)
        item.save_revision(user=editor)
        publish_item(actor=editor, item=item)
        for text in corrections:
            correct_item(actor=editor, item=item, text=text, at=at)
        ItemPage.objects.filter(pk=item.pk).update(first_published_at=at)
        return ItemPage.objects.get(pk=item.pk)

    return make


@pytest.fixture
def full_item(editor, publish, make_picture):
    """An item with `size` blocks of each kind and `size` updates."""

    def make(size=1):
        from tearsheet.newsroom.items.models import Update

        def clip(source, text=PLAIN, words=None, **fields):
            article = factories.make_article(text, source=factories.make_source(source), **fields)
            return factories.make_clip(article, words, actor=editor)

        other = publish("A bridge to Norrholm")
        body, updates = [], []
        for number in range(size):
            speech = clip(f"Radio Selby {number}", words="“We will not risk a boat,”")
            body += [
                factories.excerpt(clip(f"Harbour Post {number}")),
                factories.quotation(speech, speaker="Per Holm"),
                factories.comment(f'<p>Our words, and <a linktype="page" id="{other.pk}">a link</a>.</p>'),
                ("picture", {**PICTURE, "image": make_picture()}),
                ("embed", {"title": "A notice", "publisher": "Port", "url": "https://port.example/1", "text": "Stop."}),
                (
                    "related",
                    {
                        "label": "See also",
                        "links": [{"page": other.page_ptr, "title": "", "publisher": "", "url": ""}],
                    },
                ),
            ]
            cut = clip(f"Norrholm Courier {number}")
            revision = cut.revision
            updates.append(
                Update(
                    at=AT + timedelta(hours=number + 1),
                    source_name=revision.article.source.name,
                    headline=revision.headline,
                    revision=revision,
                    body=[factories.excerpt(cut), factories.comment()],
                )
            )
        return publish(
            f"Everything, {size} times",
            body=body,
            updates=updates,
            picture=make_picture(),
            picture_alt="Waves over a mole",
            picture_caption="The mole on Sunday",
            picture_credit="Photo: Mara Lindqvist",
        )

    return make


PICTURE = {
    "alt": "A ferry at a quay",
    "caption": "The ferry on Sunday",
    "credit": "Photo: Anke Roos",
    "source": "Radio Selby",
    "source_url": "https://radioselby.example/7",
}


@pytest.fixture
def read(client):
    """The page at an address, parsed."""
    from selectolax.lexbor import LexborHTMLParser

    def get(url):
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        return LexborHTMLParser(response.content.decode())

    return get
