"""Text stands out from what is behind it, in the light and in the dark (WCAG 2.2, 7:1)."""

import re
from pathlib import Path

import pytest

from tearsheet.newsroom import public

CSS = (Path(public.__file__).parent / "static/public/site.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in CSS.split(":root {")[1:3])


def luminance(colour):
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("text", ["ink", "quiet", "accent", "warning"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
def test_text_can_be_read(scheme, ground, text):
    assert contrast(scheme[text], scheme[ground]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
def test_rules_that_mean_something_and_icons_can_be_seen(scheme):
    assert contrast(scheme["rule-strong"], scheme["paper"]) >= 3
    assert contrast(scheme["disc-ink"], scheme["disc"]) >= 7


def test_nothing_is_loaded_and_no_side_is_called_left_or_right():
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert not re.search(r"[\s-](left|right)\b(?!.*\*/)", CSS)
