import pickle
import time
from random import Random

import pytest

from tearsheet.engine.errors import NoArticle, NotReadable
from tearsheet.engine.prepare import prepare_page, read_page_metadata

TEXT = "Le café de la place a rouvert lundi, après onze mois de travaux, a annoncé la mairie du village, et l’été sera doux."
PAGE = f"<html lang=fr><title>Le café rouvre</title><h1>Le café rouvre</h1><p>{TEXT}</p>"
#: Bytes that are nothing.
NOISE = Random(7).randbytes(300_000)  # noqa: S311


@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_bytes_become_an_article(codec):
    prepared = prepare_page(
        PAGE.encode(codec), url="https://place.example/a", content_type=f"text/html; charset={codec}"
    )
    assert prepared.article.text == TEXT
    assert prepared.article.headline == "Le café rouvre"
    assert prepared.article.language == "fr"
    assert prepared.charset == codec
    assert prepared.repairs == ()


def test_mojibake_is_put_right_before_the_article_is_read():
    prepared = prepare_page(PAGE.encode().decode("cp1252").encode(), url="https://place.example/a")
    assert prepared.article.text == TEXT
    assert ("Ã©", "é") in prepared.repairs


def test_a_page_without_an_article_is_refused():
    with pytest.raises(NoArticle):
        prepare_page(b"<html></html>", url="https://place.example/")


@pytest.mark.parametrize(
    "body",
    [
        NOISE,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + NOISE[:5000],
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
    ],
    ids=["bytes", "document", "picture"],
)
@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=windows-874"])
def test_bytes_that_are_no_text_are_refused_by_name(body, content_type):
    with pytest.raises(NotReadable, match="no text"):
        prepare_page(body, url="https://place.example/a", content_type=content_type)


def test_random_bytes_within_a_page_end_in_time():
    page = PAGE.encode() * 60 + NOISE
    started = time.process_time()
    assert TEXT in prepare_page(page, url="https://place.example/a").article.text
    assert time.process_time() - started < 3


def test_what_a_page_says_of_itself_is_put_right_without_an_article():
    page = '<html lang=fr><title>Le café rouvre</title><meta name=description content="Onze mois d’été et de travaux à la mairie">'
    assert read_page_metadata(page.encode(), url="https://place.example/a").headline == "Le café rouvre"
    broken = page.encode().decode("cp1252", "replace").encode()
    assert read_page_metadata(broken, url="https://place.example/a").headline == "Le café rouvre"


def test_what_is_prepared_can_be_sent_to_another_process():
    prepared = prepare_page(PAGE.encode(), url="https://place.example/a")
    assert pickle.loads(pickle.dumps(prepared)) == prepared  # noqa: S301
