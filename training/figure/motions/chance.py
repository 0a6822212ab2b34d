"""Movements through the air, and what only looks like one, by chance.

A level runs from 0 (low, loose, with bent knees) to 1 (high and clean). The same generator gives the same movement.
"""

from typing import Protocol

import numpy as np

from training.figure.motion import Move
from training.figure.motions.jumps import Jump, Somersault
from training.figure.motions.squat import Squat

Rng = np.random.Generator


class NamedMove(Move, Protocol):
    """A movement that says what it is."""

    @property
    def name(self) -> str:
        """What it is, such as "back tuck"."""
        ...


def random_jump(rng: Rng, level: float) -> NamedMove:
    """A jump from both feet or a leap from one."""
    return Jump(
        flight=float(rng.uniform(0.32, 0.42 + 0.2 * level)),
        depth=float(rng.uniform(0.15, 0.3)),
        swing=bool(rng.random() < 0.8),
        travel=float(rng.choice([0.0, rng.uniform(0.0, 0.5)])),
    )


def random_somersault(rng: Rng, level: float) -> NamedMove:
    """A somersault from both feet to both feet."""
    double = rng.random() < 0.3 * level
    return Somersault(
        turns=2 if double else 1,
        flight=float(rng.uniform(0.92, 1.1) if double else rng.uniform(0.58, 0.66 + 0.09 * level)),
        travel=float(rng.uniform(0.0, 0.6)),
        depth=float(rng.uniform(0.22, 0.32)),
    )


def random_series(rng: Rng, level: float) -> NamedMove:
    """Several flights, the landing of one being the take-off of the next."""
    return random_jump(rng, level)


def random_fake(rng: Rng) -> NamedMove:
    """Something that begins like a take-off and stays on the floor."""
    return Squat(depth=float(rng.uniform(0.15, 0.35)), down=float(rng.uniform(0.3, 0.7)), up=0.5)


def random_landing(rng: Rng) -> NamedMove:
    """A small flight with a landing out of the ordinary."""
    return random_jump(rng, 0.3)
