"""How the desk writes times, directions and counts."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from tearsheet.engine.quotes import write_within

register = template.Library()


@register.filter
def direction(language: str | None) -> str:
    """The writing direction of a language, for a `dir` attribute; "auto" where it is not known."""
    try:
        return "rtl" if get_language_info(language or "")["bidi"] else "ltr"
    except KeyError:
        return "auto"


@register.filter
def within(words: str, language: str | None) -> str:
    """Words of a page within a sentence of ours: "cites its chief executive"; names stay as they are."""
    return write_within(words, language=language)


@register.filter
def clock(moment: datetime | None) -> SafeString | str:
    """A time as a newsroom writes it: the hour today, the day and the hour before; the whole on hovering."""
    if moment is None:
        return ""
    local, now = timezone.localtime(moment), timezone.localtime()
    if local.date() == now.date():
        words = f"{local:%H:%M}"
    elif local.year == now.year:
        words = f"{local.day} {local:%b, %H:%M}"
    else:
        words = f"{local.day} {local:%b %Y}"
    whole = f"{local:%A}, {local.day} {local:%B %Y, %H:%M %Z}"
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), whole, words)


@register.filter
def web(address: str) -> str:
    """An address that may be linked; "" if it is none of the web's."""
    return address if address.startswith(("https://", "http://")) else ""


@register.filter
def counted(number: int | None, noun: str) -> str:
    """A number with its noun: `3|counted:"article"` is "3 articles"; "story,stories" gives both forms."""
    one, _, many = noun.partition(",")
    count = number or 0
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@register.filter
def lines(text: str) -> str:
    """The lines of a text in one, between commas."""
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


@register.filter
def lasting(span: timedelta) -> str:
    """A length of time in its largest unit: "5 minutes", "3 hours", "2 days"."""
    minutes = round(span.total_seconds() / 60)
    for size, noun in ((24 * 60, "day"), (60, "hour")):
        if minutes >= 2 * size:
            return counted(round(minutes / size), noun)
    return counted(minutes, "minute")
