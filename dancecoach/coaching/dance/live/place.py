"""Where in the reference a learner is, by movement alone, frame by frame.

Dynamic time warping forwards only: every moment of the reference keeps how well the learner's last seconds, fading,
correlate with a way through the reference that ends there (a Viterbi search). As in `overlap` movement means the
directions less their average - two people who stand alike do not yet dance the same -, the turn between the cameras
falls out of the sums, and the mirror image is searched beside. A clock then goes along with the best place evenly, so
that what trembles about it is lateness and not the clock's.

Measured on poses of real clips, after five seconds: one dance filmed from front and side is found at 0.9 of
the moments within half a second (without taking the average off: 0.1), and correlates at 0.5 to 0.6; other dances at
0.2 to 0.45.
"""

import math

import attrs
import numpy as np

from dancecoach.coaching.dance.directions import WEIGHTS, Directions
from dancecoach.coaching.dance.live.frame import Instant
from dancecoach.coaching.dance.overlap import average
from dancecoach.motion.points import Floats

STEP_S = 1 / 15
_FADES_S = 10.0
_UNEVEN = 0.015
"""What it costs to stand still or to go at double speed for a step, in correlation."""

_FIRST_S = 3.0
_ALIKE, _CLEARLY = 0.48, 0.02
"""How well the best place must correlate, and by how much better than any other."""

_OTHER_S = 1.0
_STEADY_S, _SOON_S, _VERY_ALIKE = 2.0, 0.8, 0.7
"""How long the best place must have moved on evenly before the clock goes there; and where it correlates this well."""

_JUMP_S = 0.2
"""A step by more than this is not even."""

_FORGOTTEN_S = 6.0
"""A clock that the best place has not been near for so long is no longer believed."""

_PULL_S, _LEAP_S = 0.8, 1.0
_SLOWEST, _FASTEST = 0.6, 1.5

_UP, _ALONG, _ACROSS, _ENERGY, _TURN_ALONG, _TURN_ACROSS = range(6)
"""What is summed on each way: the products of both movements along the vertical and in the level, along and across; the
reference's own squared; and the level's products of the directions themselves, from which the turn is read."""


