"""From a selection to a block in an item."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tearsheet.newsroom.items.actions import add_clip_to_item, clip_into
from tearsheet.newsroom.items.errors import NoSection
from tearsheet.newsroom.items.models import Clip, ItemPage
from tests.newsroom.factories import make_article, make_clip, make_item, make_story, make_user

pytestmark = pytest.mark.django_db

WORDS = "Some 40 ships wait outside the bay"
JSON = {"accept": "application/json"}


def clip(client, article, *, headers=JSON, **fields):
    url = f"{reverse('desk:article', args=[article.pk])}?revision={article.current.number}"
    return client.post(url, {"selection": WORDS, "use": "excerpt", **fields}, headers=headers)


def draft(pk):
    return ItemPage.objects.get(pk=pk).get_latest_revision_as_object()


@pytest.fixture
def article(section):
    article = make_article()
    make_story(article)
    return article


@pytest.fixture
def writer(client, section):
    """Somebody who may work in the section, and clip if the permission is added."""
    user = make_user("writer")
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    user.groups.add(group)
    client.force_login(user)
    return user


def allow_clipping(user):
    user.user_permissions.add(Permission.objects.get(content_type__app_label="items", codename="add_clip"))


def test_a_selection_becomes_an_excerpt_in_a_new_item_about_the_story(desk, article, section):
    answer = clip(desk, article, section=section.pk, headline="Ships wait").json()
    item = draft(answer["item"])
    assert answer["edit_url"] == reverse("wagtailadmin_pages:edit", args=[item.pk])
    assert "Ships wait" in answer["message"]
    assert item.story == article.placement.story
    assert not item.live
    assert item.body[0].block_type == "excerpt"
    assert item.body[0].value["clip"].exact == WORDS


def test_a_new_item_takes_the_articles_headline_if_none_is_typed(desk, article, section):
    assert draft(clip(desk, article, section=section.pk).json()["item"]).title == article.headline


def test_a_second_clip_goes_into_the_open_item_as_an_update(desk, article, section):
    item = make_item()
    assert clip(desk, article, item=item.pk, use="update").status_code == 200
    (update,) = draft(item.pk).updates.all()
    assert update.headline == article.headline
    assert update.has_verbatim_headline


def test_a_quotation_takes_speaker_role_and_cue(desk, article, section):
    item = make_item()
    said = {"speaker": "Ines Varga", "role": "harbour master", "cue": "told reporters"}
    clip(desk, article, item=item.pk, use="quotation", selection="We will not risk a single pilot boat", **said)
    value = draft(item.pk).body[0].value
    assert {name: value[name] for name in said} == said


def test_the_server_takes_its_own_words_and_not_the_browsers(desk, article, section):
    clip(desk, article, section=section.pk, selection='"We will   not risk a single pilot boat in this swell,"')
    assert Clip.objects.get().exact == "“We will not risk a single pilot boat in this swell,”"


def test_a_repeated_passage_is_told_apart_by_where_it_stood(desk, section):
    article = make_article("The bay 🚢 is shut.\n\nAgain: the bay is open.\n\nAgain: the bay is open.")
    clip(desk, article, section=section.pk, selection="the bay is open.", near=51, prefix="Again: ")
    assert Clip.objects.get().start == article.current.text.rindex("the bay is open.")


def test_words_that_are_not_in_the_text_are_refused_and_kept(desk, article, section):
    answer = clip(desk, article, section=section.pk, selection="The bay is wide open today")
    assert answer.status_code == 422
    assert "not in the kept text" in answer.json()["error"]
    assert answer.json()["selection"] == "The bay is wide open today"
    assert not Clip.objects.exists()
    assert not ItemPage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"selection": "  "}, "Select or paste the words"),
        ({"use": "poem"}, "poem"),
        ({"item": "4711"}, "not there any more"),
        ({"section": "4711"}, "another"),
        ({"section": ""}, "needs a section"),
        ({"section": None, "near": "-5"}, "greater than or equal to 0"),
    ],
)
def test_bad_input_has_a_clear_error_and_writes_nothing(desk, article, section, fields, said):
    fields = {"section": section.pk, **{name: value for name, value in fields.items() if value is not None}}
    answer = clip(desk, article, **fields)
    assert answer.status_code == 422
    assert said in answer.json()["error"]
    assert not Clip.objects.exists()


def test_clipping_needs_the_right(client, writer, article, section):
    answer = clip(client, article, section=section.pk)
    assert answer.status_code == 403
    assert "do not have the right" in answer.json()["error"]
    assert "clip-bar" not in client.get(reverse("desk:article", args=[article.pk])).content.decode()


def test_a_writer_may_clip_into_an_item_of_their_own(client, writer, article, section):
    allow_clipping(writer)
    first = clip(client, article, section=section.pk).json()
    assert clip(client, article, item=first["item"], selection="port authority").status_code == 200
    assert len(draft(first["item"]).body) == 2


def test_an_item_elsewhere_is_not_offered_and_not_taken(client, writer, article, front, section):
    from tearsheet.newsroom.items.models import SectionPage

    allow_clipping(writer)
    other = front.add_child(instance=SectionPage(title="Closed shop", slug="closed"))
    item = make_item("Not yours", section=other)
    page = client.get(reverse("desk:article", args=[article.pk])).content.decode()
    assert "Not yours" not in page
    assert "Closed shop" not in page
    assert clip(client, article, item=item.pk).status_code == 422
    assert clip(client, article, section=other.pk).status_code == 422
    assert not Clip.objects.exists()


def test_a_locked_item_takes_nothing_and_leaves_no_clip(client, writer, editor, article, section):
    allow_clipping(writer)
    item = make_item("Locked")
    ItemPage.objects.filter(pk=item.pk).update(locked=True, locked_by=editor)
    answer = clip(client, article, item=item.pk)
    assert answer.status_code == 422
    assert "locked" in answer.json()["error"]
    assert not Clip.objects.exists()


def test_the_item_last_used_is_offered_again(desk, article, section):
    answer = clip(desk, article, section=section.pk, headline="Ships wait").json()
    page = desk.get(reverse("desk:article", args=[article.pk]))
    assert page.context["clip_form"].initial["item"] == answer["item"]
    assert f'<option value="{answer["item"]}" selected>Ships wait (draft)</option>' in page.content.decode()
    assert "About this story" in page.content.decode()


def test_the_form_under_the_text_does_the_same_without_javascript(desk, article, section):
    answer = clip(desk, article, headers={}, section=section.pk, headline="By hand")
    made = Clip.objects.get()
    assert answer.status_code == 302
    assert answer.url.endswith(f"?revision=1#clip-{made.pk}")
    assert "Clipped into “By hand”" in desk.get(answer.url).content.decode()


def test_the_form_under_the_text_keeps_what_was_typed(desk, article, section):
    answer = clip(desk, article, headers={}, section=section.pk, selection="Nobody wrote this", headline="My headline")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "not in the kept text" in page
    assert "Nobody wrote this</textarea>" in page
    assert 'value="My headline"' in page


def test_two_clips_into_an_item_in_hand_both_stay(editor, article, section):
    item = make_item()
    for words in (WORDS, "port authority"):
        add_clip_to_item(actor=editor, item=item, clip=make_clip(article, words), use="excerpt")
    assert len(draft(item.pk).body) == 2


def test_clipping_without_an_item_and_a_section_does_nothing(editor, article):
    with pytest.raises(NoSection):
        clip_into(actor=editor, revision=article.current, selection=WORDS, use="excerpt")
    assert not Clip.objects.exists()
