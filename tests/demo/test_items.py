"""The recipe of published items quotes the press verbatim."""

from datetime import date

import pytest
from defusedxml import ElementTree
from selectolax.lexbor import LexborHTMLParser

from demo.build import build_press, describe_press, file_of
from demo.items import article_text, icon_path, read_icons, read_items, read_sections, stands_in

LAST_DAY = date(2031, 5, 9)
PRESS = {round_: describe_press(last_day=LAST_DAY, round=round_).articles for round_ in (1, 2)}
ITEMS = read_items(last_day=LAST_DAY)
ROWS = [(item["key"], row) for item in ITEMS for row in [*item["block"], *item["update"]] if "article" in row]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    texts: dict[tuple[int, str], str] = {}
    folder = tmp_path_factory.mktemp("press")
    for round_ in (1, 2):
        press = build_press(folder, last_day=LAST_DAY, round=round_)
        for key, article in press.articles.items():
            if "dead" not in article.flags:
                page = LexborHTMLParser((folder / file_of(article.url)).read_bytes()).body.text(separator="")
                texts[round_, key] = " ".join(page.split())
    return texts


@pytest.mark.parametrize(("item", "row"), ROWS, ids=lambda value: value if isinstance(value, str) else value["article"])
def test_every_quoted_passage_stands_verbatim_in_its_article(item, row, pages):
    round_ = row.get("only_in_round", 2)
    article = PRESS[round_][row["article"]]
    text = article_text(article)
    for passage in [*row.get("passages", ()), *([row["words"]] if "words" in row else ())]:
        assert stands_in(passage, text), passage
        assert stands_in(passage, pages[round_, article.key]), passage


def test_what_was_changed_no_longer_stands_in_the_second_round():
    gone = [row for _, row in ROWS if row.get("only_in_round") == 1]
    articles = PRESS[2]
    assert gone
    assert not any(
        stands_in(passage, article_text(articles[row["article"]])) for row in gone for passage in row["passages"]
    )


def test_a_passage_with_other_words_does_not_stand():
    assert not stands_in("a storm at night", "a storm by night")


def test_the_ends_of_a_gap_must_stand_in_order():
    assert stands_in("one [...] three", "one two three")
    assert not stands_in("three [...] one", "one two three")


def test_an_insertion_replaces_nothing():
    assert stands_in("Vane [the harbour master] said", "Vane said")
    assert not stands_in("Vane [said]", "Wane")


def test_headlines_of_updates_are_those_of_their_articles():
    articles = PRESS[2]
    for item in ITEMS:
        for update in item["update"]:
            if "article" in update:
                assert update["headline"] == articles[update["article"]].headline


def test_the_items_show_every_feature():
    rows = [row for item in ITEMS for row in item["block"]]
    passages = [passage for row in rows for passage in row.get("passages", ())]
    assert len(ITEMS) == 8
    assert {row["kind"] for row in rows} == {"excerpt", "quotation", "comment", "picture", "embed", "related"}
    assert any("[...]" in passage for passage in passages)
    assert any("[" in passage.replace("[...]", "") for passage in passages)
    assert {item["language"] for item in ITEMS} == {"en", "ar"}
    assert any(item["correction"] for item in ITEMS)
    assert max(len(item["update"]) for item in ITEMS if item.get("flag") == "UPDATES") >= 7
    assert {item["section"] for item in ITEMS} == {section["slug"] for section in read_sections()}


def test_updates_come_after_their_item_and_their_article():
    articles = PRESS[2]
    for item in ITEMS:
        for update in item["update"]:
            assert update["at"] > item["at"]
            assert "article" not in update or update["at"] >= articles[update["article"]].published_at


def test_blocks_are_not_older_than_what_they_quote():
    articles = PRESS[2]
    for item in ITEMS:
        for row in item["block"]:
            if "article" in row and "since_day" not in row:
                assert item["at"] > articles[row["article"]].published_at, (item["key"], row["article"])


def test_pictures_and_related_articles_exist(pages):
    for item in ITEMS:
        for row in [item, *item["block"], *item["update"]]:
            if "picture" in row:
                assert all(row["picture"][name] for name in ("url", "alt", "caption", "credit", "source"))
            for key in row.get("articles", ()):
                assert (2, key) in pages
            assert set(row.get("items", ())) <= {other["key"] for other in ITEMS}


def test_the_first_round_has_no_news_of_the_fifth_day():
    for item in read_items(last_day=LAST_DAY, round=1):
        assert all(row["at"].date() < LAST_DAY for row in [item, *item["update"], *item["correction"]])


def test_every_item_has_an_icon_that_is_drawn_and_described():
    icons = {icon["slug"]: icon for icon in read_icons()}
    assert len(icons) >= 10
    for icon in icons.values():
        root = ElementTree.fromstring(icon_path(icon).read_text())
        assert root.get("stroke") == "currentColor"
        assert icon["name"]
        assert icon["alt"]
    assert {item["icon"] for item in ITEMS} <= set(icons)
