"""The demo press holds what it promises."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter

import feedparser
import pytest
from defusedxml import ElementTree
from selectolax.lexbor import LexborHTMLParser

from demo.build import PressSummary, build_press, describe_press, file_of
from demo.reading import read_stories

LAST_DAY = date(2031, 5, 9)
ADDRESS = re.compile(rb"https?://([^/\"'<>\s\\]+)")
SPEC_HOSTS = {"schema.org", "jsonfeed.org", "www.w3.org", "purl.org"}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("press")
    build_press(folder, last_day=LAST_DAY)
    return folder


@pytest.fixture(scope="module")
def press() -> PressSummary:
    return describe_press(last_day=LAST_DAY)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def flagged(press: PressSummary, flag: str) -> list:
    return [article for article in press.articles.values() if flag in article.flags]


def test_the_press_is_large_and_varied(press):
    languages = Counter(article.outlet.language for article in press.articles.values())
    assert len(press.outlets) >= 12
    assert len(press.articles) >= 140
    assert len(read_stories()) >= 10
    assert set(languages) == {"en", "de", "ar"}
    assert min(languages.values()) >= 20
    assert {outlet.kind for outlet in press.outlets.values()} == {
        "agency",
        "broadcaster",
        "paper",
        "press_office",
        "blog",
    }


def test_some_outlets_share_an_owner(press):
    assert max(Counter(outlet.owner for outlet in press.outlets.values()).values()) > 1


def test_reprints_are_whole_shortened_and_embedded(press):
    articles = press.articles
    sizes = [(len(a.pieces), len(articles[a.origin].pieces)) for a in articles.values() if a.origin]
    assert any(own < whole for own, whole in sizes)
    assert any(own == whole for own, whole in sizes)
    assert any(own > whole for own, whole in sizes)


def test_some_reprints_are_edited(press):
    own = {piece.text for piece in press.articles["storm-landfall-lantern"].pieces}
    wire = {piece.text for piece in press.articles["storm-landfall"].pieces}
    assert 0 < len(own & wire) < len(wire)


def test_every_feed_is_well_formed_and_complete(web, press):
    kinds = set()
    for outlet in press.outlets.values():
        own = {a.listed_url for a in press.articles.values() if a.outlet.slug == outlet.slug}
        raw = (web / file_of(outlet.feed_url)).read_bytes()
        kinds.add(outlet.feed_kind)
        if outlet.feed_kind == "json":
            listed = [item["url"] for item in json.loads(raw)["items"]]
        else:
            ElementTree.fromstring(raw)
            parsed = feedparser.parse(raw)
            assert not parsed.bozo, parsed.get("bozo_exception")
            listed = [entry.link for entry in parsed.entries]
            assert all(entry.get("published_parsed") for entry in parsed.entries)
        assert sorted(listed) == sorted(own)
    assert kinds == {"rss", "atom", "json"}


def test_reprints_in_rss_name_their_agency(web, press):
    parsed = feedparser.parse((web / file_of(press.outlets["harbourpost"].feed_url)).read_bytes())
    assert "Merrin Press Agency" in {entry.source.title for entry in parsed.entries if "source" in entry}


def test_every_feed_has_a_page_behind_each_entry_but_one(web, press):
    missing = [a.key for a in press.articles.values() if not (web / file_of(a.listed_url)).exists()]
    assert missing == [article.key for article in flagged(press, "dead")]
    assert len(missing) == 1


def test_no_address_is_outside_the_reserved_domain(web):
    hosts = {
        host.decode()
        for path in web.rglob("*")
        if path.suffix not in {".jpg", ".png", ".webp"} and path.is_file()
        for host in ADDRESS.findall(path.read_bytes())
    }
    assert {host for host in hosts if not host.endswith(".example")} <= SPEC_HOSTS


def test_no_two_articles_share_an_address(press):
    addresses = [article.url for article in press.articles.values()]
    assert len(addresses) == len(set(addresses))


def test_there_is_a_page_that_robots_may_not_read(web, press):
    (article,) = flagged(press, "robots")
    rules = (web / article.outlet.host / "robots.txt").read_text()
    assert "Disallow: /members/" in rules
    assert "/members/" in article.url


def test_there_is_a_page_that_has_moved(web, press):
    (article,) = flagged(press, "moved")
    answer = (web / f"{file_of(article.listed_url)}.headers").read_text().splitlines()
    assert answer[0] == "301"
    assert f"Location: {article.url}" in answer
    assert (web / file_of(article.url)).exists()


def test_there_is_a_page_without_an_article(web, press):
    (article,) = flagged(press, "gallery")
    assert not LexborHTMLParser((web / file_of(article.url)).read_bytes()).css(
        "p:not(.top p):not(.foot p):not(.lt-caption)"
    )


def test_one_page_is_mojibake(web, press):
    (article,) = flagged(press, "mojibake")
    page = (web / file_of(article.url)).read_text(encoding="utf-8")
    assert "wÃ¤hrend" in page or "Ã¼r" in page
    assert article.headline in (web / file_of(article.outlet.feed_url)).read_text(encoding="utf-8")


def test_every_outlet_has_a_page_design_of_its_own(press):
    templates = {outlet.template for outlet in press.outlets.values()}
    assert len(templates) >= 12


def test_right_to_left_pages_say_so(web, press):
    for article in press.articles.values():
        if article.outlet.language == "ar":
            page = (web / file_of(article.url)).read_text(encoding="utf-8")
            assert '<html lang="ar" dir="rtl">' in page


def test_every_page_shows_its_article(web, press):
    for article in press.articles.values():
        if article.flags & {"dead", "mojibake", "gallery"}:
            continue
        page = LexborHTMLParser((web / file_of(article.url)).read_bytes()).body.text(separator=" ")
        assert " ".join(article.headline.split()) in " ".join(page.split()), article.key
        assert "$" not in page
        assert not re.search(r"\{[wdy]-?\d*\}", page), article.key


def test_every_picture_on_a_page_is_there(web):
    for path in web.rglob("*.html"):
        for image in LexborHTMLParser(path.read_bytes()).css("img"):
            assert (path.parent / image.attributes["src"]).exists(), (path, image.attributes["src"])
            assert image.attributes["alt"]


def test_the_list_of_feeds_names_all_outlets(web, press):
    root = ElementTree.parse(web / "demo.example" / "outlets.opml").getroot()
    rows = {row.get("xmlUrl"): row for row in root.iter("outline")}
    assert set(rows) == {outlet.feed_url for outlet in press.outlets.values()}
    assert all(row.get("ownerFamily") and row.get("language") and row.get("category") for row in rows.values())


def test_the_same_arguments_give_the_same_bytes(web, tmp_path):
    build_press(tmp_path, last_day=LAST_DAY)
    assert tree(tmp_path) == tree(web)


def test_a_second_build_writes_nothing(web):
    started = perf_counter()
    assert build_press(web, last_day=LAST_DAY).written_count == 0
    assert perf_counter() - started < 3


def test_a_build_of_another_day_leaves_nothing_of_the_first(tmp_path):
    build_press(tmp_path, last_day=date(2031, 1, 1))
    build_press(tmp_path, last_day=LAST_DAY, round=1)
    assert not list(tmp_path.glob("www.harbourpost.example/2030/**/*.html"))


def test_the_first_round_ends_on_the_fourth_day():
    first = describe_press(last_day=LAST_DAY, round=1).articles
    last = describe_press(last_day=LAST_DAY, round=2).articles
    assert {article.published_at.date().day for article in first.values()} == {5, 6, 7, 8}
    assert len(last) > len(first) > 100


def test_one_article_changes_without_a_word():
    first = describe_press(last_day=LAST_DAY, round=1).articles
    (last,) = flagged(describe_press(last_day=LAST_DAY), "changed")
    assert last.pieces != first[last.key].pieces
    assert (last.note, last.modified_at) == ("", None)


def test_one_article_is_corrected_openly():
    first = describe_press(last_day=LAST_DAY, round=1).articles
    (last,) = flagged(describe_press(last_day=LAST_DAY), "corrected")
    assert last.pieces != first[last.key].pieces
    assert "earlier version" in last.note
    assert last.modified_at > last.published_at


def test_a_third_round_is_refused(tmp_path):
    with pytest.raises(ValueError, match="rounds 1 and 2"):
        build_press(tmp_path, last_day=LAST_DAY, round=3)
