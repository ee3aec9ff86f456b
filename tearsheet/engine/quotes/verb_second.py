"""Attributions in languages whose verb stands second, as in German: by clauses between commas rather than by phrases."""

from dataclasses import dataclass

from .clauses import find_clause_end, find_content, is_relative
from .nouns import opens_noun_phrase, read_noun_phrase
from .phrases import Phrase, find_noun_head, read_left
from .sentences import Cue, Frame, Sentence

_SUBJECT = 28
#: "Dies" before a verb is what is said, not who says it.
_OBJECTS = frozenset({"dies", "das", "dieses", "darüber"})


@dataclass(frozen=True, slots=True)
class _Clause:
    """A cue's clause: its tokens, and where its finite verb stands."""

    first: int
    end: int
    verb: int


def read_frames(sentence: Sentence) -> list[Frame]:
    """The attributions of a sentence, in order; no token belongs to two."""
    frames: list[Frame] = []
    taken = sentence.first
    for cue in sentence.find_cues(may_be_capital=True):
        frame = _read_frame(sentence, taken, cue) if cue.first >= taken else None
        if frame:
            frames.append(frame)
            taken = frame.end
    return frames


def read_reported(sentence: Sentence, before: Frame | None) -> list[Frame]:
    """A sentence that goes on reporting the speaker of the one before it, as its verb shows ("sei", "habe")."""
    tokens, first = sentence.tokens, sentence.first
    if before is None or tokens.words[first - 1] == "\n":
        return []
    verb = next((at for at in range(first, sentence.end) if tokens.lows[at] in sentence.lexicon.reported), None)
    if verb is None:
        return []
    cue = before.cue if before.is_reported else Cue(verb, verb + 1, tokens.lows[verb], before.cue.is_saying)
    piece = (first, sentence.end)
    return [
        Frame(cue=cue, subject=before.subject, contents=(piece,), rest=(first, first), is_shared=True, is_reported=True)
    ]


def _read_frame(sentence: Sentence, taken: int, cue: Cue) -> Frame | None:
    lexicon = sentence.lexicon
    if cue.words in lexicon.according:
        return _read_according(sentence, taken, cue)
    if cue.words in lexicon.behind:
        return _read_behind(sentence, taken, cue)
    if sentence.tokens.is_capital(cue.first) and cue.first > sentence.first:
        return None
    clause = _find_clause(sentence, taken, cue)
    if clause is None:
        return None
    if clause.first < cue.first and sentence.tokens.lows[clause.first] in lexicon.as_told:
        return _read_as_told(sentence, taken, cue, clause)
    return _read_clause(sentence, taken, cue, clause)


def _find_clause(sentence: Sentence, taken: int, cue: Cue) -> _Clause | None:
    """The clause of a cue; None if the cue does not report there: passive, without its particle, about a noun."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    lows, at = tokens.lows, cue.first
    first = at
    while first > taken and tokens.words[first - 1] not in (",", "", ":", ";", "–", "—", "-"):
        first -= 1
    end = find_clause_end(sentence, cue.end)
    if not _may_report(sentence, taken, first, end, at=at):
        return None
    verb = next((spot for spot in range(first, at) if lows[spot] in lexicon.auxiliaries), at)
    if verb == at and lows[at] in lexicon.perfect:
        verb = next((spot for spot in range(at, end) if lows[spot] in lexicon.auxiliaries), -1)
    is_object = lows[first] in _OBJECTS and verb == first + 1
    is_adjective = verb != at and at + 1 < end and tokens.is_capital(at + 1)
    if verb < 0 or is_object or is_adjective or (first < verb and lows[first] in lexicon.that):
        return None
    return _Clause(first, end, verb)


def _may_report(sentence: Sentence, taken: int, first: int, end: int, *, at: int) -> bool:
    """Whether the cue at `at` has its particle, is not passive, and stands in no relative clause."""
    lows, lexicon = sentence.tokens.lows, sentence.lexicon
    if lows[at] in lexicon.split and not any(low in lexicon.split[lows[at]] for low in lows[at:end]):
        return False
    may_be_passive = lows[at] in lexicon.perfect or lows[at].endswith("t")
    if may_be_passive and any(low in lexicon.passive for low in lows[first:end]):
        return False
    is_before_colon = sentence.tokens.words[end : end + 1] == [":"]
    return is_before_colon or not (first > taken and first < at == end - 1 and lows[first] in lexicon.relative)


def _read_as_told(sentence: Sentence, taken: int, cue: Cue, clause: _Clause) -> Frame | None:
    """“..., wie die Polizei mitteilte”; “Wie die Polizei mitteilte, ...”; “..., so vermutet die Polizei”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    subject = read_noun_phrase(tokens, clause.first + 1, cue.first, lexicon)
    subject = subject or read_noun_phrase(tokens, cue.end, clause.end, lexicon)
    if subject is None:
        return None
    if clause.first > taken:
        return _make_before(sentence, taken, clause.first, cue, subject)
    content = find_content(sentence, clause.end)
    return _make_after(sentence, cue, subject, content) if content is not None else None


