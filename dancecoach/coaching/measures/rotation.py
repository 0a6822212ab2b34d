"""How often the trunk turned about a level axis in a skill, and whether forwards or backwards.

Three witnesses are heard. The trunk's angle in the picture counts exactly where the body turns across the picture
(filmed from the side). Filmed from the front or the back the trunk points at the camera on its way, and the angle
jumps: then the passages between upright and upside down are counted, half a turn each, which are seen from anywhere.
Which way it goes, forwards or backwards, only the body's own axes in space tell.
"""

import math
from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.measures.airtime import Airtime
from dancecoach.coaching.measures.posture import Posture
from dancecoach.motion.body import INVERTED_TILT, UPRIGHT_TILT
from dancecoach.motion.points import Floats

UPRIGHT_ENOUGH = 20.0
"""Degrees of tilt from which a turn is counted from and to: who leaves the ground leans, and so does who lands."""

AROUND_S = (1.0, 0.9)
"""Seconds before take-off and after touch-down within which the body is looked for upright: a cartwheel reaches down
long before the last foot leaves."""

ACROSS = 0.5
"""Share of its usual length that the trunk keeps in the picture while it turns across it."""

LONGEST_GAP_S = 0.2
"""Seconds without a person after which a turn may have been missed."""

LONGEST_END_ON_S = 0.45
"""Seconds for which the trunk may point at the camera; a double somersault turns once in that time."""

UNTURNED = 0.25
"""Turns in space below which a body on its hands went up and came down the same way, as from a handstand."""

_NEAR_S = 0.05

_SIDEWAYS = 1.5
"""Times that one sense must outweigh the other to be the one."""

_LEAST = 30.0, 150.0
"""Degrees of turning in space below which its sense is noise: until the body is upside down, and over all."""

Direction = Literal["forward", "backward", "sideways", ""]
"""Which way a turn goes, as the body sees it; "" where it cannot be told."""


@attrs.frozen
class Turning:
    """The turning of one skill.

    Attributes:
        turns: whole turns to a quarter, negative backwards; positive forwards, sideways or where the sense is not
            known. None where the trunk was not seen enough.
        agreed: whether two witnesses say the same.
        direction: which way it goes; "" where that cannot be told, and where nothing turns.
    """

    turns: float | None
    agreed: bool
    direction: Direction = ""


def turning_of(posture: Posture, air: Airtime, *, since_s: float, until_s: float) -> Turning:
    """The turning of a skill.

    Args:
        posture: of the whole clip.
        air: when the skill leaves the feet and comes back to them.
        since_s: end of the skill before, s: in a series a body may never be quite upright between two.
        until_s: end of the landing, s: a body that is not upright before is not waited for.
    """
    span = _span(posture, air, since_s, until_s)
    if span is None:
        return Turning(None, agreed=False)
    first, last = span
    in_picture = abs(posture.rotation[last] - posture.rotation[first]) / 360
    passed = _passages(posture.tilt[first : last + 1]) / 2
    in_space = math.hypot(_change(posture.forward, first, last), _change(posture.sideways, first, last)) / 360
    if _is_across(posture, first, last):
        turns, agreed = _to_quarter(in_picture), abs(in_picture - passed) < 0.5
    elif air.on_hands and in_space < UNTURNED:
        turns, agreed = 0.0, passed % 1 == 0
    else:
        turns, agreed = passed, abs(in_space - passed) < 0.5
    if not turns:
        return Turning(0.0, bool(agreed))
    direction = _direction(posture, first, last)
    return Turning(-turns if direction == "backward" else turns, bool(agreed), direction)


def _span(posture: Posture, air: Airtime, since_s: float, until_s: float) -> tuple[int, int] | None:
    """Frames from and to which the turning counts; None where too much between them was not seen."""
    times, known = posture.times, np.isfinite(posture.tilt)
    # The window never closes on the moments themselves, which lie between frames.
    earliest = min(air.takeoff_s - _NEAR_S, max(since_s, air.takeoff_s - AROUND_S[0]))
    latest = max(air.touchdown_s + _NEAR_S, min(until_s, air.touchdown_s + AROUND_S[1]))
    before = np.flatnonzero(known & (times >= earliest) & (times <= air.takeoff_s + 0.02))
    after = np.flatnonzero(known & (times >= air.touchdown_s - 0.02) & (times <= latest))
    if not len(before) or not len(after):
        return None
    first, last = _upright(posture.tilt, before[::-1]), _upright(posture.tilt, after)
    for seen, longest in ((posture.found, LONGEST_GAP_S), (known, LONGEST_END_ON_S)):
        if np.diff(times[first : last + 1][seen[first : last + 1]]).max(initial=0.0) > longest:
            return None
    return first, last


def _upright(tilt: Floats, frames: NDArray[np.intp]) -> int:
    """The first of these frames in which the body is upright, or else is most nearly so."""
    upright = frames[tilt[frames] <= UPRIGHT_ENOUGH]
    return int(upright[0] if len(upright) else frames[np.argmin(tilt[frames])])


def _is_across(posture: Posture, first: int, last: int) -> bool:
    """Whether the trunk keeps its length in the picture, so that its angle there can be trusted."""
    length = posture.trunk_length[first : last + 1]
    usual = np.nanpercentile(posture.trunk_length, 80)
    # A tenth of the frames may be slips; a trunk that points at the camera does so in more of them.
    return bool(np.nanpercentile(length, 10) >= ACROSS * usual and np.isfinite(length).mean() > 0.9)


def _passages(tilt: Floats) -> int:
    """How often the trunk passed from upright to upside down or back."""
    known = tilt[np.isfinite(tilt)]
    states = np.where(known > INVERTED_TILT, 1, np.where(known < UPRIGHT_TILT, 0, -1))
    states = states[states >= 0]
    return int(np.count_nonzero(np.diff(states)))


def _change(angle: Floats, first: int, last: int) -> float:
    return float(np.nan_to_num(angle[last] - angle[first]))


def _direction(posture: Posture, first: int, last: int) -> Direction:
    """Which way the trunk turned.

    Judged over all, and where that says nothing until the body is upside down for the first time: with a twist it goes
    on the other way round.
    """
    over_all = _change(posture.forward, first, last)
    if abs(over_all) > max(_LEAST[1], _SIDEWAYS * abs(_change(posture.sideways, first, last))):
        return "backward" if over_all < 0 else "forward"
    with np.errstate(invalid="ignore"):
        inverted = np.flatnonzero(posture.tilt[first : last + 1] > INVERTED_TILT)
    there = first + int(inverted[0]) if len(inverted) else last
    forward, sideways = _change(posture.forward, first, there), _change(posture.sideways, first, there)
    if abs(forward) > max(_LEAST[0], _SIDEWAYS * abs(sideways)):
        return "backward" if forward < 0 else "forward"
    return "sideways" if abs(sideways) > max(_LEAST[0], _SIDEWAYS * abs(forward)) else ""


def _to_quarter(turns: float) -> float:
    return round(turns * 4) / 4
