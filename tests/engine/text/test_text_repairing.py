"""What was written in one charset and read in another is put right, and nothing else is touched."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.text import repair_text
from tearsheet.engine.text.charsets import decode_bytes, single_byte_table

#: Sentences of a fictional press, by language.
CLEAN = {
    "en": "The ferry didn’t leave – “not today”, said Chloë Ångström of Ostrey’s harbour café; it cost £40 (€45).",
    "de": "„Die Fähre fährt heute nicht“, sagte der Bürgermeister von Größing. Für viele Gäste war das ärgerlich.",
    "fr": "« La traversée n’a pas eu lieu », écrit la Dépêche du Val : à midi, le bac était toujours là-bas, où l’été finit.",
    "es": "¿Por qué no salió el barco? «Mañana será otro día», dijo el capitán Íñigo Núñez en el pequeño puerto.",
    "pt": "A travessia não aconteceu; amanhã haverá outra, diz o capitão João Simões, da associação de São Tomé.",
    "it": "La nave non è partita perché il mare era mosso; però domani partirà, così dice la città di Portovè.",
    "da": "Færgen sejlede ikke i går, fordi bølgerne på fjorden var for høje, siger skipper Søren Bæk på Ærøø.",
    "sv": "Färjan gick inte i går, eftersom vågorna på fjärden var för höga, säger skepparen Åke Öberg.",
    "is": "Ferjan sigldi ekki í gær því að öldurnar á firðinum voru of háar, segir skipstjórinn Þórður Ægisson.",
    "cs": "Přívoz včera nevyplul, protože vlny na řece byly příliš vysoké, řekl převozník Jiří Kříž z Lhoty.",
    "pl": "Prom wczoraj nie wypłynął, ponieważ fale były zbyt wysokie, powiedział kapitan Łukasz Święcki.",
    "tr": "Feribot dün kalkmadı, çünkü dalgalar çok yüksekti, dedi kaptan İsmail Şığdıoğlu güneşli kıyıda.",
    "ru": "Паром вчера не вышел, потому что волны были слишком высокими, сказал капитан Ёлкин из «Озёрска».",
    "el": "Το πλοίο δεν έφυγε χθες, επειδή τα κύματα ήταν πολύ ψηλά, είπε ο καπετάνιος από το λιμάνι.",
    "th": "เรือข้ามฟากไม่ออกเมื่อวานนี้ เพราะคลื่นสูงเกินไป กัปตันกล่าวว่า “พรุ่งนี้จะออก” ราคา ๔๐ บาท",
    "ja": "フェリーは昨日、波が高すぎたため出港しなかった。「明日は出る」と船長は話している（１３日）。",
    "zh": "渡船昨天没有出发，因为浪太高。船长说：“明天会出发。”这是今年第三次，我们在这里等了一天。",
    "ko": "여객선은 어제 파도가 너무 높아서 출항하지 않았다. 선장은 “내일은 떠난다”고 말했다.",
    "ar": "لم تغادر العبارة أمس لأن الأمواج كانت عالية جدا، قال القبطان في الميناء الصغير.",
}
SINGLE = ("cp1252", "mac-roman", "cp874", "cp1251", "cp1250", "iso8859-2")


def misread(text, written, read):
    table = single_byte_table(read)
    return "".join(table[byte] for byte in text.encode(written))


@pytest.mark.parametrize("language", CLEAN)
def test_clean_text_stays_as_it_is(language):
    assert repair_text(CLEAN[language]).text == CLEAN[language]
    assert repair_text(CLEAN[language]).repairs == ()


@pytest.mark.parametrize("language", CLEAN)
@pytest.mark.parametrize("read", SINGLE)
def test_utf8_read_as_another_charset_is_put_right(language, read):
    assert repair_text(misread(CLEAN[language], "utf-8", read)).text == CLEAN[language]


@pytest.mark.parametrize("language", CLEAN)
def test_utf8_read_as_latin1_or_wrongly_twice_is_put_right(language):
    assert repair_text(CLEAN[language].encode().decode("latin-1")).text == CLEAN[language]
    assert repair_text(misread(misread(CLEAN[language], "utf-8", "cp1252"), "utf-8", "cp1252")).text == CLEAN[language]
    assert repair_text(CLEAN[language].encode().decode("latin-1").encode().decode("latin-1")).text == CLEAN[language]


def test_a_code_page_that_makes_rare_letters_does_not_win():
    text = "1) Новое дело (№ 12/34), которое слушается в суде"
    assert repair_text(text.encode().decode("latin-1").encode().decode("latin-1")).text == text


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("th", "cp874"), ("ru", "cp1251"), ("ru", "koi8-r"), ("el", "cp1253"), ("ar", "cp1256"), ("ko", "cp949"),
        ("ja", "euc_jp"), ("ja", "cp932"), ("zh", "gb18030"), ("cs", "cp1250"), ("cs", "iso8859-2"), ("pl", "cp1250"),
        ("tr", "cp1254"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read", ["cp1252", "latin-1"])
def test_another_code_page_read_as_windows_1252_is_put_right(language, written, read):
    text = CLEAN[language].replace("Ё", "Е").replace("ё", "е").replace("๔๐", "40")
    packed = text.encode(written, "ignore")
    wrong = (
        packed.decode("latin-1") if read == "latin-1" else "".join(single_byte_table("cp1252")[byte] for byte in packed)
    )
    assert repair_text(wrong).text == packed.decode(written)


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "sv"])
def test_windows_1252_read_as_thai_is_put_right(language):
    text = CLEAN[language].replace("’", "'").replace("€", "")
    assert repair_text(misread(text, "cp1252", "cp874")).text == text


def test_a_wrong_run_amid_right_text_is_put_right_and_listed():
    repair = repair_text("Søren met Guidรณ and Nicolรกs in Ærøø.")

    assert repair.text == "Søren met Guidó and Nicolás in Ærøø."
    assert repair.repairs == (("รณ", "ó"), ("รก", "á"))


def test_only_the_line_that_is_wrong_is_touched():
    good, bad = CLEAN["cs"], CLEAN["th"]
    wrong = misread(bad, "utf-8", "cp1252")
    assert repair_text(f"<p>{good}</p><p>{wrong}</p>\n{good}").text == f"<p>{good}</p><p>{bad}</p>\n{good}"


@pytest.mark.parametrize(
    "text",
    ["", "plain", "RETWEET SE VOCÊ…", "5×£35", "NESTLÉ® und 20 °C", "Ã", "C O N C L U S Ã O", "∆°", "2012—∞", "(-1/2)! = √π",
     "Bjørn og Åse", "Citroën v Praze", "Þórður", "…“”", "�", "lost � byte", "ภาษาไทย", "๒๕๖๗", "😀👍🏽", "ůň “", "naïve", "NESTLÉ® hired 40 people", "the so-called “×” curve, 5×£35", "SELKÄ EDELLÄ\u00a0MAAHAN",
     "นายกฯ พบ CEO ของบริษัท", "Ђурђевдан и СССР»", "√π and ∆°", "Η ¨ανατροφή¨ δυστυχώς"],
)  # fmt: skip
def test_what_only_looks_odd_stays(text):
    assert repair_text(text).text == text


def test_lost_bytes_stay_lost():
    assert repair_text("voilÃ\xa0 “textâ€� rÃ©gion").text == "voilà “text� région"


def test_controls_are_what_windows_1252_has_in_their_place():
    assert repair_text("\x84Wort\x93 \x81").text == "„Wort“ \x81"


@given(st.text(max_size=60), st.sampled_from(SINGLE))
def test_repair_settles_at_once(text, read):
    for given_text in (text, misread(text.encode("utf-8", "ignore").decode(), "utf-8", read)):
        once = repair_text(given_text).text
        assert repair_text(once).text == once


def test_a_clean_page_costs_next_to_nothing():
    page = "".join(f"<p>{CLEAN['en']} {'plain words ' * 20}</p>\n" for _ in range(900))
    repair_text(page)
    started = time.process_time()
    repair_text(page)
    assert time.process_time() - started < 0.02


@pytest.mark.parametrize(
    ("language", "written", "short"),
    [
        ("ru", "cp1251", "Суд идёт"), ("el", "cp1253", "Το πλοίο"), ("cs", "cp1250", "Žádost o důvěru"),
        ("pl", "cp1250", "Już dziś"), ("th", "cp874", "ที่มา"), ("ko", "cp949", "서울"),
    ],
)  # fmt: skip
def test_the_code_page_of_most_lines_puts_short_ones_right(language, written, short):
    """A headline of two words proves nothing by itself, but a page is misread as a whole."""
    packed = "\n".join([short, *[CLEAN[language]] * 3]).encode(written, "ignore")
    assert repair_text(decode_bytes(packed, "cp1252")).text == packed.decode(written)


@pytest.mark.parametrize(
    ("right", "written"),
    [
        # small letters only: nothing stands oddly, but no Western word has so many accents in a row
        ("кого уже уволили, и как уволить других", "cp1251"),
        ("к слову, использование материалов суда", "koi8-r"),
        ("суд отложил решение до вторника", "cp866"),
        # signs amid letters
        ("Czy to jest możliwa droga?", "iso8859-2"),
        ("Prom wziął udział w próbie, mówił kapitan", "iso8859-2"),
        # one word, but none of Iceland's
        ("Feribotların hazırlıklarımızı", "cp1254"),
        # syllables that no Korean writes are no Korean
        ("イオン銀行社長解任、金融庁処分で", "cp932"),
        # without kana it is more likely Chinese
        ("市长公布了新的预算", "gb18030"),
        ("ที่มา : https://harbourpost.example/news/74412", "cp874"),
    ],
)
def test_short_lines_of_another_code_page_are_put_right(right, written):
    assert repair_text(decode_bytes(right.encode(written), "cp1252")).text == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("The ferry ‚Äì late again ‚Äì left.", "The ferry – late again – left."),
        ("One dash ‚Äî only.", "One dash — only."),
        ("B.E. ‚Ä¶ (later)", "B.E. … (later)"),
        ("Auch in √ñstrey bekannt", "Auch in Östrey bekannt"),
        ("Das Schiff hei√üt Â»Q6Â«.", "Das Schiff heißt »Q6«."),
        ("cost $980 (ВЈ720) in May", "cost $980 (£720) in May"),
        ("a bigger Г‚ВЈ5 issue", "a bigger £5 issue"),
        ("PrÃªmio! ðŸ�° ok", "Prêmio! � ok"),
    ],
)
def test_single_signs_are_put_right(wrong, right):
    assert repair_text(wrong).text == right


@pytest.mark.parametrize(
    "clean",
    [
        "‚Ältere‘ und ‚Öffnung‘",
        "1 km³ Wasser, 5 m²",
        "£5bn, £m and (£3)",
        "ÀÁÂÃÄÅ",
        "The accents áéíóúñ, and äöüß ÄÖÜ",
        "âêîôû",
        "ÆØÅ æøå",
        "Þ.e. ýmsir, þ.e.a.s. í gær",
    ],
)
def test_what_is_much_like_it_stays(clean):
    assert repair_text(clean).text == clean


def _letters(count, seed=7):
    """So many random letters of Latin-1 in lines of eighty."""
    random = Random(seed)  # noqa: S311
    return "\n".join("".join(chr(random.randrange(0xA0, 0x100)) for _ in range(80)) for _ in range(count // 80))


@pytest.mark.parametrize("text", ["ÇÑ¹¾ " * 60_000, _letters(300_000), _letters(300_000).replace("\n", "")])
def test_what_nothing_puts_right_is_given_up(text):
    started = time.process_time()
    repair_text(text)
    assert time.process_time() - started < 3


def test_data_in_one_long_line_do_not_keep_the_rest_from_being_read():
    data = "<script>" + "ÇÑ¹¾ " * 60_000 + "</script>"
    assert repair_text(f"{data}<p>CafÃ© und Ã©tÃ©</p>").text == f"{data}<p>Café und été</p>"


def test_a_long_text_that_can_be_put_right_is_put_right_to_its_end():
    text = f"{CLEAN['ru']}\n".replace("Ё", "Е") * 1000
    assert repair_text(decode_bytes(text.encode("cp1251"), "cp1252")).text == text


@given(st.text(alphabet="abcdefghij éèêàùçñöüäßåøæłžščřěůőűğışț.,;:!?-’“”«»", max_size=80))
def test_text_in_latin_letters_is_never_touched(text):
    assert repair_text(text).text == text


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыьэюя іїєґ.,!?-«»", max_size=60))
def test_text_in_cyrillic_letters_is_never_touched(text):
    assert repair_text(text).text == text