def _read_clause(sentence: Sentence, taken: int, cue: Cue, clause: _Clause) -> Frame | None:
    """“..., sagte Brenn”; “Brenn sagte, ...”; “Brenn nannte ihn ...”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    subject = _read_subject(sentence, taken, clause)
    if subject is None:
        return None
    gap = sentence.skip_commas_back(clause.first, taken)
    is_inserted = subject.end <= clause.first
    if (
        clause.first == clause.verb
        and not is_inserted
        and gap > taken
        and (gap < clause.first or not tokens.words[gap - 1])
    ):
        return _make_before(sentence, taken, gap, cue, subject)
    content = find_content(sentence, max(clause.end, cue.end, subject.end))
    is_after_comma = content is not None and content < sentence.end and tokens.words[content - 1] == ","
    if (
        content is not None
        and is_after_comma
        and (tokens.lows[content] in lexicon.reasons or is_relative(sentence, content))
    ):
        content = None
    if content is not None:
        return _make_after(sentence, cue, subject, content)
    if "nicht" in tokens.lows[cue.first : clause.end]:
        return None
    end = max(clause.end, cue.end)
    end += end < sentence.end and not tokens.words[end]  # A short quotation: “nannte die Fähre ‚alt, aber sicher‘”.
    piece = (min(clause.first, subject.first), end)
    is_close = tokens.has_quoted(*piece)
    return Frame(cue=cue, subject=subject, contents=(piece,), rest=(cue.end, clause.end), is_close=is_close)


def _read_subject(sentence: Sentence, taken: int, clause: _Clause) -> Phrase | None:
    """Before the verb if the clause opens with a noun phrase, else right after it."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    first, verb = clause.first, clause.verb
    if first == verb and first > taken and tokens.words[first - 1] == ",":
        inserted = read_left(tokens, taken, first, lexicon)
        is_whole = inserted is not None and inserted.end - inserted.head_end > 1 and inserted.first == taken
        if is_whole and opens_noun_phrase(tokens, taken, lexicon):
            return inserted
    if first + 1 < verb and tokens.lows[verb - 1] in lexicon.conjunctions:
        is_open = tokens.is_capital(first) and tokens.lows[first] not in lexicon.fronted
        if is_open or opens_noun_phrase(tokens, first, lexicon):  # “Brenn dankte ihnen und sagte: ...”
            return read_noun_phrase(tokens, first, verb, lexicon)
    if first < verb and opens_noun_phrase(tokens, first, lexicon):
        return _take_all(sentence, taken if _opens_with_name(sentence, taken, first) else first, verb)
    right = verb + 1
    while right < clause.end and (tokens.lows[right] in lexicon.fronted or tokens.lows[right] in ("sich", "es")):
        right += 1
    if right < clause.end and tokens.lows[right] not in lexicon.prepositions:
        return _trim(sentence, read_noun_phrase(tokens, right, clause.end, lexicon))
    if first < verb and tokens.is_capital(first) and tokens.lows[first] not in lexicon.fronted:
        return _take_all(sentence, first, verb)
    return None


