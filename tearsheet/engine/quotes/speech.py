"""Who said what, by patterns and word lists: an article in well under a millisecond a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tearsheet.engine.model import Span

from . import frames as verb_anywhere
from . import verb_second
from .language import Language, get_language
from .lexicon import Lexicon, get_lexicon
from .marks import find_marked, unify_marks
from .names import find_names, match_name
from .sentences import Frame, Sentence
from .speakers import Cast, Speaker
from .tokens import Tokens, read_tokens

#: Words between marks that are this many, and begin with a capital, are a sentence.
_FULL_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that somebody said or wrote.

    Attributes:
        span: the words, without quotation marks.
        kind: `direct`: whole sentences between marks; `mixed`: part of a sentence between marks; `indirect`: a
            paraphrase without marks, never to be printed as a quotation.
        speaker: the name, as full as the article gives it, or the words on the page; None if unresolved.
        speaker_span: where the speaker's words stand beside the cue; None if they do not.
        role: what the article says the speaker is, or None.
        cue: the word of saying, or None.
        medium: where it was said: "Facebook", "a statement"; None if not told.
        certain: the speaker is named beside a cue in the same sentence. Otherwise ask before publishing.
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
    words, lexicon = get_language(language), get_lexicon(language)
    plain = unify_marks(text)
    marked = find_marked(plain)
    tokens = read_tokens(plain, marked, lexicon)
    cast = Cast(tokens, lexicon)
    inside = iter((*marked, Span(start=len(text), end=len(text))))
    quoted = next(inside)
    for span in find_names(plain, words):
        while quoted.end <= span.start:
            quoted = next(inside, Span(start=len(text), end=len(text) + 1))
        cast.learn(span.of(plain), span.start, is_spoken=quoted.start <= span.start)
    quotes: list[Quote] = []
    last: Quote | None = None
    running: Frame | None = None
    for first, end in tokens.sentences:
        sentence = Sentence(tokens, lexicon, first, end)
        frames = (verb_second if lexicon.is_verb_second else verb_anywhere).read_frames(sentence)
        if not lexicon.is_verb_second:
            cast.note_topic(first, end)
        if not frames and lexicon.reported and quotes:
            frames = verb_second.read_reported(sentence, running)
        running = frames[-1] if frames else None
        attributed: set[int] = set()
        for frame in frames:
            for quote in _make_quotes(tokens, frame, cast, words, lexicon):
                quotes.append(quote)
                attributed.add(quote.span.start)
                if quote.kind != "indirect":
                    last = quote
        for at in range(first, end) if tokens.has_quoted(first, end) else ():
            if tokens.words[at] == "" and tokens.starts[at] not in attributed:
                quote = _read_alone(tokens, at, first, last)
                if quote:
                    quotes.append(quote)
                    last = quote
    quotes.sort(key=lambda quote: quote.span.start)
    return tuple(quotes)


def _make_quotes(tokens: Tokens, frame: Frame, cast: Cast, words: Language, lexicon: Lexicon) -> Iterator[Quote]:
    speaker = cast.resolve(frame.subject, is_guess=frame.is_shared) if frame.subject else Speaker(None, None, None, False)
    cue = tokens.span(frame.cue.first, frame.cue.end)
    medium = _read_medium(tokens, frame, words)
    is_certain = _is_safe(tokens, frame, speaker, lexicon)
    for first, end in frame.contents:
        clause = tokens.span(first, end)
        cast.spoken.append((clause.start, clause.end))
        spans = [at for at in range(first, end) if tokens.words[at] == ""]
        for at in spans:
            span = tokens.span(at, at + 1)
            yield Quote(
                span=span,
                kind="direct" if _is_sentence(span.of(tokens.text)) else "mixed",
                speaker=speaker.name,
                speaker_span=speaker.span,
                role=speaker.role,
                cue=None if frame.is_reported else cue.of(tokens.text),
                medium=medium,
                certain=is_certain and _is_beside(tokens, frame, at, lexicon),
                clause=clause,
                cue_span=cue,
            )
        if not spans:
            yield Quote(
                span=clause,
                kind="indirect",
                speaker=speaker.name,
                speaker_span=speaker.span,
                role=speaker.role,
                cue=None if frame.is_reported else cue.of(tokens.text),
                medium=medium,
                certain=is_certain,
                clause=clause,
                cue_span=cue,
            )


def _is_safe(tokens: Tokens, frame: Frame, speaker: Speaker, lexicon: Lexicon) -> bool:
    """Whether an attribution can only be read in one way: a plain verb of saying whose subject is short and whole."""
    subject = frame.subject
    if subject is None or not frame.cue.is_saying or frame.is_shared or not speaker.is_sure:
        return False
    cue = frame.cue.words
    if cue in lexicon.participles and not frame.is_joined:
        return False
    if subject.antecedent is None and tokens.lows[subject.first] in lexicon.relative:
        return False
    if cue in lexicon.ambiguous and speaker.name == (speaker.span and speaker.span.of(tokens.text)) and " " in speaker.name:
        return tokens.is_capital(subject.head_end - 1) and tokens.is_capital(subject.first)
    head = range(subject.first, subject.head_end)
    return len(head) <= _HEAD and not any(
        tokens.words[at][:1].islower() and tokens.lows[at].endswith(("ing", "ed")) and tokens.lows[at] not in lexicon.titles for at in head
    )


def _is_beside(tokens: Tokens, frame: Frame, at: int, lexicon: Lexicon) -> bool:
    """Whether a quotation stands at its attribution, with no other cue in between."""
    first, end = frame.contents[0]
    low, high = (frame.cue.end, at) if frame.cue.end <= at else (first, at)
    is_before = frame.cue.end <= at
    if is_before and first <= at < end:
        said = tokens.span(at, at + 1).of(tokens.text)
        if high - low > _BESIDE or (first != at and said[:1].isupper() and not _is_sentence(said)):
            return False
    if not is_before and high - low > _BESIDE:
        return False
    if is_before and not first <= at < end:
        return frame.is_close
    between = tokens.lows[low:high]
    if is_before:
        return not any(word in lexicon.cues for word in between)
    return not any((word in lexicon.sayings and word not in lexicon.ambiguous) or word in lexicon.tell for word in between)


def _is_sentence(said: str) -> bool:
    return len(said.split()) >= _FULL_WORDS and not said[0].islower()


def _read_alone(tokens: Tokens, at: int, first: int, last: Quote | None) -> Quote | None:
    """A quotation without an attribution of its own: more of the one before it, or nobody's; None if it is no speech."""
    span = tokens.span(at, at + 1)
    if not _is_sentence(span.of(tokens.text)) or at != first:
        return None
    if last and last.cue_span and _goes_on(tokens, last, at):
        return Quote(
            span=span,
            kind="direct",
            speaker=last.speaker,
            speaker_span=last.speaker_span,
            role=last.role,
            cue=last.cue,
            medium=last.medium,
            certain=last.certain and "\n" not in tokens.text[last.span.end : span.start],
            clause=span,
            cue_span=last.cue_span,
        )
    return Quote(span=span, kind="direct", clause=span)


