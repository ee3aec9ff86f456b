"""Pages whose parts arrive after the page and are put in their places by a script."""

import time

from tests.engine.articles.harbour import HEAD, LINES, TEXT, words


def paragraph(number):
    return f"<p>{LINES[number]}</p>"


def part(name, html):
    return f'<div hidden id="S:{name}">{html}</div>'


def place(name, kind="B"):
    return f'<template id="{kind}:{name}"></template>'


def test_a_part_that_arrives_later_is_read_in_its_place():
    page = f"<main>{HEAD}{paragraph(0)}{place(0)}{paragraph(4)}</main>"
    assert words(page + part(0, "".join(map(paragraph, (1, 2, 3))))) == list(LINES)


def test_parts_within_parts_are_read_whatever_comes_first():
    outer, inner = part("a", paragraph(1) + place("b", "P") + paragraph(3)), part("b", paragraph(2))
    page = f"<main>{HEAD}{paragraph(0)}{place('a')}{paragraph(4)}</main>"
    assert words(page + outer + inner) == words(page + inner + outer) == list(LINES)


def test_a_place_right_in_the_body_counts_too():
    assert words(place(0) + part(0, HEAD + TEXT)) == list(LINES)


def test_a_part_without_a_place_stays_hidden():
    assert words(
        HEAD + TEXT + part(7, "<p>Words that no reader of this page ever sees, since nothing shows them.</p>")
    ) == list(LINES)


def test_parts_in_a_ring_or_by_the_thousand_do_no_harm():
    ring = part(0, paragraph(0) + place(1)) + part(1, paragraph(1) + place(0))
    assert words(HEAD + TEXT + ring) == list(LINES)
    chain = "".join(part(number, "<p>x</p>" + place(number + 1)) for number in range(20_000))
    started = time.process_time()
    assert words(HEAD + TEXT + place(0) + chain)[:5] == list(LINES)
    assert time.process_time() - started < 10
