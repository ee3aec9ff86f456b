"""Verify this page: nothing that cannot be proved is passed over."""

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tearsheet.newsroom.intake.evidence import examine_bytes
from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.actions import take_down
from tearsheet.newsroom.items.models import Clip, ClipCheck, ItemPage
from tearsheet.newsroom.sources.models import Source
from tests.newsroom import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def prove(client):
    def get(item):
        page = client.get(f"/verify/{item.pk}/")
        data = client.get(f"/verify/{item.pk}.json")
        assert page.status_code == data.status_code == 200
        return page.content.decode(), data.json()

    return get


def test_a_whole_item_is_proved(full_item, prove):
    page, data = prove(full_item())
    assert data["is_proved"]
    assert "All 3 passages are verbatim" in page
    assert [passage["kind"] for passage in data["passages"]] == ["excerpt", "quotation", "excerpt"]
    assert data["passages"][2]["update"].startswith("the update “")
    assert {passage["kept_page"]["state"] for passage in data["passages"]} == {"intact"}
    assert data["normalisation"] in page


def test_words_changed_behind_our_back_are_found(publish, prove):
    item = publish()
    clip = item.body[0].value["clip"]
    raw = [{"type": "excerpt", "value": {"clip": clip.pk, "text": clip.exact.replace("closed", "open")}, "id": "x"}]
    ItemPage.objects.filter(pk=item.pk).update(body=raw)
    page, data = prove(item)
    assert not data["is_proved"]
    assert data["passages"][0]["state"] == "changed"
    assert "cannot be proved" in page
    assert "The source says “closed”" in page


def test_a_changed_clip_is_found(publish, prove):
    item = publish()
    Clip.objects.update(sha256="0" * 64)
    page, data = prove(item)
    assert data["passages"][0]["clip"]["is_intact"] is False
    assert data["passages"][0]["state"] == "verbatim"
    assert not data["is_proved"]
    assert "damaged" in page


def test_a_changed_kept_text_is_found(publish, prove):
    item = publish()
    Revision.objects.update(text="Something else altogether.")
    assert not prove(item)[1]["is_proved"]
    assert prove(item)[1]["passages"][0]["state"] == "absent"


def test_a_missing_page_is_reported(publish, prove):
    item = publish()
    storages["evidence"].delete(item.body[0].value["clip"].revision.snapshot.storage_name)
    page, data = prove(item)
    assert data["passages"][0]["kept_page"]["state"] == "missing"
    assert not data["is_proved"]
    assert "the file is gone" in page


def test_a_damaged_page_is_reported(publish, prove):
    item = publish()
    name = item.body[0].value["clip"].revision.snapshot.storage_name
    with open(storages["evidence"].path(name), "r+b") as file:  # noqa: PTH123 - the store gives a plain name
        file.write(b"damaged!")
    assert prove(item)[1]["passages"][0]["kept_page"]["state"] == "damaged"


def test_a_store_that_does_not_answer_is_reported(publish, prove, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(storages["evidence"], "open", refuse)
    page, data = prove(publish())
    assert data["passages"][0]["kept_page"]["state"] == "unreadable"
    assert not data["is_proved"]
    assert "the store did not answer" in page


def test_a_page_cited_twice_is_read_once(publish, editor):
    from tearsheet.newsroom.public.proof import prove_item

    read = []
    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip), factories.quotation(clip)])
    prove_item(item, examine=lambda **page: read.append(page) or examine_bytes(**page))
    assert len(read) == 1


def test_an_intact_page_is_not_read_again_for_ten_minutes_unless_its_file_changes(publish, prove, monkeypatch):
    item = publish()
    store = storages["evidence"]
    opened = []
    whole = store.open
    monkeypatch.setattr(store, "open", lambda *args: opened.append(args) or whole(*args))
    first = prove(item)[1]["passages"][0]["kept_page"]
    assert prove(item)[1]["passages"][0]["kept_page"]["examined_at"] == first["examined_at"]
    assert len(opened) == 1
    name = item.body[0].value["clip"].revision.snapshot.storage_name
    with whole(name) as file:
        packed = file.read()
    with open(store.path(name), "wb") as file:  # noqa: PTH123 - the store gives a plain name
        file.write(packed[:-1])
    assert prove(item)[1]["passages"][0]["kept_page"]["state"] == "damaged"


