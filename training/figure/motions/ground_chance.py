"""Ground movements by chance: what is idle, what runs, and what goes over the hands.

Every function gives a `Named` move, so that whoever casts a scene can note what was done and split by it.
"""

from typing import get_args

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Move, Plan
from training.figure.motions.cartwheel import Cartwheel
from training.figure.motions.dance import Dance
from training.figure.motions.floor import Kneel, PickUp, SitDown
from training.figure.motions.footwork import Kick, KickKind, March
from training.figure.motions.gestures import GESTURES, Gesture
from training.figure.motions.handstand import ENDINGS, Ending, Handstand
from training.figure.motions.mirrored import Mirrored
from training.figure.motions.pirouette import Pirouette
from training.figure.motions.routine import FIGURES, Routine
from training.figure.motions.running import Gait, Run, RunToRoundOff
from training.figure.motions.squat import Squat
from training.figure.motions.stand import Stand
from training.figure.motions.stretching import STRETCHES, Fold, Lunge, QuadStretch, Stretch
from training.figure.motions.tumbling import BackHandspring, RoundOff
from training.figure.motions.tumbling_pass import SOMERSAULTS, Element, Style
from training.figure.motions.walking import Turn, Walk
from training.figure.motions.walkover import BackWalkover, FrontWalkover

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
    kinds = (_stand, _gesture, _stretch, _squat, _turn, _floor, _pose, _one_leg)
    return kinds[rng.choice(len(kinds), p=[0.18, 0.19, 0.14, 0.12, 0.07, 0.11, 0.09, 0.10])](rng)


def random_dance(rng: Rng) -> Named:
    """Some counts of dance."""
    if rng.random() < 0.15:
        return _step_touch(rng)
    if rng.random() < 0.15:
        spin = Pirouette(int(rng.integers(1, 4)), *_uniform(rng, (0.5, 1.0), (30, 165), (50, 115)))
        return _either_side(rng, Named("pirouette", spin))
    figures = tuple(FIGURES[i] for i in rng.integers(len(FIGURES), size=int(rng.integers(2, 6))))
    tempo, size = _uniform(rng, (80, 138), (0.35, 1.0))
    return Named("dance", Routine(figures, tempo, size, _seed(rng)))


def random_walk(rng: Rng) -> Named:
    """A few steps ahead or back, straight or in a curve."""
    backwards = bool(rng.random() < 0.2)
    steps, curve = int(rng.integers(2, 7)), float(rng.normal(0, 22) if rng.random() < 0.5 else 0.0)
    length, cadence, arms = _uniform(rng, (0.18, 0.28) if backwards else (0.26, 0.40), (1.5, 2.3), (0.3, 1.4))
    walk = Walk(steps, length, cadence, backwards, float(np.clip(curve, -60, 60)), arms)
    return _either_side(rng, Named("walk backwards" if backwards else "walk", walk))


def random_run_up(rng: Rng) -> Named:
    """A run that leads to nothing: idle."""
    return Named("run", Run(int(rng.integers(1, 5)), random_gait(rng)))


def random_hands(rng: Rng, level: float) -> Named:
    """A skill over the hands.

    Args:
        rng: chance.
        level: 0 a beginner to 1 a gymnast.
    """
    kinds = (_handstand, _walkover, _cartwheel, _round_off, _back_handspring, _run_to_round_off)
    move = kinds[rng.choice(len(kinds), p=[0.25, 0.10, 0.21, 0.15, 0.12, 0.17])](rng, level)
    return _either_side(rng, move)


def random_gait(rng: Rng) -> Gait:
    """A way of running."""
    return Gait(
        length=float(rng.uniform(0.5, 0.85)),
        cadence=float(rng.uniform(2.5, 3.3)),
        duty=float(rng.uniform(0.58, 0.76)),
        knee=float(rng.uniform(75, 112)),
        arms=float(rng.uniform(20, 48)),
        lean=float(rng.uniform(4, 13)),
    )


def random_style(rng: Rng, level: float) -> Style:
    """How well a tumbling skill is done."""
    loose = 1 - level
    return Style(
        tempo=float(rng.uniform(0.84, 1.0) + 0.1 * level),
        bend=float(rng.uniform(2, 6 + 22 * loose)),
        apart=float(rng.uniform(0, 3 + 12 * loose)),
        pike=float(rng.uniform(0, 8 + 24 * loose)),
        deep=float(rng.uniform(0.06, 0.12 + 0.12 * loose)),
    )


