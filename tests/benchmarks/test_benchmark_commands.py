import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(module, *arguments, **environment):
    clean = {name: value for name, value in os.environ.items() if name != "TEARSHEET_CORPORA"}
    return subprocess.run(
        [sys.executable, "-m", module, "--no-peers", *arguments],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "module", ["benchmarks.quality.articles", "benchmarks.quality.intake", "benchmarks.speed.articles"]
)
def test_without_corpora_a_benchmark_says_so_and_is_no_failure(module, tmp_path):
    result = run(module, "--json", TEARSHEET_CORPORA=str(tmp_path / "none"))
    assert result.returncode == 0
    assert "Not measured" in result.stderr
    assert json.loads(result.stdout) == []
