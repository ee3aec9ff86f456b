"""Words that were read from a digest, found in kept articles. Only what stands in exactly one of them is taken."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import F, Q

from tearsheet.engine.anchors import Located, locate_excerpt
from tearsheet.engine.text import canonical_url, tokenize
from tearsheet.newsroom.archive.port import Archive, Limits
from tearsheet.newsroom.archive.querysets import unarchived
from tearsheet.newsroom.archive.searching import open_archive
from tearsheet.newsroom.archive.words import Either, Phrase, fold_words
from tearsheet.newsroom.intake.models import Revision
from tearsheet.newsroom.items.mapping import GAP, Passage, split_printed

#: A shorter passage may stand in an article by chance: it is looked for only where longer ones of its item were found.
LONG_ENOUGH = 8
#: How many passages are looked for in one query, and how long a run of words must be to be asked for, in code points.
_TOGETHER, _SHORTEST_RUN, _LONGEST_RUN = 20, 12, 80
#: And how many words it must have, of which the outer two are not asked for.
_FEWEST_WORDS = 4
#: How many articles are looked at for a run of words; a text that more have stands in many, and so in none alone.
_MOST_FOUND = 200
#: What may differ between a copy and its source, so that no run of words goes across it.
_UNSURE = re.compile(rf"{re.escape(GAP)}|[^\S ]|  +|[\"'“”„‟«»‘’‚‛‹›`´\[\]-]|[\u2010-\u2015…]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A passage, found.

    Attributes:
        revision: with its article and source.
        located: where in its text.
    """

    revision: Revision
    located: Located


def find_kept(items: Iterable[Sequence[Passage]]) -> dict[Passage, Kept]:
    """Which passages stand verbatim in exactly one kept article.

    Where the digest names a publisher, only that publisher's articles count: a reprint elsewhere has the same words.

    Args:
        items: the passages of each item.

    Returns:
        The passages that were found; a few queries whatever their number.
    """
    items = [list(passages) for passages in items]
    wanted = {passage for passages in items for passage in passages if _is_long(passage.text)}
    candidates = _find_candidates({passage.text for passage in wanted})
    found = {passage: kept for passage in wanted if (kept := _choose(passage, candidates[passage.text]))}
    for passages in items:
        near = {found[passage].revision for passage in passages if passage in found}
        for passage in passages:
            if passage not in wanted and (kept := _choose(passage, near)):
                found[passage] = kept
    return found


def find_by_headline(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Revision]:
    """The kept articles of these sources with these headlines, where there is exactly one; one query.

    Args:
        wanted: pairs of a source's name, in whatever case, and a headline, to the letter.
    """
    wanted = set(wanted)
    found: dict[tuple[str, str], dict[int, Revision]] = defaultdict(dict)
    current = Revision.objects.filter(headline__in={headline for _, headline in wanted}, article__current=F("pk"))
    for revision in current.select_related("article__source").defer("text", "blocks", "fingerprint"):
        for source, headline in wanted:
            if headline == revision.headline and source.casefold() in _names_of(revision):
                found[source, headline][revision.article_id] = revision
    return {pair: next(iter(articles.values())) for pair, articles in found.items() if len(articles) == 1}


def _is_long(text: str) -> bool:
    return len(tokenize(text)) >= LONG_ENOUGH and bool(_longest_run(text))


def _longest_run(text: str) -> str:
    """The longest run of words without anything that may be written otherwise; "" if there is none worth asking for."""
    longest = max((run.strip() for run in _UNSURE.split(text)), key=len)[:_LONGEST_RUN]
    return longest if len(longest) >= _SHORTEST_RUN and len(fold_words(longest)) >= _FEWEST_WORDS else ""


def _find_candidates(texts: set[str]) -> Mapping[str, set[Revision]]:
    """Revisions that may hold each text, asked of the archive; what it does not know is read through."""
    archive = open_archive()
    unknown = Q() if archive.is_empty() else ~Q(article__current=F("pk")) | Q(article__in=unarchived().values("pk"))
    runs = {text: _longest_run(text) for text in sorted(texts)}
    found: dict[str, set[Revision]] = defaultdict(set)
    ordered = list(runs)
    for start in range(0, len(ordered), _TOGETHER):
        portion = ordered[start : start + _TOGETHER]
        has_run = reduce(or_, (Q(text__contains=runs[text]) for text in portion))
        known = Q(article__in=_ask(archive, [runs[text] for text in portion]), article__current=F("pk"))
        for places in (known, unknown):
            rows = Revision.objects.filter(places, has_run).select_related("article__source")
            for revision in rows.defer("blocks", "fingerprint"):
                for text in portion:
                    if runs[text] in revision.text:
                        found[text].add(revision)
    return found


def _ask(archive: Archive, runs: Iterable[str]) -> tuple[int, ...]:
    """The articles whose current text has one of these runs of words, the newest of them; one search.

    The outer words of a run are left out: they may be parts of longer ones.
    """
    phrases = tuple(Phrase(words) for run in runs if (words := tuple(fold_words(run)[1:-1])))
    most = _MOST_FOUND * len(phrases)
    return archive.search(Either(phrases), Limits(), order="newest", limit=most, offset=0).articles if phrases else ()


def _choose(passage: Passage, revisions: Iterable[Revision]) -> Kept | None:
    """The one article that has the passage: its current revision if that has it, else the last that had it."""
    kept: dict[int, list[Kept]] = defaultdict(list)
    for revision in revisions:
        if not _may_be_of(passage, revision):
            continue
        if located := locate_excerpt(revision.text, split_printed(passage.text)):
            kept[revision.article_id].append(Kept(revision=revision, located=located))
    if len(kept) != 1:
        return None
    (states,) = kept.values()
    return max(states, key=lambda one: (one.revision.pk == one.revision.article.current_id, one.revision.seen_at))


def _may_be_of(passage: Passage, revision: Revision) -> bool:
    """Whether nothing the digest says of the passage speaks against this article."""
    if passage.address and canonical_url(passage.address) != revision.article.canonical_url:
        return False
    return not passage.publisher or passage.publisher.casefold() in _names_of(revision)


def _names_of(revision: Revision) -> set[str]:
    source = revision.article.source
    return {name.casefold() for name in (source.name, source.credit, source.host)}
