"""How much an edit matters, in several languages of a fictional press."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.engine.anchors import EditRank, normalise, rank_edit

TYPOS = [
    ("en", "The harbour will recieve ships.", "The harbour will receive ships."),
    ("en", "The harbour stays shut.", "The harbor stays shut."),
    ("en", "The the bay is open.", "The bay is open."),
    ("en", "A well known captain sailed", "A well-known captain sailed"),
    ("en", "the president of the port", "the President of the port"),
    ("en", "It cost 1,000 crowns.", "It cost 1000 crowns."),
    ("en", "He left at noon", "He left at noon."),
    ("de", "Der Hafen bleibt geschlosssen.", "Der Hafen bleibt geschlossen."),
    ("fr", "Le ferry repartira aujourdhui.", "Le ferry repartira aujourd’hui."),
    ("ru", "Порт остаётся закрытым.", "Порт остается закрытым."),
]
WORDINGS = [
    ("en", "The bay is open.", "The bay is shut."),
    ("en", "The plan will affect the port.", "The plan will effect the port."),
    ("en", "The ferry closed the line.", "The ferry closes the line."),
    ("en", "The line is safe.", "The line is safe?"),
    ("de", "Der Hafen bleibt offen.", "Der Hafen bleibt zu."),
    ("en", "The bay is open, says the port.", "The bay is open, said the port."),
    ("en", "The bay - so they say - is open.", "The bay is open, so they say."),
    ("de", "Am Kai lag ein Schiff.", "Am Kai lag ein Boot."),
    ("ar", "الخليج مغلق.", "الخليج مفتوح."),
    ("ja", "港は閉鎖される。", "港は再開される。"),
]
FACTS = [
    ("en", "Some 40 ships wait.", "Some 14 ships wait."),
    ("en", "Some forty ships wait.", "Some fourteen ships wait."),
    ("en", "It rose by 1.5 million.", "It rose by 15 million."),
    ("en", "It cost €5.", "It cost $5."),
    ("en", "It was -5 degrees.", "It was 5 degrees."),
    ("en", "The bay is open.", "The bay is not open."),
    ("en", "The boats can sail.", "The boats can't sail."),
    ("en", "In the office of Ines Varga lay a map.", "In the office of Ines Vargas lay a map."),
    ("en", "The ferry leaves on Friday.", "The ferry leaves on Sunday."),
    ("de", "Es warten acht Schiffe.", "Es warten achtzig Schiffe."),
    ("de", "Der Hafen ist offen.", "Der Hafen ist nicht offen."),
    ("de", "Am Kai stand Ines Varga im Regen.", "Am Kai stand Mara Varga im Regen."),
    ("fr", "Il y a sept bateaux.", "Il y a dix-sept bateaux."),
    ("es", "El puerto abre el lunes.", "El puerto abre el martes."),
    ("ru", "Порт закрыт до пятницы.", "Порт закрыт до субботы."),
    ("ar", "الخليج مغلق حتى الجمعة.", "الخليج مغلق حتى الأحد."),
    ("ar", "الخليج مغلق ٤٠ يوما.", "الخليج مغلق ١٤ يوما."),
]
ATTRIBUTIONS = [
    ("en", "“We wait,” Ines Varga told reporters.", "“We wait,” Per Holm told reporters."),
    ("en", "The minister said the bay is open.", "The minister claimed the bay is open."),
    ("en", "The bay is open.", "The bay is open, according to the port."),
    ("en", "She called him a “liar”.", "She called him a liar."),
    ("de", "Das sagte der Minister.", "Das behauptete der Minister."),
    ("fr", "Le port est ouvert, selon Ines Varga.", "Le port est ouvert, selon Per Holm."),
    ("es", "El puerto abre, dijo Ines Varga.", "El puerto abre, dijo Per Holm."),
    ("ru", "Порт закрыт, сказала Инес Варга.", "Порт закрыт, сказала Мара Линд."),
    ("ar", "قالت سلطة الميناء إن الخليج مغلق.", "زعمت سلطة الميناء إن الخليج مغلق."),
]
WITHDRAWN = [
    ("en", "It rained. The clerk took the money himself, two of them told us. It stopped.", "It rained. It stopped."),
    ("en", "The bay is open.", ""),
    ("ar", "الخليج مغلق.", " "),
]
CASES = [
    (rank, *case)
    for rank, cases in [
        (EditRank.TYPO, TYPOS),
        (EditRank.WORDING, WORDINGS),
        (EditRank.FIGURE_OR_NAME, FACTS),
        (EditRank.ATTRIBUTION, ATTRIBUTIONS),
        (EditRank.WITHDRAWN, WITHDRAWN),
    ]
    for case in cases
]


@pytest.mark.parametrize(("rank", "language", "before", "after"), CASES)
def test_an_edit_has_its_rank(rank, language, before, after):
    assert rank_edit(before, after, language=language) is rank


@pytest.mark.parametrize(("rank", "language", "before", "after"), [case for case in CASES if case[3].strip()])
def test_the_rank_does_not_hang_on_knowing_the_language(rank, language, before, after):
    without = rank_edit(before, after)
    assert without >= rank or (language == "de" and rank is EditRank.WORDING)


def test_the_gravest_difference_counts():
    before = "The harbour recieves 40 ships. Ines Varga said so."
    assert rank_edit(before, "The harbour receives 40 ships. Ines Varga said so.") is EditRank.TYPO
    assert rank_edit(before, "The harbour receives 14 ships. Ines Varga said so.") is EditRank.FIGURE_OR_NAME
    assert rank_edit(before, "The harbour receives 14 ships. Per Holm said so.") is EditRank.ATTRIBUTION


def test_the_ranks_are_in_the_order_of_their_weight():
    order = [EditRank.TYPO, EditRank.FIGURE_OR_NAME, EditRank.ATTRIBUTION, EditRank.WITHDRAWN]
    assert order == sorted(order)


def test_something_out_of_nothing_is_new_words():
    assert rank_edit("", "The bay is open.") is EditRank.WORDING
    assert rank_edit(" ", "") is EditRank.NONE


def test_a_long_passage_is_ranked_in_bounded_time():
    before = "The harbour of Selby Bay stays closed until Friday, it was said. " * 1000
    begin = time.process_time()
    assert rank_edit(before, before.replace("Friday", "Sunday")) >= EditRank.FIGURE_OR_NAME
    assert time.process_time() - begin < 2


@given(st.text(max_size=80))
def test_a_text_is_no_edit_of_itself(text):
    assert rank_edit(text, text) is EditRank.NONE
    assert rank_edit(text, normalise(text)) in {EditRank.NONE, EditRank.TYPO}


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([None, "en", "de", "ar", "xx"]))
def test_any_two_texts_have_a_rank(before, after, language):
    rank_edit(before, after, language=language)
