import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.engine.text import decode_page

CZECH = "Převzali jsme zemi ve stavu, kdy byly finance v rozvratu, a museli jsme se vyrovnat s energetickou krizí."
RUSSIAN = "Городской совет сообщил в понедельник, что мост через реку снова открыт для движения после ремонта."
PORTUGUESE = (
    "A cidade não pode esperar até à manhã, disse o vereador, e a decisão do conselho será conhecida por todos amanhã."
)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("gb2312", "gb18030"),
        ("shift_jis", "cp932"),
        ("tis-620", "cp874"),
        ("utf8", "utf-8"),
    ],
)
def test_labels_mean_what_they_mean_in_a_browser(label, codec):
    assert decode_page(b"\x31\x32", f"text/html; charset={label}").charset in {codec, "utf-8"}
    body = "é".encode("cp1252") if codec == "cp1252" else b"1"
    assert decode_page(body, f"text/html; charset={label}").text in {"é", "1"}


def test_windows_quotation_marks_are_read_in_pages_called_latin_1():
    decoded = decode_page("“So” – é".encode("cp1252"), "text/html; charset=iso-8859-1")
    assert decoded.text == "“So” – é"
    assert decoded.declared_by == "http"


def test_a_byte_order_mark_wins_over_the_header():
    decoded = decode_page(b"\xef\xbb\xbf" + "né".encode(), "text/html; charset=latin1")
    assert (decoded.text, decoded.charset, decoded.declared_by) == ("né", "utf-8", "bom")


def test_utf_16_is_read_with_and_without_a_mark():
    assert decode_page("﻿<p>né".encode("utf-16-le")).text == "<p>né"
    assert decode_page("<p>né".encode("utf-16-le")).text == "<p>né"


@pytest.mark.parametrize(
    "head",
    ['<meta charset="windows-1250">', "<meta http-equiv=Content-Type content='text/html; charset=windows-1250'>"],
)
def test_a_declaration_in_the_page_is_followed(head):
    decoded = decode_page((head + CZECH).encode("cp1250"))
    assert CZECH in decoded.text
    assert decoded.declared_by == "meta"


def test_an_xml_declaration_is_followed():
    decoded = decode_page(f'<?xml version="1.0" encoding="windows-1251"?>{RUSSIAN}'.encode("cp1251"))
    assert RUSSIAN in decoded.text
    assert decoded.declared_by == "xml"


def test_utf_8_that_is_called_latin_1_is_read_as_utf_8():
    decoded = decode_page(f'<meta charset="iso-8859-1">{CZECH}'.encode())
    assert CZECH in decoded.text
    assert (decoded.charset, decoded.declared_by) == ("utf-8", "detected")


@pytest.mark.parametrize(("text", "codec"), [(RUSSIAN, "cp1251"), (CZECH, "cp1250"), (PORTUGUESE, "cp1252")])
def test_undeclared_bytes_are_detected(text, codec):
    body = f"<p>{text}</p>\n".encode(codec) * 4
    assert text in decode_page(body).text


def test_bytes_that_contradict_their_declaration_are_detected():
    body = f'<meta charset="utf-8"><p>{RUSSIAN}</p>'.encode("cp1251")
    assert RUSSIAN in decode_page(body).text


def test_a_page_with_one_broken_sequence_stays_utf_8():
    body = (CZECH * 3).encode() + b"\xff" + CZECH.encode()
    decoded = decode_page(body, "text/html; charset=utf-8")
    assert decoded.charset == "utf-8"
    assert decoded.text.count("\ufffd") == 1


def test_a_long_line_without_letters_to_judge_by_takes_no_time():
    script = b"<script>" + b"x=1;" * 50_000 + b"</script>"
    page = b"<meta charset=utf-8>" + script + RUSSIAN.encode("cp1251")
    started = time.process_time()
    assert decode_page(page).charset == "cp1251"
    assert time.process_time() - started < 1


def test_an_unknown_label_is_ignored():
    assert decode_page("né".encode(), "text/html; charset=klingon").text == "né"
    assert decode_page(b"abc", "text/html; charset=rot13").text == "abc"


@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html; charset=utf-8", "text/html; charset=gbk", "text/html; charset=utf-16"]),
)
def test_no_bytes_make_it_fail(body, content_type):
    assert isinstance(decode_page(body, content_type).text, str)


@given(st.text(max_size=200))
def test_utf_8_comes_back_as_it_was(text):
    body = text.removeprefix("\ufeff").encode("utf-8", "ignore")
    assert decode_page(body, "text/html; charset=utf-8").text == body.decode()
