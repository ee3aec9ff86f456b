"""A language's word lists as sets of words, for reading tokens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from .language import choose_language, read_data

Phrases = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What reading attributions needs to know of a language; all words in lower case.

    Phrases are kept by their first word, with what follows it, the longest first.

    Attributes:
        cues: all words and phrases of saying and thinking, and those that stand before a source ("according to").
        sayings: cues that are safe: words of saying.
        ambiguous: cues that are as often nouns.
        tell: cues whose object is who was told.
        according: cues before a source.
        behind: cues after a source ("zufolge").
        participles: cues that share the subject of their sentence.
        auxiliaries: stand between a subject and its cue.
        passive: auxiliaries that make the subject the object.
        pronouns: stand for a speaker.
        relative: "who".
        that: opens what is said.
        conjunctions: join two attributions.
        joints: after a comma, open a clause with a subject of its own; `contrasts` do so without one.
        connectives: before a quotation, make it more of the one before ("Instead, ...").
        breaks: end a subject leftwards.
        determiners: begin a noun phrase, so that no verb follows.
        prepositions: end the head of a noun phrase.
        fronted: begin a phrase before the subject.
        times: days and times between a cue and what is said.
        days: those of them that make a time by themselves.
        listeners: who was told, in a word.
        titles: before a name: no part of it.
        women, men: titles, roles, first names and pronouns that tell.
        things: nouns for bodies and papers that speak, and are no person.
        abbreviations: keep their stop.
        split: verbs of saying only with their particle ("teilte ... mit").
        perfect: participles that stand apart from their auxiliary ("hat ... angekündigt").
        articles: begin a noun phrase, in a language whose nouns are capitalised.
        genitives: those that may follow a noun in its phrase.
        as_told: opens "wie die Polizei mitteilte".
        only_after: stand before a source only after what is said ("..., so Brenn").
        needs_report, reports: stand before a source only with such a noun ("nach Angaben der Polizei").
        reasons: open a clause that tells when or why, not what was said.
        reported: verb forms that show a sentence to be reported.
        report, reporting: what outlets do; the second is not what people do ("wrote").
        citing, seen, according_phrases: stand before whom an outlet cites, who saw a document, who a claim is from.
        anonymous: words for people without a name.
        inside, via: stand before a medium that is a thing ("in a letter"), and one that has a name ("on Facebook").
        media: things that something is said in.
        objects: listeners that are not worth telling ("him").
        negations: between a subject and its cue, or as the cue, leave open whether it was said ("never said").
        verb_endings: show that what looks like a subject holds a verb of its own.
        dashes: open speech without marks at the beginning of a line.
        loose: prepositions and adverbs that end a subject behind its verb ("sagte Brenn im Hafen").
        nominative: articles that a subject may begin with.
        plain: the words of saying whose object nobody takes for their subject.
        not_adverbs: words in -ly that are none.
        is_verb_second: read by clauses (see `verb_second`); capitals do not tell names.
    """

    cues: Phrases
    sayings: frozenset[str]
    ambiguous: frozenset[str]
    tell: frozenset[str]
    according: frozenset[str]
    behind: frozenset[str]
    participles: frozenset[str]
    auxiliaries: frozenset[str]
    passive: frozenset[str]
    pronouns: frozenset[str]
    relative: frozenset[str]
    that: frozenset[str]
    conjunctions: frozenset[str]
    joints: frozenset[str]
    contrasts: frozenset[str]
    connectives: frozenset[str]
    breaks: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    fronted: frozenset[str]
    times: frozenset[str]
    days: frozenset[str]
    listeners: frozenset[str]
    titles: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    things: frozenset[str]
    abbreviations: frozenset[str]
    not_names: frozenset[str]
    split: dict[str, frozenset[str]]
    perfect: frozenset[str]
    articles: frozenset[str]
    genitives: frozenset[str]
    as_told: frozenset[str]
    only_after: frozenset[str]
    needs_report: frozenset[str]
    reports: frozenset[str]
    reported: frozenset[str]
    reasons: frozenset[str]
    report: frozenset[str]
    reporting: frozenset[str]
    citing: Phrases
    seen: Phrases
    according_phrases: Phrases
    anonymous: frozenset[str]
    inside: frozenset[str]
    via: frozenset[str]
    media: Phrases
    objects: frozenset[str]
    verb_endings: tuple[str, ...]
    negations: frozenset[str]
    dashes: frozenset[str]
    loose: frozenset[str]
    nominative: frozenset[str]
    plain: frozenset[str]
    not_adverbs: frozenset[str]
    is_verb_second: bool


