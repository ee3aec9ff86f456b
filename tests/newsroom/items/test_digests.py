"""A digest comes back as drafts: what it says stands in them, what it does not say stays unknown."""

import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from tearsheet.engine.captures import describe_digest, read_digest, read_digest_file
from tearsheet.newsroom.archive.actions import archive_articles
from tearsheet.newsroom.intake.actions import keep_capture
from tearsheet.newsroom.intake.models import Snapshot
from tearsheet.newsroom.items.actions import add_clip_to_item, publish_item, take_digest
from tearsheet.newsroom.items.checks import find_problems
from tearsheet.newsroom.items.errors import NoFrontPage, NotAllowed, PublicationRefused
from tearsheet.newsroom.items.models import Clip, Digest, DigestDraft, ItemPage, SectionPage, TopicIcon
from tests.newsroom.factories import add_revision, found_site, make_article, make_clip, make_source, make_user

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parents[2] / "engine" / "captures" / "digests"
DIGESTS = sorted(FOLDER.glob("*.txt"))
WATCH = FOLDER / "harbour_watch.txt"

FERRY = (
    "The last ferry to Ostrey left the quay on Monday evening, the operator told the Coast Courier. Since then the "
    "island's four hundred residents have been supplied from the air.\n\n"
    "The harbour office said that repairs to the pier would take at least a week."
)


@pytest.fixture(autouse=True)
def _site():
    found_site()


def take(path=WATCH, *, actor=None, text=None, **fields):
    body = path.read_bytes() if text is None else text.encode()
    return take_digest(
        actor=actor,
        read=read_digest_file(body, name=path.name),
        snapshot=keep_capture(body=body, now=timezone.now()),
        file_name=path.name,
        **fields,
    )


def draft_of(page):
    return ItemPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def rows():
    return [ItemPage.objects.count(), DigestDraft.objects.count(), Digest.objects.count(), Snapshot.objects.count()]


def describe_page(page):
    """Headline, picture and blocks of a draft, in the shape of `describe_expected`."""
    return [
        page.title,
        [page.picture_alt, page.picture_credit, page.picture_caption],
        [*map(describe_block, page.body)],
    ]


def describe_block(block):
    match block.block_type:
        case "related":
            said = [link["title"] for link in block.value["links"]]
        case "comment":
            said = [unescape(strip_tags(str(block.value["text"]).replace("</p><p>", "\n\n")))]
        case _:
            said = [part for part in block.value["text"].split("\n\n") if part != "[...]"]
    return block.block_type, said


def describe_expected(item):
    """What the expectation beside a digest says of an item."""
    picture = item["picture"] or {}
    blocks = []
    for block in item["blocks"]:
        said = [block["text"]] if block["kind"] == "comment" else block.get("paragraphs", block.get("entries", []))
        blocks.append((block["kind"], said))
    return [item["headline"], [picture.get(name) or "" for name in ("alt", "credit", "caption")], blocks]


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_every_block_of_a_digest_stands_in_its_draft(path):
    said = json.loads(path.with_suffix(".json").read_text("utf-8"))
    taken = take(path)
    assert taken.section.title == said["section"]
    assert [list(pair) for pair in taken.digest.repairs] == said["mojibake"]
    for page, item in zip(taken.made, said["items"], strict=True):
        assert describe_page(draft_of(page)) == describe_expected(item)
        assert {row.headline for row in page.updates.all()} == {row["headline"] or "" for row in item["updates"]}
        assert page.updates.count() == len(item["updates"])


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_the_same_digest_again_gives_the_same_rows(path):
    first = take(path)
    before = rows()
    again = take(path)
    assert rows() == before
    assert (again.made, again.known) == ((), first.made)
    assert again.section == first.section
    assert not again.is_new_section


def test_the_same_items_in_another_file_are_the_same_items():
    take()
    again = take(text=WATCH.read_text().replace("\n", " \r\n") + "\n\n")
    assert len(again.known) == 3
    assert ItemPage.objects.count() == 3


def test_a_draft_that_was_deleted_is_made_again():
    first = take()
    first.made[0].delete()
    again = take()
    assert [len(again.made), len(again.known)] == [1, 2]


def test_a_section_that_is_there_is_used_and_a_new_one_is_not_shown():
    assert not take().section.live
    assert SectionPage.objects.filter(title="Harbour Watch").count() == 1
    assert take(section_title="world").section == SectionPage.objects.get(slug="world")


def test_a_digest_without_a_section_says_so():
    read = read_digest(WATCH.read_text().removeprefix("Harbour Watch\n"))
    taken = take(text=WATCH.read_text().removeprefix("Harbour Watch\n"))
    assert taken.section.title == (read.name or "Unnamed digest")
    assert taken.digest.section_name == (read.name or "")


