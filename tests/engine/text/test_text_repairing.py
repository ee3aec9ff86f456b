import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.text import repair_text

WORDS = "Le café, „Straße“ – l’été, Дума, δήμος, 町長は語った。"


def misread(text, codec):
    """`text` as UTF-8 read in `codec`, bytes without a character there as control characters."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp874", "cp1251", "mac-roman", "cp1250"])
def test_utf_8_read_in_another_charset_is_put_right(codec):
    assert repair_text(misread(WORDS, codec)).text == WORDS


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_what_was_misread_twice_is_put_right(codec):
    assert repair_text(misread(misread(WORDS, codec), codec)).text == WORDS


def test_the_repairs_are_told():
    assert repair_text("CafÃ© und CafÃ©").repairs == (("Ã©", "é"),)


@pytest.mark.parametrize(
    "clean",
    [
        "NESTLÉ® hired 40 people",
        "PARCE QUE SUR LEURS PLAQUES IL Y A MARQUÉ…",
        "VOCÊ… e a IRMÔ",
        "the so-called “×” curve, 5×£35",
        "SELKÄ EDELLÄ\u00a0MAAHAN",
        "นายกรัฐมนตรีกล่าวว่า เธอจะเดินทางไปยังจังหวัดเชียงใหม่",
        "นายกฯ พบ CEO ของบริษัท",
        "Рівень води у річці Сіль зріс",
        "Ђурђевдан и СССР»",
        "√π and ∆°",
        "Η ¨ανατροφή¨ δυστυχώς",
        "東京都は「対応する」と述べた。",
    ],
)
def test_clean_text_stays_as_it_is(clean):
    assert repair_text(clean).text == clean


def test_windows_punctuation_read_as_control_characters_is_put_right():
    assert repair_text("l\x92usine \x93Nord\x94").text == "l’usine “Nord”"


def test_lost_bytes_stay_lost():
    assert "\ufffd" in repair_text("Caf\ufffd Ã©t\ufffd").text


@given(st.text(alphabet=st.characters(max_codepoint=0x52F), max_size=60))
def test_repair_is_idempotent(text):
    once = repair_text(text).text
    assert repair_text(once).text == once


@given(st.text(alphabet="abcdefghij éèêàùçñöüäßåøæłžščřěůőűğışț.,;:!?-’“”«»", max_size=80))
def test_text_in_latin_letters_is_never_touched(text):
    assert repair_text(text).text == text


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыьэюя іїєґ.,!?-«»", max_size=60))
def test_text_in_cyrillic_letters_is_never_touched(text):
    assert repair_text(text).text == text
