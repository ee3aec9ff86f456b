"""Rows for tests, made the way the pipeline makes them, out of a fictional press."""

import hashlib
from datetime import UTC, datetime
from itertools import count

from django.contrib.auth.models import Group
from django.utils import timezone

from tearsheet.engine.model import Block, BlockKind, join_text
from tearsheet.newsroom.core.models import User
from tearsheet.newsroom.intake.evidence import keep_bytes
from tearsheet.newsroom.intake.models import Article, Revision, Snapshot
from tearsheet.newsroom.items.actions import clip_passage, start_item
from tearsheet.newsroom.items.actions import found_site as found
from tearsheet.newsroom.items.models import SectionPage
from tearsheet.newsroom.sources.models import Feed, Source
from tearsheet.newsroom.stories.models import Placement, Story

numbers = count(1)

HARBOUR = (
    "The harbour of Selby Bay will stay closed until Friday, the port authority said.\n\n"
    "“We will not risk a single pilot boat in this swell,” harbour master Ines Varga told reporters.\n\n"
    "Some 40 ships wait outside the bay; the ferry to Norrholm is suspended."
)


def make_user(name="editor", *, is_superuser=False, role=None):
    """Somebody; with a role ("Contributors", "Editors", "Chief editors") in its group, which a founded site has."""
    user = User.objects.create_user(
        username=name, password=f"{name}-long-enough", is_superuser=is_superuser, is_staff=is_superuser
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def found_site(*sections):
    return found(site_name="The Desk", hostname="localhost", port=8000, sections=sections or ("World",))


def make_source(name="Harbour Post", **fields):
    host = fields.pop("host", f"{name.lower().replace(' ', '')}.example")
    source, _ = Source.objects.get_or_create(host=host, defaults={"name": name, "language": "en", **fields})
    return source


def make_feed(source=None, **fields):
    source = source or make_source()
    return Feed.objects.create(
        source=source, url=fields.pop("url", f"https://{source.host}/feed{next(numbers)}.xml"), **fields
    )


def make_blocks(text):
    return [Block(kind=BlockKind.PARAGRAPH, text=part) for part in text.split("\n\n")]


def make_article(text=HARBOUR, *, headline="Selby Bay stays closed", source=None, language="en", at=None, **fields):
    """An article with one kept revision of these paragraphs."""
    source = source or make_source()
    at = at or datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    url = fields.pop("url", f"https://{source.host}/article-{next(numbers)}.html")
    article = Article.objects.create(
        canonical_url=url, source=source, language=language, published_at=at, sorted_at=at, first_seen_at=timezone.now()
    )
    add_revision(article, text, headline=headline, **fields)
    return article


def add_revision(article, text, *, headline=None, **fields):
    from dataclasses import asdict

    headline = headline or (article.current.headline if article.current else "Headline")
    page = f"<html><title>{headline}</title><p>{text}</p></html>".encode()
    sha256, name = keep_bytes(page)
    snapshot = Snapshot.objects.create(
        url=article.canonical_url,
        final_url=article.canonical_url,
        headers=[["Content-Type", "text/html"]],
        sha256=sha256,
        byte_count=len(page),
        storage_name=name,
    )
    blocks = fields.pop("blocks", None) or make_blocks(text)
    text = join_text(blocks)
    revision = Revision.objects.create(
        article=article,
        snapshot=snapshot,
        number=article.revisions.count() + 1,
        headline=headline,
        authors=fields.pop("authors", ["Mara Lindqvist"]),
        published_at=article.published_at,
        blocks=[{**asdict(block), "kind": str(block.kind)} for block in blocks],
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        **fields,
    )
    article.current = revision
    article.save(update_fields=["current"])
    return revision


def make_story(*articles, headline=None):
    """A story that holds these articles, each an origin unless said otherwise later."""
    articles = articles or (make_article(),)
    story = Story.objects.create(
        headline=headline or articles[0].headline,
        language=articles[0].language,
        first_at=min(article.sorted_at for article in articles),
        last_at=max(article.sorted_at for article in articles),
        article_count=len(articles),
        origin_count=len(articles),
    )
    for article in articles:
        Placement.objects.create(article=article, story=story)
    return story


def make_clip(article=None, words=None, *, actor=None):
    """A clip of these words; of the first paragraph if none are given."""
    article = article or make_article()
    actor = (
        actor
        or User.objects.filter(is_superuser=True).first()
        or make_user(f"cutter{next(numbers)}", is_superuser=True)
    )
    words = words or article.current.text.split("\n\n")[0]
    return clip_passage(actor=actor, revision=article.current, selection=words)


def make_item(headline="Storm closes the bay", *, body=(), section=None, actor=None, **fields):
    """A draft item with these blocks, as (kind, value) pairs."""
    section = section or SectionPage.objects.first() or (found_site() and SectionPage.objects.first())
    actor = (
        actor
        or User.objects.filter(is_superuser=True).first()
        or make_user(f"writer{next(numbers)}", is_superuser=True)
    )
    item = start_item(actor=actor, section=section, headline=headline)
    for name, value in fields.items():
        setattr(item, name, value)
    item.body = list(body)
    item.save_revision(user=actor, clean=False)
    return item


def excerpt(clip, text=""):
    """An excerpt block."""
    return ("excerpt", {"clip": clip, "text": text})


def quotation(clip, *, speaker="Ines Varga", text="", role="harbour master", cue="told reporters", medium=""):
    """A quotation block."""
    return ("quotation", {"clip": clip, "text": text, "speaker": speaker, "role": role, "cue": cue, "medium": medium})


def comment(text="<p>Our own words.</p>"):
    """A comment block."""
    return ("comment", {"text": text})


def change_source(clip, old, new, *, state="changed", **fields):
    """As if a look had found these words of a clip changed at their source."""
    from tearsheet.engine.anchors import rank_edit
    from tearsheet.newsroom.items.actions import record_citations
    from tearsheet.newsroom.items.models import ItemPage, SourceChange

    found = clip.exact.replace(old, new) if state == "changed" else ""
    revision = add_revision(clip.revision.article, clip.revision.text.replace(old, new))
    record_citations(items=list(ItemPage.objects.live()))
    fields = {"rank": rank_edit(clip.exact, found), "revision": revision, **fields}
    return SourceChange.objects.create(clip=clip, state=state, found=found, **fields)
