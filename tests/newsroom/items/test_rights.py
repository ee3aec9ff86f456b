"""No more is printed of a source than it allows, unless a chief editor says why; what is taken down is shown nowhere."""

import json

import pytest
from wagtail.models import PageLogEntry

from tearsheet.newsroom.items.actions import (
    lift_takedown,
    override_rights,
    publish_item,
    take_down,
)
from tearsheet.newsroom.items.checks import find_problems
from tearsheet.newsroom.items.errors import AlreadySo, NoLimitReached, NotAllowed, NothingSaid, PublicationRefused
from tearsheet.newsroom.items.models import ItemPage, RightsOverride, Takedown, Update
from tearsheet.newsroom.items.rights import find_used, list_blocks
from tests.newsroom.factories import (
    HARBOUR,
    add_revision,
    comment,
    excerpt,
    make_article,
    make_clip,
    make_item,
    make_source,
    make_user,
    quotation,
)

pytestmark = pytest.mark.django_db

WORDS = "harbour master Ines Varga told reporters"


def used_of(item):
    return find_used(item, list_blocks(item, item.updates.all()))


def limited(**fields):
    source = make_source("Strict Post")
    for name, value in fields.items():
        setattr(source, name, value)
    source.save()
    return make_article(source=source)


def again(item):
    return ItemPage.objects.get(pk=item.pk)


# Limits.


def test_all_excerpts_of_an_article_count_together_and_each_character_once(section):
    article = make_article()
    first, second = make_clip(article, "The harbour of Selby Bay"), make_clip(article, "Selby Bay will stay closed")
    item = make_item(body=[excerpt(first), excerpt(second), excerpt(first), quotation(make_clip(article, WORDS))])
    (used,) = used_of(item)
    assert used.characters == len("The harbour of Selby Bay will stay closed") + len(WORDS)
    assert used.length == len(HARBOUR)


def test_what_a_gap_leaves_out_and_a_bracket_adds_does_not_count(section):
    clip = make_clip()
    item = make_item(body=[excerpt(clip, "The harbour [...] will stay closed [we are told] until Friday")])
    (used,) = used_of(item)
    assert used.characters == len("The harbour") + len("will stay closed") + len("until Friday")


@pytest.mark.parametrize("limit", [{"longest_excerpt": 40}, {"largest_share": 20}])
def test_more_than_a_source_allows_is_refused_and_less_is_not(section, editor, limit):
    article = limited(**limit)
    item = make_item(body=[excerpt(make_clip(article))])
    with pytest.raises(PublicationRefused, match=r"it allows (40 characters|20 % of an article)"):
        publish_item(actor=editor, item=item)
    assert publish_item(actor=editor, item=make_item("Short", body=[excerpt(make_clip(article, "Selby Bay"))])).live


def test_an_updates_excerpt_counts_too(section, editor):
    article = limited(longest_excerpt=40)
    item = make_item(body=[comment()])
    item.updates = [
        Update(source_name="Strict Post", headline="x", url="https://a.example", body=[excerpt(make_clip(article))])
    ]
    assert "Rights of Strict Post" in str(find_problems(item)[0])


def test_a_chief_editor_overrides_with_a_reason_that_is_kept_and_told(section, editor, client):
    article = limited(largest_share=20)
    item = make_item(body=[excerpt(make_clip(article))])
    chief = make_user("chief", role="Chief editors")
    row = override_rights(actor=chief, item=item, source=article.source, article=article, reason="By their leave.")
    assert publish_item(actor=editor, item=item).live
    assert PageLogEntry.objects.filter(page=item.pk, action="tearsheet.override_rights", user=chief).exists()
    rights = client.get(f"/verify/{item.pk}.json").json()["rights"]
    assert rights["overrides"][0]["reason"] == "By their leave."
    assert rights["overrides"][0]["by"] == "chief"
    assert rights["used"][0]["is_overridden"]
    assert row.characters == rights["used"][0]["characters"]


def test_an_override_covers_what_was_used_and_no_more(section, editor):
    article = limited(longest_excerpt=10)
    item = make_item(body=[excerpt(make_clip(article, WORDS))])
    override_rights(actor=editor, item=item, source=article.source, article=article, reason="Agreed.")
    assert find_problems(item) == ()
    item.body = [excerpt(make_clip(article))]
    assert "Rights of Strict Post" in str(find_problems(item)[0])


