"""Where in the reference a learner is, by movement alone, frame by frame.

Dynamic time warping forwards only: every moment of the reference keeps how well the learner's last seconds, fading,
agree with a way through the reference that ends there (a Viterbi search). As in `overlap` the turn between the cameras
falls out of the sums, and the mirror image is searched beside. A clock then goes along with the best place evenly, so
that what trembles about it is lateness and not the clock's.
"""

import math

import attrs
import numpy as np

from dancecoach.coaching.dance.directions import WEIGHTS, Directions
from dancecoach.coaching.dance.live.frame import Instant
from dancecoach.motion.points import Floats

STEP_S = 1 / 15
_FADES_S = 4.0
_UNEVEN = 0.004
"""What it costs to stand still or to go at double speed for a step, share of the whole agreement."""

_FIRST_S = 3.0
_CLEARLY = 0.035
"""By how much, share of the whole, the best place agrees better than any other."""

_OTHER_S = 1.0
_PULL_S, _LEAP_S = 0.8, 1.0
_SLOWEST, _FASTEST = 0.6, 1.5


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
    _sums: Floats = attrs.field(init=False)
    _weight: float = 0.0
    _seen_s: float = 0.0
    _waited_s: float = 0.0
    _gathered: list[Instant] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        span = (len(self.reference) - 1) / self.reference.rate if len(self.reference) else 0.0
        self._times = self.reference.start_s + np.arange(0, span, STEP_S)
        steady = self.reference.at(self._times)
        moved = steady.unit * WEIGHTS[:, None]
        # (3, L, S): for x, y and z the limbs' directions at every moment.
        self._there = np.ascontiguousarray(np.moveaxis(moved, (0, 1, 2), (2, 1, 0)))
        # Of both images: up, along, across, of the way that ends at each moment.
        self._sums = np.zeros((2, 3, len(self._times)))

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
        self._sums = self._onwards(self._sums) * math.exp(-STEP_S / _FADES_S)
        self._weight *= math.exp(-STEP_S / _FADES_S)
        unit = np.sum([i.unit for i in gathered], axis=0) if gathered else np.zeros((len(WEIGHTS), 3))
        length = np.linalg.norm(unit, axis=1, keepdims=True)
        here = Instant(unit / np.maximum(length, 1e-9), length[:, 0] > 0.5)
        if here.seen.any():
            for number, body in enumerate((here, here.mirrored())):
                x, y, z = (body.unit * body.seen[:, None]).T
                tx, ty, tz = self._there
                self._sums[number] += (y @ ty, x @ tx + z @ tz, z @ tx - x @ tz)
            self._weight += float(here.weights.sum())
            self._seen_s += STEP_S
        self._locate()

    def _onwards(self, sums: Floats) -> Floats:
        """(2, 3, S) the best way to each moment from the one before it, the one before that, or itself."""
        padded = np.concatenate([np.zeros((2, 3, 2)), sums], axis=2)
        ways = (padded[..., 1:-1], padded[..., 2:], padded[..., :-2])
        uneven = _UNEVEN * self._weight
        ranks = np.stack([_rank(way) - (0.0 if i == 0 else uneven) for i, way in enumerate(ways)])
        best = ranks.argmax(axis=0)[:, None]
        return np.where(best == 0, ways[0], np.where(best == 1, ways[1], ways[2]))

    def _locate(self) -> None:
        """Read the best place, if it is clear, and pull the clock to it."""
        if self._seen_s < _FIRST_S or self._weight <= 0:
            return
        rank = _rank(self._sums)
        image, at = divmod(int(rank.argmax()), rank.shape[1])
        best = float(rank[image, at])
        others = np.abs(self._times - self._times[at]) > _OTHER_S
        rival = float(rank[:, others].max()) if others.any() else 0.0
        if best - rival < _CLEARLY * self._weight:
            return
        self.mirrored = bool(image)
        if not self.reference.flat:
            _up, along, across = self._sums[image, :, at]
            self.turn = math.degrees(math.atan2(across, along))
        self._pull(float(self._times[at]))

    def _pull(self, place_s: float) -> None:
        if self.clock_s is None or abs(place_s - self.clock_s) > _LEAP_S:
            self.clock_s, self.tempo = place_s, 1.0
            return
        off = place_s - self.clock_s
        self.clock_s += off * STEP_S / _PULL_S
        self.tempo = min(_FASTEST, max(_SLOWEST, self.tempo + 0.3 * off * STEP_S / _PULL_S))


def _rank(sums: Floats) -> Floats:
    """(2, S) how well each way agrees with its best turn."""
    return np.asarray(sums[:, 0] + np.hypot(sums[:, 1], sums[:, 2]))
