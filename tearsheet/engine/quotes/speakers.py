"""Who a subject is: names made full, roles kept, pronouns resolved where the article leaves no doubt."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice

from tearsheet.engine.model import Span

from .lexicon import Lexicon
from .phrases import Phrase, find_name
from .tokens import Tokens

#: How many characters back a pronoun may refer.
_BACK = 1200
#: Between a name and a pronoun that surely means it lie no more characters, and nobody else is named there.
_NEAR = 1000
#: So many stretches of speech are looked through for names that a speaker only mentions.
_SPOKEN = 6
#: So many speakers and topics are thought of.
_RECENT = 4
#: If more full names share a surname, nobody is meant by it.
_NAMESAKES = 20
#: What takes more tokens is no description of somebody.
_SOMEBODY = 7
#: Shorter sentences are headings; "In May," before a subject, and a role before its name, take no more tokens.
_TOPIC, _FRONT, _ROLE = 4, 12, 6
#: A surname means the full name that stands in the article so many times as often as any other.
_CLEARLY = 3


_HONORIFICS = frozenset(
    ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "herr", "frau", "m.", "mme", "señor", "señora", ".")
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved subject.

    Attributes:
        name: the name, as full as the article gives it, or the words on the page.
        role: what the article says the speaker is, or None.
        span: where the subject stands.
        is_sure: whether the name cannot be another's.
        is_name: whether the words on the page are a name or a pronoun that was resolved, no common noun.
    """

    name: str | None
    role: str | None
    span: Span | None
    is_sure: bool
    is_name: bool = True


