"""Pictures of the demo press, drawn by code: silhouettes against a sky, the same bytes every time."""

import hashlib
import io
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from demo.scenes import HEIGHT, SCENES, WIDTH

VERSION = 1
#: Sky at the top, sky at the horizon, middle distance, foreground, light.
PALETTES: dict[str, tuple[str, str, str, str, str]] = {
    "dawn": ("#27365f", "#f2b38a", "#5b5a82", "#1d2540", "#ffe3b3"),
    "day": ("#5b97c4", "#dcebf0", "#6f93a1", "#2b4a5a", "#ffffff"),
    "dusk": ("#1f1d3d", "#d96b5c", "#5a3a5e", "#17142b", "#ffd08a"),
    "night": ("#060b1f", "#23365f", "#152346", "#050816", "#f5ecc8"),
    "grey": ("#59646e", "#c5ccd0", "#7b868d", "#2f383f", "#f3f1ea"),
    "green": ("#7fae9b", "#eef0d5", "#6f9a6a", "#24452f", "#fff6cf"),
    "sand": ("#c58f5c", "#f6e3bd", "#b5824f", "#4f3521", "#fffaf0"),
    "lab": ("#d9ecee", "#f7fbfb", "#7fb6bd", "#205a66", "#ffffff"),
}


def recipe_stamp(recipe: Mapping[str, Any], suffix: str) -> str:
    """A short hash of all that decides a picture's bytes."""
    told = json.dumps([VERSION, recipe["scene"], recipe["palette"], recipe.get("seed", 1), suffix])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def encode_picture(name: str, recipe: Mapping[str, Any], suffix: str) -> bytes:
    """The picture as a file of the kind that the suffix names: jpg, png or webp.

    Args:
        name: of the picture, for errors.
        recipe: scene, palette and seed.
        suffix: of the file.

    Raises:
        ValueError: for a scene or palette that does not exist.
    """
    if recipe["scene"] not in SCENES or recipe["palette"] not in PALETTES:
        raise ValueError(f"picture {name} asks for an unknown scene or palette")
    return encode(recipe["scene"], recipe["palette"], recipe.get("seed", 1), suffix)


@cache
def encode(scene: str, palette: str, seed: int, suffix: str) -> bytes:
    """A drawn scene as bytes."""
    out = io.BytesIO()
    image = draw_scene(scene, palette, seed)
    match suffix:
        case "png":
            image.quantize(96).save(out, "PNG")
        case "webp":
            image.save(out, "WEBP", quality=72, method=0)
        case _:
            image.save(out, "JPEG", quality=78)
    return out.getvalue()


@cache
def draw_scene(scene: str, palette: str, seed: int) -> Image.Image:
    """A scene, 1200 by 800 pixels: a sky, then what its own function draws before it."""
    colours = PALETTES[palette]
    image = gradient(colours[0], colours[1])
    SCENES[scene](ImageDraw.Draw(image, "RGBA"), colours, np.random.default_rng(seed))
    return image.filter(ImageFilter.SMOOTH)


def gradient(top: str, bottom: str) -> Image.Image:
    """A vertical passage from one colour to another."""
    ends = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (top, bottom)], dtype=float)
    share = np.linspace(0, 1, HEIGHT)[:, None] ** 1.2
    rows = ends[0] * (1 - share) + ends[1] * share
    return Image.fromarray(rows[:, None, :].astype("uint8")).resize((WIDTH, HEIGHT))