def _handstand(rng: Rng, level: float) -> Named:
    """Most of them short, a quarter of those that get there long, and the weaker ones not there at all."""
    if rng.random() > 0.5 + 0.45 * level:
        return Named("handstand", _handstand_try(rng))
    long = rng.random() < 0.25
    stag, straddle = (float(rng.uniform(*r) if rng.random() < 0.2 else 0.0) for r in ((20, 90), (10, 50)))
    ending: Ending = ENDINGS[rng.choice(len(ENDINGS), p=[0.48, 0.14, 0.14, 0.10, 0.14])]
    return Named(
        "handstand",
        Handstand(
            hold=float(rng.uniform(2.5, 7.0) if long else rng.uniform(0.2, 1.4 + 1.4 * level)),
            tip=float(rng.uniform(177, 182)),
            arch=float(rng.uniform(0, 32 - 16 * level)),
            bend=float(rng.uniform(0, 55 - 42 * level) if rng.random() < 0.5 else rng.uniform(0, 8)),
            split=float(rng.uniform(0, 110) if rng.random() < 0.35 else 0.0),
            tempo=float(rng.uniform(0.8, 1.15)),
            straddle=straddle,
            stag=stag,
            sway=float(rng.uniform(0.1, 1.1 - 0.6 * level)),
            seed=_seed(rng),
            ending=ending,
            rest=float(rng.uniform(0.6, 2.5)),
        ),
    )


def _handstand_try(rng: Rng) -> Handstand:
    """A kick with the hands on the floor that comes straight down again, some of them quite low."""
    tip, bend, split, tempo = _uniform(rng, (126, 172), (0, 40), (20, 90), (0.8, 1.2))
    return Handstand(hold=0.0, tip=tip, arch=0.0, bend=bend, split=split, tempo=tempo)


def _walkover(rng: Rng, level: float) -> Named:
    walkover = FrontWalkover if rng.random() < 0.5 else BackWalkover
    move = walkover(
        split=float(rng.uniform(50 + 60 * level, 100 + 70 * level)),
        bend=float(rng.uniform(0, 40 - 32 * level)),
        tempo=float(rng.uniform(0.7, 1.2)),
        hold=float(rng.uniform(0.2, 2.0)) if rng.random() < 0.2 else 0.0,
    )
    return Named(move.name, move)


def _cartwheel(rng: Rng, level: float) -> Named:
    return Named(
        "cartwheel",
        Cartwheel(
            straddle=float(rng.uniform(38, 52) + 24 * level),
            pike=float(rng.uniform(0, 34 - 28 * level)),
            bend=float(rng.uniform(0, 32 - 26 * level)),
            tempo=float(rng.uniform(0.78, 1.2)),
            reach=float(rng.uniform(0.32, 0.40)),
            finish="back" if rng.random() < 0.4 else "side",
        ),
    )


def _round_off(rng: Rng, level: float) -> Named:
    return _named(RoundOff(tumbled_on(rng, level), random_style(rng, level)))


def _back_handspring(rng: Rng, level: float) -> Named:
    return _named(BackHandspring(tumbled_on(rng, level), random_style(rng, level)))


def _run_to_round_off(rng: Rng, level: float) -> Named:
    return _named(
        RunToRoundOff(int(rng.integers(1, 4)), random_gait(rng), tumbled_on(rng, level), random_style(rng, level))
    )


def _named(move: RoundOff | BackHandspring | RunToRoundOff) -> Named:
    return Named(move.name, move)


def tumbled_on(rng: Rng, level: float) -> tuple[Element, ...]:
    """What follows a first element: more of it the better the gymnast."""
    springs = int(rng.random() < 0.5 * level) + int(rng.random() < 0.25 * level)
    more: list[Element] = ["back handspring"] * springs
    if rng.random() < 0.05 + 0.35 * level:
        return (*more, SOMERSAULTS[rng.choice(len(SOMERSAULTS), p=[0.6, 0.15, 0.25])])
    return (*more, "rebound") if rng.random() < 0.5 else tuple(more)


