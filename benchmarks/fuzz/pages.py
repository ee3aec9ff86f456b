"""Throw broken pages at the readers of pages: `python -m benchmarks.fuzz.pages FOLDER -max_total_time=300`.

FOLDER keeps what was found worth going on from; what breaks a reader is written beside it as `crash-...` or
`timeout-...` (two seconds), and belongs into `tests/engine/articles/test_articles_hostile.py` once it is mended. All
other arguments are libFuzzer's. Only named errors (`EngineError`) may come out of a reader.
"""

import contextlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tearsheet.engine", "dateutil"]):
    from tearsheet.engine.errors import EngineError
    from tearsheet.engine.prepare import read_page
    from tearsheet.engine.text import canonical_url, decode_page, detect_language, repair_text

#: Pages to begin with.
_SEEDS = Path(__file__).parents[2] / "tests/engine/articles/pages"
_LONGEST_ADDRESS = 2000
_URL = "https://fuzz.example/2026/11/23/page"
#: Fragments that the mutator may put together: libFuzzer knows no HTML.
_WORDS = [
    *(f"<{tag}>" for tag in ("p", "div", "article", "h1", "h2", "figure", "figcaption", "ul", "li", "table", "tr", "td", "a href=x",
      "blockquote", "section", "aside", "br", "span", "time", "noscript", "svg", "template", "iframe src=youtube", "button")),
    *(f"</{tag}>" for tag in ("p", "div", "article", "figure", "figcaption", "ul", "li", "table", "a", "section", "svg", "template")),
    '<img src="a.jpg" alt="Two words">', '<div class="carousel slide caption credit">', '<meta property="og:image" content="/picture-large.jpg">',
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x y","articleBody":"', '"}</script>', "<!--", "-->", "<![CDATA[",
    "<title>", "</title>", "Photo: ", " | ", "©", "23.11.2026", "\\x00", "&nbsp;", "&#x110000;", "Ã©", "à¸à¸²", "\\xff\\xfe", "\\xef\\xbb\\xbf",
    "The old bridge over the Lind reopened on Monday after eleven months of repairs, the town council said. ",
]  # fmt: skip


def try_one(data: bytes) -> None:
    """One input of the fuzzer, as a page off the wire, as text and as an address."""
    decode_page(data)
    with contextlib.suppress(EngineError):
        read_page(data, url=_URL)
    text = data.decode("utf-8", "replace")
    repair_text(text)
    canonical_url(text[:_LONGEST_ADDRESS])


def main() -> None:
    """Write the dictionary, then fuzz until told to stop."""
    folder = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), None)
    if folder is None:
        sys.exit(__doc__)
    Path(folder).mkdir(parents=True, exist_ok=True)
    words = Path(folder).parent / "fuzz-words.txt"
    words.write_text("\n".join(f'"{_escape(word)}"' for word in _WORDS), "utf-8")
    limits = ["-timeout=2", "-max_len=20000", "-len_control=0", f"-artifact_prefix={folder}/../"]
    atheris.Setup([*sys.argv, str(_SEEDS), f"-dict={words}", *limits], try_one)
    detect_language("qwx " * 40)  # its model takes most of two seconds to load, once
    atheris.Fuzz()


def _escape(word: str) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in word.encode("utf-8").decode("unicode_escape").encode("latin-1")
    )


if __name__ == "__main__":
    main()
