"""The only writers of entries, snapshots, articles and revisions. Each may run twice: same rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction

from tearsheet.engine.errors import EngineError, ServerBusy, Transient
from tearsheet.engine.feeds import EntryDiff, digest_entry
from tearsheet.engine.fetching import Response
from tearsheet.engine.prepare import PreparedArticle
from tearsheet.engine.text import canonical_url
from tearsheet.newsroom.intake.errors import EvidenceNotKept
from tearsheet.newsroom.intake.evidence import keep_bytes
from tearsheet.newsroom.intake.history import History
from tearsheet.newsroom.intake.mapping import (
    article_row,
    entry_row,
    outcome_of,
    quote_rows,
    refresh_entry,
    revision_row,
    sha256_of,
    snapshot_row,
    sourcing_rows,
)
from tearsheet.newsroom.intake.models import Article, Entry, Quote, Revision, Snapshot, Sourcing
from tearsheet.newsroom.sources.actions import record_reservations
from tearsheet.newsroom.sources.mapping import host_of
from tearsheet.newsroom.sources.models import Feed, Source

MOST_ATTEMPTS = 6
FIRST_RETRY = timedelta(minutes=5)
REFRESHED = ["digest", "url", "title", "summary", "authors", "published_at", "source_title", "outcome", "reason",
             "attempt_count", "next_try_at"]  # fmt: skip
ENDED = ["outcome", "outcome_at", "reason", "attempt_count", "next_try_at", "article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPage:
    """What became of one page: the answer, and the prepared article or the error.

    Attributes:
        entry: the entry that led to it; None for a page that was handed in.
        response: what was read; None if nothing was.
        prepared: the article, if there is one.
        error: why there is none.
        captured_at: when an archive says the page was read; None for what was read just now.
        time_source: where that stands, in words; kept among the revision's reasons.
        article: what was read again; its page stays its page, whatever address it now gives itself. None for any other.
    """

    entry: Entry | None
    response: Response | None = None
    prepared: PreparedArticle | None = None
    error: EngineError | EvidenceNotKept | None = None
    captured_at: datetime | None = None
    time_source: str = ""
    article: Article | None = None

    @property
    def address(self) -> str:
        """The canonical address of its article; "" if there is none."""
        if self.article is not None:
            return self.article.canonical_url
        return self.prepared.article.url if self.prepared else ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address its article may be known by, the surest first.

        It may have been stored under the one it was read from, before its page named another, and many old captures are
        of pages that moved to https since.
        """
        read = canonical_url(self.response.final_url) if self.response and self.article is None else ""
        given = [address for address in (self.address, read) if address]
        return tuple(dict.fromkeys([*given, *map(_other_scheme, given)]))


@dataclass(slots=True, kw_only=True)
class Stored:
    """What storing a batch came to: articles with a new revision, and how each page ended."""

    articles: list[Article] = field(default_factory=list)
    outcomes: list[tuple[TakenPage, str]] = field(default_factory=list)

    @property
    def languages(self) -> set[str]:
        """The languages of the articles that are new or changed."""
        return {article.language for article in self.articles}


def _other_scheme(url: str) -> str:
    return url.replace("http:", "https:", 1) if url.startswith("http:") else url.replace("https:", "http:", 1)


def record_entries(*, diffs: Sequence[tuple[Feed, EntryDiff]], now: datetime) -> list[int]:
    """Write what polls found: new entries, and changed ones made due again.

    Returns:
        Keys of the entries to take in, in the feeds' order.
    """
    fresh = [entry_row(feed, entry, digest_entry(entry), now) for feed, diff in diffs for entry in diff.new]
    Entry.objects.bulk_create(fresh, batch_size=200, ignore_conflicts=True)
    changed: list[Entry] = []
    for feed, diff in diffs:
        by_guid = {entry.guid: entry for entry in diff.changed}
        shas = [sha256_of(guid) for guid in by_guid]
        for row in Entry.objects.filter(feed=feed, guid_sha256__in=shas) if shas else ():
            refresh_entry(row, by_guid[row.guid], digest_entry(by_guid[row.guid]), now)
            changed.append(row)
    Entry.objects.bulk_update(changed, REFRESHED, batch_size=200)
    written = Entry.objects.pending().filter(
        feed__in=[feed for feed, _ in diffs], guid_sha256__in=[row.guid_sha256 for row in [*fresh, *changed]]
    )
    return list(written.order_by("pk").values_list("pk", flat=True))


