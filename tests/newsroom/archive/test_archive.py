"""The archive, on the index that this database brings: tantivy's folder beside SQLite, PostgreSQL's own."""

import fcntl
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tantivy
from django.core.management import call_command
from django.db import connection

from tearsheet.newsroom.archive.actions import archive_articles, forget_archive
from tearsheet.newsroom.archive.models import Archived
from tearsheet.newsroom.archive.port import Limits
from tearsheet.newsroom.archive.searching import find_similar, search_archive
from tearsheet.newsroom.archive.tantivy_archive import TantivyArchive, _make_schema
from tests.newsroom.factories import add_revision, make_article, make_source

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXTS = {
    "storm": ("Storm closes Selby Bay", "The storm kept forty ships outside the bay.\n\nThe ferry to Norrholm waits."),
    "ferry": ("Ferry sails again", "After the storm the ferry to Norrholm sails. Captain Ştefan Økland is glad."),
    "bank": ("Bank raises rates", "The central bank of Merrin raised its rates by a quarter point."),
    "derby": ("Late goal wins derby", "A goal in the last minute won the derby for Norrholm."),
}


@pytest.fixture
def kept():
    """Four archived articles by name, a day apart, the last in German by another source."""
    rows = {}
    for days, (name, (headline, text)) in enumerate(TEXTS.items()):
        is_last = name == "derby"
        rows[name] = make_article(
            text,
            headline=headline,
            at=MARCH + timedelta(days=days),
            language="de" if is_last else "en",
            source=make_source("Hochfunk") if is_last else None,
        )
    archive_articles()
    return rows


def names(kept, typed, limits=None, **more):
    of_key = {article.pk: name for name, article in kept.items()}
    found = search_archive(typed, limits, **more)
    assert found.count >= len(found.articles)
    return [of_key[key] for key in found.articles]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("storm", ["ferry", "storm"]),
        ("STORM ferry", ["ferry", "storm"]),
        ('"the storm the ferry"', ["ferry"]),
        ('"to norrholm"', ["ferry", "storm"]),
        ('"norrholm to"', []),
        ('"the ferry to norrholm waits"', ["storm"]),
        ('"the bay the ferry"', ["storm"]),
        ('"the ferry the bay"', []),
        ('"ferry storm"', []),
        ("storm -bay", ["ferry"]),
        ("storm NOT sails", ["storm"]),
        ("bank OR derby", ["derby", "bank"]),
        ("norrholm (goal OR captain)", ["derby", "ferry"]),
        ("-norrholm", ["bank"]),
        ("-norrholm OR goal", ["derby", "bank"]),
        ("rat*", ["bank"]),
        ('"central ban*"', ["bank"]),
        ("stefan okland", ["ferry"]),
        ("Stefan", ["ferry"]),
        ("quarter-point", ["bank"]),
        ("unheard", []),
        ("", ["derby", "bank", "ferry", "storm"]),
    ],
)
def test_words_phrases_and_operators_find_what_they_say(kept, typed, found):
    assert names(kept, typed) == found


def test_a_search_keeps_to_sources_languages_and_days(kept):
    hochfunk = kept["derby"].source_id
    assert names(kept, "norrholm", Limits(sources=(hochfunk,))) == ["derby"]
    assert names(kept, "norrholm", Limits(languages=("en",))) == ["ferry", "storm"]
    assert names(kept, "norrholm", Limits(since=MARCH + timedelta(days=1))) == ["derby", "ferry"]
    assert names(kept, "norrholm", Limits(until=MARCH + timedelta(days=1))) == ["storm"]
    assert names(kept, "", Limits(sources=(hochfunk,), languages=("en",))) == []


def test_pages_follow_each_other_and_the_count_is_of_all(kept):
    assert names(kept, "norrholm", limit=2) == ["derby", "ferry"]
    assert names(kept, "norrholm", limit=2, offset=2) == ["storm"]
    assert search_archive("norrholm", limit=2).count == 3


def test_the_best_match_comes_first_if_asked(kept):
    more = make_article("Storm, storm, storm.", headline="Storm", at=MARCH - timedelta(days=3))
    archive_articles()
    assert search_archive("storm", order="best").articles[0] == more.pk