@attrs.define(eq=False)
class PlaceFinder:
    """Follows a learner through a reference.

    Args:
        reference: whose dance it is.

    Attributes:
        clock_s: the reference's moment now; None until it is known.
        tempo: seconds of the reference for one of the learner.
        turn: degrees that turn the learner into the reference's view.
        mirrored: whether the learner dances the mirror image.
    """

    reference: Directions
    clock_s: float | None = None
    tempo: float = 1.0
    turn: float = 0.0
    mirrored: bool = False
    _times: Floats = attrs.field(init=False)
    _there: Floats = attrs.field(init=False)
    _moved: Floats = attrs.field(init=False)
    _energy: Floats = attrs.field(init=False)
    _sums: Floats = attrs.field(init=False)
    _mean: Floats = attrs.field(factory=lambda: np.zeros((2, len(WEIGHTS), 3)))
    _seen: Floats = attrs.field(factory=lambda: np.zeros((2, len(WEIGHTS))))
    _mine: float = 0.0
    _best_s: float | None = None
    _steady_s: float = 0.0
    _doubted_s: float = 0.0
    _seen_s: float = 0.0
    _waited_s: float = 0.0
    _gathered: list[Instant] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        span = (len(self.reference) - 1) / self.reference.rate if len(self.reference) else 0.0
        self._times = self.reference.start_s + np.arange(0, span, STEP_S)
        steady = self.reference.at(self._times)
        moved = (steady.unit - average(self.reference)) * steady.seen[..., None]
        # (3, L, S): for x, y and z the limbs' directions at every moment, and their movement.
        self._there = _by_axis(steady.unit)
        self._moved = _by_axis(moved)
        self._energy = (moved**2).sum(axis=2) * WEIGHTS
        # Of both images.
        self._sums = np.zeros((2, 6, len(self._times)))

    def push(self, here: Instant, passed_s: float) -> None:
        """Take a frame.

        Args:
            here: the learner as filmed.
            passed_s: since the frame before.
        """
        if self.clock_s is not None:
            self.clock_s += passed_s * self.tempo
        self._gathered.append(here)
        self._waited_s += passed_s
        while self._waited_s >= STEP_S and len(self._times) > 2:
            self._waited_s -= STEP_S
            self._step(self._gathered)
            self._gathered = []

    def _step(self, gathered: list[Instant]) -> None:
        """Go on by one step of time with the mean of what was seen in it; with nothing seen time still goes on."""
        fade = math.exp(-STEP_S / _FADES_S)
        self._sums = self._onwards(self._sums) * fade
        self._mine *= fade
        unit = np.sum([i.unit for i in gathered], axis=0) if gathered else np.zeros((len(WEIGHTS), 3))
        length = np.linalg.norm(unit, axis=1, keepdims=True)
        here = Instant(unit / np.maximum(length, 1e-9), length[:, 0] > 0.5)
        if here.seen.any():
            for number, body in enumerate((here, here.mirrored())):
                self._add(number, body)
            self._seen_s += STEP_S
        self._locate()

    def _add(self, image: int, body: Instant) -> None:
        """Add a moment of the learner to every way."""
        seen = body.seen[:, None]
        self._mean[image] += body.unit * seen
        self._seen[image] += body.seen
        moved = (body.unit - self._mean[image] / np.maximum(self._seen[image], 1)[:, None]) * seen
        x, y, z = moved.T
        tx, ty, tz = self._moved
        self._sums[image, :_TURN_ALONG] += (y @ ty, x @ tx + z @ tz, z @ tx - x @ tz, self._energy @ body.seen)
        x, y, z = (body.unit * seen).T
        tx, ty, tz = self._there
        self._sums[image, _TURN_ALONG:] += (x @ tx + z @ tz, z @ tx - x @ tz)
        if image == 0:
            self._mine += float(((moved**2).sum(axis=1) * WEIGHTS).sum())

    def _onwards(self, sums: Floats) -> Floats:
        """(2, 6, S) the best way to each moment from the one before it, the one before that, or itself."""
        padded = np.concatenate([np.zeros((2, 6, 2)), sums], axis=2)
        ways = (padded[..., 1:-1], padded[..., 2:], padded[..., :-2])
        ranks = np.stack([self._rank(way) - (0.0 if i == 0 else _UNEVEN) for i, way in enumerate(ways)])
        best = ranks.argmax(axis=0)[:, None]
        return np.where(best == 0, ways[0], np.where(best == 1, ways[1], ways[2]))

    def _rank(self, sums: Floats) -> Floats:
        """(2, S) how well each way correlates with its best turn, -1 to 1."""
        together = sums[:, _UP] + np.hypot(sums[:, _ALONG], sums[:, _ACROSS])
        return np.asarray(together / np.sqrt(np.maximum(sums[:, _ENERGY], 1e-3 * self._mine) * self._mine + 1e-12))

    def _locate(self) -> None:
        """Read the best place, if it is clear, and pull the clock to it."""
        if self._seen_s < _FIRST_S or self._mine <= 0:
            return
        rank = self._rank(self._sums)
        image, at = divmod(int(rank.argmax()), rank.shape[1])
        best, place_s = float(rank[image, at]), float(self._times[at])
        self._watch(place_s)
        self._doubt(best, place_s)
        others = np.abs(self._times - place_s) > _OTHER_S
        rival = float(rank[:, others].max()) if others.any() else 0.0
        if best < _ALIKE or best - rival < _CLEARLY:
            return
        if self._is_far(place_s) and self._steady_s < (_SOON_S if best >= _VERY_ALIKE else _STEADY_S):
            return
        self.mirrored = bool(image)
        if not self.reference.flat:
            along, across = self._sums[image, _TURN_ALONG:, at]
            self.turn = math.degrees(math.atan2(across, along))
        self._pull(place_s)

    def _watch(self, place_s: float) -> None:
        """Note how long the best place has moved on evenly."""
        even = self._best_s is not None and abs(place_s - self._best_s - STEP_S) <= _JUMP_S
        self._steady_s = self._steady_s + STEP_S if even else 0.0
        self._best_s = place_s

    def _doubt(self, best: float, place_s: float) -> None:
        """Forget the clock where nothing has spoken for it for a while."""
        self._doubted_s = self._doubted_s + STEP_S if best < _ALIKE or self._is_far(place_s) else 0.0
        if self._doubted_s > _FORGOTTEN_S:
            self.clock_s = None

    def _is_far(self, place_s: float) -> bool:
        return self.clock_s is None or abs(place_s - self.clock_s) > _LEAP_S

    def _pull(self, place_s: float) -> None:
        if self.clock_s is None or self._is_far(place_s):
            self.clock_s, self.tempo = place_s, 1.0
            return
        off = place_s - self.clock_s
        self.clock_s += off * STEP_S / _PULL_S
        self.tempo = min(_FASTEST, max(_SLOWEST, self.tempo + 0.3 * off * STEP_S / _PULL_S))


def _by_axis(vectors: Floats) -> Floats:
    """(3, L, S) of (S, L, 3), each limb as heavy as it counts."""
    return np.ascontiguousarray(np.moveaxis(vectors * WEIGHTS[:, None], (0, 1, 2), (2, 1, 0)))