@dataclass(slots=True)
class Cast:
    """Who is named in an article.

    Attributes:
        tokens, lexicon: of the article.
        full: full names by surname, with how often each stands in the article.
        roles, titles, gender: of full names, as far as known.
        last: who spoke or began a sentence, and where; "" for somebody without a name.
        mentions: every name outside of marks, and where.
        people: names that surely are people's or bodies' that speak.
        short: full names of those whose last name also stands alone, as people's does.
        spoken: what was said so far.
    """

    tokens: Tokens
    lexicon: Lexicon
    full: dict[str, Counter[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    last: list[tuple[int, str]] = field(default_factory=list)
    mentions: list[tuple[int, str]] = field(default_factory=list)
    titles: dict[str, set[str]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    spoken: list[tuple[int, int]] = field(default_factory=list)

    def resolve(self, phrase: Phrase, *, is_guess: bool = False) -> Speaker:
        """Who a subject is, given what was read before it."""
        tokens, lexicon = self.tokens, self.lexicon
        span = tokens.span(phrase.first, phrase.end)
        low = tokens.lows[phrase.first]
        if low in lexicon.pronouns and phrase.head_end - phrase.first == 1:
            return self._resolve_pronoun(phrase, span)
        if phrase.antecedent:
            return replace(self.resolve(Phrase(*phrase.antecedent, phrase.antecedent[1])), span=span)
        found = find_name(tokens, phrase, lexicon) or self._find_inserted(phrase)
        if found is None:
            titled = self._find_titled(phrase, span)
            if titled:
                return titled
            if not is_guess and self._may_be_somebody(phrase):
                self.last.append((span.start, ""))
            return Speaker(span.of(tokens.text), None, span, is_sure=True, is_name=False)
        name = tokens.span(*found).of(tokens.text)
        full = self._make_full(name, self._find_honorific(phrase, found))
        role = self._read_role(phrase, found) or self.roles.get(full)
        if role:
            self.roles.setdefault(full, role)
        if not is_guess:
            self.people.add(full)
            self._learn_gender(phrase, found, full)
            self.last.append((span.start, full))
        return Speaker(full, role, span, is_sure=True)

    def turns(self, name: str | None, since: int) -> bool:
        """Whether what was read since then is about somebody else, who may speak next."""
        return any(start >= since and other != name for start, other in self.last[-_RECENT:])

    def _find_inserted(self, phrase: Phrase) -> tuple[int, int] | None:
        """The name between commas behind a role: "the mayor, Ida Brenn,"; None if something else stands there."""
        tokens, end = self.tokens, phrase.end - (self.tokens.words[phrase.end - 1] == ",")
        first = end
        while first > phrase.head_end and (tokens.is_capital(first - 1) or tokens.words[first - 1] == "."):
            first -= 1
        if tokens.words[first - 1] != "," or end - first < len(("Ida", "Brenn")) or not tokens.is_capital(first):
            return None
        if tokens.lows[phrase.first] not in self.lexicon.determiners or self.lexicon.is_verb_second:
            return None
        return find_name(tokens, Phrase(first, end, end), self.lexicon)

    def _find_titled(self, phrase: Phrase, span: Span) -> Speaker | None:
        """The one person named shortly before who has the title that stands there alone: "the mayor". Never sure."""
        if phrase.head_end - phrase.first != len(("the", "mayor")) or phrase.head_end != phrase.end:
            return None
        title = self.tokens.lows[phrase.head_end - 1]
        near = {
            name for _, name in self._mentioned(span.start - _NEAR, span.start) if title in self.titles.get(name, ())
        }
        if self.tokens.lows[phrase.first] not in self.lexicon.determiners or len(near) != 1:
            return None
        return Speaker(near.pop(), span.of(self.tokens.text), span, is_sure=False)

    def _make_full(self, name: str, gender: str = "") -> str:
        """The full name behind a surname; the surname itself if several fit about as well."""
        name = name.removesuffix("'s").removesuffix("’s")
        if " " in name or len(self.full.get(name, ())) > _NAMESAKES:
            return name
        known = [
            (full, count)
            for full, count in self.full.get(name, Counter()).most_common()
            if not gender or self._gender_of(full, gender) == gender
        ]
        if not known:
            return name
        (first, most), *others = known
        return first if not others or most >= _CLEARLY * others[0][1] else name

    def _find_honorific(self, phrase: Phrase, name: tuple[int, int]) -> str:
        """What "Mrs" or "Mr" before a name tells; "" if there is none."""
        for low in self.tokens.lows[phrase.first : name[0]]:
            if low in _HONORIFICS and low in self.lexicon.women:
                return "she"
            if low in _HONORIFICS and low in self.lexicon.men:
                return "he"
        return ""

    def note_topic(self, first: int, end: int) -> None:
        """Remember whom a sentence begins with: a pronoun after it most often means them."""
        tokens, lexicon = self.tokens, self.lexicon
        if lexicon.is_verb_second or end - first < _TOPIC:
            return
        if tokens.lows[first] in lexicon.fronted and tokens.lows[first] not in lexicon.conjunctions:
            first = next((at + 1 for at in range(first, min(end, first + _FRONT)) if tokens.words[at] == ","), end)
        if first < end and tokens.lows[first] in lexicon.pronouns:
            self._go_on(first)
            return
        name = self._find_topic(first, end)
        if name and self._may_be_person(name):
            self.last.append((tokens.starts[first], name))

    def _find_topic(self, first: int, end: int) -> str | None:
        """The name that a clause begins with, after a role, if a verb or an insertion follows; None if there is none."""
        tokens, lexicon = self.tokens, self.lexicon
        at = first + (first < end and tokens.lows[first] in lexicon.determiners)
        if at < end and tokens.is_capital(at) and at > first:
            return None
        while at < min(end, first + _ROLE) and not tokens.is_capital(at):
            low = tokens.lows[at]
            if (
                not low[:1].isalpha()
                or low in lexicon.breaks
                or low in lexicon.cues
                or low.endswith(lexicon.verb_endings)
            ):
                return None
            at += 1
        while at < end and (tokens.is_capital(at) or (tokens.words[at] == "." and at > first)):
            at += 1
        if at >= end or not (tokens.words[at][:1].islower() or tokens.words[at] in (",", "(")):
            return None
        if tokens.lows[at] in lexicon.things:
            return None
        found = find_name(tokens, Phrase(first, at, at), lexicon)
        if found is None or tokens.lows[found[1] - 1].endswith(("'s", "’s")):
            return None
        return self._make_full(tokens.span(*found).of(tokens.text))

    def _go_on(self, at: int) -> None:
        """Remember that a sentence begins with a pronoun whose person is known: it is still about them."""
        span = self.tokens.span(at, at + 1)
        speaker = self._resolve_pronoun(Phrase(at, at + 1, at + 1), span)
        if speaker.is_sure and speaker.name:
            self.last.append((span.start, speaker.name))

    def learn(self, name: str, start: int, *, is_mentioned: bool) -> None:
        """Remember a name of two or more words by its last one, and where it stands if somebody is meant."""
        words = name.split()
        titles = set()
        while words and self._is_before_name(words[0].lower()):
            titles.add(words.pop(0).lower())
        inner = [at for at, word in enumerate(words[:-1]) if word.lower() in self.lexicon.titles]
        if inner:
            titles.update(word.lower() for word in words[: inner[-1] + 1])
            words = words[inner[-1] + 1 :]
        if len(words) > 1:
            full = " ".join(words)
            self.titles.setdefault(full, set()).update(titles)
            if is_mentioned:
                self.mentions.append((start, full))
            self.full.setdefault(words[-1], Counter())[full] += 1
        elif words and words[0] in self.full:
            full = self._make_full(words[0])
            self.people.add(full)
            self.short.add(full)
            if is_mentioned:
                self.mentions.append((start, full))

    def _is_before_name(self, low: str) -> bool:
        lexicon = self.lexicon
        return (
            low.strip(".") in lexicon.titles
            or low in lexicon.not_names
            or low in lexicon.fronted
            or low in lexicon.according
            or low in lexicon.cues
        )

    def _read_role(self, phrase: Phrase, name: tuple[int, int]) -> str | None:
        tokens = self.tokens
        if name[0] > phrase.first:
            role = tokens.span(phrase.first, name[0]).of(tokens.text).strip()
            lexicon = self.lexicon
            if not all(
                low in lexicon.determiners or low in lexicon.articles or low in _HONORIFICS
                for low in tokens.lows[phrase.first : name[0]]
            ):
                return role
        if name[1] < phrase.end and tokens.words[name[1]] == "," and name[1] + 1 < phrase.end:
            return tokens.span(name[1] + 1, phrase.end).of(tokens.text).strip(" ,")
        return None

    def _may_be_somebody(self, phrase: Phrase) -> bool:
        """Whether a common noun may be what "he" or "she" means: no plural, no body or paper, and not half a sentence."""
        low = self.tokens.lows[phrase.head_end - 1]
        if low in self.lexicon.things or low.endswith("s") or low in self.lexicon.pronouns:
            return False
        return phrase.head_end - phrase.first <= _SOMEBODY

    def _learn_gender(self, phrase: Phrase, name: tuple[int, int], full: str) -> None:
        lexicon = self.lexicon
        for low in (*self.tokens.lows[phrase.first : name[0]], full.split(maxsplit=1)[0].lower()):
            if low in lexicon.women:
                self._note_gender(full, "she")
            elif low in lexicon.men:
                self._note_gender(full, "he")

    def _note_gender(self, name: str, gender: str) -> None:
        """Remember what a name is, unless it is a surname that several bear."""
        if name not in self.full:
            self.gender.setdefault(name, gender)

    def _resolve_pronoun(self, phrase: Phrase, span: Span) -> Speaker:
        """The last who spoke or began a sentence and may be meant; sure if nobody else who may be is named since."""
        low = self.tokens.lows[phrase.first]
        gender = "she" if low in self.lexicon.women else "he" if low in self.lexicon.men else None
        if gender is None:
            return Speaker(span.of(self.tokens.text), None, span, is_sure=False)
        recent = self.last[-_RECENT:]
        fitting = [name for start, name in recent if span.start - start < _BACK and self._may_be(name, gender)]
        if not fitting:
            return self._resolve_mentioned(span, gender)
        name = fitting[-1]
        if not name:
            return Speaker(None, None, span, is_sure=False)
        since = max(start for start, one in recent if one == name)
        is_near = span.start - since < _NEAR and self._is_person(name)
        is_sure = is_near and not self._find_rivals(name, gender, since, span.start)
        if is_sure:
            self._note_gender(name, gender)
            self.last.append((span.start, name))
        return Speaker(name, self.roles.get(name), span, is_sure)

    def _may_be(self, name: str, gender: str) -> bool:
        """Whether a pronoun of this gender may mean a name; "" stands for somebody without one."""
        return not name or (self._gender_of(name, gender) == gender and self._may_be_person(name))

    def _find_rivals(self, name: str, gender: str, start: int, end: int) -> set[str]:
        """Others of this gender who are named in a part of the text, outside of what is said."""
        return {
            other
            for at, other in self._mentioned(start, end)
            if other != name
            and self._may_be_person(other)
            and not other.endswith(f" {name}")
            and not any(begin <= at < stop for begin, stop in self.spoken[-_SPOKEN:])
            and self._gender_of(other, gender if other in self.people else "") == gender
        }

    def _resolve_mentioned(self, span: Span, gender: str) -> Speaker:
        """The one person of this gender who is named shortly before, if nobody spoke yet."""
        near = {name for _, name in self._mentioned(span.start - _NEAR, span.start)}
        fitting = [name for name in near if self._gender_of(name, gender if name in self.people else "") == gender]
        if len(fitting) != 1:
            return Speaker(None, None, span, is_sure=False)
        name = fitting[0]
        namesakes = self.full.get(name.rsplit(maxsplit=1)[-1], Counter())
        others = {other for other in near if self._may_be_person(other)}.union(islice(namesakes, _NAMESAKES)) - {name}
        is_sure = all(self._gender_of(other, gender) != gender for other in others)
        return Speaker(name, self.roles.get(name), span, is_sure and self._gender_of(name, "") == gender)

    def _may_be_person(self, name: str) -> bool:
        if name in self.gender:
            return True
        if name.rsplit(maxsplit=1)[-1].lower() in self.lexicon.things or (name.isupper() and len(name) > 1):
            return False
        return " " in name or name in self.people or any(self._gender_of(full, "") for full in self.full.get(name, ()))

    def _is_person(self, name: str) -> bool:
        """Whether a name surely is a person's: it speaks, has a first name or title that tells, or a last name that stands alone."""
        if name in self.full:
            return bool(self._gender_of(name, ""))
        known = name in self.short or name in self.people or self.titles.get(name) or self._gender_of(name, "")
        return bool(known) or " " not in name

    def _mentioned(self, start: int, end: int) -> list[tuple[int, str]]:
        low = bisect_left(self.mentions, (start, ""))
        return self.mentions[low : bisect_left(self.mentions, (end, ""))]

    def _gender_of(self, name: str, default: str) -> str:
        """What is known of a name; of a surname that several bear, that of who is named most often."""
        if 0 < len(self.full.get(name, ())) <= _NAMESAKES:
            name = self.full[name].most_common(1)[0][0]
        known = self.gender.get(name)
        if known:
            return known
        first = name.split(maxsplit=1)[0].lower()
        return "she" if first in self.lexicon.women else "he" if first in self.lexicon.men else default
