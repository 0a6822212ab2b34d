"""Movements through the air, and what only looks like one, by chance.

A level runs from 0 (low, loose, with bent knees) to 1 (high and clean). The same generator gives the same movement.
"""

from typing import Protocol, TypeVar, get_args

import numpy as np

from training.figure.motion import Move
from training.figure.motions.elements import (
    HANDS_ON_HIPS,
    BodyShape,
    Element,
    JumpElement,
    JumpShape,
    SomersaultElement,
)
from training.figure.motions.fakes import Fake, Kind
from training.figure.motions.hops import HopArms, HopKind, Hops
from training.figure.motions.jumps import Arms, Jump, Preparation, Somersault
from training.figure.motions.landings import Ending, Landing
from training.figure.motions.series import FolkHops, Series
from training.figure.motions.split_leap import SplitLeap, Style

Rng = np.random.Generator
_T = TypeVar("_T")


class NamedMove(Move, Protocol):
    """A movement that says what it is."""

    @property
    def name(self) -> str:
        """What it is, such as "back tuck"."""
        ...


def random_jump(rng: Rng, level: float) -> NamedMove:
    """A jump from both feet, high or a mere hop, or a leap from one."""
    # Hops are the hardest to see, two to five frames in the air, so there are more of them than people do.
    kind = rng.choice(["jump", "hop", "turn", "leap", "folk", "hops"], p=[0.37, 0.09, 0.07, 0.19, 0.16, 0.12])
    if kind == "leap":
        return _random_leap(rng, level)
    if kind == "folk":
        return _random_folk(rng)
    if kind == "hops":
        return random_hops(rng)
    if kind == "hop":
        return _random_hop(rng, level)
    shape = _pick(rng, get_args(JumpShape), (0.42, 0.14, 0.10, 0.12, 0.13, 0.09))
    swing = bool(shape != "straight" or rng.random() < 0.75)
    twists = float(rng.choice([-1.0, -0.5, 0.5, 1.0])) if kind == "turn" else 0.0
    flight = rng.uniform(0.30, 0.44) + 0.20 * level * rng.uniform(0.5, 1.0)
    return Jump(
        flight=float(max(flight, 0.46) if twists or shape != "straight" else flight),
        depth=float(rng.uniform(0.16, 0.32)),
        swing=swing or bool(twists),
        travel=float(rng.choice([0.0, rng.uniform(-0.1, 0.6)])),
        shape="straight" if twists else shape,
        arms=_random_arms(rng) if swing or twists else None,
        twists=twists,
        level=level,
        tempo=_tempo(rng),
        hold=float(rng.uniform(0.1, 0.7)),
        landing=_landing(rng, _usual(level)),
    )


def _random_hop(rng: Rng, level: float) -> Jump:
    """A small jump, straight up or on, such as one does for joy or to warm up."""
    return Jump(
        flight=float(rng.uniform(0.14, 0.32)),
        depth=float(rng.uniform(0.08, 0.20)),
        swing=bool(rng.random() < 0.4),
        travel=float(rng.choice([0.0, rng.uniform(-0.1, 0.3)])),
        level=level,
        tempo=_tempo(rng),
        hold=float(rng.uniform(0.1, 0.5)),
        landing=Landing(),
    )


def random_somersault(rng: Rng, level: float) -> NamedMove:
    """A somersault from both feet to both feet."""
    forward, double = bool(rng.random() < 0.35), bool(rng.random() < 0.25 * level)
    shape = _pick(rng, get_args(BodyShape), (0.5, 0.22, 0.28))
    twists = _random_twist(rng, forward=forward, double=double) if shape == "layout" else 0.0
    flight = rng.uniform(0.58, 0.68) + 0.10 * level
    flight += {"tuck": 0.0, "pike": 0.05, "layout": 0.12}[shape] + 0.08 * abs(twists)
    return Somersault(
        turns=2 if double else 1,
        flight=float(flight + 0.36 if double else flight),
        travel=float(rng.uniform(0.0, 0.8)),
        depth=float(rng.uniform(0.22, 0.32)),
        shape=shape,
        forward=forward,
        twists=twists,
        level=level,
        tempo=_tempo(rng),
        arms=_pick(rng, ("reach", "swing", "salute"), (0.6, 0.2, 0.2)),
        hold=float(rng.uniform(0.1, 0.8)),
        landing=_landing(rng, _usual(level)),
    )


