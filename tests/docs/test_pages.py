"""What the pages say is there: links, files, commands, settings."""

import re
from urllib.parse import urldefrag

import click
import pytest

from docs.generate import REFERENCE, find_outdated, pages
from docs.reference_commands import walk
from docs.reference_newsroom import find_variables
from tearsheet.cli import main
from tests.docs.pages import PAGES, ROOT, anchors, code_blocks, links, name_of, read, read_all

HAND_WRITTEN = [path for path in PAGES if REFERENCE not in path.parents]


def test_the_reference_says_what_the_code_says():
    assert list(find_outdated(REFERENCE, pages())) == []


def test_an_outdated_page_is_named(tmp_path):
    wanted = {"kept.md": "a", "changed.md": "b", "missing.md": "c"}
    (tmp_path / "kept.md").write_text("a")
    (tmp_path / "changed.md").write_text("old")
    (tmp_path / "of-nothing.md").write_text("d")
    assert list(find_outdated(tmp_path, wanted)) == ["changed.md", "missing.md", "of-nothing.md"]


def test_the_reference_is_the_same_each_time():
    assert pages() == pages()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_leads_somewhere(path):
    for link in links(read(path)):
        if re.match(r"[a-z]+:", link):
            continue
        target, anchor = urldefrag(link)
        found = (path.parent / target).resolve() if target else path
        assert found.exists(), link
        assert not anchor or anchor in anchors(read(found)), link


def test_every_page_is_linked_from_another():
    linked = {(path.parent / urldefrag(link)[0]).resolve() for path in PAGES for link in links(read(path))}
    alone = [name_of(path) for path in PAGES if path not in linked and path.name not in {"README.md", "benchmarks.md"}]
    assert alone == []


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=name_of)
def test_every_file_that_is_named_exists(path):
    named = re.findall(r"`((?:tearsheet|tests|demo|benchmarks|docs)/[\w./-]*)`", read(path))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_command_is_on_a_page():
    text = read_all()
    assert [context.command_path for context in walk(main, None) if f"`{context.command_path}`" not in text] == []


def test_every_setting_is_on_a_page():
    text = read_all()
    assert [name for name in find_variables().values() if f"`{name}`" not in text] == []


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=name_of)
def test_every_command_and_setting_that_is_named_exists(path):
    text = read(path)
    verbs = set(re.findall(r"(?:^|bin/| )tearsheet ([a-z-]+)", _commands(text), re.MULTILINE))
    assert verbs <= set(main.commands)
    inner = set(re.findall(r"\btearsheet engine ([a-z]+)", _commands(text)))
    assert isinstance(main.commands["engine"], click.Group)
    assert inner <= set(main.commands["engine"].commands)
    assert set(re.findall(r"\bTEARSHEET_[A-Z_]+\b", text)) <= set(find_variables().values()) | {"TEARSHEET_CORPORA"}


def test_every_picture_has_a_text():
    for path in PAGES:
        assert not re.search(r"!\[\s*\]\(", read(path)), name_of(path)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_make_targets_that_are_named_exist(path):
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)`", read(path))) <= targets


def _commands(text):
    """What stands in code: in lines of shell, and between backticks."""
    return "\n".join(
        [*code_blocks(text, "sh"), *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))]
    )
