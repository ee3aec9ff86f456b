"""How well mojibake is put right: by class of what went wrong, and on clean text, which must stay as it is."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby

from benchmarks.corpora import find_corpus, read_fundus
from benchmarks.peers import find_peer
from benchmarks.reporting import Figure, Options, main
from tearsheet.engine.prepare import read_page
from tearsheet.engine.text import decode_page, repair_text
from tearsheet.engine.text.charsets import decode_bytes

Case = tuple[str, str]
#: The classes of the constructed set, by what was read and as what.
_CLASSES = (
    ("thai", ("utf8>cp874", "cp874>cp1252", "cp874>latin1", "tis-620>cp1252", "tis-620>latin1")),
    ("western", ("utf8>cp1252", "utf8>cp1252 twice", "utf8>latin1")),
    ("mac", ("utf8>mac_roman",)),
    ("clean", ("clean",)),
)
_LEGACY, _LOST = "other_legacy", "irrecoverable"
#: In which code pages a language was written before UTF-8, for paragraphs of the press.
_CODE_PAGES = {
    "th": ("cp874",),
    "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866"),
    "cs": ("cp1250", "iso8859-2"),
    "pl": ("cp1250", "iso8859-2"),
    "tr": ("cp1254",),
    "lt": ("cp1257",),
    "ja": ("cp932", "euc_jp"),
}
_DECLARED = re.compile(r"<meta[^>]*charset[^>]*>", re.IGNORECASE)
_READ_AS = ("cp1252", "mac-roman", "cp874", "cp1251")
#: What makes a paragraph long enough to tell, and short enough to be one; in code points.
_PARAGRAPH = range(25, 401)
_MOST = 500


def measure(options: Options) -> Iterator[Figure]:
    """Each kind of case, each class, then the peer's own cases and paragraphs of the press in every code page."""
    peer = find_peer("ftfy") if options.with_peers else None
    theirs = peer.fix_encoding if peer else None
    kinds = _read_kinds()
    classes: dict[str, list[Case]] = defaultdict(list)
    for kind, cases in kinds.items():
        classes[_class_of(kind)] += cases
        yield _share(f"synth.{kind.replace(' ', '_')}", cases, theirs)
    for name, cases in classes.items():
        yield _share(f"synth_class.{name}", cases, theirs)
    folder = find_corpus("ftfy_cases") / "tests" / "test-cases"
    for path in sorted(folder.glob("*.json")):
        pairs = [
            (case["original"], case.get("fixed-encoding", case["fixed"]))
            for case in json.loads(path.read_text("utf-8"))
        ]
        yield _share(f"ftfy.{path.stem.replace('-', '_')}", pairs, theirs)
    broken = [text for cases in kinds.values() for text, _ in cases]
    settled = [text == repair_text(text).text for text in map(_repair, broken)]
    yield Figure(name="synth.idempotent", value=sum(settled) / len(settled), count=len(settled))
    yield from _measure_press(theirs)
    yield _measure_pages()


def _measure_press(theirs: Callable[[str], str] | None) -> Iterator[Figure]:
    """Paragraphs of articles in many languages: left alone, read wrongly as UTF-8, and in the code pages of old.

    The synthetic set has few languages and chose its cases. What failed here at first was read since, so these are
    development figures, too.
    """
    kinds: dict[str, list[Case]] = defaultdict(list)
    for language, paragraphs in _read_paragraphs().items():
        kinds["clean"] += [(text, text) for text in paragraphs]
        for read in _READ_AS:
            kinds[f"utf8>{read}"] += _misread(paragraphs, "utf-8", read)
        for written in _CODE_PAGES.get(language, ()):
            for read in ("cp1252", "latin-1"):
                kinds[f"{language} {written}"] += _misread(paragraphs, written, read)
    for kind, cases in kinds.items():
        yield _share(f"press.{kind.replace(' ', '_')}", cases, theirs)


def _measure_pages() -> Figure:
    """Whole pages in the code pages of their language, called windows-1252: the lines of their articles that come back."""
    hits: list[bool] = []
    for page in read_fundus():
        # What the page itself says of its charset is the first thing to be wrong.
        html = _DECLARED.sub("", decode_page(page.body).text)
        for written in _CODE_PAGES.get(page.language, ()):
            wrong = html.encode(written, "xmlcharrefreplace")
            misread = read_page(wrong, url=page.url, content_type="text/html; charset=windows-1252")[0]
            right = read_page(wrong, url=page.url, content_type=f"text/html; charset={written}")[0]
            found = misread.text.split("\n")
            hits += [line in found for line in right.text.split("\n")]
            hits.append(misread.headline == right.headline)
    return Figure(
        name="pages.lines", value=sum(hits) / len(hits), count=len(hits), note="of whole pages, headlines among them"
    )


def _read_paragraphs() -> dict[str, list[str]]:
    """By language, paragraphs of Fundus' truths and of Thai government news."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in find_corpus("fundus_truth_dev.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        sections = (text for part in truth["sections"] for text in (*part["headline"], *part["paragraphs"]))
        found[truth["lang"] or ""] += [truth["title"] or "", *truth["summary"], *sections]
    for path in sorted(find_corpus("thaigov_sample").rglob("*.txt")):
        found["th"] += path.read_text("utf-8").split("\n")
    chosen = {tag: sorted({text.strip() for text in texts}) for tag, texts in found.items()}
    return {tag: [text for text in texts if len(text) in _PARAGRAPH][:_MOST] for tag, texts in chosen.items()}


def _misread(texts: list[str], written: str, read: str) -> list[Case]:
    """Those texts that can be written in one charset and read in another, and look different then."""
    cases = []
    for text in texts:
        try:
            packed = text.encode(written)
            wrong = decode_bytes(packed, read) if read == "cp1252" else packed.decode(read)
        except UnicodeError:
            continue
        if wrong != text:
            cases.append((wrong, text))
    return cases


def _read_kinds() -> dict[str, list[Case]]:
    """The constructed cases by kind; what cannot be put right must stay as it is."""
    lines = (find_corpus("textrepair_synth") / "cases.jsonl").read_text("utf-8").split("\n")
    cases = sorted((json.loads(line) for line in lines if line), key=lambda case: case["kind"])
    return {
        kind: [(case["broken"], case["broken"] if kind.startswith(_LOST) else case["fixed"]) for case in group]
        for kind, group in groupby(cases, key=lambda case: case["kind"])
    }


def _class_of(kind: str) -> str:
    if kind.startswith(_LOST):
        return _LOST
    return next((name for name, kinds in _CLASSES if kind in kinds), _LEGACY)


def _share(name: str, cases: list[Case], theirs: Callable[[str], str] | None) -> Figure:
    return Figure(
        name=name,
        value=sum(_repair(broken) == fixed for broken, fixed in cases) / len(cases),
        peer=sum(theirs(broken) == fixed for broken, fixed in cases) / len(cases) if theirs else None,
        peer_name="ftfy",
        count=len(cases),
    )


def _repair(text: str) -> str:
    return repair_text(text).text


if __name__ == "__main__":
    main("quality", measure)
