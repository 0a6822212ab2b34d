"""Movements by chance that networks got wrong on real clips; `programme` puts them in the place of others.

One foot lands first, hops are small and within a dance, jumps begin with a step, knees bounce as if for a jump, hands
are on the floor together with the feet.
"""

from collections.abc import Callable
from typing import get_args

import numpy as np

from training.figure.motion import Move
from training.figure.motions.all_fours import FOURS, AllFours
from training.figure.motions.bounces import BOUNCES, BounceArms, Bounces
from training.figure.motions.cartwheel import Cartwheel
from training.figure.motions.chance import NamedMove
from training.figure.motions.elements import HANDS_ON_HIPS, Angles, BodyShape
from training.figure.motions.front_handspring import FrontHandspring
from training.figure.motions.ground_chance import Named, random_dance, random_gait, random_style, tumbled_on
from training.figure.motions.hop_dance import FEET, Feet, HopDance
from training.figure.motions.jumps import Jump, Somersault
from training.figure.motions.landings import Landing
from training.figure.motions.mirrored import Mirrored
from training.figure.motions.running import RunToRoundOff
from training.figure.motions.series import FolkHops
from training.figure.motions.split_leap import SplitLeap, Style
from training.figure.motions.step_in import StepInJump
from training.figure.motions.tumbling import BackHandspring, RoundOff

Rng = np.random.Generator

_BOTH_AT_ONCE = 0.25
"""Share of front handsprings that land on both feet."""


def random_more_quiet(rng: Rng) -> NamedMove:
    """Idle, and like a jump or a handstand: half of it bounces, the rest hands on the floor, and dance."""
    kinds: tuple[Callable[[Rng], NamedMove], ...] = (random_bounces, random_all_fours, random_dance)
    return kinds[rng.choice(len(kinds), p=[0.5, 0.3, 0.2])](rng)


def random_more_skill(rng: Rng, level: float) -> NamedMove:
    """A skill of those that are hard to see the beginning or the end of."""
    kinds: tuple[Callable[[Rng, float], NamedMove], ...] = (
        random_step_out, random_one_first, random_cartwheels, random_hop_dance, random_run_leap, random_step_in,
    )  # fmt: skip
    return kinds[rng.choice(len(kinds), p=[0.26, 0.14, 0.08, 0.22, 0.15, 0.15])](rng, level)


def random_bounces(rng: Rng) -> Bounces:
    """Knees and heels on a quick beat, in two thirds of them with the arms as for a jump."""
    kind = BOUNCES[rng.integers(len(BOUNCES))]
    beat = float(rng.uniform(0.25, 0.6))
    wide = kind in ("weight bounce", "plié pulse", "quick squat") and rng.random() < 0.4
    arms = get_args(BounceArms)
    return Bounces(
        kind,
        repeats=int(np.clip(rng.uniform(1.5, 4.5) / beat, 3, 12)),
        beat=beat,
        size=float(rng.uniform(0.4, 1.0)),
        arms=arms[rng.choice(len(arms), p=[0.28, 0.24, 0.14, 0.12, 0.10, 0.06, 0.06])],
        wide=float(rng.uniform(2.0, 3.0)) if wide else 0.0,
    )


def random_all_fours(rng: Rng) -> NamedMove:
    """Hands and feet on the floor, for a moment or for seconds."""
    kind = FOURS[rng.integers(len(FOURS))]
    move = AllFours(
        kind,
        hold=float(rng.uniform(0.05, 0.3) if kind == "burpee" else rng.uniform(0.2, 2.0)),
        pace=float(rng.uniform(0.55, 1.1)),
        repeats=int(rng.integers(1, 3)),
    )
    return _either_side(rng, move)


def random_hop_dance(rng: Rng, level: float = 0.5) -> HopDance:
    """Small hops among steps: mostly with two steps in between, else in a row."""
    row = bool(rng.random() < 0.2)
    count = int(rng.integers(2, 5) if row else rng.integers(1, 4))
    one: Feet = FEET[rng.integers(1, 3)]
    mixed: tuple[Feet, ...] = tuple(FEET[i] for i in rng.integers(3, size=count))
    both: tuple[Feet, ...] = (FEET[0],) * count
    hops = (both, (one,) * count, mixed)[rng.choice(3, p=[0.5, 0.5, 0.0] if row else [0.4, 0.25, 0.35])]
    return HopDance(
        hops,
        steps=0 if row else 2,
        flight=float(rng.uniform(0.07, 0.14)),
        tempo=float(rng.uniform(90, 138)),
        width=float(rng.choice([0.0, rng.uniform(0.06, 0.16)])),
        travel=float(rng.choice([0.0, rng.uniform(-0.12, 0.12)])),
        size=float(rng.uniform(0.4, 1.0)),
        seed=int(rng.integers(1 << 20)),
    )


