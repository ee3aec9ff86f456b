"""`tearsheet engine copies` and `tearsheet engine stories`: a line out for each line in, whatever comes in."""

import json

from click.testing import CliRunner

from tearsheet.engine_cli import engine

TEXT = (
    "The harbour council of Port Alder met. Chair Ida Brenn said the ferry Morning Star would sail until 2031, and that "
    "the fare would stay at four crowns for everyone who lives on the island, as it has for thirty years of service."
)


def run(verb: str, *lines: object) -> tuple[int, list[dict[str, object]]]:
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(engine, [verb], input=given)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def article(key: object, text: str = TEXT, at: str = "2026-05-01T10:00:00Z", **more: object) -> dict[str, object]:
    return {"id": key, "published_at": at, "source": "Port Gazette", "headline": "Ferry stays", "text": text, **more}


def test_copies_are_named_with_share_and_direction() -> None:
    code, lines = run("copies", article("a"), article(2, TEXT + " More."), article("c", "Nothing of that."))
    assert code == 0
    assert lines[0] == {"id": "a", "copy_of": None, "share": None, "direction": None}
    assert lines[1] == {"id": 2, "copy_of": "a", "share": 1.0, "direction": "whole"}
    assert lines[2]["copy_of"] is None


def test_stories_are_named_by_their_first_article_and_languages_stay_apart() -> None:
    code, lines = run("stories", article("a"), article("b", TEXT + " More."), article("c", language="de"))
    assert code == 0
    assert [line["story"] for line in lines] == ["a", "a", "c"]
    assert str(lines[1]["reason"]).startswith("shares: ")


def test_what_is_no_article_gets_an_error_and_the_rest_goes_on() -> None:
    bad = ["[]", "{", "7", '{"id": 1}', article("x", at="yesterday"), article("y", at="0001-01-01T00:00:00+14:00")]
    code, lines = run("stories", *bad, article("good"))
    assert code == 1
    assert [line.get("error") for line in lines] == ["not_readable"] * 6 + [None]
    assert lines[-1]["story"] == "good"
    assert run("copies", "[]", article("good"))[0] == 1


def test_a_clock_in_the_future_hides_no_copy() -> None:
    code, lines = run("copies", article("a", at="2999-01-01T00:00:00Z"), article("b"), article("c", text=""))
    assert code == 0
    assert [line["copy_of"] for line in lines] == [None, "a", None]


def test_empty_input_gives_empty_output() -> None:
    assert run("copies") == (0, [])
    assert run("stories", "", "  ") == (0, [])
