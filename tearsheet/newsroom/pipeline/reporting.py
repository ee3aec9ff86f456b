"""What taking in came to, in lines for a terminal."""

from collections.abc import Iterator

from django.template.defaultfilters import pluralize

from tearsheet.newsroom.intake.models import Entry
from tearsheet.newsroom.items.actions import DigestTaken
from tearsheet.newsroom.pipeline.taking import Taken

#: How many repaired words are listed; the digest's row in the database has them all.
MOST_REPAIRS = 20


def describe_taken(taken: Taken) -> Iterator[str]:
    """One paragraph a digest, then a table of what became of pages.

    Args:
        taken: when everything is taken in.
    """
    for path, digest in taken.digests:
        yield from _describe_digest(path, digest)
    for outcome, count in sorted(taken.outcomes.items()):
        words = Entry.Outcome(outcome).label if outcome else "To be tried again"
        yield f"{count:6} {outcome or '-':<12} {words}"


def _describe_digest(path: str, taken: DigestTaken) -> Iterator[str]:
    hint = " (new; readers see it when you publish it)" if taken.is_new_section else ""
    yield f"{path}: a digest, section “{taken.section.title}”{hint}"
    yield f"{len(taken.made):6} draft{pluralize(len(taken.made))} made, {len(taken.known)} known from before"
    yield f"{taken.clip_count:6} passage{pluralize(taken.clip_count)} found in kept articles and clipped"
    yield f"{taken.unverified_count:6} unverified: take in the articles they come from, then this file again"
    if taken.picture_count:
        yield f"{taken.picture_count:6} picture{pluralize(taken.picture_count)} to add: a text has only their words"
    if taken.missing_icons:
        yield f"       icons that are not in the vocabulary: {', '.join(taken.missing_icons)}"
    yield from _describe_repairs(taken.digest.repairs)


def _describe_repairs(repairs: list[list[str]]) -> Iterator[str]:
    if not repairs:
        return
    yield f"{len(repairs):6} word{pluralize(len(repairs))} with broken characters repaired:"
    for wrong, right in repairs[:MOST_REPAIRS]:
        yield f"       {wrong} → {right}"
    if len(repairs) > MOST_REPAIRS:
        yield f"       … and {len(repairs) - MOST_REPAIRS} more"
