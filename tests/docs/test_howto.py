"""The programs on the pages do what the pages say."""

import contextlib
import io

import pytest
from django.db.models import ProtectedError

from tearsheet.newsroom.intake.evidence import evidence_store
from tearsheet.newsroom.intake.models import Article, Revision, Snapshot
from tearsheet.newsroom.stories.models import Story
from tests.docs.pages import ROOT, code_blocks, read
from tests.newsroom.factories import make_article, make_clip, make_source, make_story

pytestmark = pytest.mark.django_db


def run(page):
    """Run a page's Python, block by block, as somebody does in a shell; returns what it prints."""
    printed, names = io.StringIO(), {}
    with contextlib.redirect_stdout(printed):
        for code in code_blocks(read(ROOT / "docs" / "howto" / page), "python"):
            exec(compile(code, page, "exec"), names)  # noqa: S102 - our own page
    return printed.getvalue()


def test_backing_out_removes_what_came_and_counts_the_stories_anew():
    other = make_article(source=make_source("Island News"))
    shared = make_story(make_article(), other)
    alone = make_story(make_article())
    assert run("back-out-of-a-bad-take.md").endswith("2\n")
    assert list(Article.objects.all()) == [other]
    assert (Revision.objects.count(), Snapshot.objects.count()) == (1, 1)
    shared.refresh_from_db()
    assert shared.article_count == 1
    assert not Story.objects.filter(pk=alone.pk).exists()


def test_backing_out_removes_nothing_that_was_clipped():
    make_story(make_article(), make_article())
    make_clip(Article.objects.first())
    with pytest.raises(ProtectedError):
        run("back-out-of-a-bad-take.md")
    assert (Article.objects.count(), Revision.objects.count(), Story.objects.count()) == (2, 2, 1)


def test_checking_a_backup_finds_what_is_gone():
    make_article()
    gone = make_article(text="Another text altogether, about the lamps of the mole.").current.snapshot
    assert run("back-up-and-restore.md") == "0 kept pages are missing or damaged\n"
    evidence_store().delete(gone.storage_name)
    assert run("back-up-and-restore.md").endswith("1 kept pages are missing or damaged\n")
