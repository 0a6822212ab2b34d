"""Who may appear: people with a body, a level of skill and habits of dress, each in one split only.

A network that has seen a body in training could know it again in a test. So every split has its own people, the same
in every run: their bodies, levels and looks follow from their names alone.
"""

from functools import lru_cache
from typing import Literal, get_args

import attrs
import numpy as np

from training.figure.anthropometry import Sex
from training.figure.body import Body
from training.figure.clothes import Colour, Hair, Outfit, random_outfit

Rng = np.random.Generator
Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)

_COUNTS: dict[Split, int] = {"train": 240, "validation": 40, "test": 60}


@attrs.frozen
class Performer:
    """A person who may be filmed.

    Attributes:
        name: such as "train-007"; no two splits share one.
        body: build.
        level: 0 a beginner to 1 a gymnast.
        skin: tone.
        hair: style.
        hair_colour: of the hair.
        sporty: share of clips in a leotard, or bare-armed and tight, to 1.
    """

    name: str
    body: Body
    level: float
    skin: Colour
    hair: Hair
    hair_colour: Colour
    sporty: float

    def outfit(self, rng: Rng) -> Outfit:
        """What they wear this time."""
        outfit = random_outfit(rng, female=self.body.sex == "female")
        outfit = attrs.evolve(outfit, skin=self.skin, hair=self.hair, hair_colour=self.hair_colour)
        if rng.random() >= self.sporty:
            return outfit
        if self.body.sex == "female":
            return attrs.evolve(outfit, top="leotard", bottom="leotard", shoes=None, looseness=0.0)
        return attrs.evolve(outfit, top="tank", bottom="shorts", shoes=None, looseness=0.3 * outfit.looseness)

    def form(self, rng: Rng) -> float:
        """The level they show this time, 0 to 1: nobody is the same every day."""
        return float(np.clip(rng.normal(self.level, 0.12), 0.0, 1.0))


@lru_cache
def people(split: Split) -> tuple[Performer, ...]:
    """Everybody of a split."""
    return tuple(_performer(split, number) for number in range(_COUNTS[split]))


def random_performer(rng: Rng, split: Split) -> Performer:
    """Somebody of a split."""
    everybody = people(split)
    return everybody[rng.integers(len(everybody))]


def random_body(rng: Rng) -> Body:
    """A child of school age to a tall adult."""
    sex: Sex = "female" if rng.random() < 0.5 else "male"
    usual = (1.64, 0.07) if sex == "female" else (1.77, 0.08)
    # One in six is still growing.
    grown = 1.0 if rng.random() < 5 / 6 else rng.uniform(0.78, 0.95)
    height = float(np.clip(grown * rng.normal(*usual), 1.28, 2.02))
    girth = float(np.clip(rng.lognormal(0.0, 0.10), 0.82, 1.35))
    return Body(
        height=height,
        mass=21.5 * girth**1.6 * height**2,
        sex=sex,
        girth=girth,
        leg_share=float(np.clip(rng.normal(1.0, 0.02), 0.95, 1.05)),
        shoulder_share=float(np.clip(rng.normal(1.0, 0.035), 0.9, 1.1)),
    )


def _performer(split: Split, number: int) -> Performer:
    rng = np.random.default_rng((20_240, SPLITS.index(split), number))
    body = random_body(rng)
    look = random_outfit(rng, female=body.sex == "female")
    return Performer(
        name=f"{split}-{number:03d}",
        body=body,
        level=float(rng.beta(1.4, 1.2)),
        skin=look.skin,
        hair=look.hair,
        hair_colour=look.hair_colour,
        sporty=float(rng.choice([0.0, 0.3, 0.9])),
    )