def _goes_on(tokens: Tokens, last: Quote, at: int) -> bool:
    """Whether a quotation follows another in its paragraph, or opens the next one of a speech that was left open."""
    if tokens.starts[at] - last.span.end > _REACH:
        return False
    between = tokens.text[last.span.end : tokens.starts[at]]
    return ("\n" not in between or not between.strip("\"“”„«»‘’'‚‹› \n"))


_REACH = 300
_BESIDE = 14
_HEAD = 9


def _read_medium(tokens: Tokens, frame: Frame, words: Language) -> str | None:
    text = tokens.text
    cue = tokens.span(frame.cue.first, frame.cue.end)
    start = cue.end
    end = max(start, tokens.ends[frame.rest[1] - 1])
    if words.tell.fullmatch(cue.of(text)):
        told = match_name(text, words, start + 1)
        if told and told.end <= end:
            return told.of(text)
        listener = re.compile(r"\s(\w+)").match(text, start, end)
        return listener[1] if listener and len(listener[1]) > len("them") else None
    for preposition in words.inside.finditer(text, start, end):
        name = match_name(text, words, preposition.end() + 1)
        if name and name.end <= end:
            return name.of(text)
        thing = words.medium.search(text, preposition.end(), min(end, preposition.end() + 40))
        if thing:
            return text[preposition.end() : thing.end()].strip()
    return None
