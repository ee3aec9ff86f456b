"""Which element of a page holds its article."""

from tests.engine.articles.harbour import HEAD, LINES, TITLE, texts, words


def test_the_box_of_the_headline_holds_the_article_however_much_stands_beside_it():
    long = "".join(f"<p>{line} That is what report {number} says.</p>" for number, line in enumerate(LINES * 3))
    others = "".join(
        f"<div><p>Report {number} of something else that happened on the coast.</p></div>" for number in range(40)
    )
    assert words(f"<main>{HEAD}<div>{long}</div></main><div>{others}</div>")[-1].endswith("what report 14 says.")


def test_a_box_of_the_headline_and_an_introduction_is_not_the_article():
    intro = "".join(f"<p>{line}</p>" for line in LINES[:2])
    rest = "".join(f"<p>{line}</p>" for line in LINES[2:])
    assert words(f"<header>{HEAD}{intro}</header><div>{rest}</div>") == list(LINES)


def test_the_headline_is_the_h1_that_says_it_and_not_another():
    long = "".join(f"<p>{line} That is what report {number} says.</p>" for number, line in enumerate(LINES * 3))
    notice = f"<div><h1>Dear readers</h1>{long.replace('report', 'notice')}</div>"
    assert "notice" not in " ".join(words(f"{notice}<main>{HEAD}{long}</main>"))


def test_a_table_that_names_its_columns_is_in_the_article_and_does_not_hold_it():
    rows = "".join(f"<tr><td>Ferry {number}</td><td>{line}</td></tr>" for number, line in enumerate(LINES * 3))
    found = texts(f"<div>{HEAD}<p>{LINES[0]}</p><table><tr><th>Name</th><th>Fate</th></tr>{rows}</table></div>")
    assert [kind for kind, _ in found] == ["paragraph", "table"]


def test_a_table_without_names_may_be_a_layout():
    page = f"<table><tr><td><a href='/'>Home</a></td><td>{HEAD}{'<br><br>'.join(LINES)}</td></tr></table>"
    assert words(page) == list(LINES)


def test_a_list_is_in_the_article_and_does_not_hold_it():
    steps = "".join(f"<li>{line}</li>" for line in LINES)
    page = f"<div>{HEAD}<h2>What you need</h2><ul><li>a ferry</li><li>a pier</li></ul><h2>What to do</h2><ol>{steps}</ol></div>"
    assert texts(page) == [
        ("heading", "What you need"),
        ("list", "a ferry\na pier"),
        ("heading", "What to do"),
        ("list", "\n".join(LINES)),
    ]


def test_text_that_stands_right_in_the_body_is_found():
    assert words(HEAD + "<br><br>".join(LINES)) == list(LINES)


def test_text_in_elements_of_the_makers_own_is_found():
    lines = "".join(f"<ferry-line>{line}</ferry-line>" for line in LINES)
    assert words(f"<ferry-app><ferry-title>{TITLE}</ferry-title>{lines}</ferry-app>") == list(LINES)
