"""How single elements are read: lists, quotations, tables, figures, text as it was typed."""

import time

import pytest

from tests.engine.articles.harbour import HEAD, LINES, TEXT, texts


def between(html):
    """The blocks of an element that stands between two paragraphs."""
    return texts(f"{HEAD}<div><p>{LINES[0]}</p>{html}<p>{LINES[1]}</p></div>")[1:-1]


def test_a_list_right_in_a_list_gives_its_entries():
    assert between("<ul><ul><li><p>40 cabins</p></li><li>2 decks</li></ul><li>1 bar</li></ul>") == [
        ("list", "40 cabins\n2 decks\n1 bar")
    ]


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("It moved.<cite>Brenn, harbour master</cite>", ["It moved.", "Brenn, harbour master"]),
        ("<p>It moved.</p>Nobody knew.", ["It moved.", "Nobody knew."]),
        (
            "It was <i>so</i> dark:<ul><li>no moon</li><li>no lamps</li></ul>",
            ["It was so dark:", "no moon", "no lamps"],
        ),
        ("<div><p>It moved.</p><footer>Brenn</footer></div>", ["It moved.", "Brenn"]),
        ("It moved.<br><br>Nobody knew.", ["It moved.", "Nobody knew."]),
    ],
)
def test_no_words_of_a_quotation_are_lost(inside, lines):
    assert between(f"<blockquote>{inside}</blockquote>") == [("quotation", line) for line in lines]


def test_quotations_nest_deeper_than_python_recurses():
    started = time.process_time()
    between("<blockquote>" + "<div>a " * 3000 + "<p>It moved.</p>" + "</div>" * 3000 + "</blockquote>")
    assert time.process_time() - started < 10


def test_a_table_with_headings_may_have_paragraphs_in_its_cells():
    rows = "<tr><th>Name</th><td><p>Norda</p></td></tr><tr><th>Decks</th><td><p>2</p></td></tr>"
    assert between(f"<table>{rows}</table>") == [("table", "Name\tNorda\nDecks\t2")]


def test_a_figure_without_a_picture_is_what_is_in_it():
    assert between("<figure><ul><li>40 cabins</li><li>2 decks</li></ul></figure>") == [("list", "40 cabins\n2 decks")]
    assert ("paragraph", "sail --north") in between("<figure><pre>sail --north</pre></figure>")


def test_text_as_it_was_typed_has_a_paragraph_a_blank_line_parts():
    assert between("<pre>sail --north\n  --slow\n\nsail --home</pre>") == [
        ("paragraph", "sail --north --slow"),
        ("paragraph", "sail --home"),
    ]


def test_code_at_the_end_is_no_fragment():
    assert texts(f"{HEAD}{TEXT}<pre><code>sail --home</code></pre>")[-1] == ("paragraph", "sail --home")


@pytest.mark.parametrize(
    "inline", ["<math><mi>n</mi><mo>=</mo><mn>2</mn></math>", "<nobr>n=2</nobr>", "<strike>n=2</strike>"]
)
def test_formulas_and_old_formatting_do_not_break_a_paragraph(inline):
    assert between(f"<div>There are {inline} decks on it.</div>") == [("paragraph", "There are n=2 decks on it.")]


def test_a_question_on_a_button_stands_over_its_answer():
    question, answer = "What happens to the passengers now?", LINES[4]
    report = "".join(f"<p>{line} That was at {hour} o'clock.</p>" for hour in range(1, 9) for line in LINES[:4])

    def ending(button):
        return texts(f"{HEAD}{report}<div><button>{button}</button><div><p>{answer}</p></div></div>")[32:]

    assert ending(f"<span>{question}</span>") == [("paragraph", question), ("paragraph", answer)]
    assert ending("Save this report") == ending("More?") == []


def test_a_post_that_only_names_itself_is_no_quotation():
    link = '<a href="https://pictures.example/p/1">A post shared by Norda (@norda)</a>'
    bare = f'<blockquote class="instagram-media">View this post on Instagram {link}</blockquote>'
    assert between(bare) == [("embed", "")]
    post = f'<blockquote class="instagram-media">What a night it was at sea. {link}</blockquote>'
    assert between(post)[0][0] == "quotation"


def test_a_box_of_a_picture_and_several_lines_is_an_entry_and_a_box_of_two_lines_a_caption():
    person = "<div><div><img src='https://courier.example/{0}.jpg'></div><div>Person {0}</div><div>Mate</div><div>Was there.</div></div>"
    people = "".join(person.format(number) for number in range(4))
    assert ("paragraph", "Person 3") in between(people)
    caption = "<div><div><img src='https://courier.example/a.jpg'></div><div>The deck at noon</div><div>Photo: Doe</div></div>"
    assert all("deck at noon" not in text for _, text in between(caption))