def test_overriding_needs_the_right_a_reason_and_a_limit(section, editor, outsider):
    article = limited(longest_excerpt=10)
    item = make_item(body=[excerpt(make_clip(article))])
    wanted = {"item": item, "source": article.source, "article": article}
    for actor in (outsider, make_user("one", role="Editors")):
        with pytest.raises(NotAllowed):
            override_rights(actor=actor, reason="Why not", **wanted)
    with pytest.raises(NothingSaid):
        override_rights(actor=editor, reason=" ", **wanted)
    free = make_item("Free", body=[excerpt(make_clip())])
    with pytest.raises(NoLimitReached):
        override_rights(actor=editor, item=free, source=make_source(), article=None, reason="x")
    assert not RightsOverride.objects.exists()


@pytest.mark.parametrize(
    "said", [{"picture_source": "strict post"}, {"picture_source_url": "https://img.strictpost.example/7.jpg"}]
)
def test_pictures_of_a_source_that_allows_none_are_refused(section, editor, said):
    from io import BytesIO

    from django.core.files.base import ContentFile
    from PIL import Image
    from wagtail.images import get_image_model

    source = limited(may_use_pictures=False).source
    file = BytesIO()
    Image.new("RGB", (9, 6), "teal").save(file, "JPEG")
    image = get_image_model().objects.create(title="x", file=ContentFile(file.getvalue(), name="x.jpg"))
    fields = {"picture": image, "picture_alt": "A ferry", "picture_credit": "Photo", **said}
    item = make_item(body=[comment()], **fields)
    assert "does not allow its pictures" in str(find_problems(item)[0])
    override_rights(actor=editor, item=item, source=source, article=None, reason="They sent it to us.")
    assert find_problems(item) == ()
    item.picture_source, item.picture_source_url = "Harbour Post", "https://notstrictpost.example/1"
    assert find_problems(item) == ()


def test_the_desk_shows_what_is_used_and_takes_an_override(desk, section):
    article = limited(longest_excerpt=40)
    item = make_item(body=[excerpt(make_clip(article))])
    url = f"/desk/items/{item.pk}/rights/"
    assert "over the limit" in desk.get(url).content.decode()
    data = {"source": article.source.pk, "article": article.pk, "reason": ""}
    assert "Say it in words." in desk.post(url, data).content.decode()
    desk.post(url, {**data, "reason": "By their leave."})
    page = desk.get(url).content.decode()
    assert "over the limit" not in page
    assert "By their leave." in page


def test_the_desk_refuses_an_override_without_the_right(client, section):
    article = limited(longest_excerpt=40)
    item = make_item(body=[excerpt(make_clip(article))])
    client.force_login(make_user("one", role="Editors"))
    url = f"/desk/items/{item.pk}/rights/"
    assert "Override</button>" not in client.get(url).content.decode()
    answer = client.post(url, {"source": article.source.pk, "article": article.pk, "reason": "x"})
    assert answer.status_code == 403


# Takedowns.


@pytest.fixture
def printed(section, editor):
    """A published item with the words as excerpt, quotation, shortened excerpt and in an update."""
    article = make_article()
    clip = make_clip(article, WORDS)
    item = make_item(
        body=[
            quotation(clip, speaker="Ines Varga"),
            excerpt(clip, "harbour master Ines Varga [...] reporters"),
            excerpt(make_clip(article, "Some 40 ships wait outside the bay")),
        ]
    )
    item.updates = [
        Update(source_name="Harbour Post", headline="More", url="https://a.example/1", body=[excerpt(clip)])
    ]
    item.save_revision(user=editor)
    return publish_item(actor=editor, item=item), clip


