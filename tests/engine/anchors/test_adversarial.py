"""A seeded draw of what `benchmarks/quality/anchors.py` measures at large, on a fictional text."""

import pytest

from benchmarks.alterations import ALTERATIONS, alter, fold
from benchmarks.quality.anchors import is_accepted, is_found, make_cases
from benchmarks.renderings import RENDERINGS, rerender, shorten
from tearsheet.engine.anchors import find_excerpt, verify_excerpt

TEXTS = [
    (
        "The harbour of Selby Bay will stay closed until Friday, the port authority said. Some 40 ships wait outside; "
        "the ferry to Norrholm is suspended.\n\n"
        "“We will not risk a single pilot boat in this swell,” harbour master Ines Varga told reporters – and she meant "
        "it. Insurers put the cost at 1.5 million crowns, twice the 0.7 million of 2019.\n\n"
        "The council didn’t say when the non-lethal nets, at $5 apiece, would arrive."
    ),
    (
        "قالت سلطة الميناء إن خليج سيلبي سيبقى مغلقا حتى يوم الجمعة. وقالت رئيسة الميناء إينيس فارغا: «لن نخاطر بقارب واحد».\n\n"
        "وتنتظر نحو 40 سفينة خارج الخليج، فيما علقت العبارة إلى نورهولم حتى إشعار آخر."
    ),
    (
        "Der Hafen von Selby bleibt bis Freitag geschlossen, teilte die Behörde mit. „Wir riskieren kein einziges Boot“, "
        "sagte Hafenmeisterin Ines Varga. Rund 40 Schiffe warten; 12 davon seit Montag.\n\n"
        "Die Fähre nach Norrholm fährt nicht. Wann sie wieder fährt, ist offen – vor März wohl kaum."
    ),
    "塞尔比湾港口将关闭至星期五，港务局表示。“我们不会冒险派出任何一艘引水船，”港务长瓦尔加对记者说。约有40艘船在湾外等候，前往诺尔霍姆的渡轮已停航。",
]


@pytest.mark.parametrize("kind", ALTERATIONS)
def test_no_altered_passage_is_accepted(kind):
    cases = list(make_cases(TEXTS, [kind], alter, 12))
    assert len(cases) == 12
    assert [words for _, passage, words in cases if is_accepted(passage.text, words)] == []


@pytest.mark.parametrize("kind", RENDERINGS)
def test_every_harmless_rendering_is_found(kind):
    cases = [case for _, _, case in make_cases(TEXTS, [kind], rerender, 10)]
    assert len(cases) == 10
    assert [case.selection for case in cases if not is_found(case)] == []
    states = {find_excerpt(case.text, case.selection).verification.state for case in cases if case.is_printable}
    assert states <= {"verbatim"}


def test_marked_gaps_and_brackets_are_accepted():
    cases = list(make_cases(TEXTS, ["short"], lambda _, passage, draw: shorten(passage, draw), 20))
    for _, passage, words in cases:
        verdict = verify_excerpt(passage.text, words)
        assert verdict.state == "verbatim", words
        gap = next(piece for piece in verdict.pieces if piece.kind == "gap")
        assert fold(gap.span.of(passage.text)) in fold(passage.text)
