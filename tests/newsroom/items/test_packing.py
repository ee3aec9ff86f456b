"""The kept pages of an item as a WACZ file: for editors all, for readers what the sources allow, nothing skipped in silence."""

import contextlib
import io
import json
import zipfile
from argparse import Namespace

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from tearsheet.engine.captures import read_captures
from tearsheet.newsroom.intake.models import Article, Snapshot
from tearsheet.newsroom.items.actions import clip_passage, publish_item
from tearsheet.newsroom.items.models import Citation, Clip, ClipCheck, ItemPage, Update, Watch
from tearsheet.newsroom.items.packing import list_cited_pages, pack_item
from tearsheet.newsroom.pipeline.taking import DigestManner, Taken, take_addresses, take_files
from tearsheet.newsroom.sources.models import Source
from tests.newsroom.factories import comment, excerpt, make_article, make_clip, make_item, make_source, make_user
from tests.newsroom.web import FERRY

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(web, editor, section):
    """A published item that prints words of two pages of one source, and one of another."""
    urls = [f"https://harbourpost.example/{number}.html" for number in range(2)] + ["https://islandnews.example/a.html"]
    for number, url in enumerate(urls):
        web.article(url, f"Report {number}", [f"{part} Report {number}." for part in FERRY])
    take_addresses(urls, Taken())
    clips = [
        clip_passage(actor=editor, revision=article.current, selection=f"{FERRY[1]} Report {number}.")
        for number, article in enumerate(Article.objects.order_by("pk"))
    ]
    made = make_item(body=[*map(excerpt, clips), excerpt(clips[0]), comment()], section=section, actor=editor)
    return publish_item(actor=editor, item=made)


def pack(item, *, for_readers=False):
    target = io.BytesIO()
    packed = pack_item(item, target, for_readers=for_readers)
    return packed, target.getvalue()


def report(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return json.loads(archive.read("evidence/proof.json"))


def states(body):
    return [page["state"] for page in report(body)["pages"]]


def download(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/wacz"
    return b"".join(answer.streaming_content)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_py_wacz_finds_an_items_package_valid(item, tmp_path):
    from wacz.main import validate_wacz

    path = tmp_path / "item.wacz"
    path.write_bytes(pack(item)[1])
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert validate_wacz(Namespace(file=str(path), verify_auth=False, verifier_url=None)) == 0, said.getvalue()


def test_each_cited_page_is_in_it_once_in_page_order(item):
    body = pack(item)[1]
    assert [page["url"].rpartition("/")[2] for page in report(body)["pages"]] == ["0.html", "1.html", "a.html"]
    assert states(body) == ["included"] * 3
    assert len(list(read_captures(body, name="item.wacz"))) == 3


def test_the_same_item_gives_the_same_bytes(item):
    assert pack(item)[1] == pack(ItemPage.objects.get(pk=item.pk))[1]


def test_taking_the_package_gives_the_same_articles(item, tmp_path):
    def said():
        rows = Article.objects.order_by("canonical_url").select_related("current__snapshot", "source")
        return [
            (row.canonical_url, row.source.host, row.current.headline, row.current.text, row.current.snapshot.sha256)
            for row in rows
        ]

    path = tmp_path / "item.wacz"
    path.write_bytes(pack(item)[1])
    before, kept_at = said(), list(Snapshot.objects.order_by("final_url").values_list("fetched_at", flat=True))
    for model in (Citation, ClipCheck, Watch, Clip):
        model.objects.all().delete()
    for article in Article.objects.all():
        article.revisions.all().delete()
    Article.objects.all().delete()
    Snapshot.objects.all().delete()
    list(take_files([path], Taken(), DigestManner()))
    assert said() == before
    again = Snapshot.objects.order_by("final_url").values_list("fetched_at", flat=True)
    assert [at.replace(microsecond=0) for at in kept_at] == list(again)


def test_readers_get_what_the_sources_allow_and_are_told_of_the_rest(item, client):
    url = reverse("verify_wacz", args=[item.pk])
    page = client.get(reverse("verify", args=[item.pk])).content.decode()
    assert client.get(url).status_code == 404
    assert url not in page
    assert "Harbour Post</bdi> (3)" in page
    Source.objects.filter(host="harbourpost.example").update(may_offer_snapshots=True)
    page = client.get(reverse("verify", args=[item.pk])).content.decode()
    assert url in page
    assert "2 of 3" in page
    assert "let us hand their pages out" in page
    body = download(client, url)
    assert states(body) == ["included", "included", "not_offered"]
    assert "policy" in report(body)["pages"][2]["reason"]
    assert b"islandnews" not in b"".join(one.body for one in read_captures(body, name="x"))
    data = client.get(reverse("verify_json", args=[item.pk])).json()
    assert data["wacz"].endswith(url)


def test_a_missing_and_a_damaged_page_are_named_and_the_rest_is_packed(item):
    first, second, _ = list_cited_pages(item)
    storages["evidence"].delete(first.snapshot.storage_name)
    with open(storages["evidence"].path(second.snapshot.storage_name), "r+b") as file:  # noqa: PTH123 - a plain name
        file.write(b"damaged!")
    packed, body = pack(item)
    assert states(body) == ["missing", "damaged", "included"]
    assert [reason for _, reason in packed.left_out] == [
        "Left out: the kept file is gone.",
        "Left out: the kept file no longer holds the bytes that were kept.",
    ]
    assert [one.url for one in read_captures(body, name="x")] == ["https://islandnews.example/a.html"]


def test_with_every_page_gone_it_still_says_so(item):
    for page in list_cited_pages(item):
        storages["evidence"].delete(page.snapshot.storage_name)
    assert states(pack(item)[1]) == ["missing"] * 3


def test_editors_get_everything_drafts_included(item, desk):
    draft = item.get_latest_revision_as_object()
    article = make_article(source=make_source("Radio Selby"))
    draft.updates.add(Update(headline=article.headline, source_name="Radio Selby", revision=article.current))
    draft.save_revision()
    body = download(desk, reverse("desk:evidence", args=[item.pk]))
    assert states(body) == ["included"] * 4
    assert reverse("desk:evidence", args=[item.pk]) in desk.get(f"/desk/pages/{item.pk}/edit/").content.decode()


@pytest.mark.parametrize(("role", "status"), [("Contributors", 302), ("Editors", 200)])
def test_who_may_not_edit_an_item_gets_no_package(role, status, item, client):
    client.force_login(make_user("somebody", role=role))
    assert client.get(reverse("desk:evidence", args=[item.pk])).status_code == status


def test_drafts_have_no_package_in_public(section, editor, client):
    draft = make_item(body=[excerpt(make_clip())], section=section, actor=editor)
    Source.objects.update(may_offer_snapshots=True)
    assert client.get(reverse("verify_wacz", args=[draft.pk])).status_code == 404


def test_an_item_of_our_own_words_has_a_package_without_pages(section, editor):
    made = publish_item(actor=editor, item=make_item(body=[comment()], section=section, actor=editor))
    packed, body = pack(made)
    assert packed.pages == []
    assert report(body)["pages"] == []


def test_the_queries_do_not_grow_with_the_pages(item, section, editor, django_assert_num_queries):
    body = [
        excerpt(make_clip(make_article(source=make_source(f"Paper {number}")), actor=editor)) for number in range(12)
    ]
    large = publish_item(actor=editor, item=make_item("Many", body=body, section=section, actor=editor))
    for one in (item, large):
        page = ItemPage.objects.prefetch_related("updates").get(pk=one.pk)
        with django_assert_num_queries(3):
            list_cited_pages(page)