def test_one_changed_byte_is_found_wherever_it_is(publish, prove):
    item = publish()
    path = storages["evidence"].path(item.body[0].value["clip"].revision.snapshot.storage_name)
    packed = open(path, "rb").read()  # noqa: PTH123, SIM115 - as above
    for place in range(4, len(packed), max(1, len(packed) // 12)):
        with open(path, "wb") as file:  # noqa: PTH123 - as above
            file.write(packed[:place] + bytes([packed[place] ^ 1]) + packed[place + 1 :])
        assert prove(item)[1]["passages"][0]["kept_page"]["state"] == "damaged", place


def test_what_the_source_changed_since_is_shown_with_the_difference(publish, prove, editor):
    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip)])
    factories.change_source(clip, "Friday", "Sunday")
    ClipCheck.objects.create(clip=clip, state="changed", is_at_source=True)
    page, data = prove(item)
    assert data["is_proved"]
    seen = data["passages"][0]["at_the_source"]
    assert (seen["state"], seen["change"]["rank"], seen["change"]["differences"]) == ("changed", "figure_or_name", [])
    assert "Sunday" not in page
    assert "Sunday" not in str(data)
    Source.objects.update(may_show_differences=True)
    page, data = prove(item)
    assert data["passages"][0]["at_the_source"]["change"]["differences"] == [{"before": "Friday", "after": "Sunday"}]
    assert "<del>Friday</del>" in page
    assert "<ins>Sunday</ins>" in page


def test_a_dismissed_change_tells_neither_difference_nor_reason(publish, prove, editor):
    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip)])
    factories.change_source(clip, "Friday", "Sunday", decision="dismissed", note="Their clock was wrong.")
    page, data = prove(item)
    assert data["passages"][0]["at_the_source"]["change"] is None
    assert "Their clock" not in page + str(data)


def test_a_download_is_named_only_where_there_is_one(publish, prove, editor, client):
    clip = factories.make_clip(actor=editor)
    item = publish(body=[factories.excerpt(clip)])
    assert prove(item)[1]["wacz"] is None
    Source.objects.update(may_offer_snapshots=True)
    address = prove(item)[1]["wacz"]
    assert address.endswith(f"/verify/{item.pk}.wacz")
    assert client.get(address).status_code == 200
    take_down(actor=editor, clip=clip, reason="Their lawyers wrote.")
    page, data = prove(item)
    assert data["wacz"] is None
    assert "Download the kept pages" not in page
    assert client.get(address).status_code == 404


def test_every_block_has_its_state(full_item, prove):
    blocks = prove(full_item())[1]["blocks"]
    assert {(block["kind"], block["state"]) for block in blocks} == {
        ("excerpt", "verbatim"),
        ("quotation", "verbatim"),
        ("comment", "ours"),
        ("related", "ours"),
        ("picture", "as credited"),
        ("embed", "as credited"),
        ("update", "verbatim"),
    }


def test_the_proof_says_which_kept_page_it_was_compared_with(publish, prove):
    kept = prove(publish())[1]["passages"][0]["kept_page"]
    assert set(kept) == {"state", "examined_at", "url", "kept_at", "status", "sha256", "byte_count"}
    assert kept["url"].startswith("https://harbourpost.example/")


def test_kept_text_that_is_not_printed_stays_inside(publish, prove, editor):
    item = publish(
        body=[factories.excerpt(factories.make_clip(words="the ferry to Norrholm is suspended", actor=editor))]
    )
    page, data = prove(item)
    assert "pilot boat" not in page
    assert "pilot boat" not in str(data)


def test_an_item_of_our_own_words_has_nothing_to_prove(publish, prove):
    page, data = prove(publish(body=[factories.comment()]))
    assert data["passages"] == []
    assert "no other people’s words" in page


def test_drafts_are_not_proved_in_public(section, editor, client):
    item = factories.make_item(body=[factories.comment()], section=section, actor=editor)
    assert client.get(f"/verify/{item.pk}/").status_code == 404
    assert client.get(f"/verify/{item.pk}.json").status_code == 404
    assert client.get("/verify/999999/").status_code == 404


def test_nothing_can_be_posted(publish, client):
    assert client.post(f"/verify/{publish().pk}/").status_code == 405


def test_queries_do_not_grow_with_the_proof(full_item, client):
    counts = []
    for size in (1, 3):
        url = f"/verify/{full_item(size).pk}.json"
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