@cache
def get_lexicon(tag: str | None) -> Lexicon:
    """The word sets of a language by its primary tag; English where it is unknown or not among them."""
    language = choose_language(tag)
    data = read_data(f"{language}.json")

    def words(name: str) -> frozenset[str]:
        return frozenset(word.lower() for word in data.get(name, ()))

    everything = [*data["cues"], *data.get("thoughts", ()), *data["according"], *data.get("behind", ())]
    return Lexicon(
        cues=_by_first(everything),
        sayings=words("cues"),
        ambiguous=words("ambiguous"),
        tell=words("tell"),
        according=words("according"),
        behind=words("behind"),
        participles=words("participles"),
        auxiliaries=words("auxiliaries") | words("passive"),
        passive=words("passive"),
        pronouns=words("pronouns"),
        relative=words("relative"),
        that=words("that"),
        conjunctions=words("conjunctions"),
        joints=words("joints"),
        contrasts=words("contrasts"),
        connectives=words("connectives"),
        breaks=words("breaks"),
        determiners=words("determiners"),
        prepositions=words("cut"),
        fronted=words("fronted"),
        times=words("times"),
        days=words("days"),
        listeners=words("listeners"),
        titles=words("titles"),
        women=words("women"),
        men=words("men"),
        things=words("things"),
        abbreviations=words("abbreviations"),
        not_names=words("not_names"),
        split=_by_verb(data.get("split", ())),
        perfect=words("perfect"),
        articles=words("articles"),
        genitives=words("genitives"),
        as_told=words("as_told"),
        only_after=words("only_after"),
        needs_report=words("needs_report"),
        reports=words("reports"),
        reported=words("reported"),
        reasons=words("reasons"),
        report=words("report"),
        reporting=words("reporting") or words("report"),
        citing=_by_first(data["citing"]),
        seen=_by_first(data["seen"]),
        according_phrases=_by_first(data["according_phrases"] if "according_phrases" in data else data["according"]),
        anonymous=words("anonymous"),
        inside=words("in"),
        via=words("via"),
        media=_by_first(data["medium"]),
        objects=words("objects"),
        negations=words("negations"),
        verb_endings=tuple(data.get("verb_endings", ())),
        dashes=words("dashes"),
        loose=words("loose"),
        nominative=words("nominative"),
        plain=words("plain"),
        not_adverbs=words("not_adverbs"),
        is_verb_second="split" in data,
    )


def match_phrase(lows: Sequence[str], at: int, phrases: Phrases) -> int:
    """How many tokens the longest of some phrases takes at `at`; 0 if none stands there."""
    for rest in phrases.get(lows[at], ()):
        if tuple(lows[at + 1 : at + 1 + len(rest)]) == rest:
            return 1 + len(rest)
    return 0


def _by_first(phrases: list[str]) -> Phrases:
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *rest = phrase.lower().split()
        found.setdefault(first, set()).add(tuple(rest))
    return {first: tuple(sorted(rests, key=lambda rest: (-len(rest), rest))) for first, rests in found.items()}


def _by_verb(pairs: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in pairs:
        verb, particle = pair.split()
        found.setdefault(verb, set()).add(particle)
    return {verb: frozenset(particles) for verb, particles in found.items()}