def _trim(sentence: Sentence, subject: Phrase | None) -> Phrase | None:
    """A subject behind its verb, without time, place and listener: “sagte Ida Brenn | im Hafen | gegenüber dem Kurier”."""
    if subject is None:
        return None
    tokens, lexicon = sentence.tokens, sentence.lexicon
    for at in range(subject.first + 1, subject.end):
        is_verb = tokens.lows[at] == "und" and at + 1 < subject.end and tokens.words[at + 1][:1].islower()
        is_joint = is_verb and tokens.lows[at + 1] not in lexicon.articles
        if is_joint or (tokens.lows[at] in lexicon.loose and tokens.words[at][0].islower()):
            return Phrase(subject.first, at, min(at, subject.head_end))
    return subject


def _opens_with_name(sentence: Sentence, taken: int, first: int) -> bool:
    """Whether a name and a comma stand before a role: “Ida Brenn, die Hafenmeisterin sagte”."""
    tokens, comma = sentence.tokens, first - 1
    if comma - taken < len(("Ida", "Brenn")) or tokens.words[comma] != ",":
        return False
    return all(tokens.is_capital(at) and tokens.lows[at] not in sentence.lexicon.fronted for at in range(taken, comma))


def _take_all(sentence: Sentence, first: int, end: int) -> Phrase:
    comma = next((at for at in range(first, end) if sentence.tokens.words[at] == ","), end)
    return Phrase(first, end, find_noun_head(sentence.tokens, first, comma, sentence.lexicon))


def _read_according(sentence: Sentence, taken: int, cue: Cue) -> Frame | None:
    """“Laut Polizei ...”, “..., so die Polizei”, “nach Angaben der Polizei”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    at = cue.first
    subject = read_noun_phrase(tokens, cue.end, sentence.end, lexicon)
    if subject is None:
        return None
    if cue.words in lexicon.only_after:
        closes = subject.end >= sentence.end or tokens.words[subject.end] in (",", ":", "", ".")
        is_after = at > taken and tokens.words[at - 1] in (",", "")
        return _make_before(sentence, taken, at, cue, subject) if is_after and closes else None
    if cue.words in lexicon.needs_report and not any(
        low.endswith(tuple(lexicon.reports)) for low in tokens.lows[cue.end : subject.head_end]
    ):
        return None
    stop = at - (at > taken and tokens.words[at - 1] == ",")
    return _make_around(cue, subject, (taken, stop), (sentence.skip_colon(subject.end), sentence.end))


def _read_behind(sentence: Sentence, taken: int, cue: Cue) -> Frame | None:
    """“Dem Bericht zufolge ...”."""
    tokens, at = sentence.tokens, cue.first
    first = at
    while first > taken and tokens.words[first - 1] and tokens.words[first - 1] not in ",;:" and at - first < _SUBJECT:
        first -= 1
    if first >= at:
        return None
    subject = Phrase(first, at, find_noun_head(tokens, first, at, sentence.lexicon))
    return _make_around(cue, subject, (taken, first), (cue.end, sentence.end))


def _make_around(cue: Cue, subject: Phrase, *pieces: tuple[int, int]) -> Frame | None:
    contents = tuple(piece for piece in pieces if piece[0] < piece[1])
    return Frame(cue=cue, subject=subject, contents=contents, rest=(subject.end, subject.end)) if contents else None


def _make_after(sentence: Sentence, cue: Cue, subject: Phrase, start: int) -> Frame | None:
    if start >= sentence.end:
        return None
    is_close = sentence.tokens.words[start] == ""
    piece = (start, sentence.end)
    return Frame(cue=cue, subject=subject, contents=(piece,), rest=(cue.end, max(cue.end, start)), is_close=is_close)


def _make_before(sentence: Sentence, taken: int, gap: int, cue: Cue, subject: Phrase) -> Frame | None:
    """What is said stands before its attribution; a quotation after it goes on."""
    words = sentence.tokens.words
    gap = sentence.skip_commas_back(gap, taken)
    start = sentence.skip_marks(taken, gap)
    if start >= gap:
        return None
    contents = [(start, gap)]
    after = max(cue.end, subject.end)
    rest = (after, sentence.end)
    following = find_clause_end(sentence, after)
    again = following + (following < sentence.end and words[following] in (",", ":"))
    if again < sentence.end and words[again] == "":
        contents.append((again, sentence.end))
        rest = (after, following)
    is_close = words[gap - 1] == ""
    return Frame(cue=cue, subject=subject, contents=tuple(contents), rest=rest, is_close=is_close)
