"""Articles taken before quotations were read are read when somebody asks for it."""

import pytest
from django.core.management import call_command

from tearsheet.newsroom.intake.models import Quote
from tearsheet.newsroom.intake.quote_actions import read_quotes_again
from tests.newsroom.factories import add_revision, make_article

pytestmark = pytest.mark.django_db

SAID = "“The ferry will sail again in May,” harbour master Ida Brenn told the Alder Courier."


def kept():
    return [(quote.revision_id, quote.speaker, quote.kind, quote.is_certain) for quote in Quote.objects.all()]


def test_quotations_are_found_in_the_current_texts_of_old_articles():
    article = make_article("The ferry lay in the harbour.")
    revision = add_revision(article, SAID)
    make_article("The harbour was empty.")
    call_command("read_quotes")
    assert kept() == [(revision.pk, "Ida Brenn", "direct", True)]


def test_known_quotations_stay_unless_all_are_read_again():
    article = make_article(SAID)
    Quote.objects.create(revision=article.current, start=1, end=4, kind="direct", speaker="Oto Varga")
    call_command("read_quotes")
    assert [speaker for _, speaker, *_ in kept()] == ["Oto Varga"]
    call_command("read_quotes", "--all")
    again = kept()
    call_command("read_quotes", "--all")
    assert kept() == again == [(article.current.pk, "Ida Brenn", "direct", True)]


def test_a_batch_takes_as_many_statements_as_one_article(django_assert_num_queries):
    for _ in range(6):
        make_article(SAID)
    with django_assert_num_queries(5):
        read = read_quotes_again(limit=4)
    assert len(read) == 4
    assert len(read_quotes_again(after=read[-1])) == 2