ADDRESSES = [
    "{url}",
    "/",
    "/world/",
    "/feeds/all.rss",
    "/feeds/world.atom",
    "/feeds/all.json",
    "/verify/{pk}/",
    "/verify/{pk}.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_withdrawn_excerpt_is_shown_nowhere(printed, editor, client, address):
    item, clip = printed
    at = address.format(url=item.url, pk=item.pk)
    assert "Ines Varga" in client.get(at).content.decode()
    takedown = take_down(actor=editor, clip=clip, reason="Their lawyers wrote.", text="At the source's request.")
    page = client.get(at).content.decode()
    assert "Ines Varga" not in page
    assert "told reporters" not in page
    assert "Their lawyers" not in page
    assert "This excerpt was withdrawn on" in page
    assert "40 ships" in page or at in {"/", "/world/"}
    lift_takedown(actor=editor, takedown=takedown, reason="They agreed.")
    assert "Ines Varga" in client.get(at).content.decode()


def test_a_takedown_keeps_an_entry_in_the_ledger_for_good(printed, editor, client):
    item, clip = printed
    takedown = take_down(actor=editor, clip=clip, reason="x", text="At the source's request.")
    lift_takedown(actor=editor, takedown=takedown, reason="y")
    assert [row.kind for row in item.corrections.all()] == ["return", "takedown"]
    assert "At the source&#x27;s request." in client.get("/corrections/").content.decode()
    assert again(item).last_published_at > item.last_published_at


def test_the_same_words_in_other_clips_are_withdrawn_too(printed, editor):
    _, clip = printed
    article = clip.revision.article
    wider = make_clip(article, "“We will not risk a single pilot boat in this swell,” harbour master Ines Varga told")
    later = make_clip(article, "told reporters")
    add_revision(article, HARBOUR.replace("40 ships", "38 ships"))
    article.refresh_from_db()
    anew, other = make_clip(article, WORDS), make_clip(article, "Some 38 ships wait")
    take_down(actor=editor, clip=clip, reason="x")
    assert set(Takedown.objects.covering([clip, wider, later, anew, other])) == {clip.pk, wider.pk, later.pk, anew.pk}
    with pytest.raises(AlreadySo):
        take_down(actor=editor, clip=wider, reason="x")


def test_a_draft_with_withdrawn_words_is_not_published(printed, editor):
    item, clip = printed
    take_down(actor=editor, clip=clip, reason="x")
    with pytest.raises(PublicationRefused, match="These words were withdrawn on"):
        publish_item(actor=editor, item=again(item))
    fresh = make_item("Another", body=[excerpt(make_clip(clip.revision.article, "Ines Varga told"))])
    with pytest.raises(PublicationRefused):
        publish_item(actor=editor, item=fresh)


def test_the_editors_shortening_comes_back_with_the_words(printed, editor):
    item, clip = printed
    takedown = take_down(actor=editor, clip=clip, reason="x")
    draft = again(item).get_latest_revision_as_object()
    draft.save_revision(user=editor, clean=False)
    lift_takedown(actor=editor, takedown=takedown, reason="y")
    assert again(item).get_latest_revision_as_object().body[1].value["text"].endswith("[...] reporters")


def test_taking_down_needs_the_right_and_a_reason(printed, outsider, editor):
    _, clip = printed
    for actor in (outsider, make_user("one", role="Editors")):
        with pytest.raises(NotAllowed):
            take_down(actor=actor, clip=clip, reason="x")
    with pytest.raises(NothingSaid):
        take_down(actor=editor, clip=clip, reason=" ")
    takedown = take_down(actor=make_user("chief", role="Chief editors"), clip=clip, reason="x")
    with pytest.raises(NotAllowed):
        lift_takedown(actor=outsider, takedown=takedown, reason="y")
    with pytest.raises(NothingSaid):
        lift_takedown(actor=editor, takedown=takedown, reason="")
    lift_takedown(actor=editor, takedown=takedown, reason="y")
    with pytest.raises(AlreadySo):
        lift_takedown(actor=editor, takedown=takedown, reason="y")


def test_search_forgets_withdrawn_words(printed, editor):
    item, clip = printed
    block = item.body[0]
    assert block.block.get_searchable_content(block.value)
    take_down(actor=editor, clip=clip, reason="x")
    assert block.block.get_searchable_content(block.value) == []


def test_the_desk_takes_down_and_shows_again(desk, printed, client):
    item, clip = printed
    url = f"/desk/clips/{clip.pk}/"
    page = desk.get(url).content.decode()
    assert item.title in page
    assert desk.post(url, {"reason": ""}).status_code == 422
    assert desk.post(url, {"reason": "Asked.", "text": ""}).status_code == 302
    assert "Show it again" in desk.get(url).content.decode()
    assert "Asked." in desk.get("/desk/clips/withdrawn/").content.decode()
    assert desk.post(url, {"reason": "Settled."}).status_code == 302
    assert not Takedown.objects.in_force().exists()


def test_the_desk_refuses_a_takedown_without_the_right(client, printed):
    _, clip = printed
    client.force_login(make_user("one", role="Editors"))
    url = f"/desk/clips/{clip.pk}/"
    assert "takedown-form" not in client.get(url).content.decode()
    assert client.post(url, {"reason": "x"}).status_code == 403


def test_the_machines_proof_says_withdrawn_and_stays_proved(printed, editor, client):
    item, clip = printed
    take_down(actor=editor, clip=clip, reason="x")
    proof = client.get(f"/verify/{item.pk}.json").json()
    assert {one["state"] for one in proof["passages"]} == {"withdrawn", "verbatim"}
    assert proof["is_proved"]
    assert json.dumps(proof).count("Ines") == 0