def random_series(rng: Rng, level: float) -> NamedMove:
    """Several flights, the landing of one being the take-off of the next."""
    low = rng.random()
    if low < 0.28:
        return _random_folk(rng) if low < 0.14 else random_hops(rng)
    trampoline = bool(rng.random() < 0.65)
    count = int(rng.integers(2, 6 if trampoline else 5))
    elements = tuple(_random_element(rng, level, trampoline=trampoline) for _ in range(count))
    flights = tuple(_series_flight(rng, level, e, trampoline=trampoline) for e in elements)
    return Series(
        elements,
        flights,
        bed=float(rng.uniform(0.12, 0.34)) if trampoline else 0.0,
        depth=float(rng.uniform(0.05, 0.14)),
        preparation=Preparation(_random_arms(rng), float(rng.uniform(0.18, 0.3)), _tempo(rng), 0.3),
        landing=_landing(rng, _usual(level)),
    )


def random_fake(rng: Rng) -> NamedMove:
    """Something that begins like a take-off and stays on the floor."""
    usual = (0.17, 0.11, 0.08, 0.08, 0.07, 0.05, 0.07)
    kind = _pick(rng, get_args(Kind), (*usual, 0.08, 0.05, 0.04, 0.09, 0.05, 0.06))
    return Fake(
        kind,
        repeats=int(rng.integers(1, 5)),
        depth=float(rng.uniform(0.10, 0.34)),
        height=float(rng.uniform(0.02, 0.055)),
        tempo=float(rng.uniform(0.65, 1.5)),
        hold=float(rng.choice([0.05, rng.uniform(0.05, 0.9)])),
        arms=_random_arms(rng),
    )


def random_landing(rng: Rng) -> NamedMove:
    """A small flight with a landing out of the ordinary."""
    level = float(rng.uniform(0, 0.6))
    landing = _landing(rng, (0.0, 0.18, 0.26, 0.2, 0.18, 0.18))
    if rng.random() < 0.4:
        return Somersault(
            flight=float(rng.uniform(0.6, 0.72)), travel=float(rng.uniform(0.1, 0.7)), level=level, tempo=_tempo(rng),
            forward=bool(rng.random() < 0.4), landing=landing,
        )  # fmt: skip
    return Jump(
        flight=float(rng.uniform(0.3, 0.55)), depth=float(rng.uniform(0.18, 0.3)), level=level, tempo=_tempo(rng),
        travel=float(rng.uniform(-0.1, 0.5)), arms=_random_arms(rng), landing=landing,
    )  # fmt: skip


def _random_leap(rng: Rng, level: float) -> SplitLeap:
    return SplitLeap(
        flight=float(rng.uniform(0.30, 0.38) + 0.14 * level),
        style=_pick(rng, get_args(Style), (0.6, 0.2, 0.2)),
        side=int(rng.integers(2)),
        steps=int(rng.integers(1, 4)),
        speed=float(rng.uniform(1.4, 2.2) + 0.8 * level),
        level=level,
    )


def _random_folk(rng: Rng) -> FolkHops:
    arms = ({}, HANDS_ON_HIPS, {"arm_abd": 34, "elbow": 60}, {"arm_flex": 40, "elbow": 30})[int(rng.integers(4))]
    odd = bool(rng.random() < 0.3)
    return FolkHops(
        repeats=int(rng.integers(1, 4)),
        flight=float(rng.uniform(0.07, 0.17)),
        depth=float(rng.uniform(0.20, 0.48)),
        width=float(rng.uniform(1.6, 3.1)),
        tempo=float(rng.uniform(0.8, 1.4)),
        arms=dict(arms),
        uneven=float(rng.uniform(-0.16, 0.16)) if odd else 0.0,
        shift=float(rng.uniform(-0.07, 0.07)) if odd else 0.0,
        heel=float(rng.uniform(26, 44)),
        sink=float(rng.uniform(0.05, 0.16)),
    )


