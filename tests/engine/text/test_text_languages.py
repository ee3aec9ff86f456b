import pytest

from tearsheet.engine.text import detect_language, primary_tag

ENGLISH = "The council said that the bridge would be open to all traffic by the end of the week, and that it is safe."
GERMAN = "Der Rat der Stadt hat am Montag mitgeteilt, dass die Brücke für den Verkehr wieder offen ist und sicher sei."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("市議会は月曜日、橋が再び開通したと発表した。", "ja"),
        ("市议会周一宣布大桥已经重新开放，居民可以通行。", "zh"),
        ("시의회는 월요일 다리가 다시 개통되었다고 밝혔다.", "ko"),
        ("สภาเทศบาลแจ้งว่าสะพานเปิดใช้งานแล้ว", "th"),
        ("Το δημοτικό συμβούλιο ανακοίνωσε ότι η γέφυρα άνοιξε.", "el"),
    ],
)
def test_the_text_itself_tells(text, language):
    assert detect_language(text) == language


def test_a_true_hint_is_followed():
    assert detect_language(GERMAN, ["de-AT"]) == "de"


def test_a_false_hint_is_not_believed():
    assert detect_language(GERMAN, ["en-US"]) == "de"


def test_a_hint_decides_between_near_languages():
    text = "Byrådet sier at broen er åpen igjen, og at den skal være trygg for alle som bor i byen."
    assert detect_language(text, ["nb-NO"]) == "nb"


def test_a_short_text_has_the_language_of_its_hint_or_none():
    assert detect_language("Ja", ["de"]) == "de"
    assert detect_language("Ja") is None
    assert detect_language("", []) is None


@pytest.mark.parametrize(
    ("tag", "primary"), [("pt_BR", "pt"), ("EN", "en"), ("zh-Hant-TW", "zh"), ("english", None), ("", None)]
)
def test_tags_are_read_in_the_ways_pages_write_them(tag, primary):
    assert primary_tag(tag) == primary
