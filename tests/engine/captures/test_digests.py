"""Digests in quite different manners come back as items; every fixture is a text and what must be read in it."""

import gzip
import json
import re
from datetime import date, time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.captures import DigestBlockKind, describe_digest, is_plain_text, read_digest, read_digest_file
from tearsheet.engine.captures.digests.credits import split_credit
from tearsheet.engine.captures.digests.dates import find_date, find_time, is_month_first, settle_date
from tearsheet.engine.captures.digests.updates import read_head
from tearsheet.engine.errors import NotReadable
from tearsheet.engine_cli import engine

FIXTURES = sorted((Path(__file__).parent / "digests").glob("*.txt"))
ITEM = "Harbour Watch\n\nAnchor\n\nThe ferry is late again today\n\n"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_digest_in_its_own_manner_is_read_as_expected(path):
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert json.loads(json.dumps(describe_digest(read_digest(path.read_text("utf-8"))))) == expected


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_no_word_is_invented(path):
    section = read_digest(path.read_text("utf-8"))
    text = path.read_text("utf-8")
    for wrong, right in section.repairs:
        text = text.replace(wrong, right)
    known = set(re.findall(r"\w+", text))
    for item in section.items:
        said = [item.headline, item.icon or ""]
        for block in item.blocks:
            said += [*block.paragraphs, block.label or "", block.speaker or "", block.publisher or ""]
        for update in item.updates:
            said += [*update.paragraphs, update.headline or "", update.source or ""]
        assert {word for words in said for word in re.findall(r"\w+", words)} <= known


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_windows_line_ends_and_trailing_space_change_nothing(path):
    text = path.read_text("utf-8")
    assert read_digest(text.replace("\n", " \r\n")) == read_digest(text)


def test_a_source_without_an_excerpt_is_not_lost():
    (item,) = read_digest(ITEM + "Source: Norda Times\n").items
    assert [block.paragraphs for block in item.blocks] == [("Source: Norda Times",)]


def test_numbers_in_one_item_of_many_are_those_of_a_list():
    text = "Harbour Watch\n\nAnchor\n\nThe ferry is late again today\n\n1. The first reason\n\nIt left late.\n\n2. The second\n\nIt was slow.\n"
    other = "\n\nWave\n\nThe storm has passed the coast\n\nNobody was hurt.\n"
    assert [item.headline for item in read_digest(text + other).items] == [
        "The ferry is late again today",
        "The storm has passed the coast",
    ]


def test_what_the_capture_does_not_say_stays_unknown():
    (item,) = read_digest(ITEM + "It left an hour after noon.\n").items
    (block,) = item.blocks

    assert (block.publisher, block.published_on, block.address, block.speaker) == (None, None, None, None)
    assert item.picture is None
    assert not item.updates


def test_an_omission_is_marked_where_it_stands():
    (item,) = read_digest(ITEM + "It left late.\n\n[...]\n\nIt came back early.\n").items
    assert item.blocks[0].gaps == (1,)


def test_a_comment_in_brackets_ends_with_its_bracket():
    (item,) = read_digest(
        ITEM + "It left late.\n\n[Ed.: So it did on Monday.\n\nAnd on Tuesday.]\n\nIt came back.\n"
    ).items

    assert [(block.kind, block.text) for block in item.blocks] == [
        (DigestBlockKind.EXCERPT, "It left late."),
        (DigestBlockKind.COMMENT, "So it did on Monday.\n\nAnd on Tuesday."),
        (DigestBlockKind.EXCERPT, "It came back."),
    ]


def test_speakers_of_an_interview_are_no_comments():
    talk = "Ahl: It was cold.\n\nBo: It was not.\n\nAhl: It was.\n\nBo: So you say.\n\nAhl: I do.\n\n"
    section = read_digest(f"{ITEM}{talk}\n\nAnchor\n\nAnother ferry is late this evening\n\n{talk}")
    assert {block.kind for item in section.items for block in item.blocks} == {DigestBlockKind.EXCERPT}


@pytest.mark.parametrize(
    ("line", "source", "day", "at", "headline"),
    [
        (" Harbour Post, 3/24/2031: Ferry leaves", "Harbour Post", date(2031, 3, 24), None, "Ferry leaves"),
        (" Harbour Post: 3/24/2031: Ahl: I did it", "Harbour Post", date(2031, 3, 24), None, "Ahl: I did it"),
        (" (24.3.2031, 14:02 Uhr): Ferry leaves", None, date(2031, 3, 24), time(14, 2), "Ferry leaves"),
        (" 24 March 2031 – Harbour Post: Ferry leaves", "Harbour Post", date(2031, 3, 24), None, "Ferry leaves"),
        (": Ferry leaves (Harbour Post)", "Harbour Post", None, None, "Ferry leaves"),
        (": Ferry leaves (VIDEO)", None, None, None, "Ferry leaves (VIDEO)"),
        (": Ahl: I did it", None, None, None, "Ahl: I did it"),
        (" 14:02: Ferry due at 15:10", None, None, time(14, 2), "Ferry due at 15:10"),
        (" de La Gaviota (24 de marzo de 2031): Sale", "La Gaviota", date(2031, 3, 24), None, "Sale"),
        (" Le Phare, lundi 24 mars 2031 : Départ", "Le Phare", date(2031, 3, 24), None, "Départ"),
    ],
)
def test_the_head_of_an_update_is_read_in_any_order(line, source, day, at, headline):
    head = read_head(line)

    assert (head.source, head.at, head.headline) == (source, at, headline)
    assert (head.mention and settle_date(head.mention, month_first=True, near=None)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031-03-24", date(2031, 3, 24)),
        ("24.03.31", date(2031, 3, 24)),
        ("March 24th, 2031", date(2031, 3, 24)),
        ("Mon, 24 Mar 2031", date(2031, 3, 24)),
        ("24. März 2031", date(2031, 3, 24)),
        ("1º de enero de 2031", date(2031, 1, 1)),
        ("24 марта 2031", date(2031, 3, 24)),
        ("2031年3月24日", date(2031, 3, 24)),
        ("12/31/2030", date(2030, 12, 31)),
        ("31/12/2030", date(2030, 12, 31)),
        ("3/4/2031", None),
        ("24 March", None),
        ("30 February 2031", None),
    ],
)
def test_dates_are_read_and_what_cannot_be_told_is_unknown(text, day):
    assert settle_date(find_date(text), month_first=None, near=None) == day


