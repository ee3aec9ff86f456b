"""The newsroom's rules for single sites: read from its home, and tried on kept pages before they are put there."""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from tearsheet.engine.articles import NO_RULES, SiteRules, count_matches, read_site_rules
from tearsheet.engine.errors import EngineError, NotReadable
from tearsheet.engine.model import Article as Extracted
from tearsheet.engine.prepare import read_page
from tearsheet.engine.text import decode_page
from tearsheet.newsroom.intake.errors import IntakeError
from tearsheet.newsroom.intake.evidence import read_bytes
from tearsheet.newsroom.intake.models import Article, Snapshot
from tearsheet.newsroom.sources.mapping import host_of

logger = logging.getLogger("tearsheet.pipeline")
#: So much of a block is shown, in code points.
_SHOWN = 100


def load_rules(path: Path) -> Mapping[str, SiteRules]:
    """The rules in a file, by host.

    Raises:
        NotReadable: it is not there, or what is in it is wrong.
    """
    try:
        return read_site_rules(path.read_text("utf-8"), name=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise NotReadable(f"{path}: {error}") from error


def rules_for(url: str) -> SiteRules:
    """What the newsroom's own file says of an address's host. A broken file is logged, and holds nobody up."""
    path: Path = settings.SITE_RULES
    if not path.exists():
        return NO_RULES
    return _load_once(path, path.stat().st_mtime_ns).get(host_of(url), NO_RULES)


@lru_cache(maxsize=1)
def _load_once(path: Path, _state: int) -> Mapping[str, SiteRules]:
    try:
        return load_rules(path)
    except NotReadable as error:
        logger.error("no site rules: %s", error)  # noqa: TRY400  (the message says it all)
        return {}


def preview_rules(path: Path, *, limit: int) -> Iterator[str]:
    """What rules would change on the pages that are kept of their sites, in lines; nothing is written.

    Args:
        path: the file with the rules.
        limit: how many pages of a site, the newest first.

    Raises:
        NotReadable: the file cannot be used; says why.
    """
    for host, rules in load_rules(path).items():
        matches: Counter[str] = Counter()
        pages, changed = 0, 0
        for snapshot in _newest_pages(host, limit):
            try:
                body = read_bytes(sha256=snapshot.sha256, name=snapshot.storage_name)
            except IntakeError as error:
                yield f"{snapshot.final_url}: not looked at, {error}"
                continue
            pages += 1
            found = count_matches(decode_page(body).text, rules)
            matches.update(name for name, count in found.items() if count)
            lines = list(_compare(_extract(body, snapshot, NO_RULES), _extract(body, snapshot, rules)))
            changed += bool(lines)
            if lines:
                yield from (snapshot.final_url, *lines)
        yield f"{host}: {changed} of {pages} kept pages would change"
        for name, selector in rules.selectors.items():
            dead = " - a dead rule" if pages and not matches[name] else ""
            yield f"  {name} = {selector!r} matches on {matches[name]} of {pages}{dead}"


def _newest_pages(host: str, limit: int) -> list[Snapshot]:
    """The pages that the newest articles of a host were last read from; two queries."""
    starts = (f"{scheme}://{face}{host}/" for scheme in ("http", "https") for face in ("", "www."))
    of_host = Q()
    for start in starts:
        of_host |= Q(canonical_url__startswith=start)
    newest = Article.objects.filter(of_host, current__isnull=False).freshest_first().values_list("current", flat=True)
    return list(Snapshot.objects.filter(revisions__in=list(newest[:limit])))


def _extract(body: bytes, snapshot: Snapshot, rules: SiteRules) -> Extracted | str:
    """The article, or why there is none."""
    kind = next((value for name, value in snapshot.headers if name.lower() == "content-type"), None)
    try:
        return read_page(body, url=snapshot.final_url, content_type=kind, rules=rules)[0]
    except EngineError as error:
        return str(error)


def _compare(before: Extracted | str, after: Extracted | str) -> Iterator[str]:
    """Field by field and block by block what is no longer there, and what is new."""
    if isinstance(before, str) or isinstance(after, str):
        if before != after:
            yield from (f"  - {_name(before)}", f"  + {_name(after)}")
        return
    for field in ("headline", "authors", "published_at"):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield f"  {field}: {_show(old)} -> {_show(new)}"
    old_blocks, new_blocks = Counter(before.blocks), Counter(after.blocks)
    for sign, blocks in (("-", old_blocks - new_blocks), ("+", new_blocks - old_blocks)):
        for block in blocks.elements():
            yield f"  {sign} {block.kind}: {(block.text or block.caption or block.url or '')[:_SHOWN]}"
    if before.blocks != after.blocks and old_blocks == new_blocks:
        yield "  the same blocks in another order"


def _name(read: Extracted | str) -> str:
    return read if isinstance(read, str) else f"an article: {read.headline}"


def _show(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "nothing")
