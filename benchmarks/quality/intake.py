"""What becomes of every page of a large set: each ends as an article or with a named outcome, and none crashes."""

import gzip
import time
from collections import Counter
from collections.abc import Iterator

from benchmarks.corpora import find_corpus
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.errors import EngineError
from tearsheet.engine.prepare import prepare_page

_PAGES = "tests/resources/parser/test_data"


def measure(_options: Options) -> Iterator[Figure]:
    """The table of outcomes, then what must be none: crashes."""
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for path in sorted((find_corpus("fundus_parsers") / _PAGES).rglob("*.html.gz")):
        body = gzip.decompress(path.read_bytes())
        started = time.process_time()
        outcomes[_take_in(body)] += 1
        slowest = max(slowest, time.process_time() - started)
    total = sum(outcomes.values())
    for outcome, count in sorted(outcomes.items()):
        yield Figure(name=f"fundus_parsers.{outcome}", value=count, unit="pages", count=total)
    crashes = sum(count for outcome, count in outcomes.items() if outcome.startswith("crash"))
    yield Figure(name="fundus_parsers.accounted_for", value=1 - crashes / total if total else 0.0, count=total)
    yield Figure(name="fundus_parsers.slowest", value=slowest, unit="CPU seconds a page")


def _take_in(body: bytes) -> str:
    try:
        prepare_page(body, url="https://press.example/article")
    except EngineError as error:
        return error.code
    except Exception as error:  # noqa: BLE001  (a crash is what is counted here)
        return f"crash_{type(error).__name__}"
    return "article"


if __name__ == "__main__":
    main("quality", measure)
