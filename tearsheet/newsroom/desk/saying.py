"""Who said what in a story: quotations by speaker, in time order; the same words in several articles stand together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Substr

from tearsheet.newsroom.intake.models import Quote
from tearsheet.newsroom.stories.models import Story

#: A board reads so many quotations at most, the latest.
MOST_QUOTES = 2_000
#: Words are the same if they share a run of so many, and the runs cover so much of the shorter one.
RUN_LENGTH = 5
SHARED = 0.6
FEWEST_WORDS = 3
UNNAMED = "Speaker not named"

_WORD = re.compile(r"\w+")


@dataclass(slots=True, kw_only=True, eq=False)
class Saying:
    """Words as one article gives them.

    Attributes:
        quote: with revision, article and source; `words` are its own.
        words: as kept.
        at: when the article became news.
        elsewhere: the same words in other articles, by the same speaker or by others, in time order.
    """

    quote: Quote
    words: str
    at: datetime
    elsewhere: list["Saying"] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The publication's name."""
        return self.quote.revision.article.source.name

    @property
    def article_id(self) -> int:
        """The article's key."""
        return self.quote.revision.article_id


@dataclass(slots=True, kw_only=True)
class Speaker:
    """Somebody, and what articles give as theirs.

    Attributes:
        name: as full as any article has it; "Speaker not named" for those without.
        roles: what articles say they are, the most frequent first.
        quoted: words of their own, in time order; of the same words only the first.
        reported: paraphrases, in time order.
    """

    name: str
    roles: list[str] = field(default_factory=list)
    quoted: list[Saying] = field(default_factory=list)
    reported: list[Saying] = field(default_factory=list)

    @property
    def first_at(self) -> datetime:
        """When they are first heard in the story."""
        return min(saying.at for saying in (*self.quoted, *self.reported))


def read_sayings(story: Story) -> list[Saying]:
    """The quotations of a story's current revisions in time order, in one query; the latest if there are very many."""
    rows = (
        Quote.objects.filter(revision__article__placement__story=story, revision=F("revision__article__current"))
        .annotate(words=Substr("revision__text", F("start") + 1, F("end") - F("start")))
        .select_related("revision__article__source")
        .defer("revision__text", "revision__blocks", "revision__fingerprint")
        .order_by("-revision__article__sorted_at", "-revision_id", "-start")[:MOST_QUOTES]
    )
    return [
        Saying(quote=row, words=" ".join(trim_words(row.words).split()), at=row.revision.article.sorted_at)
        for row in reversed(rows)
    ]


def trim_words(words: str) -> str:
    """Words without the comma that ends them only because the sentence goes on outside the marks."""
    return words.rstrip().rstrip(",，、")


def group_by_speaker(sayings: Sequence[Saying]) -> list[Speaker]:
    """Speakers in the order in which they are first heard; those without a name stand last.

    Args:
        sayings: in time order.
    """
    link_same_words([saying for saying in sayings if saying.quote.is_quotable])
    names = full_names(saying.quote.speaker for saying in sayings)
    speakers: dict[str, Speaker] = {}
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    shown: set[Saying] = set()
    for saying in sayings:
        name = names.get(saying.quote.speaker, "") or UNNAMED
        speaker = speakers.setdefault(name, Speaker(name=name))
        if saying.quote.role:
            roles[name][saying.quote.role] += 1
        if not saying.quote.is_quotable:
            speaker.reported.append(saying)
        elif saying not in shown:
            speaker.quoted.append(saying)
            shown.update(other for other in saying.elsewhere if (names.get(other.quote.speaker) or UNNAMED) == name)
    for name, speaker in speakers.items():
        speaker.roles = [role for role, _ in roles[name].most_common(2)]
    heard = [speaker for speaker in speakers.values() if speaker.quoted or speaker.reported]
    return sorted(heard, key=lambda speaker: (speaker.name == UNNAMED, speaker.first_at))


def full_names(names: Iterable[str]) -> dict[str, str]:
    """For each name the fullest that it can only be the end of: "Varga" is "Ines Varga", unless there are two of them."""
    known = {name for name in names if name}
    fuller: dict[str, set[str]] = defaultdict(set)
    for name in known:
        words = name.split()
        for at in range(1, len(words)):
            fuller[" ".join(words[at:]).casefold()].add(name)
    found = {}
    for name in known:
        longest = sorted(fuller.get(name.casefold(), ()), key=len)
        # Several are one person if each is the end of the longest: "Varga", "Ines Varga", "Dr Ines Varga".
        is_one = longest and all(longest[-1].casefold().endswith(other.casefold()) for other in longest)
        found[name] = longest[-1] if is_one else name
    return found


def link_same_words(sayings: Sequence[Saying]) -> None:
    """Tell each saying where the same words stand in other articles; linear in the number of words, hot runs aside.

    Args:
        sayings: direct and mixed ones.
    """
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    words = [_WORD.findall(saying.words.casefold()) for saying in sayings]
    for number, said in enumerate(words):
        for run in _runs_of(said):
            runs[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in runs.values():
        # The first article that has a run stands for the others: a thousand copies make a thousand pairs, not a million.
        shared.update((numbers[0], other) for other in numbers[1:])
    leader = list(range(len(sayings)))
    for (one, other), count in sorted(shared.items(), key=lambda entry: entry[0][1]):
        fewest = min(len(_runs_of(words[one])), len(_runs_of(words[other])))
        if count >= SHARED * fewest and sayings[one].article_id != sayings[other].article_id:
            leader[other] = min(leader[other], leader[one])
    groups: dict[int, list[Saying]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        groups[leader[number]].append(saying)
    for group in groups.values():
        for saying in group[:_MOST_LINKED]:
            saying.elsewhere = [other for other in group if other is not saying]
        for saying in group[_MOST_LINKED:]:
            saying.elsewhere = group[:1]


_MOST_LINKED = 40


def _runs_of(words: Sequence[str]) -> set[tuple[str, ...]]:
    """The runs of words; a saying that is shorter than a run is one, if it says anything."""
    if len(words) < RUN_LENGTH:
        return {tuple(words)} if len(words) >= FEWEST_WORDS else set()
    return {tuple(words[at : at + RUN_LENGTH]) for at in range(len(words) - RUN_LENGTH + 1)}
