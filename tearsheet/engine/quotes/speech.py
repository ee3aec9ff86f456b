"""Who said what, by patterns and word lists: an article in well under a millisecond a sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tearsheet.engine.model import Span

from . import frames as verb_anywhere
from . import verb_second
from .certainty import is_beside, is_clause, is_safe, is_sentence, is_whole
from .marks import MARK_CHARACTERS
from .media import read_medium
from .names import find_names
from .sentences import Frame, Sentence
from .speakers import Cast, Speaker
from .tokens import Tokens, read_tokens

#: How far behind a quotation another one may go on, in characters.
_REACH = 300
#: How far if capitals do not tell names, so that a new speaker may stand in between unseen.
_BESIDE = 60
_NEXT_WORD = re.compile(r"(?:['’]s)? ([a-z]\w*)")
_BREAK = re.compile(r"\n+")
_NOBODY = Speaker(None, None, None, is_sure=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that somebody said or wrote.

    Attributes:
        span: the words, without quotation marks.
        kind: `direct`: whole sentences between marks, or behind the dash of a dialogue; `mixed`: part of a sentence between marks; `indirect`: a
            paraphrase without marks, never to be printed as a quotation.
        speaker: the name, as full as the article gives it, or the words on the page; None if unresolved.
        speaker_span: where the speaker's words stand beside the cue; None if they do not.
        role: what the article says the speaker is, or None.
        cue: the word of saying, or None.
        medium: where it was said: "Facebook", "a statement"; None if not told.
        certain: the attribution can be read in one way, and the speaker is named, described or, for a pronoun, the
            only one who fits. Otherwise ask before publishing.
        clause: what is attributed with these words: for `mixed` the whole clause, paraphrase and marks; else `span`.
        cue_span: what attributes it; the parts of one utterance ("...," she said, "...") share it. None if nothing does.
    """

    span: Span
    kind: Literal["direct", "indirect", "mixed"]
    speaker: str | None = None
    speaker_span: Span | None = None
    role: str | None = None
    cue: str | None = None
    medium: str | None = None
    certain: bool = False
    clause: Span | None = None
    cue_span: Span | None = None


def find_quotes(text: str, *, language: str | None = None) -> tuple[Quote, ...]:
    """The quotations of an article, in order; linear in the length of the text.

    Words between marks count if they are a sentence or stand beside a cue; others are scare quotes or titles.

    Args:
        text: the running text.
        language: primary tag; English word lists where it is unknown or we have none.
    """
    tokens = read_tokens(text, language)
    cast = _make_cast(tokens)
    quotes: list[Quote] = []
    last: Quote | None = None
    running: Frame | None = None
    for first, end in tokens.sentences:
        sentence = Sentence(tokens, tokens.lexicon, first, end)
        frames = _read_frames(sentence, running)
        running = frames[-1] if frames else None
        cast.note_topic(first, end)
        found = [quote for frame in frames for quote in _make_quotes(sentence, frame, cast)]
        spoken = {quote.span.start for quote in found}
        if found:
            last = next((quote for quote in reversed(found) if quote.kind != "indirect"), found[-1])
        else:
            last = _read_lead(sentence, cast) or _doubt(last, cast, tokens.starts[first])
        for at in tokens.find_quoted(first, end):
            if tokens.starts[at] not in spoken and (at == first or _is_led(sentence, at)):
                alone = _read_alone(sentence, at, last)
                found.extend(alone)
                last = alone[-1] if alone else last
        quotes.extend(found)
    quotes.sort(key=lambda quote: quote.span.start)
    return tuple(_complete(tokens.text, quotes))


def _make_cast(tokens: Tokens) -> Cast:
    """Who is named in a text, and whether it is in somebody's words."""
    cast, marked = Cast(tokens, tokens.lexicon), tokens.marked
    starts = [span.start for span in marked]
    for span in find_names(tokens.text, tokens.lexicon):
        at = bisect_right(starts, span.start) - 1
        is_spoken = at >= 0 and span.start < marked[at].end
        cast.learn(span.of(tokens.text), span.start, is_mentioned=not is_spoken and not _is_of(tokens, span))
    return cast


def _is_of(tokens: Tokens, span: Span) -> bool:
    """Whether a name only tells whose or which a thing is: "the Brenn campaign"."""
    after = _NEXT_WORD.match(tokens.text, span.end)
    return after is not None and after[1] in tokens.lexicon.things and after[1] not in tokens.lexicon.media


def _read_frames(sentence: Sentence, running: Frame | None) -> list[Frame]:
    if not sentence.lexicon.is_verb_second:
        return verb_anywhere.read_frames(sentence)
    return verb_second.read_frames(sentence) or verb_second.read_reported(sentence, running)


