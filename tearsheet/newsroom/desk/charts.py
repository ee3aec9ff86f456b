"""Small drawings, made on the server: they need no script and print like text."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SPARK_BINS = 20
SPARK_SPAN = timedelta(days=5)
EMPTY = mark_safe(' class="is-empty"')
_BAR, _GAP, _HEIGHT = 4, 1, 18


def count_by_time(moments: Sequence[datetime], *, until: datetime, span: timedelta = SPARK_SPAN) -> tuple[int, ...]:
    """How many of `moments` fall into each of `SPARK_BINS` equal parts of a positive `span` that ends at `until`.

    Moments before the first span are left out; moments after `until` count into the last.
    """
    step = span / SPARK_BINS
    counts = [0] * SPARK_BINS
    for moment in moments:
        spans_ago = max(0, (until - moment) // step)
        if spans_ago < SPARK_BINS:
            counts[SPARK_BINS - 1 - spans_ago] += 1
    return tuple(counts)


def draw_sparkline(counts: Sequence[int], *, label: str) -> SafeString:
    """Counts as bars, oldest at the left; an empty span keeps a thin foot, so that time can be read.

    Args:
        counts: one number a bar, not negative.
        label: what is drawn, for those who cannot see it.
    """
    highest = max([*counts, 1])
    heights = [max(1, round(count / highest * _HEIGHT)) for count in counts]
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"{}/>',
        (
            (at * (_BAR + _GAP), _HEIGHT - height, _BAR, height, "" if count else EMPTY)
            for at, (count, height) in enumerate(zip(counts, heights, strict=True))
        ),
    )
    width = len(counts) * (_BAR + _GAP) - _GAP
    return format_html(
        '<svg class="desk-spark" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
        label,
        width,
        _HEIGHT,
        width,
        _HEIGHT,
        bars,
    )


def draw_shares(parts: Sequence[tuple[str, str, int]], *, label: str) -> SafeString:
    """A whole in its parts, as one horizontal bar.

    Args:
        parts: (class name, words, count) in drawing order; empty parts are left out.
        label: what is drawn, for those who cannot see it.
    """
    total = sum(count for _, _, count in parts)
    drawn, at = [], 0.0
    for name, words, count in parts:
        if count:
            share = count / total * 1000
            drawn.append((name, f"{at:.1f}", f"{share:.1f}", f"{words}: {count}"))
            at += share
    bars = format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="24"><title>{}</title></rect>', drawn)
    return format_html(
        '<svg class="desk-shares" role="img" aria-label="{}" viewBox="0 0 1000 24" preserveAspectRatio="none">{}</svg>',
        label,
        bars,
    )