def test_an_icon_is_used_if_the_vocabulary_has_it_and_never_made_up():
    TopicIcon.objects.create(name="anchor", alt="Anchor", svg='<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>')
    taken = take(FOLDER / "the_ledger.txt")
    assert draft_of(taken.made[0]).icon.name == "anchor"
    assert taken.missing_icons == ("Leaf",)
    assert TopicIcon.objects.count() == 1
    assert DigestDraft.objects.get(item=taken.made[1]).icon_name == "Leaf"


def test_what_is_not_said_blocks_publication_and_says_what_to_do(editor):
    page = take(actor=editor).made[0]
    with pytest.raises(PublicationRefused) as refused:
        publish_item(actor=editor, item=page)
    said = "\n".join(str(problem) for problem in refused.value.problems)
    assert "Picture: The picture itself is missing" in said
    assert "nothing kept holds these words (harbour_watch.txt: publisher unknown, address unknown)" in said
    assert "Take in their article, cut them there and choose that clip; or remove the block." in said
    assert "It is not known when this was" in said
    assert page.owner == editor


def test_a_day_without_a_time_is_printed_as_a_day(client, editor):
    path = next(path for path in DIGESTS if any(row["date"] for row in updates_of(path)))
    row = next(row for page in take(path).made for row in page.updates.all() if row.at)
    assert row.is_day_only
    assert row.when.isoformat() in {update["date"] for update in updates_of(path)}
    client.force_login(editor)
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[row.item_id])).content.decode()
    assert f'datetime="{row.when.isoformat()}"' in shown
    assert "00:00" not in shown


def updates_of(path):
    return [
        row for item in json.loads(path.with_suffix(".json").read_text("utf-8"))["items"] for row in item["updates"]
    ]


def test_updates_of_an_unknown_day_are_in_the_draft_and_say_so(desk, editor):
    page = take(actor=editor).made[0]
    assert [row.when for row in draft_of(page).sorted_updates] == [None, None]
    assert {row.captured for row in page.updates.all()} == {
        "harbour_watch.txt: no source named, day unknown, 14:02 in an unknown time zone",
        "harbour_watch.txt: no source named, day unknown, 16:40 in an unknown time zone",
    }
    assert "day unknown" in desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()


def test_the_editor_shows_what_is_unverified_and_so_does_the_preview(desk, editor):
    page = take(actor=editor).made[0]
    assert "publisher unknown" in desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    shown = desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "Unverified" in shown
    assert "The last ferry to Ostrey left the quay" in shown


@pytest.fixture(params=["in the archive", "too new for it"])
def settle(request):
    return archive_articles if request.param == "in the archive" else list


def test_words_that_one_kept_article_has_are_clipped(editor, settle):
    article = make_article(FERRY, source=make_source("Coast Courier"))
    settle()
    taken = take(actor=editor)
    block = draft_of(taken.made[0]).body[0]
    assert block.value["clip"].revision == article.current
    assert block.value["clip"].exact == FERRY
    assert (block.value["text"], block.value["captured"]) == ("", "")
    assert (taken.clip_count, taken.unverified_count) == (1, 5)
    assert not any("Block 1" in str(problem) for problem in find_problems(draft_of(taken.made[0])))


def test_a_paragraph_the_digest_left_out_becomes_a_gap(settle):
    one, two = FERRY.split("\n\n")
    make_article(f"{one}\n\nNobody was hurt on the quay.\n\n{two}")
    settle()
    assert draft_of(take().made[0]).body[0].value["text"] == f"{one}\n\n[...]\n\n{two}"


def test_words_in_two_articles_stay_unverified(settle):
    make_article(FERRY, source=make_source("Coast Courier"))
    make_article(FERRY, source=make_source("Island News"))
    settle()
    taken = take()
    assert taken.clip_count == 0
    assert draft_of(taken.made[0]).body[0].value["clip"] is None


def test_of_two_revisions_of_one_article_the_current_one_is_clipped(settle):
    article = make_article(FERRY)
    current = add_revision(article, f"{FERRY}\n\nThe mayor thanked the pilots.")
    settle()
    assert draft_of(take().made[0]).body[0].value["clip"].revision == current


def test_words_that_an_article_had_once_are_clipped_from_that_revision(settle):
    article = make_article(FERRY)
    old = article.current
    settle()
    add_revision(article, "The crossing is open again.")
    settle()
    assert draft_of(take().made[0]).body[0].value["clip"].revision == old


def test_words_that_differ_by_one_stay_unverified():
    make_article(FERRY.replace("at least a week", "at least two weeks"))
    assert take().clip_count == 0


