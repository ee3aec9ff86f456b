"""`tearsheet engine quotes` reads JSON lines and answers JSON lines."""

import json

from click.testing import CliRunner

from tearsheet.engine_cli import engine


def run(*lines: str) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(engine, ["quotes"], input="\n".join(lines))
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_is_answered_with_quotes_and_sourcings() -> None:
    text = "“We sail in May,” mayor Ida Brenn told the Alder Courier."
    code, (line,) = run(json.dumps({"id": 7, "text": text, "language": "en"}))
    assert code == 0
    assert line == {
        "id": 7,
        "quotes": [
            {
                "start": 1,
                "end": 16,
                "kind": "direct",
                "speaker": "Ida Brenn",
                "role": "mayor",
                "cue": "told",
                "medium": "Alder Courier",
                "source_start": 18,
                "source_end": 33,
                "certain": True,
            }
        ],
        "sourcings": [
            {
                "outlet": "Alder Courier",
                "cites": "Ida Brenn",
                "cue": "told",
                "start": 18,
                "end": 56,
                "anonymous": False,
            }
        ],
    }


def test_lines_that_cannot_be_read_are_named_and_the_rest_is_answered() -> None:
    code, lines = run("nonsense", "[]", '{"id": 1}', '{"id": 2, "text": 5}', "", '{"id": 3, "text": ""}')
    assert code == 1
    assert [line.get("error") for line in lines] == ["not_readable"] * 4 + [None]
    assert lines[-1] == {"id": 3, "quotes": [], "sourcings": []}