def lease_entries(*, entry_ids: Iterable[int], until: datetime) -> int:
    """Mark entries as being worked on, so that nobody else starts before `until`."""
    return Entry.objects.pending().filter(pk__in=list(entry_ids)).update(next_try_at=until)


def store_pages(
    *, pages: Sequence[TakenPage], now: datetime, then: Callable[[Stored], None] = lambda _: None
) -> Stored:
    """Keep pages, and make articles and revisions of them; end each entry with its outcome.

    The bytes are kept first, outside the transaction: they are named by their hash, so keeping them twice is
    harmless, and the database is not held up by the disk. Then everything else is written at once, or not at all.

    Args:
        pages: one a page, at most some dozens.
        now: the time of taking in.
        then: called with what was stored, in the same transaction: what happens next stands or falls with it.
    """
    kept = [_keep(page) for page in pages]
    with transaction.atomic():
        batch = _Batch(now=now, pages=[page for page, _ in kept])
        stored = batch.store(dict(enumerate(names for _, names in kept)))
        then(stored)
    return stored


def keep_capture(*, body: bytes, now: datetime) -> Snapshot:
    """Keep a file that was handed in and that no address is known of. Kept twice, it is one snapshot.

    Args:
        body: its bytes.
        now: the time of taking in.

    Raises:
        EvidenceNotKept: if the store cannot take it.
    """
    sha256, name = keep_bytes(body)
    return Snapshot.objects.filter(sha256=sha256, url="").first() or Snapshot.objects.create(
        sha256=sha256, url="", fetched_at=now, byte_count=len(body), storage_name=name
    )


def _keep(page: TakenPage) -> tuple[TakenPage, tuple[str, str] | None]:
    if page.prepared is None or page.response is None:
        return page, None
    try:
        return page, keep_bytes(page.response.body)
    except EvidenceNotKept as error:
        return replace(page, prepared=None, error=error), None


