"""Publish the demo's items from what the pipeline has taken in, with the desk's own actions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.html import format_html
from wagtail.images.models import Image

from demo.build import PressSummary
from demo.items import icon_path, read_icons, read_items, read_sections
from tearsheet.engine.anchors import verify_excerpt
from tearsheet.newsroom.core.models import User
from tearsheet.newsroom.intake.models import Article, Revision
from tearsheet.newsroom.items.actions import clip_passage, correct_item, publish_item, start_item
from tearsheet.newsroom.items.models import Clip, FrontPage, ItemPage, SectionPage, TopicIcon, Update

Block = tuple[str, dict[str, Any]]


@transaction.atomic
def publish_items(press: PressSummary, web: Path, *, last_day: date) -> int:
    """Publish the recipe of `items.toml`; a newsroom that has items already is left as it is.

    Args:
        press: the last round, taken in and grouped.
        web: the saved web, for the pictures.
        last_day: the date of the fifth day.

    Returns:
        How many items were published.
    """
    if ItemPage.objects.exists():
        return 0
    maker = _Desk(press, web)
    recipes = read_items(last_day=last_day)
    for recipe in recipes:
        maker.pages[recipe["key"]] = start_item(
            actor=maker.actor,
            section=maker.sections[recipe["section"]],
            headline=recipe["headline"],
            language=recipe["language"],
        )
    for recipe in recipes:
        maker.publish(recipe)
    return len(recipes)


class _Desk:
    """What publishing needs at hand."""

    def __init__(self, press: PressSummary, web: Path) -> None:
        self.press = press
        self.web = web
        self.actor = User.objects.filter(is_superuser=True).earliest("pk")
        self.pages: dict[str, ItemPage] = {}
        self.images: dict[str, Image] = {}
        self.sections = _found_sections()
        self.icons = {
            icon["slug"]: TopicIcon.objects.create(
                name=icon["name"], alt=icon["alt"], svg=icon_path(icon).read_text(encoding="utf-8")
            )
            for icon in read_icons()
        }

    def publish(self, recipe: dict[str, Any]) -> None:
        """Fill one item, publish it, and give it the time of the recipe."""
        item: ItemPage = self.pages[recipe["key"]].get_latest_revision_as_object()
        item.icon = self.icons[recipe["icon"]]
        self._set_picture(item, recipe["picture"])
        item.body = [block for row in recipe["block"] for block in self._blocks(row)]
        for row in recipe["update"]:
            item.updates.add(self._update(row))
        placement = getattr(self._first_article(recipe), "placement", None)
        item.story = placement.story if placement else None
        item.save_revision(user=self.actor)
        published = publish_item(actor=self.actor, item=item)
        for row in recipe["correction"]:
            correct_item(actor=self.actor, item=published, text=row["text"], at=row["at"])
        ItemPage.objects.filter(pk=item.pk).update(first_published_at=recipe["at"])

    def article(self, key: str) -> Article:
        """The kept article of a key of the press."""
        return Article.objects.select_related("source", "current").get(canonical_url=self.press.articles[key].url)

    def _first_article(self, recipe: dict[str, Any]) -> Article | None:
        return next((self.article(row["article"]) for row in recipe["block"] if "article" in row), None)

    def _blocks(self, row: dict[str, Any]) -> Iterator[Block]:
        match row["kind"]:
            case "excerpt":
                yield from self._excerpts(row)
            case "quotation":
                clip, printed = self._clip(row["article"], row["words"])
                said = {name: row.get(name, "") for name in ("speaker", "role", "cue", "medium")}
                yield "quotation", {"clip": clip, "text": printed, **said}
            case "comment":
                yield "comment", {"text": _paragraphs(row["text"])}
            case "picture":
                yield "picture", self._picture(row["picture"])
            case "embed":
                yield (
                    "embed",
                    {
                        "title": row["title"],
                        "publisher": row["publisher"],
                        "url": row["address"],
                        "text": row.get("text", ""),
                    },
                )
            case "related":
                yield "related", {"label": row.get("label", "See also"), "links": list(self._links(row))}
            case other:
                raise ValueError(f"the recipe has a block of an unknown kind: {other}")

    def _excerpts(self, row: dict[str, Any]) -> Iterator[Block]:
        for passage in row.get("passages", ()):
            clip, printed = self._clip(row["article"], passage)
            yield "excerpt", {"clip": clip, "text": printed}

    def _clip(self, key: str, passage: str) -> tuple[Clip, str]:
        """The clip that spans a passage, and what to print if that is less than the clip."""
        revision, start, end = _find(self.article(key), passage)
        clip = clip_passage(actor=self.actor, revision=revision, selection=revision.text[start:end], near=start)
        return clip, passage if "[" in passage else ""

    def _links(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for key in row.get("items", ()):
            yield {"page": self.pages[key], "title": "", "publisher": "", "url": ""}
        for key in row.get("articles", ()):
            article = self.article(key)
            yield {
                "page": None,
                "title": article.headline,
                "publisher": article.source.credit,
                "url": article.canonical_url,
            }

    def _update(self, row: dict[str, Any]) -> Update:
        blocks: list[Block] = list(self._excerpts(row))
        if "text" in row:
            blocks.append(("comment", {"text": _paragraphs(row["text"])}))
        if "picture" in row:
            blocks.append(("picture", self._picture(row["picture"])))
        if "article" not in row:
            return Update(at=row["at"], headline=row["headline"], body=blocks)
        article = self.article(row["article"])
        clips = [value["clip"] for kind, value in blocks if kind == "excerpt"]
        return Update(
            at=row["at"],
            source_name=article.source.credit,
            headline=row["headline"],
            url=article.canonical_url,
            revision=clips[0].revision if clips else article.current,
            body=blocks,
        )

    def _image(self, picture: dict[str, str]) -> Image:
        if picture["file"] not in self.images:
            with (self.web / picture["file"]).open("rb") as file:
                self.images[picture["file"]] = Image.objects.create(
                    title=picture["alt"], file=ImageFile(file, name=Path(picture["file"]).name)
                )
        return self.images[picture["file"]]

    def _picture(self, picture: dict[str, str]) -> dict[str, Any]:
        return {
            "image": self._image(picture),
            "alt": picture["alt"],
            "caption": picture["caption"],
            "credit": picture["credit"],
            "source": picture["source"],
            "source_url": self.press.articles[picture["article"]].url,
        }

    def _set_picture(self, item: ItemPage, picture: dict[str, str]) -> None:
        chosen = self._picture(picture)
        item.picture = chosen.pop("image")
        for name, value in chosen.items():
            setattr(item, f"picture_{name}", value)


def _found_sections() -> dict[str, SectionPage]:
    """The recipe's sections, in place of the empty ones of a new site."""
    front = FrontPage.objects.get()
    for empty in SectionPage.objects.child_of(front):
        if not empty.get_children().exists():
            empty.delete()
    sections = {}
    for row in read_sections():
        front.refresh_from_db()
        sections[row["slug"]] = front.add_child(
            instance=SectionPage(title=row["title"], slug=row["slug"], description=row["intro"], show_in_menus=True)
        )
    return sections


def _find(article: Article, passage: str) -> tuple[Revision, int, int]:
    """The newest revision that has a passage, and where: code points, half-open."""
    for revision in article.revisions.order_by("-number"):
        spans = [piece.span for piece in verify_excerpt(revision.text, passage).pieces if piece.span]
        if spans:
            return revision, min(span.start for span in spans), max(span.end for span in spans)
    raise ValueError(f"not verbatim in {article.canonical_url}: {passage}")


def _paragraphs(text: str) -> str:
    return "".join(format_html("<p>{}</p>", part) for part in text.split("\n\n"))
