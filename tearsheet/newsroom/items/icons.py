"""Topic icons are drawings from anywhere: only shapes come in."""

import nh3
from django.core.exceptions import ValidationError

SHAPES = {"svg", "g", "path", "circle", "ellipse", "line", "polyline", "polygon", "rect", "title"}
STROKES = {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "transform", "opacity", "fill-rule"}
ATTRIBUTES = {
    "svg": {"viewBox", "viewbox", "xmlns", *STROKES},
    "g": STROKES,
    "path": {"d", *STROKES},
    "circle": {"cx", "cy", "r", *STROKES},
    "ellipse": {"cx", "cy", "rx", "ry", *STROKES},
    "line": {"x1", "y1", "x2", "y2", *STROKES},
    "polyline": {"points", *STROKES},
    "polygon": {"points", *STROKES},
    "rect": {"x", "y", "width", "height", "rx", "ry", *STROKES},
}


def clean_svg(svg: str) -> str:
    """The drawing with nothing but shapes.

    Args:
        svg: one `<svg>` element as text, at most 20,000 characters.

    Raises:
        ValidationError: if it is no drawing, or too long for an icon.
    """
    if len(svg) > 20_000:  # noqa: PLR2004 - said in the message
        raise ValidationError("This SVG is too long for an icon: at most 20,000 characters.")
    cleaned = nh3.clean(svg, tags=SHAPES, attributes=ATTRIBUTES, strip_comments=True, url_schemes=set()).strip()
    if not cleaned.startswith("<svg") or "viewbox" not in cleaned.lower():
        raise ValidationError("This is not an SVG drawing: it must be one <svg> element with a viewBox.")
    return cleaned