class _Batch:
    """One batch of pages on its way into the database."""

    def __init__(self, *, now: datetime, pages: Sequence[TakenPage]) -> None:
        self.now = now
        self.pages = pages
        self.stored = Stored()
        self.new_articles: list[Article] = []
        self.revisions: list[tuple[Revision, PreparedArticle]] = []
        self.seen_again: set[Revision] = set()
        self.reservations: dict[Source, tuple[str, ...]] = {}
        urls = {url for page in pages if page.prepared for url in page.addresses}
        self.articles = {
            article.canonical_url: article
            for article in Article.objects.select_for_update(of=("self",))
            .filter(canonical_url__in=urls)
            .select_related("source")
        }
        self.histories: dict[str, History] = defaultdict(History)
        url_of = {article.pk: url for url, article in self.articles.items()}
        for revision in Revision.objects.filter(article__in=url_of).with_times():
            self.histories[url_of[revision.article_id]].add(revision)
        self.sources = {
            source.host: source for source in Source.objects.filter(host__in={host_of(url) for url in urls})
        }

    def store(self, names: dict[int, tuple[str, str] | None]) -> Stored:
        pending = self._still_pending()
        for number, page in enumerate(self.pages):
            if page.entry is not None and page.entry.pk not in pending:
                continue
            name = names[number]
            if page.prepared is None or page.response is None or name is None:
                self._fail(page)
            else:
                self._take(page, page.prepared, page.response, *name)
        self._write()
        return self.stored

    def _write(self) -> None:
        """Everything that was collected, a few statements whatever the size of the batch."""
        Article.objects.bulk_create(self.new_articles)
        Snapshot.objects.bulk_create([revision.snapshot for revision, _ in self.revisions])
        Revision.objects.bulk_create([revision for revision, _ in self.revisions])
        Revision.objects.bulk_update(self.seen_again, ["seen_at"])
        for article in self.stored.articles:
            article.current = self.histories[article.canonical_url].newest
        Sourcing.objects.bulk_create([row for made in self.revisions for row in sourcing_rows(*made)])
        said = [row for made, prepared in self.revisions for row in quote_rows(made, prepared.quotes)]
        Quote.objects.bulk_create(said, batch_size=500)
        Article.objects.bulk_update(set(self.stored.articles), ["current"])
        Entry.objects.bulk_update([page.entry for page, _ in self.stored.outcomes if page.entry], ENDED)
        record_reservations(read=self.reservations, now=self.now)

    def _still_pending(self) -> set[int]:
        """Entries nobody else has ended meanwhile."""
        keys = [page.entry.pk for page in self.pages if page.entry]
        return set(Entry.objects.pending().select_for_update().filter(pk__in=keys).values_list("pk", flat=True))

    def _take(self, page: TakenPage, prepared: PreparedArticle, response: Response, sha256: str, name: str) -> None:
        article = next((self.articles[url] for url in page.addresses if url in self.articles), None)
        url, at = article.canonical_url if article else page.address, min(page.captured_at or self.now, self.now)
        history = self.histories[url]
        source = self._source_of(page, prepared) if article is None else article.source
        if page.captured_at is None:
            self.reservations[source] = response.reservations
        outcome = Entry.Outcome.REVISED
        if article is None:
            fallback = page.entry.published_at if page.entry else None
            article = self.articles[url] = article_row(prepared, source, fallback, self.now)
            self.new_articles.append(article)
            outcome = Entry.Outcome.STORED
        made = revision_row(article, snapshot_row(response, sha256, name, at), prepared, history.next_number, self.now)
        if page.time_source:
            made.reasons["captured_at"] = page.time_source
        if same := history.find_same(headline=made.headline, text_sha256=made.text_sha256, at=at):
            self._see_again(same, at)
            self._end(page, Entry.Outcome.UNCHANGED, article=article)
            return
        history.add(made)
        self.revisions.append((made, prepared))
        self.stored.articles.append(article)
        self._end(page, outcome, article=article)

    def _see_again(self, revision: Revision, at: datetime) -> None:
        if at > revision.seen_at:
            revision.seen_at = at
            if revision.pk:
                self.seen_again.add(revision)

    def _source_of(self, page: TakenPage, prepared: PreparedArticle) -> Source:
        """The source of an article: its feed's own pages are the feed's; others go by their host."""
        host = host_of(prepared.article.url)
        if page.entry is not None and f".{host}".endswith(f".{page.entry.feed.source.host}"):
            return page.entry.feed.source
        if host not in self.sources:
            name = prepared.article.publisher or host
            self.sources[host], _ = Source.objects.get_or_create(host=host, defaults={"name": name[:200]})
        return self.sources[host]

    def _fail(self, page: TakenPage) -> None:
        error = page.error
        if isinstance(error, Transient | EvidenceNotKept):
            self._postpone(page, error)
        elif isinstance(error, EngineError):
            self._end(page, outcome_of(error), reason=str(error))

    def _postpone(self, page: TakenPage, error: Exception) -> None:
        """Try again later, ever more rarely; after the last try give up. A full disk is no fault of the page."""
        entry = page.entry
        if entry is None:
            self.stored.outcomes.append((page, Entry.Outcome.GAVE_UP))
            return
        entry.attempt_count += isinstance(error, Transient)
        if entry.attempt_count >= MOST_ATTEMPTS:
            self._end(page, Entry.Outcome.GAVE_UP, reason=str(error))
            return
        wait = FIRST_RETRY * 3 ** max(entry.attempt_count - 1, 0)
        if isinstance(error, ServerBusy) and error.retry_after_seconds:
            wait = max(wait, timedelta(seconds=error.retry_after_seconds))
        entry.reason, entry.next_try_at = str(error), self.now + wait
        self.stored.outcomes.append((page, ""))

    def _end(self, page: TakenPage, outcome: str, *, article: Article | None = None, reason: str = "") -> None:
        if page.entry is not None:
            page.entry.outcome, page.entry.outcome_at = outcome, self.now
            page.entry.reason, page.entry.article = reason, article
        self.stored.outcomes.append((page, outcome))
