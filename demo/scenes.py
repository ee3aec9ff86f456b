"""The scenes: each a function that draws silhouettes on a sky.

`pen` draws with transparency; `tones` are sky, horizon, distance, foreground, light; `dice` is seeded.
"""

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np
from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1200, 800
Tones = tuple[str, str, str, str, str]
Dice = np.random.Generator


def ridge(pen: ImageDraw, colour: str, base: float, rise: float, dice: Dice, *, waves: int = 4) -> None:
    """A hilly line from left to right, filled to the bottom."""
    phases, weights = dice.uniform(0, 2 * pi, waves), dice.uniform(0.3, 1, waves)
    across = np.linspace(0, WIDTH, 121)
    height = sum(
        w * np.sin((k + 1) * across / WIDTH * pi * 1.7 + p)
        for k, (p, w) in enumerate(zip(phases, weights, strict=True))
    )
    line = [(float(x), float(base - rise * h / waves)) for x, h in zip(across, height, strict=True)]
    pen.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], fill=colour)


def disc(pen: ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    """A filled circle."""
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def glow(pen: ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    """A light with a soft rim."""
    for step in range(8, 0, -1):
        disc(pen, x, y, radius * (1 + step * 0.35), f"{colour}14")
    disc(pen, x, y, radius, colour)


def draw_sea(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """Waves, one line before another, under a low sun."""
    glow(pen, 860, 250, 52, tones[4])
    for row in range(9):
        shade = tones[2] if row < 4 else tones[3]
        ridge(pen, f"{shade}{'88' if row % 2 else 'cc'}", 430 + row * 42, 26 + row * 5, dice, waves=6)
    for _ in range(40):
        x, y = dice.uniform(0, WIDTH), dice.uniform(470, 780)
        pen.line((x, y, x + dice.uniform(20, 90), y - 4), fill=f"{tones[4]}55", width=3)


def draw_harbour(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """Cranes above stacked containers, and their quay."""
    glow(pen, 250, 300, 60, tones[4])
    ridge(pen, tones[2], 560, 40, dice)
    for x in (330, 620, 910):
        pen.polygon(
            [(x - 60, 640), (x - 20, 250), (x + 20, 250), (x + 60, 640), (x + 40, 640), (x, 330), (x - 40, 640)],
            fill=tones[3],
        )
        pen.polygon([(x - 190, 262), (x + 150, 238), (x + 150, 254), (x - 190, 280)], fill=tones[3])
        pen.line((x - 150, 268, x, 170, x + 140, 244), fill=tones[3], width=6)
        pen.line((x - 140, 276, x - 140, 400 + float(dice.integers(0, 120))), fill=tones[3], width=3)
    for left in range(0, WIDTH, 74):
        for level in range(int(dice.integers(1, 4))):
            shade = (tones[2], "#9c4f3f", "#3f6f86", "#b58a45")[int(dice.integers(0, 4))]
            pen.rectangle((left, 620 - level * 34, left + 70, 650 - level * 34), fill=shade)
    pen.rectangle((0, 650, WIDTH, HEIGHT), fill=tones[3])
    for y in range(680, 800, 22):
        pen.line((0, y, WIDTH, y), fill=f"{tones[1]}33", width=3)


def draw_bridge(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A viaduct of arches across a gorge."""
    ridge(pen, f"{tones[2]}aa", 420, 120, dice)
    ridge(pen, tones[2], 520, 90, dice)
    pen.rectangle((0, 356, WIDTH, 392), fill=tones[3])
    for x in range(-40, WIDTH, 190):
        pen.rectangle((x, 390, x + 34, HEIGHT), fill=tones[3])
        pen.chord((x + 20, 372, x + 204, 560), 180, 360, fill=tones[3])
        pen.chord((x + 36, 396, x + 188, 580), 180, 360, fill=tones[2])
    for x in range(0, WIDTH, 48):
        pen.line((x, 340, x, 358), fill=tones[3], width=3)
    pen.line((0, 340, WIDTH, 340), fill=tones[3], width=3)
    pen.polygon([(0, HEIGHT), (0, 520), (240, HEIGHT)], fill=tones[3])
    pen.polygon([(WIDTH, HEIGHT), (WIDTH, 480), (900, HEIGHT)], fill=tones[3])


def draw_train(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A train of four carriages running along a hill."""
    ridge(pen, f"{tones[2]}99", 430, 140, dice)
    ridge(pen, tones[2], 560, 60, dice)
    for car in range(4):
        left = 130 + car * 250
        pen.rounded_rectangle((left, 500, left + 238, 606), 18, fill=tones[3])
        for window in range(5):
            pen.rounded_rectangle((left + 20 + window * 42, 524, left + 50 + window * 42, 560), 5, fill=tones[4])
        disc(pen, left + 50, 610, 15, tones[3])
        disc(pen, left + 190, 610, 15, tones[3])
    pen.rectangle((0, 624, WIDTH, HEIGHT), fill=tones[3])


def draw_ballot(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A box, and papers falling to it."""
    pen.rectangle((0, 640, WIDTH, HEIGHT), fill=tones[2])
    for _ in range(7):
        x, y, lean = dice.uniform(260, 900), dice.uniform(60, 300), dice.uniform(-50, 50)
        paper = [(x, y), (x + 110, y + lean), (x + 110 - lean, y + 140 + lean), (x - lean, y + 140)]
        pen.polygon(paper, fill=tones[4], outline=f"{tones[3]}66")
        pen.line((x + 18, y + 60, x + 40, y + 84, x + 78, y + 36), fill=tones[3], width=6)
    pen.polygon([(360, 420), (840, 420), (900, 470), (300, 470)], fill=tones[2])
    pen.rectangle((300, 470, 900, 740), fill=tones[3])
    pen.rounded_rectangle((500, 436, 700, 450), 6, fill="#00000088")


def draw_vials(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A row of glass vials on a bench."""
    pen.rectangle((0, 620, WIDTH, HEIGHT), fill=tones[2])
    for k in range(8):
        x, tall = 110 + k * 130, float(dice.uniform(180, 250))
        pen.rounded_rectangle((x, 650 - tall, x + 84, 650), 14, fill=f"{tones[4]}dd", outline=tones[3], width=4)
        pen.rounded_rectangle(
            (x + 6, 650 - tall * float(dice.uniform(0.35, 0.75)), x + 78, 644), 10, fill=f"{tones[2]}cc"
        )
        pen.rectangle((x + 14, 628 - tall, x + 70, 654 - tall), fill=tones[3])


def draw_stadium(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A pitch in perspective beneath floodlights."""
    pen.polygon([(0, 330), (WIDTH, 300), (WIDTH, 480), (0, 480)], fill=tones[3])
    for _ in range(900):
        x, y = dice.uniform(0, WIDTH), dice.uniform(335, 470)
        disc(pen, x, y, 3, (tones[4], tones[2], tones[1])[int(dice.integers(0, 3))])
    for k in range(8):
        shade = "#3f7d4f" if k % 2 else "#478a58"
        pen.polygon(
            [(k * 150, 480), (k * 150 + 150, 480), (k * 400 - 850, HEIGHT), (k * 400 - 1250, HEIGHT)], fill=shade
        )
    pen.line((600, 480, 600, HEIGHT), fill="#ffffffcc", width=5)
    pen.arc((420, 540, 780, 680), 0, 360, fill="#ffffffcc", width=5)
    for x in (120, 1080):
        pen.line((x, 480, x, 120), fill=tones[3], width=14)
        for k in range(6):
            glow(pen, x - 50 + (k % 3) * 50, 90 + (k // 3) * 40, 13, tones[4])


def draw_columns(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A classical front before a modern skyline."""
    for x in range(0, WIDTH, 90):
        pen.rectangle((x, float(dice.uniform(240, 480)), x + 76, 640), fill=f"{tones[2]}aa")
    pen.polygon([(250, 360), (600, 210), (950, 360)], fill=tones[3])
    pen.rectangle((270, 360, 930, 392), fill=tones[3])
    for k in range(7):
        pen.rectangle((300 + k * 94, 400, 340 + k * 94, 620), fill=tones[4])
    pen.rectangle((240, 620, 960, 660), fill=tones[3])
    pen.rectangle((0, 660, WIDTH, HEIGHT), fill=tones[3])


def draw_mine(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A headframe with its wheel among mountains."""
    ridge(pen, f"{tones[2]}88", 380, 190, dice)
    ridge(pen, tones[2], 530, 110, dice)
    pen.polygon([(520, 660), (580, 260), (620, 260), (680, 660), (660, 660), (600, 330), (540, 660)], fill=tones[3])
    pen.line((615, 270, 860, 660), fill=tones[3], width=14)
    for y in range(340, 660, 64):
        pen.line((580 - (y - 260) * 0.15, y, 620 + (y - 260) * 0.15, y + 40), fill=tones[3], width=6)
    pen.arc((540, 190, 660, 310), 0, 360, fill=tones[3], width=10)
    for k in range(6):
        pen.line((600, 250, 600 + 54 * cos(k * pi / 3), 250 + 54 * sin(k * pi / 3)), fill=tones[3], width=4)
    pen.rectangle((760, 560, 1010, 670), fill=tones[3])
    for k in range(5):
        pen.rectangle((784 + k * 44, 590, 808 + k * 44, 620), fill=tones[4])
    pen.rectangle((0, 658, WIDTH, HEIGHT), fill=tones[3])


def draw_river(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A river winding to the viewer between fields."""
    glow(pen, 900, 220, 48, tones[4])
    ridge(pen, f"{tones[2]}99", 330, 100, dice)
    ridge(pen, tones[2], 430, 40, dice)
    left, right = [], []
    for step in range(60):
        share = step / 59
        middle = 620 + sin(share * 6.4) * 260 * (1 - share * 0.3)
        width, y = 8 + 230 * share**1.8, 440 + 370 * share**1.3
        left.append((middle - width, y))
        right.append((middle + width, y))
    pen.polygon([*left, *reversed(right)], fill=tones[1])
    for step in range(6, 60, 4):
        pen.line((*left[step], left[step][0] - 60, left[step][1] - 6), fill=f"{tones[3]}99", width=3)
        disc(pen, right[step][0] + 40 + step * 2, right[step][1] - 10, 8 + step * 0.5, f"{tones[3]}cc")


def draw_cinema(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A lit screen before rows of heads."""
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill=f"{tones[3]}dd")
    pen.polygon([(600, -200), (210, 450), (990, 450)], fill=f"{tones[4]}18")
    pen.rectangle((220, 110, 980, 450), fill=tones[4])
    pen.polygon([(220, 450), (420, 300), (560, 380), (720, 240), (980, 450)], fill=tones[2])
    disc(pen, 800, 190, 34, tones[1])
    for row in range(4):
        for k in range(16):
            x, y = k * 84 - row * 26 + dice.uniform(-8, 8), 570 + row * 66
            disc(pen, x, y, 24 + row * 3, "#0a0a14")
            pen.rounded_rectangle((x - 36, y + 18, x + 36, y + 110), 18, fill="#0a0a14")


def draw_data(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A field of points from which a part is missing."""
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill=tones[3])
    for column in range(40):
        for row in range(26):
            x, y = 25 + column * 30, 25 + row * 30
            away = ((x - 760) ** 2 + (y - 380) ** 2) ** 0.5
            if away < 150 + dice.uniform(0, 60):
                continue
            disc(pen, x, y, 3 + 6 * float(dice.random()), tones[2] if dice.random() < 0.8 else tones[4])
    pen.arc((690, 260, 830, 420), 180, 360, fill=tones[4], width=18)
    pen.rounded_rectangle((660, 340, 860, 490), 18, fill=tones[4])
    disc(pen, 760, 400, 18, tones[3])
    pen.rectangle((752, 400, 768, 450), fill=tones[3])


def draw_comet(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A comet with its tail over a dark horizon."""
    for _ in range(320):
        disc(pen, dice.uniform(0, WIDTH), dice.uniform(0, 640), float(dice.uniform(0.6, 2.4)), tones[4])
    for k in range(60):
        spread = k * 3.2
        x, y = 420 + k * 10, 400 - k * 5.6
        pen.ellipse((x - spread * 0.5, y - spread * 0.4, x + spread * 0.5, y + spread * 0.4), fill=f"{tones[4]}0d")
    glow(pen, 420, 400, 13, tones[4])
    ridge(pen, tones[3], 640, 70, dice)
    pen.pieslice((880, 520, 1000, 640), 180, 360, fill=tones[3])
    pen.rectangle((880, 578, 1000, 660), fill=tones[3])


def draw_lighthouse(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """A lighthouse on its rock, its beam across the sky."""
    pen.polygon([(770, 230), (0, 60), (0, 260)], fill=f"{tones[4]}33")
    ridge(pen, tones[2], 560, 24, dice, waves=6)
    pen.polygon([(700, 640), (738, 260), (802, 260), (840, 640)], fill=tones[4])
    for y in (340, 450, 560):
        pen.polygon(
            [
                (727 - (y - 340) * 0.1, y),
                (813 + (y - 340) * 0.1, y),
                (818 + (y - 340) * 0.1, y + 46),
                (722 - (y - 340) * 0.1, y + 46),
            ],
            fill="#a8443a",
        )
    pen.rectangle((728, 208, 812, 262), fill=tones[3])
    glow(pen, 770, 234, 16, tones[4])
    pen.polygon([(720, 210), (770, 164), (820, 210)], fill=tones[3])
    pen.polygon([(480, HEIGHT), (640, 640), (900, 620), (1100, HEIGHT)], fill=tones[3])
    ridge(pen, f"{tones[3]}dd", 720, 30, dice, waves=6)


def draw_town(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """Roofs and lit windows on a slope."""
    ridge(pen, tones[2], 400, 90, dice)
    for row in range(3):
        for k in range(11):
            x, y = k * 118 - row * 40 + dice.uniform(-14, 14), 430 + row * 110 + dice.uniform(-20, 20)
            shade = tones[3] if row != 1 else tones[2]
            pen.rectangle((x, y, x + 100, HEIGHT), fill=shade)
            pen.polygon([(x - 10, y), (x + 50, y - 56), (x + 110, y)], fill=tones[3])
            for w in range(2):
                if dice.random() < 0.6:
                    pen.rectangle((x + 18 + w * 40, y + 26, x + 40 + w * 40, y + 56), fill=tones[4])


def draw_orchard(pen: ImageDraw, tones: Tones, dice: Dice) -> None:
    """Rows of round trees on a slope."""
    glow(pen, 300, 200, 50, tones[4])
    ridge(pen, tones[2], 400, 90, dice)
    for row in range(4):
        size = 26 + row * 14
        for k in range(14 - row * 2):
            x, y = k * (86 + row * 26) + row * 20, 470 + row * 88
            pen.rectangle((x - 4, y, x + 4, y + size * 1.3), fill=tones[3])
            disc(pen, x, y, size, tones[3])
            disc(pen, x + size * dice.uniform(-0.5, 0.5), y - size * 0.3, size * 0.2, tones[4])


SCENES: dict[str, Callable[[ImageDraw, Tones, Dice], None]] = {
    "sea": draw_sea,
    "harbour": draw_harbour,
    "bridge": draw_bridge,
    "train": draw_train,
    "ballot": draw_ballot,
    "vials": draw_vials,
    "stadium": draw_stadium,
    "columns": draw_columns,
    "mine": draw_mine,
    "river": draw_river,
    "cinema": draw_cinema,
    "data": draw_data,
    "comet": draw_comet,
    "lighthouse": draw_lighthouse,
    "town": draw_town,
    "orchard": draw_orchard,
}
