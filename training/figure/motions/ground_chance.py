"""Ground movements by chance: what is idle, what runs, and what goes over the hands.

Every function gives a `Named` move, so that whoever casts a scene can note what was done and split by it.
"""

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Move, Plan
from training.figure.motions.dance import Dance
from training.figure.motions.squat import Squat
from training.figure.motions.stand import Stand
from training.figure.motions.walking import Turn, Walk

Rng = np.random.Generator


@attrs.frozen
class Named:
    """A move with the name it goes by.

    Attributes:
        name: such as "walk" or "cartwheel".
        move: what is done.
    """

    name: str
    move: Move

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        return self.move.plan(body, start)


def random_idle(rng: Rng) -> Named:
    """Anything a person does between skills, on the spot."""
    kinds = (_stand, _squat, _turn)
    return kinds[rng.integers(len(kinds))](rng)


def random_dance(rng: Rng) -> Named:
    """Some counts of dance."""
    dance = Dance(
        counts=int(rng.choice([4, 8, 16])),
        tempo=float(rng.uniform(90, 136)),
        width=float(rng.uniform(0.12, 0.24)),
        first_arm=int(rng.integers(8)),
    )
    return Named("step-touch", dance)


def random_walk(rng: Rng) -> Named:
    """A few steps ahead or back."""
    backwards = bool(rng.random() < 0.2)
    length = float(rng.uniform(0.2, 0.3) if backwards else rng.uniform(0.28, 0.42))
    walk = Walk(int(rng.integers(2, 6)), length, float(rng.uniform(1.4, 2.2)), backwards)
    return Named("walk backwards" if backwards else "walk", walk)


def random_run_up(rng: Rng) -> Named:
    """A run that leads to nothing: idle."""
    return Named("walk", Walk(int(rng.integers(4, 7)), float(rng.uniform(0.38, 0.45)), float(rng.uniform(2.0, 2.3))))


def random_hands(rng: Rng, level: float) -> Named:
    """A skill over the hands.

    Args:
        rng: chance.
        level: 0 a beginner to 1 a gymnast.
    """
    return Named("squat", Squat(1, 0.3 + 0.2 * level, float(rng.uniform(0.6, 1.0)), up=float(rng.uniform(0.6, 1.0))))


def _stand(rng: Rng) -> Named:
    return Named("stand", Stand(float(rng.uniform(0.4, 2.5)), float(rng.uniform(0.004, 0.03)), seed=_seed(rng)))


def _squat(rng: Rng) -> Named:
    down, up = rng.uniform(0.5, 1.2, 2)
    return Named("squat", Squat(int(rng.integers(1, 3)), float(rng.uniform(0.18, 0.5)), float(down), up=float(up)))


def _turn(rng: Rng) -> Named:
    degrees = float(rng.choice([-360, -180, -90, 90, 180, 360]))
    return Named("turn", Turn(degrees, int(rng.choice([6, 8])), float(rng.uniform(2.0, 3.4))))


def _seed(rng: Rng) -> int:
    return int(rng.integers(1 << 20))
