"""Words of a page as they are written within a sentence of ours."""

from .lexicon import get_lexicon


def write_within(words: str, *, language: str | None = None) -> str:
    """Words that may have begun a sentence, as they stand within one: "Its chief executive" is "its chief executive".

    Only a pronoun, or a determiner before a word in small letters, loses its capital: "The Alder Courier" is a name, and
    whether any other word has its capital from its place nobody can tell.

    Args:
        words: as they stand on the page.
        language: of the page, as a BCP 47 tag.
    """
    first, _, rest = words.partition(" ")
    lexicon = get_lexicon(language)
    is_plain = first.lower() in (lexicon.determiners if rest else lexicon.pronouns)
    if not is_plain or not first[1:].islower() or (rest and not rest[0].islower()):
        return words
    return first.lower() + words[len(first) :]
