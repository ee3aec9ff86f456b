"""Rules for single sites: tried on kept pages, then applied to what is read."""

import pytest
from click.testing import CliRunner

from tearsheet.cli import main
from tearsheet.engine.articles import SiteRules
from tearsheet.newsroom.intake.models import Article, Revision
from tearsheet.newsroom.pipeline.site_rules import preview_rules, rules_for
from tests.newsroom.web import FERRY, PAGE

pytestmark = pytest.mark.django_db

SITE = "https://harbourpost.example"
RULES = '["harbourpost.example"]\ndrop = [".promo"]\nheadline = ".gone"\n'
PROMO = "Read our harbour letter, every Friday at the quay and in your mail, with all that sails and sank."


@pytest.fixture
def home(settings, tmp_path):
    settings.SITE_RULES = tmp_path / "site-rules.toml"
    paragraphs = "".join(f"<p>{part}</p>" for part in FERRY[:3]) + f'<p class="promo">{PROMO}</p><p>{FERRY[3]}</p>'
    for name in ("a", "b"):
        page = PAGE.format(
            title=f"Ferry {name}", url=f"{SITE}/{name}", at="2026-03-01T18:00:00Z", paragraphs=paragraphs
        )
        (tmp_path / f"{name}.html").write_text(page)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_rules_are_previewed_on_kept_pages_and_then_apply_to_what_is_read(home):
    run("take", home / "a.html")
    assert PROMO in Article.objects.get().revision.text
    (home / "try.toml").write_text(RULES)
    done = run("preview-rules", home / "try.toml")
    assert done.output.splitlines() == [
        f"{SITE}/a",
        f"  - paragraph: {PROMO[:100]}",
        "harbourpost.example: 1 of 1 kept pages would change",
        "  headline = '.gone' matches on 0 of 1 - a dead rule",
        "  drop 1 = '.promo' matches on 1 of 1",
    ]
    assert Revision.objects.count() == 1
    (home / "try.toml").rename(home / "site-rules.toml")
    run("take", home / "b.html")
    assert PROMO not in Article.objects.get(canonical_url=f"{SITE}/b").revision.text


def test_rules_of_another_host_change_nothing(home):
    (home / "site-rules.toml").write_text(RULES.replace("harbourpost", "courier"))
    run("take", home / "a.html")
    assert PROMO in Article.objects.get().revision.text
    assert "courier.example: 0 of 0 kept pages would change" in run("preview-rules").output


def test_a_broken_file_is_refused_by_the_preview_and_holds_up_no_page(home, caplog):
    (home / "site-rules.toml").write_text(RULES.replace("drop", "skip"))
    # Asked in this process: the command sets logging up anew.
    assert rules_for(f"{SITE}/a") == SiteRules()
    assert "harbourpost.example has 'skip'" in caplog.text
    run("take", home)
    assert Article.objects.count() == 2
    done = run("preview-rules")
    assert done.exit_code == 1
    assert "harbourpost.example has 'skip'; known are article, byline, date, drop, headline" in done.output


def test_without_a_file_the_preview_says_so(home):
    done = run("preview-rules")
    assert (done.exit_code, "site-rules.toml" in done.output) == (1, True)


def test_the_preview_asks_the_database_twice_a_site(home, django_assert_max_num_queries):
    run("take", home)
    (home / "try.toml").write_text(RULES)
    with django_assert_max_num_queries(2):
        assert any("2 of 2 kept" in line for line in preview_rules(home / "try.toml", limit=20))
