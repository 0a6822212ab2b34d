"""What a figure wears, and the colours of its skin and hair. Colours are (red, green, blue), 0 to 255."""

from typing import Literal

import attrs
import numpy as np

Colour = tuple[int, int, int]

SKIN_TONES: tuple[Colour, ...] = (
    (248, 218, 198), (238, 196, 168), (224, 172, 138), (198, 146, 108), (160, 110, 78), (116, 76, 54), (84, 56, 42),
)  # fmt: skip
HAIR_COLOURS: tuple[Colour, ...] = (
    (28, 22, 22), (52, 36, 28), (88, 58, 38), (126, 84, 50), (184, 142, 88), (224, 194, 140), (140, 62, 34),
    (150, 150, 152),
)  # fmt: skip

Top = Literal["t-shirt", "long-sleeve", "tank", "leotard"]
Bottom = Literal["trousers", "leggings", "shorts", "skirt", "leotard"]
Hair = Literal["short", "long", "bun", "ponytail", "bald"]
Pattern = Literal["plain", "stripes", "side", "checks"]


@attrs.frozen
class Outfit:
    """Clothes, shoes, skin and hair.

    Attributes:
        top: garment of the upper body.
        bottom: garment of the legs; "leotard" goes with the leotard top and leaves the legs bare.
        top_colour: of the top.
        bottom_colour: of the bottom.
        accent: second colour of the pattern.
        pattern: of the top (and of the trousers for "side").
        looseness: 0 tight to 1 baggy.
        shoes: their colour, or None for bare feet.
        skin: tone.
        hair: style.
        hair_colour: of hair and brows.
    """

    top: Top = "t-shirt"
    bottom: Bottom = "trousers"
    top_colour: Colour = (66, 133, 190)
    bottom_colour: Colour = (44, 48, 60)
    accent: Colour = (240, 240, 240)
    pattern: Pattern = "plain"
    looseness: float = 0.3
    shoes: Colour | None = (235, 235, 235)
    skin: Colour = SKIN_TONES[1]
    hair: Hair = "ponytail"
    hair_colour: Colour = HAIR_COLOURS[1]

    @property
    def sleeve(self) -> float:
        """How far the sleeve goes, in arm parts: 0 none, 1 to the elbow, 2 to the wrist."""
        return {"t-shirt": 0.55, "long-sleeve": 1.94, "tank": 0.0, "leotard": 1.94}[self.top]

    @property
    def trouser(self) -> float:
        """How far the trouser leg goes, in leg parts: 0 none, 1 to the knee, 2 to the ankle."""
        return {"trousers": 1.93, "leggings": 1.85, "shorts": 0.62, "skirt": 0.0, "leotard": 0.0}[self.bottom]


def random_outfit(rng: np.random.Generator, *, female: bool) -> Outfit:
    """Everyday and sports clothes in any colour, tight ones more often than baggy ones."""
    top: Top = rng.choice(["t-shirt", "t-shirt", "long-sleeve", "tank", "leotard" if female else "tank"])
    bottoms: list[Bottom] = (
        ["trousers", "leggings", "shorts", "skirt"] if female else ["trousers", "trousers", "shorts"]
    )
    bottom: Bottom = "leotard" if top == "leotard" else bottoms[rng.integers(len(bottoms))]
    styles: list[Hair] = ["long", "bun", "ponytail", "short"] if female else ["short", "short", "short", "bald"]
    patterns: list[Pattern] = ["plain", "plain", "plain", "stripes", "side", "checks"]
    return Outfit(
        top=top,
        bottom=bottom,
        top_colour=_random_colour(rng),
        bottom_colour=_random_colour(rng),
        accent=_random_colour(rng),
        pattern=patterns[rng.integers(len(patterns))],
        looseness=float(rng.beta(1.2, 2.0)),
        shoes=None if top == "leotard" or rng.random() < 0.2 else _random_colour(rng),
        skin=SKIN_TONES[rng.integers(len(SKIN_TONES))],
        hair=styles[rng.integers(len(styles))],
        hair_colour=HAIR_COLOURS[rng.integers(len(HAIR_COLOURS))],
    )


def _random_colour(rng: np.random.Generator) -> Colour:
    """Black, white and grey are as common as all bright colours together."""
    if rng.random() < 0.4:
        grey = rng.choice([22, 40, 70, 120, 190, 235]) + rng.integers(-8, 9, 3)
        red, green, blue = np.clip(grey, 5, 250)
    else:
        hue, strength, bright = rng.uniform(0, 6), rng.uniform(0.3, 0.85), rng.uniform(70, 235)
        k = (np.array([5.0, 3.0, 1.0]) + hue) % 6
        red, green, blue = bright * (1 - strength * np.clip(np.minimum(k, 4 - k), 0, 1))
    return int(red), int(green), int(blue)
