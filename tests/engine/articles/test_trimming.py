"""What stands around an article and goes, and what looks like it and stays."""

import pytest

from tests.engine.articles.harbour import HEAD, LINES, TEXT, TITLE, texts, words


@pytest.mark.parametrize("again", [f"<h2>{TITLE}</h2>", f"<p><b>{TITLE}</b></p>"])
def test_the_text_before_the_headline_said_again_stays(again):
    first, rest = f"<p>{LINES[0]}</p>", "".join(f"<p>{line}</p>" for line in LINES[1:])
    assert words(f"{HEAD}<div>{first}{again}{rest}</div>") == list(LINES)


def test_a_line_of_marks_is_no_headline():
    assert words(f"{HEAD}<div>{TEXT}<p>========</p><p>Both pumps are at work.</p></div>")[:5] == list(LINES)


def test_teasers_before_the_h1_go_though_they_are_longer_than_the_article():
    teasers = "".join(f'<li><a href="/{n}">Report {n}</a> {" and so on and on" * 20}</li>' for n in range(5))
    assert words(f"<div><ul>{teasers}</ul>{HEAD}{TEXT}</div>") == list(LINES)


def entries(link, own):
    return "".join(f'<li>{own}<a href="/{number}">{link} {number}</a></li>' for number in range(3))


def test_a_last_list_stays_if_its_entries_say_something_beside_their_links():
    things = entries("the yard at the end of the old pier, number", "Bring the papers of the boat to ")
    assert texts(f"{HEAD}{TEXT}<h2>What to do</h2><ul>{things}</ul>")[-1][0] == "list"
    assert words(f"{HEAD}{TEXT}<ul>{entries('Report of the day, number', 'See ')}</ul>") == list(LINES)


@pytest.mark.parametrize("announcement", ["<h3>More from the Courier</h3>", "<p>Read more:</p>"])
def test_links_go_with_the_line_that_announces_them(announcement):
    things = entries("the yard at the end of the old pier, number", "Bring the papers of the boat to ")
    assert words(f"{HEAD}{TEXT}{announcement}<ul>{things}</ul>") == list(LINES)


def test_a_mail_address_leads_to_no_other_page():
    line = '<p>Write to: <a href="mailto:harbour-master@norda.example">harbour-master@norda.example</a></p>'
    assert "harbour-master" in " ".join(words(f"{HEAD}<p>{LINES[0]}</p>{line}<p>{LINES[1]}</p>"))


def test_a_german_sentence_about_more_information_is_the_articles():
    line = "Weitere Informationen erteilt Anne Brenn im Hafenamt unter der Nummer 02 31."
    assert words(f"{HEAD}{TEXT}<p>{line}</p>")[-1] == line
    assert words(f"{HEAD}{TEXT}<p>Weitere Informationen:</p>") == list(LINES)


@pytest.mark.parametrize(
    "line",
    [
        "For the latest stories and news download the apps of the Courier.",
        "If you enjoyed reading this post, would you consider supporting us?",
        "Was this newsletter forwarded to you?",
        "This page may contain affiliate links, for which we are paid.",
        "About the author",
        "Über die Autorin",
    ],
)
def test_lines_that_any_page_may_have_are_dropped(line):
    assert words(f"{HEAD}{TEXT}<p>{line}</p>") == list(LINES)


@pytest.mark.parametrize(
    "line", ["For the latest ferry the town paid two million.", "About the author nothing is known."]
)
def test_sentences_that_begin_like_them_stay(line):
    assert words(f"{HEAD}{TEXT}<p>{line}</p>") == [*LINES, line]


def test_a_last_sentence_may_be_signed_between_brackets():
    line = "渡船星期三拖往船厂，潜水员将检查船体和两个螺旋桨。（编译/林）"
    assert words(f"{HEAD}{TEXT}<p>{line}</p>")[-1] == line


def test_lines_that_are_most_of_an_article_are_no_fragments():
    lines = [f"The ferry of Norda, verse {number}, and no wind at all" for number in range(20)]
    poem = "".join(f"<p>{line}</p>" for line in lines)
    assert words(f"{HEAD}<p>{LINES[0]}</p>{poem}") == [LINES[0], *lines]
    assert words(f"{HEAD}{TEXT}<p>{lines[0]}</p><p>{lines[1]}</p>") == list(LINES)
