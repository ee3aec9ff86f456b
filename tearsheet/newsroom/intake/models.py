"""What came in: an Entry leads to a Snapshot, which gives a Revision of an Article."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tearsheet.newsroom.intake.querysets import ArticleQuerySet, EntryQuerySet, RevisionQuerySet, RuleQuerySet
from tearsheet.newsroom.sources.models import URL_MAX, Feed, Source


class Snapshot(models.Model):
    """A page as fetched: raw bytes in the evidence store, and the HTTP facts. Never changed afterwards."""

    url = models.CharField(max_length=URL_MAX)
    final_url = models.CharField(max_length=URL_MAX)
    fetched_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(default=200)
    headers = models.JSONField(default=list, help_text="Name and value pairs as received")
    reservations = models.JSONField(
        default=list, help_text="What was reserved about text mining and AI training when it was fetched"
    )
    sha256 = models.CharField(max_length=64, db_index=True, help_text="Of the bytes before compression")
    byte_count = models.PositiveIntegerField()
    storage_name = models.CharField(max_length=100)

    class Meta:
        ordering = ["-fetched_at"]

    def __str__(self) -> str:
        return f"{self.final_url} at {self.fetched_at:%Y-%m-%d %H:%M}"


class Article(models.Model):
    """What the engine made of the snapshots of one canonical address."""

    canonical_url = models.CharField(max_length=URL_MAX, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    language = models.CharField(max_length=12, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="As the page or its feed says")
    first_seen_at = models.DateTimeField(default=timezone.now)
    sorted_at = models.DateTimeField(
        db_index=True, help_text="When it became news: the published time, but never later than first seen"
    )
    current = models.OneToOneField(
        "Revision",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What its page said when last seen",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["language", "sorted_at"])]

    def __str__(self) -> str:
        return self.current.headline if self.current else self.canonical_url

    @property
    def revision(self) -> "Revision":
        """Its current revision; every stored article has one.

        Raises:
            Revision.DoesNotExist: while it is being stored.
        """
        if self.current is None:
            raise Revision.DoesNotExist
        return self.current

    @property
    def headline(self) -> str:
        """The headline of the current revision."""
        return self.revision.headline


class Revision(models.Model):
    """One state of an article, made from one snapshot. What is clipped is clipped from a revision."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(help_text="1 for the first that came in; old captures come in later")
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, help_text="When a page was last seen that says the same")
    headline = models.TextField()
    authors = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    description = models.TextField(blank=True)
    picture_url = models.CharField(max_length=URL_MAX, blank=True)
    blocks = models.JSONField(default=list)
    text = models.TextField(help_text="The running text; clips count code points in it")
    text_sha256 = models.CharField(max_length=64)
    reasons = models.JSONField(default=dict, help_text="Where each piece of metadata was read")
    fingerprint = models.BinaryField(default=bytes)
    credit = models.CharField(max_length=200, blank=True, help_text="The agency it credits, if any")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_revision_a_number")]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    @property
    def author_line(self) -> str:
        """The authors as a line, or ""."""
        return ", ".join(self.authors)


class Entry(models.Model):
    """One entry of a feed. It ends with exactly one outcome."""

    class Outcome(models.TextChoices):
        """How it ended; empty while it has not."""

        STORED = "stored", "Stored as a new article"
        REVISED = "revised", "New revision of a known article"
        UNCHANGED = "unchanged", "Known and unchanged"
        NO_ARTICLE = "no_article", "The page has no article"
        MISSING = "missing", "The page is not there"
        REFUSED = "refused", "Refused by the guard, the site or a limit"
        GAVE_UP = "gave_up", "Given up after several tries"
        SKIPPED = "skipped", "Skipped by a rule"

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    guid = models.TextField()
    guid_sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, help_text="Tells whether the feed changed what it says of this entry")
    url = models.CharField(max_length=URL_MAX)
    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True, blank=True)
    source_title = models.CharField(max_length=300, blank=True, help_text="The feed's <source> credit")
    first_seen_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="In words, where the outcome needs them")
    attempt_count = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["feed", "guid_sha256"], name="one_entry_a_guid")]
        indexes = [models.Index(fields=["outcome", "next_try_at"])]

    def __str__(self) -> str:
        return self.title or self.url


