"""When a skill leaves the ground and comes back, between frames, and whether it flies at all."""

import math
from collections.abc import Sequence

import attrs
import numpy as np

from dancecoach.coaching.posture import Posture
from dancecoach.motion.body import INVERTED_TILT
from dancecoach.motion.contact import Contacts, Flight
from dancecoach.motion.phases import PhaseSegment
from dancecoach.motion.points import Floats
from dancecoach.pose.track import PoseTrack

BORDER_S = 0.03
"""Standard deviation of a network's border between two phases, seconds: about a frame at 30 frames a second."""

FEET_S = 0.022
"""Standard deviation of the moments that the feet tell, seconds: of sixty drawn clips from five sides and their truth.
`Flight.uncertainty_s` knows the noise of the joints only, and not that the engine sets toes off or down early."""

AGREEMENT_S = 0.15
"""Seconds within which the feet's own take-off and touch-down must lie from the network's borders to be those."""

HANDS_HEIGHT = 0.15
"""Body heights above the ground below which the lowest hand or foot of an inverted body carries it. In a somersault
all of them are higher: the head passes between them and the ground."""

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
    Where the feet tell of no flight at that time, the network's borders stand alone.
    """
    times = track.times
    start, end = segment.start_frame, segment.end_frame
    whole = start > 0 and end < len(times) - 1
    before = float(times[start - 1] + times[start]) / 2 if start > 0 else float(times[0])
    after = float(times[end] + times[end + 1]) / 2 if end < len(times) - 1 else float(times[-1])
    if on_hands(segment, contacts, posture):
        return Airtime(before, after, None, supported=True, on_hands=True)
    flight = _same(flights, before, after)
    if whole and flight is not None:
        return _mean(before, after, flight)
    seen = whole and _seen_at(track, before) and _seen_at(track, after)
    uncertainty = _of_borders(times, start, end) if seen else None
    return Airtime(before, after, uncertainty, supported=False, on_hands=False)


def on_hands(segment: PhaseSegment, contacts: Contacts, posture: Posture) -> bool:
    """Whether an inverted body has a hand (or foot) on the ground during most of its inversion."""
    frames = slice(segment.start_frame, segment.end_frame + 1)
    with np.errstate(invalid="ignore"):
        inverted = posture.tilt[frames] > INVERTED_TILT
    height = contacts.height[frames][inverted]
    known = np.isfinite(height)
    return bool(known.sum() >= 2 and np.median(height[known]) < HANDS_HEIGHT)


def _mean(before: float, after: float, flight: Flight) -> Airtime:
    """The moments by both witnesses."""
    feet = BORDER_S**2 / (BORDER_S**2 + FEET_S**2)  # their weight: the other's variance
    takeoff_s, touchdown_s = (
        feet * by_feet + (1 - feet) * by_network
        for by_feet, by_network in ((flight.takeoff_s, before), (flight.landing_s, after))
    )
    # Not smaller than the feet's alone: both have seen the same landmarks, so their errors may go together.
    deviation = math.hypot(flight.uncertainty_s, FEET_S, FEET_S)
    return Airtime(takeoff_s, touchdown_s, deviation, supported=True, on_hands=False)


def _same(flights: Sequence[Flight], before: float, after: float) -> Flight | None:
    """The flight that begins and ends where the network says; None when there is none."""
    near = [f for f in flights if max(abs(f.takeoff_s - before), abs(f.landing_s - after)) <= AGREEMENT_S]
    return min(near, key=lambda f: abs(f.takeoff_s - before) + abs(f.landing_s - after), default=None)


def _seen_at(track: PoseTrack, moment: float) -> bool:
    """Whether the person is found around a moment."""
    around = np.abs(track.times - moment) <= MISSING_S / 2
    nearest = int(np.argmin(np.abs(track.times - moment)))
    return bool(track.found[around].any() or track.found[nearest])


def _of_borders(times: Floats, start: int, end: int) -> float:
    """Standard deviation of a time between two borders that are halfway between frames."""
    steps = times[start] - times[start - 1], times[end + 1] - times[end]
    return float(np.sqrt(sum(step**2 / 12 + BORDER_S**2 for step in steps)))