def test_a_new_revision_replaces_the_old(kept):
    add_revision(kept["bank"], "The central bank kept its rates.", headline="Bank waits")
    assert archive_articles() == 1
    assert names(kept, "quarter") == []
    assert names(kept, "waits bank") == ["bank"]


def test_archiving_twice_adds_nothing(kept):
    assert archive_articles() == 0
    assert archive_articles(everything=True) == 0
    assert search_archive("norrholm").count == 3


def test_what_the_rows_forgot_is_found_by_looking_at_everything(kept):
    Archived.objects.filter(article=kept["storm"]).delete()
    assert archive_articles(everything=True) == 1
    assert names(kept, "forty") == ["storm"]


def test_the_index_is_rebuilt_by_the_command(kept):
    forget_archive()
    assert names(kept, "storm") == []
    call_command("rebuild_archive")
    assert names(kept, "storm") == ["ferry", "storm"]


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="there the index and the rows are one")
def test_a_lost_folder_is_built_anew(kept, settings):
    from tearsheet.newsroom.archive import searching

    shutil.rmtree(Path(settings.ARCHIVE_FOLDER))
    searching._open_folder.cache_clear()
    assert archive_articles() == len(kept)
    assert names(kept, "storm") == ["ferry", "storm"]


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="there Django migrates the index")
def test_an_index_of_another_make_is_emptied_and_built_anew(kept, settings):
    from tearsheet.newsroom.archive import searching

    folder = Path(settings.ARCHIVE_FOLDER)
    shutil.rmtree(folder)
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words")
    tantivy.Index(builder.build(), path=str(folder))
    searching._open_folder.cache_clear()
    assert archive_articles() == len(kept)
    assert names(kept, "storm") == ["ferry", "storm"]


def test_of_two_that_open_an_index_of_another_make_only_one_empties_it(tmp_path):
    folder = tmp_path / "index"
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words")
    tantivy.Index(builder.build(), path=str(folder))
    with (tmp_path / "index.lock").open("w") as held, ThreadPoolExecutor() as other:
        fcntl.flock(held, fcntl.LOCK_EX)
        late = other.submit(TantivyArchive, folder)
        with pytest.raises(TimeoutError):
            late.result(timeout=0.1)
        # Meanwhile the one that holds the lock has built it anew, and something is in it.
        shutil.rmtree(folder)
        folder.mkdir()
        archive = tantivy.Index(_make_schema(), path=str(folder))
        writer = archive.writer()
        writer.add_document(tantivy.Document(article=1, words="storm"))
        writer.commit()
        writer.wait_merging_threads()
        fcntl.flock(held, fcntl.LOCK_UN)
        assert not late.result(timeout=30).is_empty()


@pytest.mark.parametrize(
    "text", ["", "x" * 9000, "word " * 120_000, "'quoted' \\ back\x00slash :* & | !", "東京で地震。津波の心配はない。"]
)
def test_odd_articles_are_archived(kept, text):
    odd = make_article(text.replace("\x00", "") or ".", headline="Odd one")
    assert archive_articles() == 1
    assert search_archive('"odd one"').articles == (odd.pk,)


def test_words_of_scripts_without_spaces_are_found(kept):
    quake = make_article("東京で地震がありました。", headline="地震", language="ja")
    archive_articles()
    assert search_archive("東京").articles == (quake.pk,)
    assert search_archive("京東").articles == ()


def test_like_articles_are_found_in_order_of_likeness(kept):
    like = make_article(
        "Forty ships wait outside the bay for the storm to pass. The ferry waits too.", headline="Ships wait"
    )
    archive_articles()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE archive_archived")
    found = find_similar(like)
    assert list(found)[:2] == [kept["storm"].pk, kept["ferry"].pk]
    assert kept["derby"].pk not in found
    assert find_similar(like, without=[kept["storm"].pk])[0] == kept["ferry"].pk


def test_an_empty_archive_finds_nothing(db):
    assert search_archive("storm").articles == ()
    assert find_similar(make_article()) == ()


def test_the_same_queries_serve_few_and_many(kept, django_assert_max_num_queries):
    for number in range(40):
        make_article(headline=f"Report {number}")
    with django_assert_max_num_queries(12):
        assert archive_articles() == 40
