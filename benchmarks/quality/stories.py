"""How well articles are put into stories: BCubed F1 on four labelled sets, alone and as one stream.

Articles come in time order and are placed once; nothing is looked up ahead. Threshold: the mean over the sets, each
scored with the threshold that is best on the other three (`transfer`), and the one that is shipped (`shipped`).

The clocks, since time decides much: BASIL's articles have their dates. Wikinews' have them in a third of the addresses;
the others of such an event get its median, and events without any are laid at random into the span of the others.
AllSides and ECB+ have none: stories begin at random, five a day (`sets`), and articles follow after half a day on
average. As this flatters, all is measured again with made-up clocks and twenty new stories a day in every set
(`dense`), and with no clock at all, everything in one moment (`timeless`).
"""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from statistics import fmean

from benchmarks.corpora import find_corpus
from benchmarks.reporting import Figure, Options, main
from benchmarks.shingles import harmonic
from tearsheet.engine.stories import STORY_THRESHOLD, Description, StoryBook, assign_story, describe_article

_THRESHOLDS = (0.05, 0.06, 0.07, 0.08, STORY_THRESHOLD, 0.1, 0.12, 0.15)
_START = datetime(2018, 1, 1, tzinfo=UTC)
_SEED = 1
_ALLSIDES = "data/naacl2022_lrc_roundup_random_order_probe"
_DATE = re.compile(r"(?<!\d)(20[01]\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An article whose story is known; `at` is None where the set does not say when it was published."""

    key: str
    story: str
    headline: str
    text: str
    at: datetime | None = None


def read_allsides() -> Iterator[Case]:
    """Triples of headline and lead, from the left, the centre and the right."""
    for part in ("train", "val"):
        path = find_corpus("allsides_triples") / _ALLSIDES / f"{part}.source"
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            for place, article in enumerate(line.split("[SEP]")):
                headline, _, text = article.strip().removeprefix("TITLE=>").partition("ARTICLE=>")
                story = f"allsides {part} {number}"
                yield Case(key=f"{story} {place}", story=story, headline=headline.strip(" ."), text=text.strip())


def read_basil() -> Iterator[Case]:
    """Triples of full articles about political events of ten years."""
    for path in sorted((find_corpus("basil") / "articles").rglob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        text = "\n".join(" ".join(paragraph) for paragraph in row["body-paragraphs"])
        at = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
        yield Case(key=path.stem, story=f"basil {row['triplet-uuid']}", headline=row["title"], text=text, at=at)


def read_wikinews() -> Iterator[Case]:
    """The sources of Wikinews' articles, whole pages as they were crawled."""
    lines = (find_corpus("wikinews_events") / "events.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    known: defaultdict[str, list[datetime]] = defaultdict(list)
    for row in rows:
        if at := _read_date(row["url"]):
            known[row["event"]].append(at)
    for row in rows:
        dates = sorted(known[row["event"]])
        at = _read_date(row["url"]) or (dates[len(dates) // 2] if dates else None)
        yield Case(key=row["id"], story=f"wikinews {row['event']}", headline=row["title"], text=row["text"], at=at)


def read_ecbplus() -> Iterator[Case]:
    """Short reports of pairs of events of one kind; without headlines, and the lines that are addresses left out."""
    for line in (find_corpus("ecbplus") / "docs_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text = "\n".join(part for part in row["text"].split("\n") if not part.lstrip().startswith("http"))
        yield Case(key=row["id"], story=f"ecbplus {row['topic']} {row['subtopic']}", headline="", text=text)


READERS: dict[str, Callable[[], Iterator[Case]]] = {
    "allsides": read_allsides,
    "basil": read_basil,
    "wikinews": read_wikinews,
    "ecbplus": read_ecbplus,
}


def _read_date(url: str) -> datetime | None:
    match = _DATE.search(url)
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC) if match else None
    except ValueError:
        return None


def wind(cases: Sequence[Case], *, stories_a_day: float, keep: bool = True) -> list[Case]:
    """Give every article a time, the same at every run, and sort.

    Args:
        cases: of one set.
        stories_a_day: how dense the made-up part is, where no date is known.
        keep: whether known dates stay.
    """
    draw = random.Random(_SEED)  # noqa: S311
    known = sorted(case.at for case in cases if case.at and keep)
    stories = sorted({case.story for case in cases})
    first, days = _START, len(stories) / stories_a_day
    if known:
        first, last = known[len(known) // 10], known[-len(known) // 10]
        days = (last - first).days
    begins = {story: first + timedelta(days=draw.uniform(0, days)) for story in stories}
    timed = [
        replace(case, at=case.at + timedelta(days=draw.random()))
        if case.at and keep
        else replace(case, at=begins[case.story] + timedelta(days=min(5.0, draw.expovariate(2))))
        for case in cases
    ]
    return sorted(timed, key=lambda case: (case.at or _START, case.key))


def stop_clock(cases: Sequence[Case]) -> list[Case]:
    """All in one moment, in an order of chance."""
    shuffled = [replace(case, at=_START) for case in cases]
    random.Random(_SEED).shuffle(shuffled)  # noqa: S311
    return shuffled


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a grouping agrees with the truth; `mixed` is the most true stories in one story of ours."""

    bcubed: float
    pair_f1: float
    mixed: int
    mixed_articles: int


def score_grouping(truth: Sequence[str], found: Sequence[str]) -> Score:
    """BCubed (Bagga and Baldwin 1998), pairs, and the story that mixes most."""
    true, ours, both = Counter(truth), Counter(found), Counter(zip(truth, found, strict=True))
    precision = sum(count**2 / ours[place] for (_, place), count in both.items()) / len(truth)
    recall = sum(count**2 / true[story] for (story, _), count in both.items()) / len(truth)
    pairs = [sum(count * (count - 1) for count in counts.values()) for counts in (both, ours, true)]
    mixed = Counter(place for _, place in both)
    return Score(
        bcubed=harmonic(precision, recall),
        pair_f1=2 * pairs[0] / (pairs[1] + pairs[2]) if pairs[1] + pairs[2] else 0.0,
        mixed=max(mixed.values()),
        mixed_articles=max((ours[place] for place, count in mixed.items() if count > 1), default=0),
    )


def describe(cases: Sequence[Case]) -> list[Description]:
    """The articles' descriptions."""
    return [describe_article(headline=case.headline, text=case.text, published_at=case.at or _START) for case in cases]


def group(cases: Sequence[Case], descriptions: Sequence[Description], threshold: float = STORY_THRESHOLD) -> Score:
    """Place the articles one after the other, and score what comes out."""
    book = StoryBook()
    found = [
        str(assign_story(description, book, key=case.key, threshold=threshold).story)
        for case, description in zip(cases, descriptions, strict=True)
    ]
    return score_grouping([case.story for case in cases], found)


def measure(_options: Options) -> Iterator[Figure]:
    """Four sets by three clocks, all as one stream, and a stream whose stories nobody labelled."""
    sets = {name: list(read()) for name, read in READERS.items()}
    clocks: dict[str, Callable[[list[Case]], list[Case]]] = {
        "sets": lambda cases: wind(cases, stories_a_day=5),
        "dense": lambda cases: wind(cases, stories_a_day=20, keep=False),
        "timeless": stop_clock,
    }
    for clock, set_clock in clocks.items():
        timed = {name: set_clock(cases) for name, cases in sets.items()}
        described = {name: describe(cases) for name, cases in timed.items()}
        table = {name: [group(cases, described[name], limit) for limit in _THRESHOLDS] for name, cases in timed.items()}
        shipped = {name: scores[_THRESHOLDS.index(STORY_THRESHOLD)] for name, scores in table.items()}
        for name, score in shipped.items():
            yield Figure(name=f"{clock}.{name}.bcubed", value=score.bcubed, unit="F1", count=len(sets[name]))
        yield Figure(
            name=f"{clock}.shipped.bcubed",
            value=fmean(score.bcubed for score in shipped.values()),
            unit="F1",
            note="mean of four",
        )
        yield Figure(
            name=f"{clock}.transfer.bcubed",
            value=_transfer(table),
            unit="F1",
            note="threshold from the other three sets",
        )
    yield from _measure_stream("stream", [case for cases in sets.values() for case in wind(cases, stories_a_day=5)])
    everything = [case for cases in sets.values() for case in cases]
    yield from _measure_stream("dense_stream", wind(everything, stories_a_day=20, keep=False))
    yield from _measure_real()


def read_real() -> list[Case]:
    """Two months of eleven outlets' top stories in the order of capture, each address once; nobody knows their stories."""
    lines = (find_corpus("wsdl_us_news_2016") / "stories_2016_11.jsonl").read_text("utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: (row["capture"], row["id"]))
    by_url = {row["url"].partition("#")[0].partition("?")[0]: row for row in reversed(rows) if row["text"]}
    cases = [
        Case(
            key=row["id"],
            story="",
            headline=row["title"] or "",
            text=row["text"],
            at=datetime.strptime(row["capture"], "%Y%m%d%H%M%S").replace(tzinfo=UTC),
        )
        for row in by_url.values()
    ]
    return sorted(cases, key=lambda case: (case.at or _START, case.key))


def _measure_real() -> Iterator[Figure]:
    cases, book = read_real(), StoryBook()
    stories = Counter(
        assign_story(description, book, key=case.key).story
        for case, description in zip(cases, describe(cases), strict=True)
    )
    singles = sum(count == 1 for count in stories.values())
    note = f"of {len(stories)} stories; the largest holds {max(stories.values())} articles"
    yield Figure(name="real.singles", value=singles / len(stories), count=len(cases), note=note)
    yield Figure(name="real.single_articles", value=singles / len(cases), count=len(cases), note="of all articles")


def _transfer(table: dict[str, list[Score]]) -> float:
    scores = []
    for name, row in table.items():
        others = [other for some, other in table.items() if some != name]
        best = max(range(len(row)), key=lambda place: fmean(other[place].bcubed for other in others))
        scores.append(row[best].bcubed)
    return fmean(scores)


def _measure_stream(name: str, cases: list[Case]) -> Iterator[Figure]:
    cases = sorted(cases, key=lambda case: (case.at or _START, case.key))
    score = group(cases, describe(cases))
    yield Figure(name=f"{name}.bcubed", value=score.bcubed, unit="F1", count=len(cases))
    yield Figure(name=f"{name}.pairs", value=score.pair_f1, unit="F1", count=len(cases))
    yield Figure(
        name=f"{name}.unmixed",
        value=1 / score.mixed,
        note=f"the most mixed story holds {score.mixed} true ones; the largest of two or more, {score.mixed_articles} articles",
    )


if __name__ == "__main__":
    main("quality", measure)