def _make_quotes(sentence: Sentence, frame: Frame, cast: Cast) -> Iterator[Quote]:
    """The quotations of an attribution: each stretch between marks, or the paraphrase if there is none."""
    tokens, text = sentence.tokens, sentence.tokens.text
    speaker = cast.resolve(frame.subject, is_guess=frame.is_shared) if frame.subject else _NOBODY
    cue = tokens.span(frame.cue.first, frame.cue.end)
    is_certain = is_safe(sentence, frame, speaker)
    for first, end in frame.contents:
        clause = tokens.span(first, end)
        cast.spoken.append((clause.start, clause.end))
        whole = Quote(
            span=clause,
            kind="indirect",
            speaker=speaker.name,
            speaker_span=speaker.span,
            role=speaker.role,
            cue=cue.of(text) if frame.has_word else None,
            medium=read_medium(sentence, frame),
            certain=is_certain,
            clause=clause,
            cue_span=cue,
        )
        quoted = tokens.find_quoted(first, end)
        for at in quoted:
            span = tokens.span(at, at + 1)
            kind: Literal["direct", "mixed"] = "direct" if is_sentence(span.of(text)) else "mixed"
            yield replace(whole, span=span, kind=kind, certain=is_certain and is_beside(sentence, frame, at))
        if not quoted:
            is_dialogue = _is_dialogue(sentence, frame, first)
            yield replace(whole, kind="direct", certain=False) if is_dialogue else whole


def _read_lead(sentence: Sentence, cast: Cast) -> Quote | None:
    """Whom the quotation after a sentence like “Oto Varga agreed.” is of, as the quotation that it goes on; or None."""
    lead = None if sentence.lexicon.is_verb_second else verb_anywhere.read_lead(sentence)
    if lead is None:
        return None
    cue, subject = lead
    speaker = cast.resolve(subject)
    frame = Frame(cue=cue, subject=subject, contents=(), rest=(cue.end, sentence.end))
    span = sentence.tokens.span(cue.first, cue.end)
    return Quote(
        span=speaker.span or span,
        kind="direct",
        speaker=speaker.name,
        speaker_span=speaker.span,
        role=speaker.role,
        cue=span.of(sentence.tokens.text),
        medium=read_medium(sentence, frame),
        certain=is_safe(sentence, frame, speaker),
        cue_span=span,
    )


def _doubt(last: Quote | None, cast: Cast, since: int) -> Quote | None:
    """The quotation that may go on, no longer certain if a sentence is about somebody else: “...,” Brenn said. Varga nodded."""
    return replace(last, certain=False) if last and cast.turns(last.speaker, since) else last


def _is_led(sentence: Sentence, at: int) -> bool:
    """Whether a quotation is all of its sentence but a word like "Instead,"."""
    before = sentence.tokens.lows[sentence.first : at]
    if at + 1 < sentence.end or len(before) > len(("instead", ",")):
        return False
    return all(low in sentence.lexicon.connectives or low == "," for low in before)


def _is_dialogue(sentence: Sentence, frame: Frame, first: int) -> bool:
    """Whether a dash at the beginning of its line opens what is said before a verb; never certain, for lists have dashes."""
    tokens, at = sentence.tokens, sentence.first
    if frame.cue.words in sentence.lexicon.according:
        return False
    is_line = at == 0 or tokens.words[at - 1] == "\n"
    return is_line and tokens.words[at] in sentence.lexicon.dashes and first == at + 1 < frame.cue.first


def _read_alone(sentence: Sentence, at: int, last: Quote | None) -> list[Quote]:
    """A quotation without an attribution of its own: more of the one before it, or nobody's; none if it is no speech."""
    tokens = sentence.tokens
    span = tokens.span(at, at + 1)
    said = span.of(tokens.text)
    is_more = is_whole(said) or (at > sentence.first and is_clause(said))
    if last and last.cue_span and _goes_on(tokens.text, last.span.end, span.start) and is_more:
        is_next = not tokens.lexicon.is_verb_second or span.start - max(last.span.end, last.cue_span.end) < _BESIDE
        return [replace(last, span=span, kind="direct", clause=span, certain=last.certain and is_next)]
    if not is_sentence(said):
        return []
    if last and last.cue_span and at == sentence.first and _is_next(tokens.text, last, span.start):
        return [replace(last, span=span, kind="direct", clause=span, certain=False)]
    return [Quote(span=span, kind="direct", clause=span)]


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a quotation follows another in its paragraph, or opens the next one of a speech that was left open."""
    if start - end > _REACH:
        return False
    return "\n" not in text[end:start] or _is_open(text, end, start)


def _is_next(text: str, last: Quote, start: int) -> bool:
    """Whether a quotation begins the paragraph right after one that ends with the attribution of another."""
    if last.cue_span is None or last.cue_span.start < last.span.end or start - last.span.end >= _REACH:
        return False
    after, *others = _BREAK.split(text[last.cue_span.end : start])
    return len(others) == 1 and MARK_CHARACTERS.isdisjoint(after) and not any(map(str.isalnum, others[0]))


def _is_open(text: str, end: int, start: int) -> bool:
    """Whether a quotation was left open at its paragraph's end and the next paragraph opens it anew."""
    between = text[end:start]
    return between[:1].isspace() and not any(map(str.isalnum, between)) and "\n" in between


def _complete(text: str, quotes: Iterable[Quote]) -> list[Quote]:
    """Give the paragraphs of a speech that was left open the speaker who is named at its end."""
    done: list[Quote] = []
    for quote in reversed(list(quotes)):
        after = done[-1] if done else None
        if (
            after
            and quote.cue_span is None
            and after.cue_span
            and after.kind == "direct"
            and after.span.start - quote.span.end < _REACH
            and _is_open(text, quote.span.end, after.span.start)
        ):
            done.append(replace(after, span=quote.span, clause=quote.span))
        else:
            done.append(quote)
    return done[::-1]
