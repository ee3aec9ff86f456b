"""What we follow, and how it goes."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tearsheet.newsroom.intake.models import Entry
from tearsheet.newsroom.sources.models import Feed, Poll, Source
from tests.newsroom.factories import make_feed, make_source, make_user

pytestmark = pytest.mark.django_db

OPML = b"""<opml version="2.0"><body>
<outline type="rss" text="Tide Blog" xmlUrl="https://tide.example/feed.xml" htmlUrl="https://tide.example/"/>
<outline type="rss" text="Harbour Post" xmlUrl="https://harbourpost.example/feed.xml"/>
</body></opml>"""


def polls():
    return DBTaskResult.objects.filter(task_path__endswith="poll_feeds")


def follow(client, **fields):
    return client.post(reverse("desk:follow"), fields)


@pytest.fixture
def reader(client, db):
    """Somebody who may look at the desk, no more."""
    user = make_user("reader")
    group = Group.objects.create(name="Readers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    return user


def test_an_opml_file_is_followed(desk):
    answer = follow(desk, opml=SimpleUploadedFile("feeds.opml", OPML))
    assert answer.url == reverse("desk:sources")
    page = desk.get(answer.url).content.decode()
    assert "2 feeds added" in page
    assert "Tide Blog" in page
    again = follow(desk, opml=SimpleUploadedFile("feeds.opml", OPML))
    assert "Nothing new; 2 already followed." in desk.get(again.url).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Type an address or choose an OPML file"),
        ({"address": "http://10.0.0.1/feed.xml"}, "not one that may be fetched"),
        ({"address": "ftp://harbour.example/"}, "not one that may be fetched"),
    ],
)
def test_the_form_says_what_went_wrong_and_keeps_what_was_typed(desk, fields, said):
    answer = follow(desk, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert all(f'value="{value}"' in page for value in fields.values())
    assert not Feed.objects.exists()


def test_a_file_that_is_no_list_is_refused(desk):
    answer = follow(desk, opml=SimpleUploadedFile("feeds.opml", b"not a list"))
    assert answer.status_code == 422
    assert "error-message" in answer.content.decode()


def test_an_address_and_a_file_at_once_are_refused(desk):
    answer = follow(desk, address="https://tide.example/", opml=SimpleUploadedFile("feeds.opml", OPML))
    assert "not both" in answer.content.decode()


def test_a_list_that_is_too_long_is_refused(desk):
    answer = follow(desk, opml=SimpleUploadedFile("feeds.opml", b" " * 2_000_001))
    assert "larger than 2 MB" in answer.content.decode()


def test_following_and_polling_need_the_right(client, reader):
    feed = make_feed()
    assert client.get(reverse("desk:follow")).status_code in (302, 403)
    assert follow(client, opml=SimpleUploadedFile("feeds.opml", OPML)).status_code in (302, 403)
    client.post(reverse("desk:poll"), {"feed": feed.pk})
    page = client.get(reverse("desk:sources")).content.decode()
    assert Feed.objects.count() == 1
    assert not polls().exists()
    assert "Follow a source" not in page
    assert "Poll now" not in page


def test_polling_now_asks_for_the_chosen_feed(desk):
    chosen, _ = make_feed(), make_feed()
    assert desk.get(reverse("desk:poll")).status_code == 405
    answer = desk.post(reverse("desk:poll"), {"feed": chosen.pk})
    assert "1 feed will be polled now." in desk.get(answer.url).content.decode()
    assert polls().get().args_kwargs["args"] == [[chosen.pk]]


def test_polling_all_leaves_out_what_is_not_followed(desk):
    make_feed(), make_feed(is_followed=False)
    answer = desk.post(reverse("desk:poll"), {"feed": ""})
    assert "1 feed will be polled now." in desk.get(answer.url).content.decode()


def test_a_failing_feed_says_why(desk):
    feed = make_feed(last_error="The server took too long.", failure_count=3)
    Poll.objects.create(feed=feed, outcome="failed")
    for name in ("desk:sources", "desk:health"):
        page = desk.get(reverse(name)).content.decode()
        assert "The server took too long." in page
    assert "1 of 1 feed failing" in page


def test_sources_can_be_narrowed(desk):
    make_feed(last_error="x")
    make_feed(make_source("Tide Blog"), is_followed=False)

    def names(**query):
        return [source.name for source in desk.get(reverse("desk:sources"), query).context["object_list"]]

    assert names(state="failing") == ["Harbour Post"]
    assert names(state="paused") == ["Tide Blog"]
    assert names(q="tide") == ["Tide Blog"]


def test_a_source_is_edited_by_wagtails_form(desk):
    source = make_source()
    url = reverse("source:edit", args=[source.pk])
    assert desk.get(url).status_code == 200
    desk.post(url, {"name": "Harbour Daily", "host": source.host, "kind": "paper"})
    assert Source.objects.get().name == "Harbour Daily"
    for name in ("feed", "owner_family", "topic_icon"):
        assert desk.get(reverse(f"{name}:index")).status_code == 200


def test_a_feed_is_no_longer_followed_when_an_editor_says_so(desk):
    feed = make_feed()
    fields = {"source": feed.source_id, "url": feed.url, "title": "Old"}
    desk.post(reverse("feed:edit", args=[feed.pk]), fields)
    feed.refresh_from_db()
    assert not feed.is_followed
    assert "not followed" in desk.get(reverse("desk:sources")).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_sources(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(3):
        make_feed(make_source(f"Paper {number}"))
    desk.get(reverse("desk:sources"))
    with django_assert_max_num_queries(40) as few:
        desk.get(reverse("desk:sources"))
    for number in range(3, 25):
        make_feed(make_source(f"Paper {number}"))
    with django_assert_num_queries(len(few)):
        desk.get(reverse("desk:sources"))


def test_health_counts_every_entry_once(desk):
    feed = make_feed()
    outcomes = ["stored", "stored", "refused", ""]
    for number, outcome in enumerate(outcomes):
        reason = "The site asks not to be read." if outcome == "refused" else ""
        Entry.objects.create(
            feed=feed, guid=str(number), guid_sha256=f"{number:064}", digest="", url="u", title=f"Entry {number}",
            outcome=outcome, reason=reason,
        )  # fmt: skip
    page = desk.get(reverse("desk:health"))
    counted = {key: count for key, _, count in page.context["outcomes"] if count}
    assert counted == {"stored": 2, "refused": 1, "pending": 1}
    assert page.context["entry_count"] == 4
    refused = desk.get(reverse("desk:entries"), {"outcome": "refused"}).content.decode()
    assert "The site asks not to be read." in refused
    assert "Entry 2" in refused
    assert "Entry 0" not in refused
    assert "Entry 3" in desk.get(reverse("desk:entries"), {"outcome": "pending"}).content.decode()
    assert "No entry matches" in desk.get(reverse("desk:entries"), {"q": "nowhere"}).content.decode()


def test_an_empty_newsroom_is_healthy(desk):
    assert "Nothing has come in yet" in desk.get(reverse("desk:health")).content.decode()
