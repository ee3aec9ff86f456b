"""Errors and values cross to other processes as they are."""

import pickle

import pytest

from tearsheet.engine import errors
from tearsheet.engine.model import Article


@pytest.mark.parametrize("kind", [kind for kind in vars(errors).values() if isinstance(kind, type)])
def test_an_error_comes_back_as_it_went(kind):
    if not issubclass(kind, errors.EngineError):
        return
    error = kind("It is so.", url="https://harbourpost.example/")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again), again.url) == (kind, str(error), error.url)


def test_a_busy_server_keeps_its_time():
    error = errors.ServerBusy("Wait.", retry_after_seconds=30.0)
    assert pickle.loads(pickle.dumps(error)).retry_after_seconds == 30.0  # noqa: S301 - our own bytes


def test_an_article_without_reasons_crosses_too():
    article = Article(url="https://harbourpost.example/", headline="Ferry")
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301 - our own bytes