def _either_side(rng: Rng, named: Named) -> Named:
    return Named(named.name, Mirrored(named.move)) if rng.random() < 0.4 else named


def _stand(rng: Rng) -> Named:
    duration, sway = _uniform(rng, (0.4, 2.5), (0.004, 0.035))
    return Named("stand", Stand(duration, sway, seed=_seed(rng)))


def _squat(rng: Rng) -> Named:
    down, up, depth, hold = _uniform(rng, (0.3, 1.4), (0.3, 1.4), (0.06, 0.56), (0.05, 0.9))
    # As often as not up again at once, as before a jump.
    return Named("squat", Squat(int(rng.integers(1, 4)), depth, down, hold if rng.random() < 0.5 else 0.05, up))


def _turn(rng: Rng) -> Named:
    degrees = float(rng.choice([-360, -180, -90, 90, 180, 360]))
    return Named("turn", Turn(degrees, int(rng.choice([6, 8])), float(rng.uniform(2.0, 3.4))))


def _gesture(rng: Rng) -> Named:
    kind = GESTURES[rng.integers(len(GESTURES))]
    pace, amount, dip = _uniform(rng, (0.22, 0.8), (0.6, 1.05), (0.0, 0.05))
    return _either_side(rng, Named("gesture", Gesture(kind, int(rng.integers(1, 5)), pace, amount, dip)))


def _stretch(rng: Rng) -> Named:
    kind = STRETCHES[rng.integers(len(STRETCHES))]
    pace, amount = _uniform(rng, (0.35, 1.2), (0.4, 1.05))
    return _either_side(rng, Named("stretch", Stretch(kind, int(rng.integers(1, 3)), pace, amount)))


def _floor(rng: Rng) -> Named:
    """Down to the floor."""
    hold, pace = _uniform(rng, (0.15, 1.6), (0.75, 1.7))
    moves: tuple[tuple[str, Move], ...] = (
        ("sit down", SitDown(hold, pace)),
        ("kneel", Kneel(hold, pace, reach=bool(rng.random() < 0.5))),
        ("pick up", PickUp(*_uniform(rng, (0.15, 0.5), (0.45, 1.0), (0.4, 0.9)))),
    )
    return _either_side(rng, Named(*moves[rng.integers(len(moves))]))


def _pose(rng: Rng) -> Named:
    """A held stretch."""
    hold, arms, depth = _uniform(rng, (0.3, 1.6), (0, 170), (0.08, 0.28))
    moves: tuple[tuple[str, Move], ...] = (
        ("fold", Fold(hold, *_uniform(rng, (2, 40), (0.8, 1.5)))),
        ("lunge", Lunge(depth, hold if rng.random() < 0.6 else 0.1, arms, *_uniform(rng, (0.72, 1.5)))),
        ("quad stretch", QuadStretch(hold, *_uniform(rng, (0, 14)))),
    )
    return _either_side(rng, Named(*moves[rng.integers(len(moves))]))


def _one_leg(rng: Rng) -> Named:
    """Marching on the spot or kicking."""
    if rng.random() < 0.5:
        tempo, height, arms = _uniform(rng, (70, 185), (0.03, 0.22), (0.1, 1.1))
        # No foot goes high and quick.
        return Named("march", March(int(rng.integers(3, 13)), tempo, min(height, 24 / tempo), arms))
    kind = get_args(KickKind)[rng.integers(4)]
    high, bend, pace = _uniform(rng, (20, 85), (3, 40), (0.2, 0.5))
    return _either_side(rng, Named("kick", Kick(kind, int(rng.integers(1, 4)), high, bend, max(pace, 0.0038 * high))))


def _step_touch(rng: Rng) -> Named:
    tempo, width = _uniform(rng, (90, 136), (0.12, 0.24))
    return Named("step-touch", Dance(int(rng.choice([4, 8, 16])), tempo, width, first_arm=int(rng.integers(8))))


def _uniform(rng: Rng, *ranges: tuple[float, float]) -> list[float]:
    return [float(rng.uniform(*r)) for r in ranges]


def _seed(rng: Rng) -> int:
    return int(rng.integers(1 << 20))