def random_hops(rng: Rng) -> Hops:
    """Small hops, one running into the other: quick on straight legs, slower from deep squats."""
    kind = _pick(rng, get_args(HopKind), (0.16, 0.18, 0.10, 0.10, 0.14, 0.16, 0.08, 0.08))
    deep = {"frog": (0.20, 0.46), "pogo": (0.025, 0.07), "rope": (0.025, 0.07), "one leg": (0.03, 0.08)}.get(
        kind, (0.03, 0.14)
    )
    twice = kind in ("jacks", "scissors", "side to side")
    return Hops(
        kind,
        repeats=int(rng.integers(1, 4) if twice else rng.integers(2, 6)),
        flight=float(
            rng.uniform(0.10 if kind == "frog" else 0.07, 0.17) if rng.random() < 0.7 else rng.uniform(0.17, 0.26)
        ),
        depth=float(rng.uniform(*deep)),
        size=float(rng.uniform(0.6, 1.2)),
        tempo=float(rng.uniform(0.8, 1.3)),
        arms=_pick(rng, get_args(HopArms), (0.4, 0.25, 0.2, 0.15)),
        side=int(rng.integers(2)),
    )


def _random_element(rng: Rng, level: float, *, trampoline: bool) -> Element:
    if rng.random() < (0.45 if trampoline else 0.12):
        forward, shape = bool(rng.random() < 0.35), _pick(rng, get_args(BodyShape), (0.5, 0.25, 0.25))
        twists = _random_twist(rng, forward=forward, double=False) if shape == "layout" else 0.0
        travel = float(rng.uniform(-0.1, 0.35)) * (1 if forward else -1)
        return SomersaultElement(level, travel, shape=shape, turns=1 if forward else -1, twists=twists)
    shape = _pick(rng, get_args(JumpShape), (0.4, 0.16, 0.12, 0.16, 0.1, 0.06))
    return JumpElement(level, float(rng.uniform(-0.1, 0.15)), shape=shape)


def _series_flight(rng: Rng, level: float, element: Element, *, trampoline: bool) -> float:
    if isinstance(element, SomersaultElement):
        return float(rng.uniform(0.78, 0.9) + (0.3 * level if trampoline else 0.0) + 0.08 * abs(element.twists))
    return float(rng.uniform(0.55, 0.75) + 0.4 * level if trampoline else rng.uniform(0.32, 0.5))


def _random_twist(rng: Rng, *, forward: bool, double: bool) -> float:
    if rng.random() < 0.45:
        return 0.0
    amounts = (1.0,) if double and not forward else () if double else (0.5, 1.0)
    return float(rng.choice([-1, 1]) * rng.choice(amounts)) if amounts else 0.0


def _random_arms(rng: Rng) -> Arms:
    return _pick(rng, ("reach", "swing", "salute", "hips", "squat"), (0.34, 0.30, 0.10, 0.14, 0.12))


def _tempo(rng: Rng) -> float:
    return float(np.exp(rng.normal(0, 0.16)))


def _landing(rng: Rng, weights: tuple[float, ...]) -> Landing:
    ending = _pick(rng, get_args(Ending), weights)
    down = ending.startswith("fallen")
    longer = rng.uniform(0.2, 2.5) if down else rng.uniform(0.1, 0.9)
    return Landing(
        ending,
        depth=float(rng.uniform(-0.03, 0.08)),
        hold=float(rng.choice([0.0, longer], p=[0.3, 0.7] if down else [0.75, 0.25])),
        steps=int(rng.integers(1, 4)),
        ahead=float(rng.choice([-1, 1]) * rng.uniform(0.6, 1.3)),
        tempo=_tempo(rng),
        lean=float(rng.uniform(0.2, 1.1)),
    )


def _usual(level: float) -> tuple[float, ...]:
    """Weights of the endings: the better, the more often it is simply stood."""
    good = 0.45 + 0.4 * level
    return (good, *(float(w) for w in (1 - good) * np.array([0.22, 0.36, 0.22, 0.1, 0.1])))


def _pick(rng: Rng, options: tuple[_T, ...], weights: tuple[float, ...]) -> _T:
    share = np.array(weights) / sum(weights)
    return options[int(rng.choice(len(options), p=share))]
