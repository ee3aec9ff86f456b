"""Directions are scored by where an article comes from, not by which came first; ranges to the character."""

import json
import random
from pathlib import Path

from benchmarks.quality import directions
from tearsheet.engine.copies import shared_passages

TEXT = "The harbour council of Port Alder met and said the ferry Morning Star would sail until the year is over. " * 3


def article(key, host, day, text=TEXT, author=""):
    return {"id": key, "url": f"http://{host}/a", "capture": f"2016120{day}000000", "author": author, "text": text}


def test_a_credit_in_the_later_article_tells_where_both_come_from():
    articles = {"x": article("x", "foxnews.com", 1), "y": article("y", "www.npr.org", 2, author="AP December")}
    pair = {"a": "y", "b": "x", "origin": "AP"}
    assert directions.count_right(pair, articles, has_credits=True) == 2
    assert directions.count_right(pair, articles, has_credits=False) == 0


def test_without_credits_the_first_counts_as_the_origin():
    articles = {"x": article("x", "foxnews.com", 1), "y": article("y", "www.npr.org", 2)}
    assert directions.count_right({"a": "y", "b": "x", "origin": "b"}, articles, has_credits=True) == 2
    assert directions.count_right({"a": "y", "b": "x", "origin": "a"}, articles, has_credits=True) == 0


def test_the_made_ranges_read_the_same_in_both_texts():
    words = [f"{one}{two}{three}" for one in "abcde" for two in "fghij" for three in "klmno"]
    original, copied, true = directions.embed(words, ["other", "more", "again"], random.Random(1))  # noqa: S311
    assert true
    assert all(one.of(original) == other.of(copied) for one, other in true)
    assert set(shared_passages(original, copied)) == true


def test_every_pair_names_an_origin_that_can_be_counted():
    rows = json.loads(Path(directions.__file__).with_name("directions.json").read_text("utf-8"))
    assert {row["origin"] for row in rows} == {"a", "b", "AP"}
    assert len({frozenset((row["a"], row["b"])) for row in rows}) == len(rows)