@pytest.mark.parametrize("text", ["45/99/2031", "version 1.2.3456", "no date", "99.99.2031", "2031-13-40"])
def test_numbers_that_are_no_date_are_none(text):
    assert find_date(text) is None


def test_a_year_unsaid_is_that_of_the_date_beside_it_even_over_new_year():
    assert settle_date(find_date("January 2"), month_first=None, near=date(2030, 12, 30)) == date(2031, 1, 2)
    assert settle_date(find_date("26 March"), month_first=None, near=date(2031, 3, 24)) == date(2031, 3, 26)


def test_one_clear_date_tells_how_all_are_written():
    clear, open_ = find_date("3/24/2031"), find_date("3/4/2031")
    assert is_month_first([clear, open_], "en") is True
    assert is_month_first([open_], "es") is False
    assert is_month_first([open_], "en") is None


@pytest.mark.parametrize(
    ("text", "at"), [("2:30 pm", time(14, 30)), ("12.05 Uhr", time(12, 5)), ("12.05", None), ("25:00", None)]
)
def test_times_of_day_are_read(text, at):
    mention = find_time(text)
    assert (mention and mention.at) == at


@pytest.mark.parametrize(
    ("text", "credit", "caption"),
    [
        ("North Agency/Ina BrandtThe quay at dusk", "North Agency/Ina Brandt", "The quay at dusk"),
        ("NORTH/INA BRANDTThe quay at dusk", "NORTH/INA BRANDT", "The quay at dusk"),
        ("Lio McDonaldThe quay at dusk", "Lio McDonald", "The quay at dusk"),
        ("YouTube / Harbour Channel", "YouTube / Harbour Channel", None),
        ("North Agency | The quay", "North Agency", "The quay"),
        ("N.C. Air Service/Lio MarshThe quay at dusk", "N.C. Air Service/Lio Marsh", "The quay at dusk"),
        ("(North Agency) The quay at dusk", "North Agency", "The quay at dusk"),
        ("North Agency", "North Agency", None),
    ],
)
def test_credit_and_caption_come_apart(text, credit, caption):
    assert split_credit(text) == (credit, caption)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "One line", "<html><p>x", '{"a": 1}', "a\0b\n\nc.", "A\n" * 50_001, "a" * 20_001, "x " * 600_000],
    ids=["empty", "blank", "line", "markup", "json", "nul", "lines", "long line", "long"],
)
def test_what_is_no_digest_is_refused(text):
    with pytest.raises(NotReadable):
        read_digest(text)


def test_a_file_that_is_no_digest_is_named():
    with pytest.raises(NotReadable, match=r"notes\.txt"):
        read_digest_file(b"\0\0\0", name="notes.txt")


@given(
    st.lists(
        st.sampled_from(
            [
                "Icon",
                "A headline of five words",
                "© A/BCde fgh ij.",
                "Text that ends.",
                "Comment: x.",
                "See also:",
                "UPDATE Post, 1/2/2031: H",
                "",
                "",
                "...",
                "---",
                "“Said.”",
                "> q",
                "Source: P",
                "[Ed.: a",
                "He said:",
                "- entry",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_lines_is_read_the_same_way_twice(lines):
    text = "\n".join(lines)
    try:
        section = read_digest(text)
    except NotReadable:
        return
    assert read_digest(text) == section
    assert all(item.headline for item in section.items)


def test_the_verb_prints_the_section(tmp_path):
    path = tmp_path / "digest.txt"
    path.write_bytes(FIXTURES[0].read_bytes())
    run = CliRunner().invoke(engine, ["capture", str(path)])

    assert run.exit_code == 0
    assert json.loads(run.output) == json.loads(FIXTURES[0].with_suffix(".json").read_text("utf-8"))


def test_the_verb_says_what_is_wrong_with_a_file(tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x00")
    run = CliRunner().invoke(engine, ["capture", str(path)])

    assert run.exit_code == 1
    assert json.loads(run.output)["error"] == "not_readable"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_digest_is_plain_text_compressed_or_not(path):
    body = path.read_bytes()
    assert is_plain_text(body)
    assert is_plain_text(gzip.compress(body))
    assert read_digest_file(gzip.compress(body), name="digest.txt.gz") == read_digest_file(body, name="digest.txt")


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_a_digest_in_another_charset_is_plain_text(charset):
    assert is_plain_text((ITEM + "It left an hour after noon.\n").encode(charset))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n",
        b"PK\x03\x04 a zip file",
        b"%PDF-1.7\n",
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\nwords",
        b"<html><p>A page</p></html>",
        b'  {"name": 1}',
        b"Words <p>and markup</p>",
        b"Words \x00\x01\x02 and bytes",
        gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", mtime=0),
        gzip.compress(gzip.compress(b"Words of a digest", mtime=0), mtime=0),
        b"\x1f\x8b no gzip at all",
    ],
)
def test_other_files_are_no_plain_text(body):
    assert not is_plain_text(body)