DIGEST = """Harbour Watch

Anchor

Harbour closed until Friday

UPDATE Coast Courier, 3/14/2031: Ferry to Ostrey stays in the harbour

{ferry}

UPDATE Island News, 3/15/2031: Helicopter brings medicine

The health service flew medicine and two nurses to the island on Tuesday.

UPDATE Island News, 3/25/2031: Ferry sails again

The ferry to Ostrey sails again on Friday morning, the operator says.
"""


def test_only_the_publisher_that_the_digest_names_is_clipped():
    text = DIGEST.format(ferry=FERRY)
    make_article(FERRY, source=make_source("Island News"))
    assert take(text=text).clip_count == 0
    article = make_article(FERRY, source=make_source("Coast Courier"))
    taken = take(text=text)
    assert taken.clip_count == 1
    update = next(row for row in draft_of(taken.known[0]).updates.all() if row.source_name == "Coast Courier")
    assert (update.url, update.revision) == (article.canonical_url, article.current)
    assert update.when == date(2031, 3, 14)


def test_an_update_without_words_gets_its_address_by_its_headline():
    headline = "Ferry to Ostrey stays in the harbour"
    make_article("Other words.", headline=headline, source=make_source("Island News"))
    article = make_article(
        "Words that the digest does not have.", headline=headline, source=make_source("coast courier")
    )
    make_article("Other words.", headline="Ferry sails again", source=make_source("Island News"))
    make_article("Still other words.", headline="Ferry sails again", source=make_source("Island News"))
    updates = {row.headline: row for row in draft_of(take(text=DIGEST.format(ferry="")).made[0]).updates.all()}
    assert (updates[headline].url, updates[headline].revision) == (article.canonical_url, article.current)
    assert updates[headline].has_verbatim_headline
    assert updates["Ferry sails again"].url == "", "two articles have this headline"


def test_articles_that_come_later_are_found_when_the_digest_is_taken_again(editor):
    page = take(actor=editor).made[0]
    make_article(FERRY)
    again = take(actor=editor)
    assert (again.clip_count, Clip.objects.count()) == (1, 1)
    assert draft_of(page).body[0].value["clip"] is not None
    third = take(actor=editor)
    assert (third.clip_count, Clip.objects.count()) == (0, 1)


def test_what_an_editor_did_meanwhile_stays(editor):
    page = take(actor=editor).made[0]
    add_clip_to_item(actor=editor, item=page, clip=make_clip(actor=editor), use="excerpt")
    draft = draft_of(page)
    draft.body[0].value["text"] = "Rewritten by hand, for the moment."
    draft.save_revision(user=editor, clean=False)
    make_article(FERRY)
    take(actor=editor)
    assert draft_of(page).body[0].value["text"] == "Rewritten by hand, for the moment."
    assert len(draft_of(page).body) == len(draft.body)


def test_a_locked_draft_is_left_alone(editor):
    page = take(actor=editor).made[0]
    ItemPage.objects.filter(pk=page.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    make_article(FERRY)
    assert take(actor=editor).clip_count == 0


def test_entries_of_see_also_lead_to_our_own_items():
    title = "The tower in pictures"
    own = take(text=f"World\n\nAnchor\n\n{title}\n\nThe tower stands by the river and has done so for long.\n").made[0]
    block = draft_of(take().made[1]).body[-1]
    assert [link["page"] and link["page"].pk for link in block.value["links"]] == [own.pk, None]


def test_the_rights_are_checked_first(outsider):
    with pytest.raises(NotAllowed):
        take(actor=outsider)
    assert not ItemPage.objects.exists()
    assert make_user("helper", role="Contributors")
    assert len(take(actor=make_user("another", role="Contributors")).made) == 3


def test_without_a_site_it_says_what_to_do():
    from tearsheet.newsroom.items.models import FrontPage

    FrontPage.objects.all().delete()
    with pytest.raises(NoFrontPage, match="start `tearsheet run` once"):
        take()


def test_a_known_digest_costs_few_queries(django_assert_max_num_queries):
    take()
    make_article("Quite another text, about the lamps of the mole and who lights them at night.")
    with django_assert_max_num_queries(40):
        take()


def test_the_file_itself_is_kept():
    taken = take()
    assert taken.digest.snapshot.byte_count == len(WATCH.read_bytes())
    assert taken.digest.name == "harbour_watch.txt"
    assert describe_digest(read_digest(WATCH.read_text()))["section"] == taken.digest.section_name


def test_the_editor_says_what_a_draft_was_read_from(desk, editor):
    page = take(FOLDER / "revue.txt", actor=editor).made[0]
    shown = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "From a digest" in shown
    assert "The digest names the icon “<bdi>Étoile</bdi>”" in shown
    assert "<ins>Étoile</ins>" in shown