class Sourcing(models.Model):
    """An article that says whom it has its news from."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="sourcings")
    outlet = models.CharField(max_length=200, blank=True)
    cites = models.CharField(max_length=200)
    cue = models.CharField(max_length=100)
    start = models.PositiveIntegerField(help_text="Code points in the revision's text")
    end = models.PositiveIntegerField(help_text="Half-open")
    is_anonymous = models.BooleanField(default=False)

    class Meta:
        ordering = ["revision", "start"]

    def __str__(self) -> str:
        return f"{self.outlet or 'this article'} citing {self.cites}"


class Quote(models.Model):
    """Words that an article gives as somebody's. The words themselves stand in the revision's text."""

    class Kind(models.TextChoices):
        """How the article gives them."""

        DIRECT = "direct", "Word for word"
        MIXED = "mixed", "In part word for word"
        INDIRECT = "indirect", "Reported: a paraphrase, never to be printed as a quotation"

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="quotes")
    start = models.PositiveIntegerField(help_text="Code points in the revision's text")
    end = models.PositiveIntegerField(help_text="Half-open")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    speaker = models.CharField(
        max_length=200, blank=True, help_text="As full as the article names them; empty if it does not"
    )
    role = models.CharField(max_length=200, blank=True)
    cue = models.CharField(max_length=100, blank=True)
    medium = models.CharField(max_length=200, blank=True)
    is_certain = models.BooleanField(default=False, help_text="Otherwise an editor is asked who speaks")

    class Meta:
        ordering = ["revision", "start"]

    def __str__(self) -> str:
        return f"{self.speaker or 'somebody'} in {self.revision}"

    @property
    def is_quotable(self) -> bool:
        """Whether these are the speaker's own words."""
        return self.kind != Quote.Kind.INDIRECT


class Rule(models.Model):
    """What happens by itself to what comes in, if it meets all the conditions that are given."""

    class Action(models.TextChoices):
        """What it does."""

        HIDE = "hide", "Hide from the inbox"
        MARK = "mark", "Mark"
        NOMINATE = "nominate", "Nominate for an item"
        SKIP = "skip", "Do not take in"

    class Place(models.TextChoices):
        """Where its words are looked for."""

        ANYWHERE = "anywhere", "Headline and text"
        HEADLINE = "headline", "Headline only"

    name = models.CharField(max_length=100, unique=True)
    action = models.CharField(max_length=10, choices=Action.choices, default=Action.HIDE)
    mark = models.CharField(max_length=40, blank=True, help_text="What the mark says; the rule's name if empty")
    section = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Where the item would stand, if it nominates",
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="rules", help_text="Any of these; all if empty")
    feeds = models.ManyToManyField(Feed, blank=True, related_name="rules", help_text="Any of these; all if empty")
    language = models.CharField(max_length=12, blank=True, help_text="Two letters, for example en; all if empty")
    place = models.CharField(
        max_length=10, choices=Place.choices, default=Place.ANYWHERE, verbose_name="look for words in"
    )
    all_words = models.TextField(blank=True, verbose_name="all of these")
    any_words = models.TextField(blank=True, verbose_name="any of these")
    no_words = models.TextField(blank=True, verbose_name="none of these")
    is_on = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    switched_at = models.DateTimeField(null=True, editable=False)
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def mark_words(self) -> str:
        """What its mark says."""
        return self.mark or self.name


class RuleMatch(models.Model):
    """That a rule has met an article, or an entry before its page was read. Its effects follow from these rows."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="matches")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="rule_matches")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="rule_matches")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "rule matches"
        constraints = [
            models.UniqueConstraint(fields=["rule", "article"], name="one_match_an_article"),
            models.UniqueConstraint(fields=["rule", "entry"], name="one_match_an_entry"),
            models.CheckConstraint(
                condition=models.Q(article__isnull=True) ^ models.Q(entry__isnull=True), name="one_thing_a_match"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.article or self.entry}"
