"""When a skill leaves the ground and comes back, between frames, and whether it flies at all."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import attrs
import numpy as np

from dancecoach.coaching.measures.posture import Posture
from dancecoach.motion.body import INVERTED_TILT
from dancecoach.motion.contact import Contacts, Flight
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pose.track import PoseTrack

BORDER_S = 0.03
"""Standard deviation of a network's border between two phases, seconds: about a frame at 30 frames a second. On drawn
clips it is two thirds of that, on real ones more."""

FEET_S = 0.04
"""Standard deviation of the moments that the feet tell where they are believed, seconds: a little more than measured on
drawn clips, because whatever misleads the feet misleads the network in part. `Flight.uncertainty_s` knows the noise of
the joints only, and not that the engine sets toes off or down early."""

AGREEMENT_S = 0.06
"""Seconds within which the feet's take-off or touch-down must lie from the network's to be believed. Seen from behind,
rising on the toes looks like leaving the ground, a tenth of a second early and more; of two hundred drawn flights the
half is farther off than this."""

CONFIRMING_S = 0.13
"""Seconds within which they must lie from the network's to confirm that there is a flight at all."""

HANDS_HEIGHT = 0.15
"""Body heights above the ground below which the lowest hand or foot of an inverted body carries it. In a somersault
all of them are higher: the head passes between them and the ground."""

_LEAST_SHARED = 0.5

MISSING_S = 0.15
"""Seconds around a border without a person from which the border is not known."""


@attrs.frozen
class Airtime:
    """The moments of one skill.

    Attributes:
        takeoff_s: last contact, s.
        touchdown_s: first contact after it, s.
        uncertainty_s: standard deviation of the time between them; None where it is no flight, or one whose
            beginning or end was not seen.
        supported: whether the feet's course confirms what the network says: a flight where one is claimed.
        on_hands: whether the body is carried by the hands on the way.
    """

    takeoff_s: float
    touchdown_s: float
    uncertainty_s: float | None
    supported: bool
    on_hands: bool


def airtime_of(
    track: PoseTrack, segment: PhaseSegment, *, flights: Sequence[Flight], contacts: Contacts, posture: Posture
) -> Airtime:
    """The moments of a skill: the mean of what the network says and what the feet say, each by its exactness.

    The two err apart: the network by a frame either way, the feet by the perspective and by how toes are set down.
    Where the feet say nothing, or something far off, the network stands alone.
    """
    times = track.times
    start, end = segment.start_frame, segment.end_frame
    before = float(times[start - 1] + times[start]) / 2 if start > 0 else float(times[0])
    after = float(times[end] + times[end + 1]) / 2 if end < len(times) - 1 else float(times[-1])
    if on_hands(segment, contacts, posture):
        return Airtime(before, after, None, supported=True, on_hands=True)
    flight = _same(flights, before, after)
    takeoff = _moment(before, None if flight is None else flight.takeoff_s)
    touchdown = _moment(after, None if flight is None else flight.landing_s)
    supported = flight is not None and _confirms(flight, before, after)
    deviation: float | None = None
    if start > 0 and end < len(times) - 1 and (supported or (_seen_at(track, before) and _seen_at(track, after))):
        noise = flight.uncertainty_s if flight is not None else 0.0
        deviation = math.hypot(takeoff.deviation_s, touchdown.deviation_s, noise)
    return Airtime(takeoff.time_s, touchdown.time_s, deviation, supported=supported, on_hands=False)


def on_hands(segment: PhaseSegment, contacts: Contacts, posture: Posture) -> bool:
    """Whether an inverted body has a hand (or foot) on the ground during most of its inversion."""
    frames = slice(segment.start_frame, segment.end_frame + 1)
    with np.errstate(invalid="ignore"):
        inverted = posture.tilt[frames] > INVERTED_TILT
    height = contacts.height[frames][inverted]
    known = np.isfinite(height)
    return bool(known.sum() >= 2 and np.median(height[known]) < HANDS_HEIGHT)


class _Moment(NamedTuple):
    time_s: float
    deviation_s: float


def _moment(network_s: float, feet_s: float | None) -> _Moment:
    """A take-off or touch-down by both witnesses, or by the network alone."""
    if feet_s is None or abs(feet_s - network_s) > AGREEMENT_S:
        return _Moment(network_s, BORDER_S)
    weight = BORDER_S**2 / (BORDER_S**2 + FEET_S**2)  # of the feet: the other's variance
    deviation = BORDER_S * FEET_S / math.hypot(BORDER_S, FEET_S)
    return _Moment(weight * feet_s + (1 - weight) * network_s, deviation)


def _confirms(flight: Flight, before: float, after: float) -> bool:
    """Whether a flight of the feet begins and ends about when the network says."""
    return max(abs(flight.takeoff_s - before), abs(flight.landing_s - after)) <= CONFIRMING_S


def _same(flights: Sequence[Flight], before: float, after: float) -> Flight | None:
    """The flight that shares most time with the segment; None when none shares half of the time of both."""

    def shared(flight: Flight) -> float:
        common = min(flight.landing_s, after) - max(flight.takeoff_s, before)
        return common / (max(flight.landing_s, after) - min(flight.takeoff_s, before))

    best = max(flights, key=shared, default=None)
    return best if best is not None and shared(best) >= _LEAST_SHARED else None


def _seen_at(track: PoseTrack, moment: float) -> bool:
    """Whether the person is found around a moment."""
    around = np.abs(track.times - moment) <= MISSING_S / 2
    nearest = int(np.argmin(np.abs(track.times - moment)))
    return bool(track.found[around].any() or track.found[nearest])
