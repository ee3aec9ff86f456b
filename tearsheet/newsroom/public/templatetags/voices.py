"""What the public templates ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.shortcuts import get_renditions_or_not_found

from tearsheet.newsroom.items.icons import clean_svg
from tearsheet.newsroom.items.models import ClipCheck, FrontPage, SectionPage
from tearsheet.newsroom.public import addresses, changes, facts, listing, passages, reading, structured

register = template.Library()

#: The widths a picture is offered in, and how wide it stands on the page: (renditions, `sizes`).
PICTURE_WIDTHS = {
    "body": ((480, 800, 1200), "(min-width: 48em) 40rem, 100vw"),
    "lead": ((480, 800, 1200), "(min-width: 64em) 40rem, 100vw"),
    "thumb": ((240, 480), "(min-width: 40em) 12rem, 100vw"),
}

_RUN_HTML: dict[passages.RunKind, str] = {
    "verbatim": "{}",
    "mark": '<span class="mark">{}</span>',
    "gap": '<span class="gap" data-voice="editor" title="Words of the source are left out here">{}</span>',
    "insertion": '<ins class="insertion" data-voice="editor" title="Added by the desk">{}</ins>',
}

register.filter("anchor", facts.anchor_of)
register.filter("direction", passages.direction_of)
register.filter("absolute", addresses.join)
register.filter("shorten", passages.shorten)
register.simple_tag(reading.read_item, name="read_item")
register.simple_tag(listing.list_entries, name="list_entries")


@dataclass(frozen=True, kw_only=True)
class SiteReading:
    """What stands on every page: the publication's name, its front page and its sections."""

    name: str
    front: FrontPage | None
    sections: list[SectionPage]


@register.simple_tag
def read_site() -> SiteReading:
    """The site, for masthead and navigation."""
    front = FrontPage.objects.live().first()
    sections = list(SectionPage.objects.live().public().child_of(front)) if front else []
    return SiteReading(name=settings.WAGTAIL_SITE_NAME, front=front, sections=sections)


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, page: Any) -> str:
    """The address of a page: as it stands, or whole where `base` is set (in feeds)."""
    return addresses.join(page.get_url(context.get("request")) or "", context.get("base") or "")


@register.simple_tag(takes_context=True)
def whole_url(context: template.Context, page: Any) -> str:
    """The whole address of a page, for what leaves the site."""
    return addresses.whole(page.get_url(context.get("request")) or "")


@register.simple_tag(takes_context=True)
def day_url(context: template.Context, section: SectionPage, at: date) -> str:
    """The address of a section's archive of a day, given as a date or as a time on it."""
    on = timezone.localtime(at) if isinstance(at, datetime) else at
    return (section.get_url(context.get("request")) or "") + section.reverse_subpage(
        "list_day", args=(on.year, on.month, on.day)
    )


@register.filter
def excerpt(value: Any) -> passages.Passage:
    """An excerpt block's words, as they are set."""
    return passages.set_excerpt(value["clip"].exact, value["text"] or "")


@register.filter
def quotation(value: Any) -> passages.Passage:
    """A quotation block's words, as they are set."""
    return passages.set_quotation(value["clip"].exact, value["text"] or "")


@register.filter
def runs(paragraph: tuple[passages.Run, ...]) -> SafeString:
    """A paragraph's runs, what is the desk's marked as the desk's; a line break in a list or table stays one."""
    return format_html_join("", "{}", ((_set_run(run),) for run in paragraph))


def _set_run(run: passages.Run) -> SafeString:
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in run.text.split("\n")))
    return format_html(_RUN_HTML[run.kind], lines)


@register.simple_tag(takes_context=True)
def latest_check(context: template.Context, clip: Any) -> ClipCheck | None:
    """When a clip was last checked; read with the page, or alone where a block stands alone."""
    found: reading.Reading | None = context.get("reading")
    checks = found.checks if found else reading.latest_checks([clip.pk])
    return checks.get(clip.pk)


@register.simple_tag(takes_context=True)
def source_change(context: template.Context, clip: Any) -> changes.Notice | None:
    """What readers are told of a source that changed these words; read with the page, or alone."""
    found: reading.Reading | None = context.get("reading")
    known = found.changes if found else reading.public_changes([clip.pk])
    return changes.make_notice(known[clip.pk], clip) if clip.pk in known else None


@register.filter
def moment(at: date | None) -> str:
    """A day and time as readers say it: "24 Jan, 18:40", with the year unless it is this one; a day alone as a day."""
    if at and not isinstance(at, datetime):
        return formats.date_format(at, "j M" if at.year == timezone.localtime().year else "j M Y")
    return _format(at, "j M, H:i", "j M Y, H:i")


@register.filter
def day(at: datetime | None) -> str:
    """A day as readers say it: "24 Jan", with the year unless it is this one."""
    return _format(at, "j M", "j M Y")


@register.filter
def since(at: datetime | None, start: datetime | None) -> str:
    """The time of what followed: "at 18:40" on the day of `start`, else with its day."""
    if at and start and timezone.localdate(at) == timezone.localdate(start):
        return formats.date_format(timezone.localtime(at), "\\a\\t H:i")
    return moment(at)


def _format(at: Any, this_year: str, other_year: str) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    return formats.date_format(local, this_year if local.year == timezone.localtime().year else other_year)


@register.filter
def drawing(svg: str) -> SafeString:
    """An icon's shapes, cleaned once more; nothing if they are no drawing."""
    try:
        return mark_safe(clean_svg(svg))
    except ValidationError:
        return mark_safe("")


@register.inclusion_tag("public/picture.html", takes_context=True)
def picture(context: template.Context, image: Any, alt: str, use: str) -> dict[str, Any]:
    """An `<img>` in the widths of its use ("body", "lead", "thumb"), with its size, so that nothing jumps."""
    widths, sizes = PICTURE_WIDTHS[use]
    renditions = get_renditions_or_not_found(image, [f"width-{width}|format-webp" for width in widths]).values()
    by_width = {rendition.width: rendition for rendition in renditions}
    return {
        "renditions": list(by_width.values()),
        "largest": by_width[max(by_width)],
        "alt": alt,
        "sizes": sizes,
        "is_lazy": use != "lead",
        "base": context.get("base", ""),
    }


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context, read: reading.Reading) -> SafeString:
    """The item as schema.org data, in a script element that never runs."""
    return structured.print_script(structured.describe_item(read, context.get("request")))
