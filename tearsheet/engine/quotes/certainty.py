"""Which attributions can be read in one way only, so that editors need not be asked."""

from .lexicon import match_phrase
from .phrases import Phrase
from .sentences import Frame, Sentence
from .speakers import Speaker

#: Words between marks that are this many, and begin with a capital, are a sentence.
_FULL_WORDS = 4
#: Titles leave words of so few letters without a capital.
_SMALL = 3
#: The longest head of a sure subject, in tokens.
_HEAD = 12
#: The farthest that a participle may stand behind the subject that it shares, in tokens.
_NEAR = 12


def is_sentence(said: str) -> bool:
    """Whether words between marks are a sentence rather than a part of one, or a title ("The Old Man of Port Alder")."""
    words = said.split()
    if len(words) < _FULL_WORDS or said[0].islower():
        return False
    small = [word for word in words if word[0].islower()]
    return 2 * len(small) > len(words) or any(len(word) > _SMALL for word in small) or not any(map(str.islower, said))


def is_whole(said: str) -> bool:
    """Whether words between marks are a sentence, however short: it begins and ends as one does ("It helps.")."""
    return is_sentence(said) or (said[:1].isupper() and said[-1:] in ".?!…")


def is_clause(said: str) -> bool:
    """Whether words between marks are too many for a title and go on in a sentence that began outside of them."""
    return said[:1].islower() and len(said.split()) >= _FULL_WORDS


def is_safe(sentence: Sentence, frame: Frame, speaker: Speaker) -> bool:
    """Whether a plain verb of saying has a subject that is short, whole and known."""
    subject = frame.subject
    if subject is None or not frame.cue.is_saying or not speaker.is_sure:
        return False
    if not _has_plain_verb(sentence, frame, subject) or not _is_first_hand(sentence, frame, subject):
        return False
    return _is_plain_subject(sentence, frame, subject, speaker)


def _has_plain_verb(sentence: Sentence, frame: Frame, subject: Phrase) -> bool:
    """Whether a verb is the subject's own, or a participle that nobody else can share, and nothing negates it."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    is_participle = frame.cue.words in lexicon.participles
    is_near = frame.is_joined and is_participle and 0 < frame.cue.first - subject.head_end <= _NEAR
    if (frame.is_shared and not is_near) or (is_participle and not frame.is_joined):
        return False
    verb = (*tokens.lows[subject.end : frame.cue.first], frame.cue.words)
    return not any(low in lexicon.negations for low in verb)


def _is_first_hand(sentence: Sentence, frame: Frame, subject: Phrase) -> bool:
    """Whether nothing like "according to the Courier" follows."""
    rest = range(max(frame.cue.end, subject.end), frame.rest[1])
    return not any(match_phrase(sentence.tokens.lows, at, sentence.lexicon.according_phrases) for at in rest)


def _is_plain_subject(sentence: Sentence, frame: Frame, subject: Phrase, speaker: Speaker) -> bool:
    tokens, lexicon = sentence.tokens, sentence.lexicon
    head = range(subject.first, subject.head_end)
    opener = tokens.lows[subject.first]
    is_open = subject.antecedent is None and opener in lexicon.relative and opener not in lexicon.articles
    if is_open or len(head) > _HEAD:
        return False
    is_noun = frame.cue.words in lexicon.ambiguous and not speaker.is_name and len(head) > 1
    if is_noun and not _is_verb_by_place(sentence, frame, subject):
        return False
    if lexicon.is_verb_second and not _is_plain_noun(sentence, frame, subject, speaker):
        return False
    # Right behind marks and verb, a common noun ends what may only be its adjectives: “...,” says one unaligned captain.
    if not speaker.is_name and frame.is_close and frame.cue.end == subject.first:
        head = head[-1:]
    return not any(_is_verb(sentence, at, subject.first) for at in head)


def _is_verb_by_place(sentence: Sentence, frame: Frame, subject: Phrase) -> bool:
    """Whether no noun can stand where a cue does: “...” the critics say; “...,” reads the note; the plan, critics say."""
    tokens = sentence.tokens
    first = min(subject.first, frame.cue.first)
    if first == sentence.first:
        return False
    before = tokens.words[first - 1]
    return not before or (before == "," and tokens.words[first - 2 : first - 1] == [""])


def _is_verb(sentence: Sentence, at: int, first: int) -> bool:
    """Whether a word in a subject may be a verb of its own: "sailors leaving Norda", not "the retired mayor"."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    low = tokens.lows[at]
    if not lexicon.verb_endings or not low.endswith(lexicon.verb_endings):
        return False
    if not tokens.words[at][0].islower() or low in lexicon.titles or "-" in low:
        return False
    return at > first and tokens.lows[at - 1] not in lexicon.determiners


def _is_plain_noun(sentence: Sentence, frame: Frame, subject: Phrase, speaker: Speaker) -> bool:
    """Where all nouns have capitals: whether a subject may be the nominative, and its verb has no other object."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    if frame.cue.words not in lexicon.plain or not speaker.name or len(tokens.words[subject.first]) == 0:
        return False
    opener = tokens.lows[subject.first]
    is_named = tokens.is_capital(subject.first) and not any(char in speaker.name for char in ".“”„»«")
    inside = tokens.lows[subject.first + 1 : subject.end]
    return (opener in lexicon.nominative or is_named) and not any(low in lexicon.times for low in inside)


def is_beside(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether the quotation at token `at` stands at its attribution, with no other cue in between."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    first, end = frame.contents[0]
    said = tokens.span(at, at + 1).of(tokens.text)
    if lexicon.is_verb_second and (first != at or not is_sentence(said)):
        return False
    if lexicon.is_verb_second and at > frame.cue.first and tokens.words[at - 1] not in (":", ","):
        return False
    is_title = first != at and said[:1].isupper() and not is_sentence(said)  # "under the name “Harbour Jim”"
    if is_title and (at < frame.cue.first or first <= at < end or not frame.is_close):
        return False
    if at < frame.cue.first:
        return not _has_saying(sentence, first, at)
    if not first <= at < end and frame.is_close:
        return True
    return not _has_saying(sentence, frame.cue.end, at)


def _has_saying(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a verb of saying stands there that is no noun, or somebody else who says or thinks: “Varga thinks”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    for at in range(first, end):
        low = tokens.lows[at]
        if (low in lexicon.sayings and low not in lexicon.ambiguous) or low in lexicon.tell:
            return True
        if low in lexicon.cues and at > first and _is_name_before(sentence, at):
            return True
    return False


def _is_name_before(sentence: Sentence, at: int) -> bool:
    """Whether a name stands before a word and does not own it: “Varga thinks”, not “Varga’s remarks”."""
    tokens = sentence.tokens
    low = tokens.lows[at - 1]
    return tokens.is_capital(at - 1) and low not in sentence.lexicon.that and not low.endswith(("'s", "’s"))
