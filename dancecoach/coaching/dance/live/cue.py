"""One short cue at a time while dancing: the worst limb's, held long enough to be read."""

import math

import attrs
import numpy as np

from dancecoach.coaching.dance.cues import short_words
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.faults import (
    BLAMED,
    carriers_of,
    carries,
    is_level,
    told_by,
)
from dancecoach.coaching.dance.live.frame import Instant
from dancecoach.coaching.dance.sight import degrees_seen
from dancecoach.coaching.dance.ways import Difference, told_ways, unit_of
from dancecoach.motion.points import Floats

HELD_S = 2.0
"""How long a cue stands at least."""

LASTS_S = 0.4
"""How long a limb must have been the worst before it is told."""

_STEADY_S = 0.4
_SAID = BLAMED + 5.0
_CURED = BLAMED - 5.0
_SAYS = 0.6
_WORSE = 10.0
_LIMBS = len(JOINTS)


@attrs.frozen
class LiveCue:
    """What is said now.

    Attributes:
        text: a few words, such as "left elbow higher".
        joint: on the learner's own body.
        way: what is too much or too little.
        amount: degrees, signed as in `Fault`.
    """

    text: str
    joint: str
    way: str
    amount: float


@attrs.define(eq=False)
class CueChooser:
    """Chooses what is said.

    Args:
        flat: whether depth is not known.
    """

    flat: bool = False
    _here: Floats = attrs.field(factory=lambda: np.zeros((_LIMBS, 3)))
    _there: Floats = attrs.field(factory=lambda: np.zeros((_LIMBS, 3)))
    _off: Floats = attrs.field(factory=lambda: np.zeros(_LIMBS))
    _cue: LiveCue | None = None
    _limb: int = -1
    _stood_s: float = 0.0
    _worst: int = -1
    _worst_s: float = 0.0

    def push(self, here: Instant, there: Instant, view: tuple[float, bool], passed_s: float) -> LiveCue | None:
        """Take a moment; the cue that stands.

        Args:
            here: the learner in the reference's view.
            there: the reference at the moment that belongs to it.
            view: degrees the learner was turned by, and whether mirrored.
            passed_s: since the moment before.
        """
        self._steady(here, there, view[0], passed_s)
        self._stood_s += passed_s
        worst = self._cause(int(self._off.argmax()))
        self._worst_s = self._worst_s + passed_s if worst == self._worst else 0.0
        self._worst = worst
        if self._may_change() and self._worst_s >= LASTS_S:
            self._choose(worst, view)
        return self._cue

    def _steady(self, here: Instant, there: Instant, turn: float, passed_s: float) -> None:
        share = 1 - math.exp(-passed_s / _STEADY_S)
        both = (here.seen & there.seen)[:, None]
        self._here += share * (here.unit * both - self._here)
        self._there += share * (there.unit * both - self._there)
        lengths = [np.linalg.norm(mean, axis=1, keepdims=True) for mean in (self._here, self._there)]
        # Where it is hardly seen, or moves so fast that it has no direction, nothing is said.
        known = np.minimum(*lengths)[:, 0] > 0.6
        a, b = (m / np.maximum(n, 1e-9) for m, n in zip((self._here, self._there), lengths, strict=True))
        self._off = np.where(known, degrees_seen(a, b, None if self.flat else turn), 0.0)

    def _cause(self, limb: int) -> int:
        """What is to be told where a limb is the worst: what it hangs on, if that is why."""
        mine, theirs = (
            m / np.maximum(np.linalg.norm(m, axis=1, keepdims=True), 1e-9) for m in (self._here, self._there)
        )
        for carrier in carriers_of(JOINTS[limb]):
            if carries(mine[None], theirs[None], self._off[None], (carrier, JOINTS[limb]))[0]:
                return JOINTS.index(carrier)
        return limb

    def _may_change(self) -> bool:
        if self._cue is None:
            return True
        return self._stood_s >= HELD_S

    def _choose(self, worst: int, view: tuple[float, bool]) -> None:
        """The worst limb's cue; the one that stands while it is still true and no other is much worse."""
        standing = self._limb if self._cue is not None else -1
        if standing >= 0 and self._off[standing] > _CURED and self._off[worst] < self._off[standing] + _WORSE:
            return
        found = self._said(worst, view) if self._off[worst] >= _SAID else None
        if found is None and self._cue is None:
            return
        self._cue, self._limb, self._stood_s = found, worst if found is not None else -1, 0.0

    def _said(self, limb: int, view: tuple[float, bool]) -> LiveCue | None:
        turn, mirrored = view
        bodies = self._here[None], self._there[None]
        ways = told_ways(bodies, JOINTS[limb], BLAMED, turn=None if self.flat else turn, mirrored=mirrored)
        known = {way: float(a[0]) for way, a in ways.items() if math.isfinite(a[0])}
        if not known:
            return None
        level = is_level(unit_of(self._there)[limb : limb + 1, 1])
        way = max(known, key=lambda name: told_by(name, known[name], self._off[limb], level=level))
        amount = known[way]
        if abs(amount) < max(BLAMED, _SAYS * self._off[limb]):
            return None
        joint = Difference(JOINTS[limb], way, amount).own(mirrored=mirrored)
        return LiveCue(short_words(joint, way, more=amount < 0), joint, way, amount)
