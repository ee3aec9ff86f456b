"""What the readers of attributions pass around: a sentence, a cue in it, and the attribution that they read."""

from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import Lexicon, match_phrase
from .phrases import Phrase
from .tokens import Tokens

#: What may stand between a quotation or a clause and its attribution.
COMMAS = (",", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of saying.

    Attributes:
        first, end: its tokens.
        words: in lower case.
        is_saying: whether it is a word of saying rather than of thinking.
    """

    first: int
    end: int
    words: str
    is_saying: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: the tokens `first` to `end`."""

    tokens: Tokens
    lexicon: Lexicon
    first: int
    end: int

    def find_cues(self, *, may_be_capital: bool = False) -> Iterator[Cue]:
        """The cues, in order; a capitalised one counts at the beginning only, unless the language says otherwise."""
        lows, lexicon = self.tokens.lows, self.lexicon
        for at in range(self.first, self.end):
            if lows[at] in lexicon.cues and (may_be_capital or at == self.first or self.tokens.words[at][0].islower()):
                end = at + match_phrase(lows, at, lexicon.cues)
                if at < end <= self.end:
                    words = " ".join(lows[at:end])
                    yield Cue(at, end, words, words in lexicon.sayings or words in lexicon.according)

    def skip_commas_back(self, at: int, low: int) -> int:
        """Where the commas and dashes before token `at` begin."""
        while at > low and self.tokens.words[at - 1] in COMMAS:
            at -= 1
        return at

    def skip_marks(self, at: int, end: int) -> int:
        """The first token from `at` that is a word or a quotation, and no conjunction."""
        words, lows = self.tokens.words, self.tokens.lows
        while at < end and words[at] and (not words[at][0].isalnum() or lows[at] in self.lexicon.conjunctions):
            at += 1
        return at

    def skip_colon(self, at: int) -> int:
        """The first token from `at` that is no comma, colon or line end."""
        while at < self.end and self.tokens.words[at] in (",", ":", ";", "\n"):
            at += 1
        return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attribution: all in tokens, half-open.

    Attributes:
        cue: the cue.
        subject: who; None where the sentence does not say.
        contents: what, in one or two pieces.
        rest: what stands beside the cue and is neither: where to look for a medium.
        is_shared: whether the subject is guessed from another part of the sentence.
        is_close: whether quotation, subject and cue stand side by side.
        is_joined: whether a participle goes on from an attribution before it ("..., adding that").
        is_reported: whether only the form of its verb attributes a sentence to the speaker before.
    """

    cue: Cue
    subject: Phrase | None
    contents: tuple[tuple[int, int], ...]
    rest: tuple[int, int]
    is_shared: bool = False
    is_close: bool = False
    is_joined: bool = False
    is_reported: bool = False

    @property
    def has_word(self) -> bool:
        """Whether a word attributes it, rather than a colon or the form of a verb."""
        return not self.is_reported and self.cue.words[:1].isalpha()

    @property
    def is_relative(self) -> bool:
        """Whether the subject is a "who"."""
        return self.subject is not None and self.subject.antecedent is not None

    @property
    def end(self) -> int:
        """Where the next attribution may begin."""
        return max(self.cue.end, *(piece[1] for piece in self.contents))
