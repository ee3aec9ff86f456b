import gzip
import json

import pytest
from click.testing import CliRunner

from tearsheet.engine_cli import engine

PAGE = """<html lang=en><head><title>{0} | The Lindal Courier</title><link rel=canonical href="https://courier.example/{0}"></head><body><h1>{0}</h1>
<p>The old bridge over the Lind reopened on Monday after eleven months of repairs, the council said ({0}).</p>
<p>Traffic had been led through the town since last winter, when a pier was damaged by ice and timber.</p></body></html>"""
FIELDS = ["path", "headline", "authors", "published_at", "language", "text", "blocks"]


def run(*arguments, **options):
    return CliRunner().invoke(engine, [str(argument) for argument in arguments], **options)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text(PAGE.format("Alpha"), "utf-8")
    (tmp_path / "sub" / "b.html.gz").write_bytes(gzip.compress(PAGE.format("Beta").encode()))
    (tmp_path / "sub" / "notes.txt").write_text("no page", "utf-8")
    return tmp_path


def test_a_page_becomes_a_line_with_exactly_these_fields(folder):
    result = run("extract", folder / "a.html")
    (line,) = lines(result)
    assert result.exit_code == 0
    assert list(line) == FIELDS
    assert line["headline"] == "Alpha"
    assert [block["kind"] for block in line["blocks"]] == ["paragraph", "paragraph"]
    assert {"kind", "text", "url", "caption", "credit"} <= set(line["blocks"][0])


def test_directories_are_walked_and_packed_pages_are_read(folder):
    result = run("extract", folder)
    assert [line["headline"] for line in lines(result)] == ["Alpha", "Beta"]


def test_a_page_without_an_article_gets_a_line_and_the_status_tells(folder):
    (folder / "empty.html").write_text("<html></html>", "utf-8")
    result = run("extract", folder / "empty.html", folder / "a.html")
    assert result.exit_code == 1
    first, second = lines(result)
    assert first["error"] == "no_article"
    assert first["path"] == str(folder / "empty.html")
    assert second["headline"] == "Alpha"


def test_a_page_without_an_article_still_says_what_it_is(folder):
    video = "<html lang=en><title>Ferry</title><meta name=date content=2026-11-23><meta name=author content='Ada Rowe'>"
    (folder / "video.html").write_text(video, "utf-8")
    (line,) = lines(run("extract", folder / "video.html"))
    assert line["error"] == "no_article"
    assert (line["headline"], line["authors"], line["language"]) == ("Ferry", ["Ada Rowe"], "en")
    assert line["published_at"] == "2026-11-23T00:00:00+00:00"


def test_a_file_that_is_no_gzip_gets_a_line(folder):
    (folder / "broken.html.gz").write_bytes(b"\x1f\x8bnot really")
    result = run("extract", folder / "broken.html.gz")
    assert result.exit_code == 1
    assert lines(result)[0]["error"] == "not_readable"


def test_several_workers_keep_the_order_of_the_input(tmp_path):
    for number in range(40):
        (tmp_path / f"{number:03}.html").write_text(PAGE.format(f"Story {number}"), "utf-8")
    result = run("extract", "--workers", "2", tmp_path)
    assert [line["headline"] for line in lines(result)] == [f"Story {number}" for number in range(40)]


def test_a_missing_file_is_a_usage_error(tmp_path):
    assert run("extract", tmp_path / "nowhere.html").exit_code == 2


def test_repair_reads_standard_input():
    result = run("repair", input=json.dumps({"id": 7, "text": "CafÃ©"}) + "\n\n")
    assert result.exit_code == 0
    assert lines(result) == [{"id": 7, "text": "Café", "repairs": [["Ã©", "é"]]}]


def test_repair_reads_files_and_tells_of_broken_lines(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "a", "text": "clean"}\nno json\n{"id": "b"}\n', "utf-8")
    result = run("repair", file)
    assert result.exit_code == 1
    good, broken, textless = lines(result)
    assert good == {"id": "a", "text": "clean", "repairs": []}
    assert broken["error"] == textless["error"] == "not_readable"
    assert ":2:" in broken["message"]
