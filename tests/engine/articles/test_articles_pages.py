"""Every page in `pages/` with the article that stands beside it as JSON: a new case is two new files."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tearsheet.engine.articles import extract_article

PAGES = Path(__file__).parent / "pages"
CASES = sorted(page.stem for page in PAGES.glob("*.html"))


def read(name):
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    return extract_article((PAGES / f"{name}.html").read_text("utf-8"), expected["url"]), expected


def as_json(value):
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def describe(block):
    fields = ("text", "level", "url", "alt", "caption", "credit")
    return {"kind": str(block.kind)} | {name: getattr(block, name) for name in fields if getattr(block, name)}


@pytest.mark.parametrize("name", CASES)
def test_the_blocks_are_those_beside_the_page(name):
    article, expected = read(name)
    assert [describe(block) for block in article.blocks] == expected["blocks"]


@pytest.mark.parametrize("name", CASES)
def test_the_facts_are_those_beside_the_page(name):
    article, expected = read(name)
    assert {field: as_json(getattr(article, field)) for field in expected["article"]} == expected["article"]


@pytest.mark.parametrize("name", CASES)
def test_every_fact_has_a_reason(name):
    article, _ = read(name)
    for field in ("headline", "authors", "published_at", "modified_at", "publisher"):
        assert bool(getattr(article, field)) == (field in article.reasons)


@pytest.mark.parametrize("name", CASES)
def test_no_block_repeats_the_headline(name):
    article, _ = read(name)
    assert article.headline not in {block.text for block in article.blocks}