def random_step_out(rng: Rng, level: float) -> Named:
    """Over the hands, one foot 0.15 to 0.4 s before the other; of round-offs mostly sooner, for they are no step."""
    apart, style = float(rng.uniform(0.15, 0.4)), random_style(rng, level)
    kind = rng.choice(["front", "back", "round-off", "run"], p=[0.35, 0.27, 0.16, 0.22])
    move: FrontHandspring | BackHandspring | RoundOff | RunToRoundOff
    if kind == "front":
        both = rng.random() < _BOTH_AT_ONCE
        move = FrontHandspring(style, 0.0 if both else apart, float(rng.uniform(0.13, 0.25)))
        return _either_side(rng, move)
    # After a rebound nobody steps out.
    then = tuple(element for element in tumbled_on(rng, level) if element != "rebound")
    if kind == "back":
        move = BackHandspring(then, style, apart)
    else:
        soon = apart if then else float(rng.uniform(0.05, 0.3))
        run = RunToRoundOff(int(rng.integers(1, 4)), random_gait(rng), then, style, soon)
        move = run if kind == "run" else RoundOff(then, style, soon)
    return _either_side(rng, move)


def random_one_first(rng: Rng, level: float) -> Somersault | Jump:
    """A somersault, or now and then a jump, that lands on one foot and steps on with the other."""
    if rng.random() < 0.35:
        return _jump(rng, level)
    forward = bool(rng.random() < 0.5)
    shape: BodyShape = "tuck" if rng.random() < 0.55 else "layout" if forward or rng.random() < 0.7 else "pike"
    longer: dict[BodyShape, float] = {"tuck": 0.0, "pike": 0.05, "layout": 0.12}
    return Somersault(
        flight=float(rng.uniform(0.58, 0.68) + 0.1 * level + longer[shape]),
        travel=float(rng.uniform(0.2, 0.8)),
        depth=float(rng.uniform(0.22, 0.32)),
        shape=shape,
        forward=forward,
        level=level,
        landing=_one_first(rng, 1.0 if forward else -1.0),
    )


def _jump(rng: Rng, level: float) -> Jump:
    return Jump(
        flight=float(rng.uniform(0.38, 0.52)), depth=float(rng.uniform(0.16, 0.3)), level=level,
        travel=float(rng.uniform(0.0, 0.6)), landing=_one_first(rng, float(rng.choice([-1.0, 1.0], p=[0.3, 0.7]))),
    )  # fmt: skip


def _one_first(rng: Rng, ahead: float) -> Landing:
    apart, first, lean = float(rng.uniform(0.12, 0.34)), int(rng.integers(2)), float(rng.uniform(0.2, 1.1))
    return Landing(ahead=ahead, apart=apart, first=first, lean=lean)


def random_cartwheels(rng: Rng, level: float) -> Named:
    """Two or three cartwheels in a row."""
    move = Cartwheel(
        straddle=float(rng.uniform(38, 52) + 24 * level),
        pike=float(rng.uniform(0, 34 - 28 * level)),
        bend=float(rng.uniform(0, 32 - 26 * level)),
        tempo=float(rng.uniform(0.85, 1.2)),
        reach=float(rng.uniform(0.32, 0.38)),
        finish="back" if rng.random() < 0.3 else "side",
        repeats=int(rng.choice([2, 3], p=[0.75, 0.25])),
    )
    return _either_side(rng, move)


def random_run_leap(rng: Rng, level: float) -> SplitLeap:
    """A leap out of two or three running steps: split, stag, or hardly apart."""
    styles = get_args(Style)
    return SplitLeap(
        flight=float(rng.uniform(0.32, 0.40) + 0.13 * level),
        style=styles[rng.choice(len(styles), p=[0.6, 0.3, 0.1])],
        side=int(rng.integers(2)),
        steps=int(rng.integers(2, 4)),
        speed=float(rng.uniform(1.6, 2.4) + 0.8 * level),
        level=level,
    )


def random_step_in(rng: Rng, level: float) -> StepInJump | FolkHops:
    """A jump out of a step and a small hop, which is seen in two of five; or a folk step that is stepped into."""
    if rng.random() < 0.27:
        return _folk(rng)
    seen, squat = rng.random() < 0.4, rng.random() < 0.4
    return StepInJump(
        flight=float(rng.uniform(0.26, 0.42) + 0.14 * level),
        hop=float(rng.uniform(0.07, 0.15) if seen else rng.uniform(0.025, 0.038)),
        depth=float(rng.uniform(0.28, 0.42) if squat else rng.uniform(0.14, 0.28)),
        length=float(rng.uniform(0.10, 0.20)),
        side=int(rng.integers(2)),
        swing=bool(rng.random() < 0.7),
        travel=float(rng.uniform(-0.05, 0.4)),
        level=level,
        tempo=float(rng.uniform(0.8, 1.3)),
    )


def _folk(rng: Rng) -> FolkHops:
    arms: tuple[Angles, ...] = ({}, HANDS_ON_HIPS, {"arm_abd": 34, "elbow": 60})
    return FolkHops(
        repeats=int(rng.integers(1, 3)),
        flight=float(rng.uniform(0.07, 0.17)),
        depth=float(rng.uniform(0.22, 0.46)),
        width=float(rng.uniform(1.8, 3.0)),
        tempo=float(rng.uniform(0.8, 1.25)),
        arms=dict(arms[rng.integers(3)]),
        sink=float(rng.uniform(0.05, 0.14)),
        stepped=True,
    )


def _either_side(rng: Rng, move: NamedMove) -> Named:
    shown: Move = Mirrored(move) if rng.random() < 0.5 else move
    return Named(move.name, shown)
