"""From an old digest and the pages it was cut from to an item that readers can check."""

import pytest
from click.testing import CliRunner
from django.urls import reverse

from tearsheet.cli import main
from tearsheet.newsroom.items.actions import publish_item
from tearsheet.newsroom.items.checks import find_problems
from tearsheet.newsroom.items.errors import PublicationRefused
from tearsheet.newsroom.items.models import ItemPage, SectionPage
from tests.newsroom.web import FERRY, PAGE

pytestmark = pytest.mark.django_db

DIGEST = f"""Harbour Watch

Anchor

The ferry to Norrholm sails again

{FERRY[0]}

{FERRY[3]}

Comment: It is the third time this winter.

See also:

The ferry to Norrholm stays in the harbour


Anchor

The ferry to Norrholm stays in the harbour

The ferry to Norrholm stays in the harbour until the storm is over, the harbour master of Selby Bay said on Friday.

Comment: It was the second time this winter.
"""


def take(folder):
    done = CliRunner().invoke(main, ["take", str(folder)])
    assert done.exit_code == 0, done.output


def test_a_digest_becomes_an_item_that_can_be_verified(client, editor, front, tmp_path):
    (tmp_path / "winter.txt").write_text(DIGEST)
    take(tmp_path)
    item = ItemPage.objects.get(title="The ferry to Norrholm sails again")
    with pytest.raises(PublicationRefused, match="Unverified: nothing kept holds these words"):
        publish_item(actor=editor, item=item)

    url = "https://harbourpost.example/ferry.html"
    text = "".join(f"<p>{part}</p>" for part in FERRY)
    (tmp_path / "ferry.html").write_text(
        PAGE.format(title="Ferry", url=url, at="2026-03-01T18:00:00Z", paragraphs=text)
    )
    take(tmp_path)

    item = ItemPage.objects.get(pk=item.pk)
    assert find_problems(item.get_latest_revision_as_object()) == ()
    SectionPage.objects.get(title="Harbour Watch").get_latest_revision().publish(user=editor)
    live = publish_item(actor=editor, item=item)
    shown = client.get(live.url).content.decode()
    assert "Harbour Post" in shown
    assert "It is the third time this winter." in shown
    assert "Unverified" not in shown
    assert "The ferry to Norrholm stays in the harbour" not in shown, "our own item, but nobody has published it"
    assert client.get(reverse("verify", args=[live.pk])).context["proof"].is_proved
