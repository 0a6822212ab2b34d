"""Scenes by chance: one of a split's people does something somewhere; the same for the same seed.

What must not be shared between training and test is kept apart here: people (`performers`), directions and heights
of the camera (`filming`), and some skills (`programme.TEST_ONLY`).
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from training.figure.background import Background, random_background
from training.figure.body import Body
from training.figure.clothes import random_outfit
from training.figure.feet import Place
from training.figure.filming import (
    SIZES,
    Way,
    random_camera,
    random_faults,
    random_light,
    random_timing,
)
from training.figure.motion import Move, Performance
from training.figure.motions import Stand, Walk
from training.figure.performers import Performer, Split, random_body, random_performer
from training.figure.pose import posture
from training.figure.programme import (
    PASSAGE_SHARES,
    PASSAGES,
    Kind,
    Passage,
    Window,
    may_be_shown,
    passage_window,
    random_programme,
    random_window,
)
from training.figure.rotation import Array
from training.figure.scene import Actor, Scene, perform

Rng = np.random.Generator

_DETAIL = 0.5
"""Of the figures' surface: in a picture of 300 pixels nobody sees more, and drawing it takes longest of all."""

_GLANCES = 8.0
"""Moments per second at which the camera's operator looks where the performer goes."""


@attrs.frozen
class Casting:
    """What scenes by chance may hold.

    Attributes:
        split: whose people, cameras and skills.
        size: (width, height) pixels; None takes one of `filming.SIZES`.
        fps: frames per second, all even; None mixes 24 to 60, repeated and dropped frames.
        bystander: share of scenes with a second figure.
        kind: of all clips; None mixes them.
    """

    split: Split = "train"
    size: tuple[int, int] | None = None
    fps: float | None = None
    bystander: float = 0.1
    kind: Kind | None = None


def random_scene(seed: int | tuple[int, ...], casting: Casting | None = None) -> Scene:
    """A scene by chance; equal seeds give equal scenes.

    Raises:
        FloatingPointError, ValueError, numpy.linalg.LinAlgError: a movement cannot be worked out for this body.
    """
    rng, casting = np.random.default_rng(seed), casting or Casting()
    performer = random_performer(rng, casting.split)
    shown = _Shown.by_chance(rng, performer, casting.split, casting.kind)
    size = casting.size or SIZES[rng.integers(len(SIZES))]
    camera = random_camera(rng, casting.split, shown.way(), size, shown.framed())
    timing = random_timing(rng, shown.window.length, casting.fps)
    actors = [shown.actor(rng)]
    if shown.passage == "stays" and rng.random() < casting.bystander:
        actors.append(_bystander(rng, shown.middle(), camera.azimuth))
    return Scene(
        actors=tuple(actors),
        camera=camera,
        light=random_light(rng),
        background=_background(rng, shown, camera.azimuth),
        faults=random_faults(rng, size),
        size=size,
        fps=timing.fps,
        duration=shown.window.length,
        times=timing.times,
        shown=timing.shown,
        seed=int(rng.integers(1 << 30)),
        detail=_DETAIL,
        samples=2,
        split=casting.split,
        kind=shown.kind,
    )


@attrs.frozen(eq=False)
class _Shown:
    """A performer, what they do, and the piece of it that is filmed.

    Attributes:
        here: from when to when they are where the camera looks, s of the performance.
    """

    performer: Performer
    kind: Kind
    passage: Passage
    moves: tuple[Move, ...]
    start: Place
    performance: Performance
    window: Window
    here: tuple[float, float]

    @classmethod
    def by_chance(cls, rng: Rng, performer: Performer, split: Split, kind: Kind | None) -> "_Shown":
        start = Place(heading=float(rng.uniform(-np.pi, np.pi)))
        level = performer.form(rng)
        passage = PASSAGES[rng.choice(len(PASSAGES), p=PASSAGE_SHARES)]
        while True:
            programme = random_programme(rng, split, level, kind, passage)
            performance = perform(performer.body, programme.moves, start)
            if may_be_shown(performance, split):
                break
        if passage == "stays":
            window = random_window(rng, programme.kind, performance)
            here = (window.begin, window.end)
        else:
            window, here = passage_window(rng, passage, performance)
        return cls(performer, programme.kind, passage, programme.moves, start, performance, window, here)

    def way(self) -> Way:
        """Where the performer goes while filmed."""
        body = self.performer.body
        return Way.of(posture(body, self.performance.pose(self._glances())).joints)

    def framed(self) -> NDArray[np.bool_] | None:
        """(N,) the moments of the way that the camera is set up for; None for all."""
        if self.passage == "stays":
            return None
        times = self._glances()
        return np.asarray((times >= self.here[0]) & (times <= self.here[1]))

    def _glances(self) -> Array:
        return np.arange(self.window.begin, self.window.end, 1 / _GLANCES)

    def middle(self) -> tuple[float, float]:
        """Middle of that way on the floor, x and z, m."""
        framed, hips = self.framed(), self.way().hips
        hips = hips if framed is None else hips[framed]
        x, _, z = (hips.min(0) + hips.max(0)) / 2
        return float(x), float(z)

    def actor(self, rng: Rng) -> Actor:
        """The performer, dressed."""
        outfit = self.performer.outfit(rng)
        return Actor(self.performer.body, outfit, self.moves, self.start, -self.window.begin, name=self.performer.name)


def _background(rng: Rng, shown: _Shown, azimuth: float) -> Background:
    """Behind the performer as the camera sees them, with room enough for their way."""
    background = random_background(rng, azimuth)
    way, yaw = shown.way(), np.deg2rad(background.yaw)
    middle = shown.middle()
    behind = -(way.hips - (middle[0], 0.0, middle[1])) @ np.array([np.sin(yaw), 0.0, np.cos(yaw)])
    depth = max(background.depth, float(behind.max()) + 1.2)
    return attrs.evolve(background, depth=depth, middle=middle)


def _bystander(rng: Rng, middle: tuple[float, float], azimuth: float) -> Actor:
    """Somebody to the side and behind, as the camera sees it."""
    aside = float(rng.choice([-1, 1]) * rng.uniform(0.9, 2.0))
    seen_from = Place(*middle, heading=float(np.deg2rad(azimuth)))
    place = seen_from.moved(aside, float(rng.uniform(-1.8, -0.5)), float(rng.uniform(-1.5, 1.5)))
    moves: tuple[Move, ...] = (
        Stand(float(rng.uniform(1.0, 6.0)), seed=int(rng.integers(1000))),
        Walk(steps=int(rng.integers(2, 5))),
        Stand(3.0),
    )
    body: Body = random_body(rng)
    return Actor(body, random_outfit(rng, female=body.sex == "female"), moves, place, name="bystander")
